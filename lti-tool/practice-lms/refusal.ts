/**
 * A request that the practice LMS does not accept, with the reason in words. The reason is sent to
 * the tool and shown in the messages page, because finding out *why* is what this LMS is for.
 */
export class Refusal extends Error {
  readonly status: number;
  /** OAuth or OIDC error code, where the protocol has one. */
  readonly code: string | undefined;

  constructor(status: number, reason: string, code?: string) {
    super(reason);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

import type { ErrorCode } from '#contract/errors';
import { ERRORS } from '#contract/errors';

/**
 * An error that a person may have to read: a code of contract/errors with its cause. Only
 * infra/http.ts turns it into an HTTP answer. `details` go to the caller, so they hold no
 * personal data and no token.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    details: Readonly<Record<string, unknown>> = {},
    options: { cause?: unknown } = {},
  ) {
    super(ERRORS[code].title, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** HTTP status that belongs to the code. */
  get status(): number {
    return ERRORS[this.code].status;
  }
}

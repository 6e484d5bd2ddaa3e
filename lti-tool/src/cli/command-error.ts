/** What the operator typed cannot be done; the message says why in one sentence. */
export class CommandError extends Error {
  override name = 'CommandError';
}

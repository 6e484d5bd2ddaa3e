/** Failures after which preparing the same file again may go well. */
const PASSING = new Set([
  ...['transcode_failed', 'transcode_cancelled', 'needs_ffmpeg', 'storage_full', 'internal'],
]);

/** Whether it makes sense to prepare a file once more after it failed with this code. */
export function canBeTriedAgain(code: string | null): boolean {
  return code !== null && PASSING.has(code);
}

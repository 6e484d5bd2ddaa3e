import type { Reading } from '#contract/observations';

/** A point has no length of its own: so much of the clip before and after belongs to it. */
const POINT_REACH_SECONDS = 1;
/** Two marks speak of one moment when they overlap by this share of both together. */
export const SAME_MOMENT = 0.25;

/** The stretch of a mark; a point reaches a little to both sides. */
export function stretchOf(
  mark: Pick<Reading['marks'][number], 'startSeconds' | 'endSeconds'>,
): [start: number, end: number] {
  if (mark.endSeconds !== null && mark.endSeconds - mark.startSeconds >= POINT_REACH_SECONDS) {
    return [mark.startSeconds, mark.endSeconds];
  }
  const middle = (mark.startSeconds + (mark.endSeconds ?? mark.startSeconds)) / 2;
  return [Math.max(0, middle - POINT_REACH_SECONDS), middle + POINT_REACH_SECONDS];
}

/** Shared length of two stretches over the length of both together; 0 when they do not touch. */
export function overlap(
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
): number {
  const shared = Math.min(b, d) - Math.max(a, c);
  return shared <= 0 ? 0 : shared / (Math.max(b, d) - Math.min(a, c));
}

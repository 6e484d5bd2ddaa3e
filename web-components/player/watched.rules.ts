/** A stretch of a clip in seconds, `[start, end]`. */
export type Stretch = readonly [startSeconds: number, endSeconds: number];

/** Gaps smaller than this are not seen as gaps: a frame or two between two reports. */
const JOIN_GAP_SECONDS = 0.25;

/** Stretches in order, with those that touch or overlap joined. Empty and backward ones drop out. */
export function mergeStretches(stretches: readonly Stretch[]): Stretch[] {
  const merged: [number, number][] = [];
  const ordered = stretches.filter(([start, end]) => end > start).toSorted((a, b) => a[0] - b[0]);
  for (const [start, end] of ordered) {
    const last = merged.at(-1);
    if (last && start <= last[1] + JOIN_GAP_SECONDS) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** How many seconds of the clip were watched at least once. */
export function watchedSeconds(stretches: readonly Stretch[]): number {
  return mergeStretches(stretches).reduce((sum, [start, end]) => sum + end - start, 0);
}

/** Was all of this stretch watched, but for `toleranceSeconds` altogether? */
export function isWatched(
  stretches: readonly Stretch[],
  [start, end]: Stretch,
  toleranceSeconds = 0.5,
): boolean {
  const inside = mergeStretches(stretches).map(([from, to]): Stretch => [
    Math.max(from, start),
    Math.min(to, end),
  ]);
  return watchedSeconds(inside) >= end - start - toleranceSeconds;
}

/**
 * May the way from one time to the next count as watched? Only when playing could have led there:
 * forward, and no further than the clock allows at this speed (a jump is no watching).
 */
export function isContinuous(
  fromSeconds: number,
  toSeconds: number,
  elapsedMs: number,
  rate: number,
): boolean {
  const step = toSeconds - fromSeconds;
  return step > 0 && step <= (elapsedMs / 1000) * Math.max(rate, 0.25) * 1.5 + 0.3;
}

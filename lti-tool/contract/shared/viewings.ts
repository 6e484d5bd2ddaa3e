/** A stretch of a clip, `[startSeconds, endSeconds]`. */
type Range = [number, number];

/** The most viewings that a pass may ask for. */
export const MOST_VIEWINGS = 5;

/** Stretches this close together are one: players report time in steps. */
const SEAM_SECONDS = 0.3;
/** Clocks of a player differ by a few frames where it stops and goes on: that is no second viewing. */
const SHORTEST_REPEAT_SECONDS = 0.5;

/** Stretches in order, without overlaps and seams. */
export function mergeRanges(ranges: readonly (readonly [number, number])[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1] + SEAM_SECONDS) last[1] = Math.max(last[1], end);
    else if (end > start) merged.push([start, end]);
  }
  return merged;
}

/**
 * What was watched at least once, at least twice and so on, after more was watched: what was seen
 * before counts for the next viewing. At most `most` viewings are told apart.
 */
export function addViewings(
  viewings: readonly (readonly Range[])[],
  ranges: readonly (readonly [number, number])[],
  most: number,
): Range[][] {
  const layers = viewings.slice(0, most).map((layer) => mergeRanges(layer));
  for (const [start, end] of ranges) {
    let seen: Range[] = [[start, end]];
    for (let at = 0; at < most && seen.length > 0; at += 1) {
      const before = layers[at] ?? [];
      layers[at] = mergeRanges([...before, ...seen]);
      seen = overlaps(before, seen);
    }
  }
  return layers;
}

/** How far a pass has come that asks for a share of the clip, once or more often. */
export interface ViewingState {
  /** Viewings that are complete, of those that are asked for. */
  complete: number;
  /** Seconds of the viewing that is under way; of the last one when all are complete. */
  watchedSeconds: number;
  /** Seconds that each viewing needs. */
  requiredSeconds: number;
}

/** A player stops a few frames before the end; that is still "to the end". */
const WATCH_TOLERANCE_SECONDS = 0.5;

/** How far the viewings of a pass are, within a clip of this length. */
export function viewingState(
  pass: { watchShare: number; watchTimes?: number | undefined },
  progress:
    | { watched: readonly Range[]; watchedAgain?: readonly (readonly Range[])[] | undefined }
    | undefined,
  durationSeconds: number,
): ViewingState {
  const requiredSeconds = pass.watchShare * durationSeconds;
  const times = pass.watchTimes ?? 1;
  const layers = [progress?.watched ?? [], ...(progress?.watchedAgain ?? [])];
  let watchedSeconds = 0;
  for (let complete = 0; complete < times; complete += 1) {
    watchedSeconds = secondsOf(layers[complete] ?? [], durationSeconds);
    if (watchedSeconds < requiredSeconds - WATCH_TOLERANCE_SECONDS)
      return { complete, watchedSeconds, requiredSeconds };
  }
  return { complete: times, watchedSeconds, requiredSeconds };
}

/** Seconds that stretches cover, each counted once, within a clip of this length. */
export function secondsOf(ranges: readonly Range[], durationSeconds: number): number {
  return mergeRanges(ranges).reduce(
    (sum, [start, end]) => sum + Math.max(0, Math.min(end, durationSeconds) - start),
    0,
  );
}

function overlaps(some: readonly Range[], others: readonly Range[]): Range[] {
  return some.flatMap(([start, end]) =>
    others.flatMap(([from, to]): Range[] => {
      const both: Range = [Math.max(start, from), Math.min(end, to)];
      return both[1] - both[0] >= SHORTEST_REPEAT_SECONDS ? [both] : [];
    }),
  );
}

/** How many people marked each bin: an equal part of the clip. */
export interface Band {
  counts: number[];
  /** Who was counted last in each bin. */
  lastReader: Int32Array;
}

/** A band in which nobody was counted yet. */
export function emptyBand(bins: number): Band {
  return { counts: new Array<number>(bins).fill(0), lastReader: new Int32Array(bins) };
}

/** Counts a reader (1 or more) in a bin, once as long as readers come one after the other. */
export function countOnce(band: Band, bin: number, reader: number): void {
  if (band.lastReader[bin] === reader) return;
  band.lastReader[bin] = reader;
  band.counts[bin] = (band.counts[bin] ?? 0) + 1;
}

/** The bins that a stretch touches, when `bins` of them are as long as the clip. */
export function binsOf(
  [start, end]: readonly [number, number],
  bins: number,
  durationSeconds: number,
): number[] {
  const binSeconds = durationSeconds / bins;
  const first = Math.max(0, Math.floor(start / binSeconds));
  const last = Math.min(bins - 1, Math.floor(end / binSeconds));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/** Steps become hills: a second more or less means nothing here. */
export function smooth(counts: readonly number[]): number[] {
  let smoothed = [...counts];
  for (let round = 0; round < 2; round += 1) {
    smoothed = smoothed.map(
      (count, at) => ((smoothed[at - 1] ?? count) + 2 * count + (smoothed[at + 1] ?? count)) / 4,
    );
  }
  return smoothed;
}

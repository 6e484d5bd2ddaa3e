import type { Reading } from '#contract/observations';
import { binsOf, countOnce, emptyBand, smooth, type Band } from './bins.rules.ts';
import { positionOf, type Position, type Scheme } from './comparison.rules.ts';
import { stretchOf } from './stretch.rules.ts';

/** How many marked each bin of the clip, apart for each position. */
export interface Density {
  bands: { position: Position; counts: number[] }[];
  /** The height of all bands of one bin, one upon the other. */
  highest: number;
  /** How many people marked one bin. */
  mostPeople: number;
}

/** Counts readers over the clip. Who marks a bin twice with one code is still one person. */
export function densityOf(
  readings: readonly Reading[],
  scheme: Scheme,
  durationSeconds: number,
  bins: number,
): Density {
  const anywhere = emptyBand(bins);
  const bands = new Map<string, Band & { position: Position }>();
  for (const [at, reading] of readings.entries()) {
    for (const mark of reading.marks) {
      const position = positionOf(mark, scheme);
      if (position.id === '') continue;
      let band = bands.get(position.id);
      if (!band) bands.set(position.id, (band = { position, ...emptyBand(bins) }));
      for (const bin of binsOf(stretchOf(mark), bins, durationSeconds)) {
        countOnce(anywhere, bin, at + 1);
        countOnce(band, bin, at + 1);
      }
    }
  }
  const all = [...bands.values()];
  const heights = Array.from({ length: bins }, (_, bin) =>
    all.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0),
  );
  return {
    bands: all.map(({ position, counts }) => ({ position, counts })),
    highest: Math.max(0, ...heights),
    mostPeople: Math.max(0, ...anywhere.counts),
  };
}

/** The outline of each band, upon those before it, in a box of bins − 1 by `height`. */
export function densityPaths(
  { bands, highest }: Density,
  height: number,
): { position: Position; path: string }[] {
  let below: readonly number[] = [];
  return bands.map(({ position, counts }) => {
    const lower = below;
    const upper = smooth(counts).map((count, bin) => (lower[bin] ?? 0) + count);
    below = upper;
    // A little room at the top: the highest hill is not cut.
    const y = (count = 0) => (height - (count / highest) * (height - 2)).toFixed(1);
    const there = upper.map((count, bin) => `${bin} ${y(count)}`).join('L');
    const back = upper.map((_, bin) => `${bin} ${y(lower[bin])}`).toReversed().join('L'); // prettier-ignore
    return { position, path: `M${there}L${back}Z` };
  });
}

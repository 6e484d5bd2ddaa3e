import type { Reading } from '#contract/observations';
import { binsOf, countOnce, emptyBand, type Band } from './bins.rules.ts';
import { positionOf, type Scheme } from './comparison.rules.ts';
import { stretchOf } from './stretch.rules.ts';

/** How thick the ribbon is over the clip, 0 to 1 for each bin; 0 where nobody marked. */
export type Ribbon = readonly number[];

/** The thinnest that is still seen as a neck, and not as a gap. */
const NECK = 0.1;

/**
 * Agreement over time: thick where many marked and read alike, a neck where they read differently,
 * nothing where nobody marked. A reader who marks a bin twice with one code counts once.
 */
export function ribbonOf(
  readings: readonly Reading[],
  scheme: Scheme,
  durationSeconds: number,
  bins: number,
): Ribbon {
  const people = readings.filter((reading) => reading.kind !== 'expert');
  const votes = new Map<string, Band>();
  const marking = emptyBand(bins);
  for (const [at, reading] of people.entries()) {
    for (const mark of reading.marks) {
      const { id } = positionOf(mark, scheme);
      if (id === '') continue;
      let said = votes.get(id);
      if (!said) votes.set(id, (said = emptyBand(bins)));
      for (const bin of binsOf(stretchOf(mark), bins, durationSeconds)) {
        countOnce(marking, bin, at + 1);
        countOnce(said, bin, at + 1);
      }
    }
  }
  return marking.counts.map((readers, bin) => {
    if (readers === 0) return 0;
    const counts = [...votes.values()].map((band) => band.counts[bin] ?? 0);
    const [first = 0, second = 0] = counts.sort((a, b) => b - a);
    const alike = (first - second) / readers;
    return Math.max(NECK, alike * Math.sqrt(readers / people.length));
  });
}

/** The ribbon's outline in a box of `bins` − 1 by `height`, symmetrical about its middle. */
export function ribbonPath(ribbon: Ribbon, height: number): string {
  const middle = height / 2;
  const half = (thickness: number) => (thickness * (height - 4)) / 2;
  const y = (at: number, sign: 1 | -1) => (middle + sign * half(ribbon[at] ?? 0)).toFixed(1);
  const bins = ribbon.map((_, at) => at);
  const there = bins.map((at) => `${at} ${y(at, -1)}`).join('L');
  const back = bins.toReversed().map((at) => `${at} ${y(at, 1)}`).join('L'); // prettier-ignore
  return `M${there}L${back}Z`;
}

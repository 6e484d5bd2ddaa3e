/** Numbers from 0 to below 1 that are the same for the same seed (the mulberry32 sequence). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The 95 % interval of a figure, and how many repetitions it was defined in. */
export interface Interval {
  low: number;
  high: number;
  repetitions: number;
}

/** What is resampled: sums over a stretch of units, by prefix sums. */
export interface Resampled {
  units: number;
  /** Prefix sums, one list of `units + 1` for each sum that the figure needs. */
  prefixes: readonly (readonly number[])[];
  /** The figure of such sums; null where it is not defined. */
  figure: (sums: readonly number[]) => number | null;
}

/** Prefix sums of a list, beginning with 0. */
export function prefixOf(values: ArrayLike<number>): number[] {
  const prefix = [0];
  for (let at = 0; at < values.length; at += 1) prefix.push((prefix[at] ?? 0) + (values[at] ?? 0));
  return prefix;
}

/**
 * A 95 % percentile interval by circular block bootstrap: seconds beside each other resemble each
 * other, so blocks of them are drawn (Politis and Romano 1992). Null when the figure is defined in
 * fewer than half of the repetitions.
 */
export function blockBootstrap(
  { units, prefixes, figure }: Resampled,
  { seed, repetitions, blockUnits }: { seed: number; repetitions: number; blockUnits: number },
): Interval | null {
  const block = Math.max(1, Math.min(blockUnits, units));
  const random = seededRandom(seed);
  const sums = prefixes.map(() => 0);
  const figures: number[] = [];
  for (let repetition = 0; repetition < repetitions && units > 0; repetition += 1) {
    sums.fill(0);
    for (let drawn = 0; drawn < units; drawn += block) {
      const length = Math.min(block, units - drawn);
      const from = Math.floor(random() * units);
      const to = from + length;
      prefixes.forEach((prefix, at) => {
        const whole =
          to <= units
            ? (prefix[to] ?? 0) - (prefix[from] ?? 0)
            : (prefix[units] ?? 0) - (prefix[from] ?? 0) + (prefix[to - units] ?? 0);
        sums[at] = (sums[at] ?? 0) + whole;
      });
    }
    const value = figure(sums);
    if (value !== null) figures.push(value);
  }
  if (figures.length * 2 < repetitions || figures.length === 0) return null;
  figures.sort((a, b) => a - b);
  return {
    low: figures[Math.floor(0.025 * (figures.length - 1))] ?? 0,
    high: figures[Math.ceil(0.975 * (figures.length - 1))] ?? 0,
    repetitions: figures.length,
  };
}

/** One measured figure, with what is aimed at. */
export interface Figure {
  name: string;
  value: number;
  unit: 'per second' | 'ms' | 's' | 'MB' | 'kB gz' | 'times';
  /** Such as `≤ 120`; absent where nothing is aimed at. */
  target?: string;
}

/** A part of the bench: what it measures, under which conditions, and how. */
export interface BenchPart {
  title: string;
  conditions: string;
  run(): Promise<Figure[]>;
}

/** The middle of some values; the mean of both middles when they are even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** The value that a share of all values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Whether a figure is within its target; undefined without one. */
export function isWithin({ value, target }: Figure): boolean | undefined {
  const [sign, limit] = target?.split(' ') ?? [];
  if (limit === undefined) return undefined;
  return sign === '≤' ? value <= Number(limit) : value >= Number(limit);
}

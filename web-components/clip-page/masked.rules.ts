type Range = readonly [number, number];

/** Whether every stretch lies in what is masked; somebody who is there all the time never does. */
export function isWithin(ranges: readonly Range[], masked: readonly Range[]): boolean {
  return (
    ranges.length > 0 &&
    ranges.every(([start, end]) => masked.some(([from, to]) => from <= start && end <= to))
  );
}

type Range = readonly [number, number];

/** Whether everything of somebody's stretches lies in what is masked; all of a clip never does. */
export function isMasked(ranges: readonly Range[], masked: readonly Range[]): boolean {
  if (ranges.length === 0) return false;
  const whole = joined(masked);
  return ranges.every(([start, end]) => whole.some(([from, to]) => from <= start && end <= to));
}

/** Stretches in order, those that touch each other as one. */
export function joined(ranges: readonly Range[]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** A stretch of a film, `[startSeconds, endSeconds]`. */
export type Range = readonly [number, number];

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

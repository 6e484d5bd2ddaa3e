/** A marked stretch of a clip, `[startSeconds, endSeconds]`. */
export type Stretch = readonly [startSeconds: number, endSeconds: number];

/** Two marks of one moment: both ends within the tolerance, or farther apart but touching. */
export interface MarkPair {
  mine: number;
  theirs: number;
  kind: 'hit' | 'shifted';
}

/** How two people's marks of one code fit: pairs, and what only one of them has (by position). */
export interface MarkMatching {
  pairs: MarkPair[];
  /** Theirs without one of mine. */
  missed: number[];
  /** Mine without one of theirs. */
  extra: number[];
}

/**
 * The best way to pair two people's marks, each at most once: most hits, then most pairs, then the
 * least distance of their ends. Two marks may be paired when they touch within the tolerance.
 */
export function matchMarks(
  mine: readonly Stretch[],
  theirs: readonly Stretch[],
  toleranceSeconds: number,
): MarkMatching {
  const size = Math.max(mine.length, theirs.length);
  const farthest = 1 + Math.max(0, ...[...mine, ...theirs].flat()) * 2;
  const gains = mine.map((a) =>
    theirs.map((b) => {
      if (!touch(a, b, toleranceSeconds)) return 0;
      const near = 1 - distance(a, b) / farthest;
      return (isHit(a, b, toleranceSeconds) ? size + 2 : 1) + near / (size + 1);
    }),
  );
  const pairs = bestAssignment(gains, size).flatMap(([one, other]): MarkPair[] => {
    const [a, b] = [mine[one], theirs[other]];
    if (!a || !b || !touch(a, b, toleranceSeconds)) return [];
    return [{ mine: one, theirs: other, kind: isHit(a, b, toleranceSeconds) ? 'hit' : 'shifted' }];
  });
  return {
    pairs: pairs.sort((a, b) => a.mine - b.mine),
    missed: without(theirs.length, new Set(pairs.map((pair) => pair.theirs))),
    extra: without(mine.length, new Set(pairs.map((pair) => pair.mine))),
  };
}

/** F1 of paired marks: 1 when each has its counterpart, null when nobody marked anything. */
export function overlapF1({ pairs, missed, extra }: MarkMatching): number | null {
  const all = 2 * pairs.length + missed.length + extra.length;
  return all === 0 ? null : (2 * pairs.length) / all;
}

/** Both people's stretches with the ends of paired marks, where within the tolerance, made one. */
export function alignWithin(
  mine: readonly Stretch[],
  theirs: readonly Stretch[],
  toleranceSeconds: number,
): [mine: Stretch[], theirs: Stretch[]] {
  const [left, right] = [mine.map(copy), theirs.map(copy)];
  for (const pair of matchMarks(mine, theirs, toleranceSeconds).pairs) {
    const [a, b] = [left[pair.mine], right[pair.theirs]];
    if (!a || !b) continue;
    for (const end of [0, 1] as const) {
      if (Math.abs(a[end] - b[end]) > toleranceSeconds) continue;
      a[end] = b[end] = (a[end] + b[end]) / 2;
    }
  }
  return [left, right];
}

/**
 * One person's stretches with each end, where others' counterparts lie within the tolerance, put on
 * the middle one of those. The others' stretches stay as they are.
 */
export function alignToOthers(
  mine: readonly Stretch[],
  others: readonly (readonly Stretch[])[],
  toleranceSeconds: number,
): Stretch[] {
  const counterparts = mine.map((): [starts: number[], ends: number[]] => [[], []]);
  for (const theirs of others) {
    for (const pair of matchMarks(mine, theirs, toleranceSeconds).pairs) {
      const [a, b] = [mine[pair.mine], theirs[pair.theirs]];
      if (!a || !b) continue;
      for (const end of [0, 1] as const) {
        if (Math.abs(a[end] - b[end]) <= toleranceSeconds)
          counterparts[pair.mine]?.[end].push(b[end]);
      }
    }
  }
  return mine.map((own, at): Stretch => {
    const [starts, ends] = counterparts[at] ?? [[], []];
    const [start, end] = [middleOf(starts) ?? own[0], middleOf(ends) ?? own[1]];
    return start <= end ? [start, end] : own;
  });
}

/** The lower one of two in the middle, so that it is a moment that somebody marked. */
function middleOf(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
}

function copy([start, end]: Stretch): [number, number] {
  return [start, end];
}

function touch([a, b]: Stretch, [c, d]: Stretch, toleranceSeconds: number): boolean {
  return Math.max(a, c) - Math.min(b, d) <= toleranceSeconds;
}

function isHit([a, b]: Stretch, [c, d]: Stretch, toleranceSeconds: number): boolean {
  return Math.abs(a - c) <= toleranceSeconds && Math.abs(b - d) <= toleranceSeconds;
}

function distance([a, b]: Stretch, [c, d]: Stretch): number {
  return Math.abs(a - c) + Math.abs(b - d);
}

function without(count: number, taken: ReadonlySet<number>): number[] {
  return Array.from({ length: count }, (_, at) => at).filter((at) => !taken.has(at));
}

/**
 * The assignment with the greatest sum of gains, by shortest augmenting paths with potentials
 * (Kuhn 1955, Munkres 1957). Missing cells gain nothing. Takes size³ steps.
 */
function bestAssignment(
  gains: readonly (readonly number[])[],
  size: number,
): [row: number, column: number][] {
  const rowPotential = new Array<number>(size + 1).fill(0);
  const columnPotential = new Array<number>(size + 1).fill(0);
  /** The row (from 1) that has a column (from 1); 0: none. */
  const rowOf = new Array<number>(size + 1).fill(0);
  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row;
    const slack = new Array<number>(size + 1).fill(Infinity);
    const cameFrom = new Array<number>(size + 1).fill(0);
    const isUsed = new Array<boolean>(size + 1).fill(false);
    let column = 0;
    do {
      isUsed[column] = true;
      const current = rowOf[column] ?? 0;
      let least = Infinity;
      let next = 0;
      for (let other = 1; other <= size; other += 1) {
        if (isUsed[other]) continue;
        const reduced =
          -(gains[current - 1]?.[other - 1] ?? 0) -
          (rowPotential[current] ?? 0) -
          (columnPotential[other] ?? 0);
        if (reduced < (slack[other] ?? 0)) [slack[other], cameFrom[other]] = [reduced, column];
        if ((slack[other] ?? 0) < least) [least, next] = [slack[other] ?? 0, other];
      }
      for (let other = 0; other <= size; other += 1) {
        if (isUsed[other]) {
          const owner = rowOf[other] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + least;
          columnPotential[other] = (columnPotential[other] ?? 0) - least;
        } else slack[other] = (slack[other] ?? 0) - least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = cameFrom[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  return rowOf.slice(1).map((row, column) => [row - 1, column]);
}

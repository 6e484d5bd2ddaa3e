import { diff3Merge, diffIndices } from 'node-diff3';

/**
 * So much work a comparison may be: some milliseconds. It grows with the third power where one
 * word is said again and again, and a text made for that would hold everybody up for minutes.
 */
const MOST_WORK = 8_000_000;

/** How lists of something are merged. */
export interface MergeRules<T> {
  /** Equal for what says the same. */
  key: (one: T) => string;
  /** Where a larger unit ends, such as a sentence: long lists are compared by those first. */
  endsUnit: (one: T) => boolean;
  /** What stands where both said something else. */
  both: (was: T[], mine: T[], theirs: T[]) => T[];
}

/** Whether two lists can be compared in a moment: pairs of equal ones, times the longest run of them. */
function isCheap(one: readonly string[], other: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const key of one) counts.set(key, (counts.get(key) ?? 0) + 1);
  let pairs = 0;
  for (const key of other) pairs += counts.get(key) ?? 0;
  return pairs * Math.min(one.length, other.length) <= MOST_WORK;
}

/**
 * Where two lists differ, as `diffIndices` says it. What cannot be compared in a moment is one
 * difference between the ends that they share.
 */
export function boundedDifferences(
  one: readonly string[],
  other: readonly string[],
): { buffer1: readonly [number, number]; buffer2: readonly [number, number] }[] {
  if (isCheap(one, other)) return diffIndices([...one], [...other]);
  const [head, tail] = sharedEnds([one, other]);
  return [
    {
      buffer1: [head, one.length - head - tail],
      buffer2: [head, other.length - head - tail],
    },
  ];
}

/**
 * What two made of one list at once. Each change of only one of them stands; where both changed
 * the same, `both` decides. Long lists are compared by larger units, and only what differs by
 * smaller ones.
 */
export function mergeThree<T>(
  was: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  rules: MergeRules<T>,
): T[] {
  const { key, both } = rules;
  const asUnits = (list: readonly T[]): T[][] => list.map((one) => [one]);
  const merged = mergeUnits(asUnits(was), asUnits(mine), asUnits(theirs), key, both);
  if (merged) return merged;
  const lists = [was, mine, theirs];
  const [head, tail] = sharedEnds(lists.map((list) => list.map(key)));
  const inner = lists.map((list) => list.slice(head, list.length - tail));
  const [innerWas = [], innerMine = [], innerTheirs = []] = inner;
  const length = innerWas.length + innerMine.length + innerTheirs.length;
  const [unitsWas = [], unitsMine = [], unitsTheirs = []] = inner.map((list) =>
    inUnits(list, rules.endsUnit),
  );
  const core =
    mergeUnits(unitsWas, unitsMine, unitsTheirs, key, (o, a, b) =>
      o.length + a.length + b.length < length ? mergeThree(o, a, b, rules) : both(o, a, b),
    ) ?? both(innerWas, innerMine, innerTheirs);
  return [...mine.slice(0, head), ...core, ...mine.slice(mine.length - tail)];
}

/** Null where the units cannot be compared in a moment. */
function mergeUnits<T>(
  was: readonly T[][],
  mine: readonly T[][],
  theirs: readonly T[][],
  key: (one: T) => string,
  both: MergeRules<T>['both'],
): T[] | null {
  const keysOf = (list: readonly T[][]) => list.map((unit) => unit.map(key).join('\u0000'));
  const [o, a, b] = [keysOf(was), keysOf(mine), keysOf(theirs)];
  if (!isCheap(o, a) || !isCheap(o, b)) return null;
  const units = new Map<string, T[]>();
  for (const [keys, list] of [
    [o, was],
    [b, theirs],
    [a, mine],
  ] as const)
    // prettier-ignore
    keys.forEach((one, index) => units.set(one, list[index] ?? []));
  const known = (keys: readonly string[] = []) => keys.flatMap((one) => units.get(one) ?? []);
  return diff3Merge(a, o, b, { excludeFalseConflicts: true }).flatMap(({ ok, conflict }) =>
    ok ? known(ok) : both(known(conflict?.o), known(conflict?.a), known(conflict?.b)),
  );
}

function inUnits<T>(list: readonly T[], endsUnit: (one: T) => boolean): T[][] {
  const units: T[][] = [];
  let isOver = true;
  for (const one of list) {
    if (isOver) units.push([one]);
    else units.at(-1)?.push(one);
    isOver = endsUnit(one);
  }
  return units;
}

/** How much all lists have in common at their beginning, and at their end after that. */
function sharedEnds(lists: readonly (readonly string[])[]): [head: number, tail: number] {
  const [first = [], ...others] = lists;
  const shortest = Math.min(...lists.map(({ length }) => length));
  let head = 0;
  while (head < shortest && others.every((other) => other[head] === first[head])) head += 1;
  let tail = 0;
  while (
    tail < shortest - head &&
    others.every((other) => other.at(-1 - tail) === first.at(-1 - tail))
  )
    tail += 1;
  return [head, tail];
}

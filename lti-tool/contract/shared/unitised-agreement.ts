/** A stretch that an observer found on the continuum, in whole steps of it. */
export interface FoundUnit {
  begin: number;
  length: number;
}

/** One category on a continuum of `length` steps: what each observer found of it. */
export interface Unitising {
  begin: number;
  length: number;
  /** For each observer, without overlaps. */
  observers: readonly (readonly FoundUnit[])[];
}

/** Observed and expected disagreement; α is 1 − observed ÷ expected, null where nothing was found. */
export interface UnitisedAlpha {
  observed: number;
  expected: number;
  alpha: number | null;
}

/** A section of an observer's line: a unit, or the gap between two. */
interface Section extends FoundUnit {
  isUnit: boolean;
}

/**
 * Krippendorff's αU for one category: observers cut a continuum into units by themselves, so
 * agreement is about where units begin and end. Krippendorff, K. (1995). On the reliability of
 * unitizing continuous data. Sociological Methodology 25; in the form of Krippendorff, K. (2004).
 * Content Analysis (2nd edition), chapter 11.
 */
export function unitisedAlpha(unitising: Unitising): UnitisedAlpha {
  const observed = observedDisagreement(unitising);
  const expected = expectedDisagreement(unitising);
  return { observed, expected, alpha: expected === 0 ? null : 1 - observed / expected };
}

/** αU over several categories of one continuum: disagreements are added before they are compared. */
export function unitisedAlphaOverall(categories: readonly Unitising[]): number | null {
  const parts = categories.map(unitisedAlpha);
  const expected = parts.reduce((sum, part) => sum + part.expected, 0);
  if (expected === 0) return null;
  return 1 - parts.reduce((sum, part) => sum + part.observed, 0) / expected;
}

/** Stretches in whole steps, in order; those that overlap become one. */
export function unitsOf(
  stretches: readonly (readonly [start: number, end: number])[],
  stepsPerSecond: number,
  lengthSteps: number,
): FoundUnit[] {
  const units: FoundUnit[] = [];
  const steps = stretches
    .map(([start, end]) => [
      Math.max(0, Math.round(start * stepsPerSecond)),
      Math.min(lengthSteps, Math.round(end * stepsPerSecond)),
    ])
    .sort(([a = 0], [b = 0]) => a - b);
  for (const [begin = 0, end = 0] of steps) {
    const last = units.at(-1);
    if (end <= begin) continue;
    if (last && begin < last.begin + last.length)
      last.length = Math.max(last.length, end - last.begin);
    else units.push({ begin, length: end - begin });
  }
  return units;
}

function observedDisagreement({ begin, length, observers }: Unitising): number {
  const lines = observers.map((units) => sectionsOf(units, begin, length));
  const people = lines.length;
  if (people < 2 || length === 0) return 0;
  let sum = 0;
  for (let one = 0; one < people; one += 1) {
    for (let other = one + 1; other < people; other += 1) {
      sum += disagreementOf(lines[one] ?? [], lines[other] ?? []);
    }
  }
  return (2 * sum) / (people * (people - 1) * length ** 2);
}

/** Sections that share a step are compared once; both lines cover the whole continuum. */
function disagreementOf(line: readonly Section[], other: readonly Section[]): number {
  let sum = 0;
  let [at, otherAt] = [0, 0];
  for (;;) {
    const [a, b] = [line[at], other[otherAt]];
    if (!a || !b) return sum;
    sum += squaredDifference(a, b);
    const [end, otherEnd] = [a.begin + a.length, b.begin + b.length];
    if (end <= otherEnd) at += 1;
    if (otherEnd <= end) otherAt += 1;
  }
}

function squaredDifference(a: Section, b: Section): number {
  const atBegin = a.begin - b.begin;
  const atEnd = a.begin + a.length - b.begin - b.length;
  if (a.isUnit && b.isUnit) return atBegin ** 2 + atEnd ** 2;
  // A unit that lies wholly in the other's gap counts with its whole length.
  if (a.isUnit && !b.isUnit && atBegin >= 0 && atEnd <= 0) return a.length ** 2;
  if (b.isUnit && !a.isUnit && atBegin <= 0 && atEnd >= 0) return b.length ** 2;
  return 0;
}

function expectedDisagreement({ begin, length, observers }: Unitising): number {
  const sections = observers.flatMap((units) => sectionsOf(units, begin, length));
  const units = sections.filter((section) => section.isUnit);
  if (units.length === 0) return 0;
  const gaps = sections
    .filter((section) => !section.isUnit)
    .map((gap) => gap.length)
    .sort((a, b) => b - a);
  let sum = 0;
  let unordered = 0;
  for (const { length: own } of units) {
    const against = ((units.length - 1) / 3) * (2 * own ** 3 - 3 * own ** 2 + own);
    let places = 0;
    for (const gap of gaps) {
      if (gap < own) break;
      places += gap - own + 1;
    }
    sum += against + own ** 2 * places;
    unordered += own * (own - 1);
  }
  const steps = observers.length * length;
  const ways = steps * (steps - 1) - unordered;
  return ways === 0 ? 0 : ((2 / length) * sum) / ways;
}

function sectionsOf(units: readonly FoundUnit[], begin: number, length: number): Section[] {
  const sections: Section[] = [];
  let at = begin;
  for (const unit of units.toSorted((a, b) => a.begin - b.begin)) {
    if (unit.begin > at) sections.push({ begin: at, length: unit.begin - at, isUnit: false });
    sections.push({ ...unit, isUnit: true });
    at = unit.begin + unit.length;
  }
  if (at < begin + length) sections.push({ begin: at, length: begin + length - at, isUnit: false });
  return sections;
}

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
export function unitisedAlphaOverall(parts: readonly UnitisedAlpha[]): number | null {
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

/**
 * Summed unit by unit and not person by person: units that share steps count with the squares of
 * both differences; a unit that lies in a gap of somebody else's counts with its squared length.
 */
function observedDisagreement({ length, observers }: Unitising): number {
  const people = observers.length;
  if (people < 2 || length === 0) return 0;
  const units = observers
    .flatMap((found, observer) => found.map((unit) => ({ ...unit, observer })))
    .sort((a, b) => a.begin - b.begin);
  const begins = Float64Array.from(units, (unit) => unit.begin);
  const ends = Float64Array.from(units, (unit) => unit.begin + unit.length);
  const owners = Int32Array.from(units, (unit) => unit.observer);
  const longest = units.reduce((most, unit) => Math.max(most, unit.length), 0);
  /** The unit for which an observer was met last. */
  const metFor = new Int32Array(people).fill(-1);
  let shared = 0;
  let alone = 0;
  let from = 0;
  for (let at = 0; at < units.length; at += 1) {
    const [begin, end, owner] = [begins[at] ?? 0, ends[at] ?? 0, owners[at] ?? 0];
    while ((begins[from] ?? 0) <= begin - longest && from < at) from += 1;
    let met = 0;
    for (let other = from; other < units.length; other += 1) {
      const otherBegin = begins[other] ?? 0;
      if (otherBegin >= end) break;
      const otherEnd = ends[other] ?? 0;
      const otherOwner = owners[other] ?? 0;
      if (otherOwner === owner || otherEnd <= begin) continue;
      shared += (begin - otherBegin) ** 2 + (end - otherEnd) ** 2;
      if (metFor[otherOwner] !== at) {
        metFor[otherOwner] = at;
        met += 1;
      }
    }
    alone += (end - begin) ** 2 * (people - 1 - met);
  }
  // Pairs that share steps were met from both sides.
  return (2 * (shared / 2 + alone)) / (people * (people - 1) * length ** 2);
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
  let fitting = 0;
  let fittingSteps = 0;
  // From the longest unit to the shortest, so that gaps that hold a unit are only ever added.
  for (const { length: own } of units.toSorted((a, b) => b.length - a.length)) {
    for (; fitting < gaps.length && (gaps[fitting] ?? 0) >= own; fitting += 1) {
      fittingSteps += gaps[fitting] ?? 0;
    }
    const places = fittingSteps - fitting * (own - 1);
    const against = ((units.length - 1) / 3) * (2 * own ** 3 - 3 * own ** 2 + own);
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

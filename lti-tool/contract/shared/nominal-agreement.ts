/**
 * Agreement of people who sort the same units. Null wherever a measure is not defined: nothing to
 * compare, or no variation at all.
 */

/** Who sorted how: one row for each category of the first person, one column for the second's. */
export type AgreementTable = readonly (readonly number[])[];

/** The table of two people's labels, categories in the order in which they first appear. */
export function tableOf<L>(first: readonly L[], second: readonly L[]): number[][] {
  const categories = [...new Set([...first, ...second])];
  const at = new Map(categories.map((label, index) => [label, index]));
  const table = categories.map(() => categories.map(() => 0));
  first.forEach((label, unit) => {
    const row = table[at.get(label) ?? -1];
    const column = at.get(second[unit] as L);
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  });
  return table;
}

/** Share of units that two people sort alike, 0 to 1. */
export function percentAgreement(table: AgreementTable): number | null {
  const { all, alike } = sumsOf(table);
  return all > 0 ? alike / all : null;
}

/**
 * Cohen's κ: how far two people agree beyond what their own habits make likely. Cohen, J. (1960).
 * A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20.
 */
export function cohenKappa(table: AgreementTable): number | null {
  const { all, alike, rows, columns } = sumsOf(table);
  if (all === 0) return null;
  const expected = rows.reduce((sum, row, at) => sum + row * (columns[at] ?? 0), 0) / all ** 2;
  return expected === 1 ? null : (alike / all - expected) / (1 - expected);
}

/**
 * Fleiss' κ: agreement of a fixed number of people, whoever they are. `counts` says for each unit
 * how many chose each category; every unit has the same number of them. Fleiss, J. L. (1971).
 * Measuring nominal scale agreement among many raters. Psychological Bulletin 76.
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number | null {
  const people = sum(counts[0] ?? []);
  const units = counts.length;
  if (units === 0 || people < 2) return null;
  const categories = counts[0]?.map((_, at) => sum(counts.map((unit) => unit[at] ?? 0))) ?? [];
  const pairs = sum(counts.map((unit) => sum(unit.map((count) => count * (count - 1)))));
  const observed = pairs / (units * people * (people - 1));
  const expected = sum(categories.map((count) => (count / (units * people)) ** 2));
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}

/**
 * Krippendorff's α for nominal labels; null stands for "did not say". Units with fewer than two
 * labels say nothing. Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability.
 */
export function nominalAlpha<L>(units: readonly (readonly (L | null)[])[]): number | null {
  const totals = new Map<L, number>();
  let disagreeing = 0;
  for (const unit of units) {
    const labels = unit.filter((label) => label !== null);
    if (labels.length < 2) continue;
    const counts = new Map<L, number>();
    for (const label of labels) {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      totals.set(label, (totals.get(label) ?? 0) + 1);
    }
    const alike = sum([...counts.values()].map((count) => count * (count - 1)));
    disagreeing += labels.length - alike / (labels.length - 1);
  }
  const all = sum([...totals.values()]);
  const expected = all ** 2 - sum([...totals.values()].map((count) => count ** 2));
  return expected === 0 ? null : 1 - (disagreeing * (all - 1)) / expected;
}

/** What remains of many units of two categories: enough for all measures of a group. */
export interface BinaryTally {
  people: number;
  units: number;
  /** How often the category was chosen, and the sum of squares of that over units. */
  chosen: number;
  chosenSquared: number;
}

/** Share of pairs of people that agree, over all units. */
export function pairAgreement(tally: BinaryTally): number | null {
  const { people, units } = tally;
  if (people < 2 || units === 0) return null;
  return 1 - disagreeingPairs(tally) / (units * people * (people - 1));
}

/** Fleiss' κ of two categories; see {@link fleissKappa}. */
export function binaryFleiss(tally: BinaryTally): number | null {
  const { people, units, chosen } = tally;
  const observed = pairAgreement(tally);
  const all = people * units;
  const expectedApart = (2 * chosen * (all - chosen)) / all ** 2;
  if (observed === null || expectedApart === 0) return null;
  return 1 - (1 - observed) / expectedApart;
}

/** Krippendorff's nominal α of two categories where everybody spoke; see {@link nominalAlpha}. */
export function binaryAlpha(tally: BinaryTally): number | null {
  const kappa = binaryFleiss(tally);
  const all = tally.people * tally.units;
  // The same observed disagreement, expected without putting a label back.
  return kappa === null ? null : 1 - ((1 - kappa) * (all - 1)) / all;
}

function disagreeingPairs({ people, chosen, chosenSquared }: BinaryTally): number {
  return 2 * (people * chosen - chosenSquared);
}

function sumsOf(table: AgreementTable) {
  const rows = table.map(sum);
  return {
    rows,
    columns: table.map((_, at) => sum(table.map((row) => row[at] ?? 0))),
    all: sum(rows),
    alike: sum(table.map((row, at) => row[at] ?? 0)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

import {
  alignToOthers,
  alignWithin,
  matchMarks,
  overlapF1,
  type MarkMatching,
  type Stretch,
} from './mark-matching.ts';
import {
  binaryAlpha,
  binaryFleiss,
  cohenKappa,
  pairAgreement,
  percentAgreement,
  type BinaryTally,
} from './nominal-agreement.ts';
import { blockBootstrap, prefixOf, type Interval } from './resampling.ts';
import { unitisedAlpha, unitisedAlphaOverall, unitsOf } from './unitised-agreement.ts';

/** What one reader marked: for each code, where. */
export type CodedReader = Readonly<Record<string, readonly Stretch[]>>;

/** What is compared: two readers, or any number of them as a group. */
export interface AgreementQuestion {
  codes: readonly string[];
  durationSeconds: number;
  /** Ends of two people's marks this close together count as the same. */
  toleranceSeconds: number;
  /**
   * In a group: the position of the reader to whom the tolerance is granted. All others are compared
   * as they marked; a group without such a reader knows no tolerance.
   */
  grantedTo?: number | undefined;
  /** Two readers are a pair unless `asGroup` says otherwise. */
  readers: readonly CodedReader[];
  asGroup: boolean;
}

/** How far readers agree, in the order in which it would be said. */
export type Verdict =
  | 'nearly-always'
  | 'mostly'
  | 'partly'
  | 'often-different'
  | 'as-by-chance'
  | 'too-few'
  | 'undefined';

/** Why a figure deserves care: hardly any of the clip carries the code, or the interval is wide. */
export type Caution = 'rare' | 'wide';

/** How far readers agree about one code. Figures are null where they are not defined. */
export interface CodeAgreement {
  code: string;
  verdict: Verdict;
  cautions: Caution[];
  /** Share of seconds (for groups: of pairs of people in them) that are coded alike. */
  percent: number | null;
  /** Cohen's for a pair, Fleiss' for a group. */
  kappa: number | null;
  interval: Interval | null;
  nominalAlpha: number | null;
  unitisedAlpha: number | null;
  /** For a pair only. */
  f1: number | null;
  counts: { hits: number; shifted: number; missed: number; extra: number } | null;
  /** Moments that any of a pair marked; marks of all in a group. */
  moments: number;
}

/** What a question is answered with. */
export interface AgreementAnswer {
  codes: CodeAgreement[];
  /** Krippendorff's αU over all codes. */
  unitisedOverall: number | null;
}

/** Fewer moments than these say nothing. */
const FEWEST_MOMENTS = 3;
const FEWEST_MARKS_OF_GROUP = 5;
/** A code on less of the clip than this is rare: one mark more or less changes its figures. */
const RARE_SHARE = 0.05;
const WIDE_INTERVAL = 0.6;
const REPETITIONS = 1_000;
const BLOCK_SECONDS = 5;
/** Units of αU are measured in tenths of a second. */
const STEPS_PER_SECOND = 10;

/** How far readers agree, code by code: second by second, and as units on the continuum. */
export function agreementOf(question: AgreementQuestion): AgreementAnswer {
  const { codes, readers, durationSeconds } = question;
  const lengthSteps = Math.max(1, Math.round(durationSeconds * STEPS_PER_SECOND));
  const isShared = readers.length > 1;
  const unitised = codes.map((code) =>
    unitisedAlpha({
      begin: 0,
      length: lengthSteps,
      observers: readers.map((reader) =>
        unitsOf(reader[code] ?? [], STEPS_PER_SECOND, lengthSteps),
      ),
    }),
  );
  return {
    codes: codes.map((code, at) => ({
      ...seconds(code, question, at),
      unitisedAlpha: isShared ? (unitised[at]?.alpha ?? null) : null,
    })),
    unitisedOverall: isShared ? unitisedAlphaOverall(unitised) : null,
  };
}

/** How the word for a κ is chosen; close to the customary scale of Landis and Koch (1977). */
export function verdictOf(kappa: number | null): Verdict {
  if (kappa === null) return 'undefined';
  if (kappa >= 0.8) return 'nearly-always';
  if (kappa >= 0.6) return 'mostly';
  if (kappa >= 0.4) return 'partly';
  return kappa >= 0.05 ? 'often-different' : 'as-by-chance';
}

/** Which whole seconds of a clip some stretches cover: those of which they cover half. */
export function coveredSeconds(stretches: readonly Stretch[], durationSeconds: number): Uint8Array {
  const covered = new Uint8Array(Math.max(1, Math.ceil(durationSeconds)));
  for (const [start, end] of stretches) {
    const [from, to] = [Math.round(start), Math.round(end)];
    // Something was marked, however short it is.
    covered.fill(1, Math.min(from, covered.length - 1), Math.max(to, from + 1));
  }
  return covered;
}

type WithoutUnits = Omit<CodeAgreement, 'unitisedAlpha'>;

function seconds(code: string, question: AgreementQuestion, at: number): WithoutUnits {
  const [first, second] = question.readers;
  return question.asGroup || !first || !second
    ? ofGroup(code, question, at + 1)
    : ofPair(code, question, [first[code] ?? [], second[code] ?? []], at + 1);
}

function ofPair(
  code: string,
  { durationSeconds, toleranceSeconds }: AgreementQuestion,
  [mine, theirs]: readonly [readonly Stretch[], readonly Stretch[]],
  seed: number,
): WithoutUnits {
  const [left, right] = alignWithin(mine, theirs, toleranceSeconds).map((stretches) =>
    coveredSeconds(stretches, durationSeconds),
  );
  const a = left ?? new Uint8Array();
  const b = right ?? new Uint8Array();
  const cells = [3, 2, 1].map((cell) =>
    a.map((one, at) => Number(one * 2 + (b[at] ?? 0) === cell)),
  );
  const prefixes = cells.map(prefixOf);
  const kappaOf = (sums: readonly number[]) => cohenKappa(pairTable(sums, a.length));
  const sums = prefixes.map((prefix) => prefix.at(-1) ?? 0);
  const matching = matchMarks(mine, theirs, toleranceSeconds);
  const moments = matching.pairs.length + matching.missed.length + matching.extra.length;
  const [both = 0, one = 0, other = 0] = sums;
  return judged({
    code,
    percent: percentAgreement(pairTable(sums, a.length)),
    kappa: kappaOf(sums),
    interval: blockBootstrap(
      { units: a.length, prefixes, figure: kappaOf },
      { seed, repetitions: REPETITIONS, blockUnits: BLOCK_SECONDS },
    ),
    nominalAlpha: binaryAlpha(pairTally(sums, a.length)),
    f1: overlapF1(matching),
    counts: countsOf(matching),
    moments,
    fewest: FEWEST_MOMENTS,
    share: (2 * both + one + other) / (2 * a.length),
  });
}

function ofGroup(
  code: string,
  { durationSeconds, readers, toleranceSeconds, grantedTo }: AgreementQuestion,
  seed: number,
): WithoutUnits {
  const all = readers.map((reader) => reader[code] ?? []);
  const chosen = new Float64Array(Math.max(1, Math.ceil(durationSeconds)));
  let moments = 0;
  for (const [at, marked] of all.entries()) {
    const others = at === grantedTo ? all.toSpliced(at, 1) : [];
    const stretches = alignToOthers(marked, others, toleranceSeconds);
    moments += stretches.length;
    coveredSeconds(stretches, durationSeconds).forEach((one, second) => {
      chosen[second] = (chosen[second] ?? 0) + one;
    });
  }
  const units = chosen.length;
  const tallyOf = ([sum = 0, squares = 0]: readonly number[]): BinaryTally => ({
    people: readers.length,
    units,
    chosen: sum,
    chosenSquared: squares,
  });
  const prefixes = [prefixOf(chosen), prefixOf(chosen.map((count) => count ** 2))];
  const tally = tallyOf(prefixes.map((prefix) => prefix.at(-1) ?? 0));
  return judged({
    code,
    percent: pairAgreement(tally),
    kappa: binaryFleiss(tally),
    interval: blockBootstrap(
      { units, prefixes, figure: (sums) => binaryFleiss(tallyOf(sums)) },
      { seed, repetitions: REPETITIONS, blockUnits: BLOCK_SECONDS },
    ),
    nominalAlpha: binaryAlpha(tally),
    f1: null,
    counts: null,
    moments,
    fewest: FEWEST_MARKS_OF_GROUP,
    share: tally.chosen / Math.max(1, units * readers.length),
  });
}

function judged({
  fewest,
  share,
  ...figures
}: Omit<WithoutUnits, 'verdict' | 'cautions'> & { fewest: number; share: number }): WithoutUnits {
  const { kappa, interval, moments } = figures;
  const cautions: Caution[] = [];
  if (share < RARE_SHARE) cautions.push('rare');
  if (interval && interval.high - interval.low > WIDE_INTERVAL) cautions.push('wide');
  const isEnough = moments >= fewest;
  return {
    ...figures,
    verdict: isEnough ? verdictOf(kappa) : 'too-few',
    cautions: isEnough && kappa !== null ? cautions : [],
  };
}

/** Seconds that both, only the first, and only the second coded, as a table. */
function pairTable([both = 0, one = 0, other = 0]: readonly number[], units: number): number[][] {
  return [
    [both, one],
    [other, units - both - one - other],
  ];
}

function pairTally([both = 0, one = 0, other = 0]: readonly number[], units: number): BinaryTally {
  const chosen = 2 * both + one + other;
  return { people: 2, units, chosen, chosenSquared: 4 * both + one + other };
}

function countsOf({ pairs, missed, extra }: MarkMatching): CodeAgreement['counts'] {
  const hits = pairs.filter((pair) => pair.kind === 'hit').length;
  return {
    hits,
    shifted: pairs.length - hits,
    missed: missed.length,
    extra: extra.length,
  };
}

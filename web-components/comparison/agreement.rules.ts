import type { Reading } from '#contract/observations';
import type {
  AgreementQuestion,
  CodeAgreement,
  CodedReader,
  Verdict,
} from '#contract/shared/code-agreement';
import { alignToOthers, type Stretch } from '#contract/shared/mark-matching';
import { momentAt, positionOf, type Position, type Scheme } from './comparison.rules.ts';
import { stretchOf } from './stretch.rules.ts';

/** Marks of a pair: at the same time, at another, only theirs, only mine. */
export type Fit = NonNullable<CodeAgreement['counts']>;

/** With whom one is compared: a reading's key, everybody, or the range of the experts. */
export type Partner = 'everybody' | 'experts' | `reading:${string}`;

/** Choices of "so far apart counts as the same"; the first is what nobody needs to ask for. */
export const TOLERANCES_SECONDS = [2, 3, 4, 6, 10] as const;

/** The codes that anybody used, those of the framework in its order. */
export function usedPositions(readings: readonly Reading[], scheme: Scheme): Position[] {
  const used = new Map<string, Position>();
  for (const reading of readings) {
    for (const mark of reading.marks) {
      for (const position of positionsOf(mark, scheme)) used.set(position.id, position);
    }
  }
  const order = scheme.framework?.codes.map((code) => code.id) ?? [];
  const rank = ({ id }: Position) => (order.indexOf(id) + order.length + 1) % (order.length + 1);
  return [...used.values()].sort((a, b) => rank(a) - rank(b));
}

/** Where a reader marked which code; a mark with several codes counts for each. */
export function codedReader(reading: Reading, scheme: Scheme): CodedReader {
  const coded: Record<string, Stretch[]> = {};
  for (const mark of reading.marks) {
    for (const { id } of positionsOf(mark, scheme)) (coded[id] ??= []).push(stretchOf(mark));
  }
  return coded;
}

/** What the worker is asked about a partner; null when there is nobody to compare. */
export function questionFor(
  partner: Partner,
  readings: readonly Reading[],
  scheme: Scheme,
  { durationSeconds, toleranceSeconds }: { durationSeconds: number; toleranceSeconds: number },
): AgreementQuestion | null {
  const people = readings.filter((reading) => reading.kind !== 'expert');
  const me = readings.find((reading) => reading.kind === 'me');
  const other = readings.find((reading) => `reading:${reading.key}` === partner);
  const compared = partner === 'everybody' ? people : me && other ? [me, other] : [];
  if (compared.length < 2) return null;
  const mine = me ? compared.indexOf(me) : -1;
  return {
    codes: usedPositions(compared, scheme).map((position) => position.id),
    durationSeconds,
    toleranceSeconds,
    readers: compared.map((reading) => codedReader(reading, scheme)),
    asGroup: partner === 'everybody',
    // Who needs longer to react is not thought to differ from the course for it.
    grantedTo: mine >= 0 ? mine : undefined,
  };
}

/** Whom one can be compared with, the most telling first. */
export function partnersOf(readings: readonly Reading[]): Partner[] {
  const hasMe = readings.some((reading) => reading.kind === 'me');
  const of = (kind: Reading['kind']) =>
    readings.filter((one) => one.kind === kind).map((one): Partner => `reading:${one.key}`);
  const people = readings.filter((reading) => reading.kind !== 'expert');
  const experts = hasMe ? of('expert') : [];
  return [
    ...(people.length > 1 ? (['everybody'] as const) : []),
    ...(experts.length > 1 ? (['experts'] as const) : []),
    ...experts,
    ...(hasMe ? of('classmate') : []),
  ];
}

const ORDER: readonly Verdict[] = [
  'nearly-always',
  'mostly',
  'partly',
  'often-different',
  'as-by-chance',
  'undefined',
  'too-few',
];

/** From what is seen alike to what is worth a talk; what cannot be said stands last. */
export function sortedByWord(codes: readonly CodeAgreement[]): CodeAgreement[] {
  return codes.toSorted(
    (a, b) =>
      ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (b.kappa ?? 0) - (a.kappa ?? 0),
  );
}

/** The code that is seen alike most, and the one that is worth a talk most. */
export function alikeAndApart(codes: readonly CodeAgreement[]): {
  alike: CodeAgreement | null;
  apart: CodeAgreement | null;
} {
  const sorted = sortedByWord(codes);
  const has = (verdicts: readonly Verdict[]) => (code: CodeAgreement) =>
    verdicts.includes(code.verdict);
  return {
    alike: sorted.find(has(['nearly-always', 'mostly'])) ?? null,
    apart: sorted.findLast(has(['partly', 'often-different', 'as-by-chance'])) ?? null,
  };
}

/** How the marks of a pair fit over all codes; null for a group. A mark counts for each of its codes. */
export function fitOf(codes: readonly CodeAgreement[]): Fit | null {
  const counts = codes.flatMap((code) => code.counts ?? []);
  if (counts.length === 0) return null;
  const sum = (kind: keyof Fit) => counts.reduce((all, one) => all + one[kind], 0);
  return {
    hits: sum('hits'),
    shifted: sum('shifted'),
    missed: sum('missed'),
    extra: sum('extra'),
  };
}

/** How often a reader marked a code, against the experts, who differ among themselves. */
export interface ExpertRange {
  position: Position;
  mine: number;
  lowest: number;
  highest: number;
  verdict: 'within' | 'more' | 'less';
}

/** For each code that experts or the reader used: how often, and whether within their range. */
export function expertRanges(
  me: Reading,
  experts: readonly Reading[],
  scheme: Scheme,
): ExpertRange[] {
  const count = (reading: Reading, id: string) =>
    reading.marks.filter((mark) => positionsOf(mark, scheme).some((one) => one.id === id)).length;
  return usedPositions([me, ...experts], scheme).map((position) => {
    const counts = experts.map((expert) => count(expert, position.id));
    const [lowest, highest] = [Math.min(...counts), Math.max(...counts)];
    const mine = count(me, position.id);
    const verdict = mine < lowest ? 'less' : mine > highest ? 'more' : 'within';
    return { position, mine, lowest, highest, verdict };
  });
}

/**
 * Of the moments that the reader and some expert marked: in how many an expert reads as they do. The
 * reader's marks may lie as far from the experts' as the tolerance.
 */
export function sharedWithExperts(
  me: Reading,
  experts: readonly Reading[],
  scheme: Scheme,
  toleranceSeconds = 0,
): { both: number; alike: number } {
  const theirs = experts.map((expert) => expert.marks.map(stretchOf));
  const moments = me.marks
    .filter((mark) => positionOf(mark, scheme).id !== '')
    .map((mark) => {
      const own = stretchOf(mark);
      const [[start, end] = own] = alignToOthers([own], theirs, toleranceSeconds);
      return { mark, moment: momentAt([start, end], experts, scheme) };
    })
    .filter(({ moment }) => moment.positions.some(({ position }) => position.id !== ''));
  const alike = moments.filter(({ mark, moment }) => {
    const mine = positionsOf(mark, scheme).map(({ id }) => id);
    return moment.positions.some(({ position }) => mine.includes(position.id));
  });
  return { both: moments.length, alike: alike.length };
}

/** Every position of a mark; one without code or look-for has none. */
function positionsOf(mark: Reading['marks'][number], scheme: Scheme): Position[] {
  const first = positionOf(mark, scheme);
  const more = mark.codeIds.slice(1).map((codeId) => {
    return positionOf({ codeIds: [codeId], lookForId: null }, scheme);
  });
  return [first, ...more].filter(({ id }) => id !== '');
}

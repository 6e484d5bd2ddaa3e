import type { ReleaseView, Transfer } from '#contract/assessments';

/** Where one student's mark is, in the order of the cells. */
const CELL_STATES = [
  'sent',
  'accepted',
  'kept',
  'waiting',
  'refused',
  'differs',
  'ready',
  'open',
] as const;
export type CellState = (typeof CELL_STATES)[number];

/** One run of equal cells. */
export interface CellRun {
  state: CellState;
  count: number;
}

/** The whole release at a glance: one cell for each student, equal ones together. */
export function cellRuns(view: ReleaseView): CellRun[] {
  // Who has a mark taken back is counted where the mark is now.
  const grades = view.transfers.filter(({ kind }) => kind === 'grade');
  const counted = (holds: (transfer: Transfer) => boolean) => grades.filter(holds).length;
  const counts: Record<CellState, number> = {
    sent: counted(({ standing }) => standing === 'same'),
    accepted: counted(({ standing }) => standing === 'accepted'),
    kept: view.withoutTransfer,
    waiting: counted(({ state }) => state === 'waiting'),
    refused: counted(({ state }) => state === 'refused'),
    differs: counted(isDiffering),
    ready: view.ready.length,
    open: view.open,
  };
  return CELL_STATES.flatMap((state) =>
    counts[state] > 0 ? [{ state, count: counts[state] }] : [],
  );
}

/** Did the LMS accept a mark, and its gradebook holds another one now, or none? */
export function isDiffering({ standing }: Transfer): boolean {
  return standing === 'differs' || standing === 'absent';
}

/** A released mark that is not on its way any more. */
export interface ArrivedRow {
  narrationId: string;
  candidate: string;
  points: number;
  /** When the LMS took it. */
  at: string | null;
  group: 'same' | 'accepted' | 'kept';
}

/** What has arrived, or stays here: by name, as people look for somebody. */
export function arrivedRows(view: ReleaseView): ArrivedRow[] {
  const sent = view.transfers.flatMap(
    ({ narrationId, candidate, points, sentAt, standing, kind }): ArrivedRow[] =>
      kind === 'grade' && (standing === 'same' || standing === 'accepted')
        ? [{ narrationId, candidate, points, at: sentAt, group: standing }]
        : [],
  );
  const kept = view.kept.map((row): ArrivedRow => ({ ...row, at: null, group: 'kept' }));
  return [...sent, ...kept].sort(byCandidate);
}

/** Rows by name, so that they stand still under a finger while the marks come and go. */
export function byCandidate(one: { candidate: string }, other: { candidate: string }): number {
  return one.candidate.localeCompare(other.candidate, undefined, { numeric: true });
}

/** How many of so many rows are shown at first: a list is not cut short for a single one. */
export function shownAtFirst(count: number, most: number): number {
  return count <= most + 1 ? count : most;
}

const READ_WITHIN_MS = 60_000;

/** Was a mark accepted a moment ago, so that it will be read back soon? */
export function isReadSoon(view: ReleaseView, nowMs: number): boolean {
  return view.transfers.some(
    ({ standing, sentAt }) =>
      standing === 'accepted' && nowMs - Date.parse(sentAt ?? '') < READ_WITHIN_MS,
  );
}

/** Is a transfer under way, so that the page should look again soon? */
export function isUnderWay(view: ReleaseView): boolean {
  return view.transfers.some(({ state }) => state === 'waiting');
}

/** Is it being posted at this moment, rather than waiting for its next try? */
export function isBeingSent({ errorCode, nextTryAt }: Transfer, nowMs: number): boolean {
  return errorCode === null || nextTryAt === null || Date.parse(nextTryAt) <= nowMs;
}

/** Whole minutes from now until an instant; 0 for less than one, and for the past. */
export function minutesUntil(instant: string, nowMs: number): number {
  return Math.max(0, Math.floor((Date.parse(instant) - nowMs) / 60_000));
}

const LONGEST_WORDS = 240;

/**
 * The LMS's own sentence from its answer: platforms wrap it in JSON under several names, or send a
 * whole web page, which is no sentence. Empty when there is none.
 */
export function platformSentence(answer: string | null): string {
  const text = (answer ?? '').trim();
  if (text === '' || text.startsWith('<')) return '';
  return (text.startsWith('{') ? sentenceIn(text) : text).slice(0, LONGEST_WORDS);
}

/** Why an LMS refuses a score, as far as its answer tells. */
const REFUSAL_CAUSES = [
  'changed-there',
  'clear-by-hand',
  'silent',
  'not-enrolled',
  'cell-locked',
  'column-gone',
  'no-rights',
  'unknown',
] as const;
export type RefusalCause = (typeof REFUSAL_CAUSES)[number];

/** The likely cause of a refusal, from what platforms are known to answer. */
export function refusalCause(
  transfer: Pick<Transfer, 'answer' | 'answerStatus' | 'errorCode'>,
): RefusalCause {
  const { answerStatus: status } = transfer;
  const sentence = platformSentence(transfer.answer);
  if (transfer.errorCode === 'changed_in_gradebook') return 'changed-there';
  if (transfer.errorCode === 'clear_impossible') return 'clear-by-hand';
  if (transfer.errorCode === 'platform_unreachable' || status === null) return 'silent';
  // Moodle's words for everybody without a gradebook role in the course.
  if (/incorrect score|not (an )?(active )?(enrol|member|student)|user not found/i.test(sentence))
    return 'not-enrolled';
  // Moodle answers 500 for a locked cell, and says nothing.
  if (status === 500 || /locked/i.test(sentence)) return 'cell-locked';
  if (status === 401 || status === 403) return 'no-rights';
  if (status === 404 || status === 410) return 'column-gone';
  return 'unknown';
}

/** The middle of some marks; null without any. */
export function middleOf(points: readonly number[]): number | null {
  const sorted = [...points].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (upper === undefined) return null;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}

/** A mark as a dot: where it stands, how many are under it, and whether it is still to go. */
export interface MarkDot {
  points: number;
  level: number;
  isReady: boolean;
}

/** Marks as dots over a scale, those to be released on top of those that went before. */
export function markDots(view: ReleaseView): MarkDot[] {
  const heights = new Map<number, number>();
  const stack = (points: number, isReady: boolean): MarkDot => {
    const level = heights.get(points) ?? 0;
    heights.set(points, level + 1);
    return { points, level, isReady };
  };
  return [
    ...view.transfers.flatMap(({ points, kind }) =>
      kind === 'grade' ? [stack(points, false)] : [],
    ),
    ...view.ready.map(({ points }) => stack(points, true)),
  ];
}

function sentenceIn(json: string): string {
  const NAMES = ['reason', 'message', 'detail', 'error_description', 'title', 'error'];
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch {
    // Cut off, or not JSON after all: what stands between the brackets is still their answer.
    return json;
  }
  for (const name of NAMES) {
    const value = (found as Record<string, unknown>)[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return '';
}

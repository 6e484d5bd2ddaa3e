import { createHash } from 'node:crypto';
import type { MarkChange, PassProgress } from '#contract/observations';
import { viewingState } from '#contract/shared/viewings';
import type { Belief, LookFor, Pass, TaskPlan } from '#contract/tasks';
import { mapCodes, type CodeMap } from '../frameworks/frameworks.rules.ts';

/** A stretch of a clip, `[startSeconds, endSeconds]`. */
export type Range = [number, number];

/** What a mark must have to count for something. */
export interface CountedMark {
  startSeconds?: number;
  lookForId: string | null;
  codeIds: readonly string[];
}

/** Whether a mark answers a look-for: it says so, or it carries the look-for's code. */
export function answers(mark: CountedMark, lookFor: LookFor): boolean {
  if (mark.lookForId === lookFor.id) return true;
  return lookFor.codeId !== null && mark.codeIds.includes(lookFor.codeId);
}

/** Whether a mark begins where the task looks for it. */
function isWithin(
  { startSeconds = 0 }: CountedMark,
  within: readonly [number, number] | null | undefined,
): boolean {
  return !within || (startSeconds >= within[0] && startSeconds <= within[1]);
}

/** Whether a pass is over by its date: it asks for nothing more. */
export function isClosed(pass: Pick<Pass, 'closesAt'>, now: Date): boolean {
  return !!pass.closesAt && now.getTime() >= Date.parse(pass.closesAt);
}

/** What a pass still misses. */
export type PassGap =
  | { kind: 'moments'; lookForId: string; found: number; minimum: number }
  | {
      kind: 'watching';
      watchedSeconds: number;
      requiredSeconds: number;
      /** Where more than one viewing is asked for: which one this is. */
      viewing?: number;
    };

/**
 * What a pass still asks for. Marks of earlier passes count: what was noticed freely may be
 * sorted later. A look-for that was looked for in vain (`foundNone`) asks no more.
 */
export function passGaps(
  pass: Pick<Pass, 'moments' | 'watchShare' | 'watchTimes'>,
  progress: Pick<PassProgress, 'watched' | 'watchedAgain' | 'foundNone'> | undefined,
  marks: readonly CountedMark[],
  lookFors: readonly LookFor[],
  durationSeconds: number,
): PassGap[] {
  const gaps: PassGap[] = [];
  for (const { lookForId, minimum, within } of pass.moments) {
    const lookFor = lookFors.find((one) => one.id === lookForId);
    if (!lookFor || progress?.foundNone.includes(lookForId)) continue;
    const found = marks.filter((mark) => answers(mark, lookFor) && isWithin(mark, within)).length;
    if (found < minimum) gaps.push({ kind: 'moments', lookForId, found, minimum });
  }
  const times = pass.watchTimes ?? 1;
  const { complete, ...seconds } = viewingState(pass, progress, durationSeconds);
  if (complete < times)
    gaps.push({ kind: 'watching', ...seconds, ...(times > 1 && { viewing: complete + 1 }) });
  return gaps;
}

/** The first pass that is neither completed nor complete, with what it misses; null when none is. */
export function firstOpenPass(
  plan: Pick<TaskPlan, 'passes' | 'lookFors'>,
  progress: readonly PassProgress[],
  marks: readonly CountedMark[],
  durationSeconds: number,
  now: Date,
): { passId: string; gaps: PassGap[] } | null {
  for (const pass of plan.passes) {
    const own = progress.find((one) => one.passId === pass.id);
    if (own?.completedAt || isClosed(pass, now)) continue;
    const gaps = passGaps(pass, own, marks, plan.lookFors, durationSeconds);
    if (gaps.length > 0) return { passId: pass.id, gaps };
  }
  return null;
}

/** Beliefs as they are kept: answers to questions of the task, within their scales. */
export function keptBeliefs(
  questions: readonly Belief[],
  answers: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    questions.flatMap(({ id, measure, maximum }) => {
      const answer = answers[id];
      const most = measure === 'share' ? 1 : maximum;
      return answer === undefined ? [] : [[id, Math.min(most, Math.max(0, answer))]];
    }),
  );
}

/** How many marks carry each code, their own or that of the look-for which they answer. */
export function countCodes(
  marks: readonly CountedMark[],
  lookFors: readonly LookFor[],
  /** What codes are called today, where the marks speak an older version. */
  today?: CodeMap,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { codeIds, lookForId } of marks) {
    const ofLookFor = lookFors.find(({ id }) => id === lookForId)?.codeId;
    const said = ofLookFor ? [...codeIds, ofLookFor] : codeIds;
    for (const code of new Set(today ? mapCodes(said, today) : said)) {
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  return counts;
}

/** What is known of a mark when a change of it arrives. */
export interface MarkTrace {
  changedAtMs: number;
  removed: boolean;
}

/**
 * Whether a change is news. The later change of a mark wins, so sending a change twice or out of
 * order changes nothing; of two changes of the same millisecond a removal wins.
 */
export function isNews(known: MarkTrace | undefined, change: MarkChange): boolean {
  if (!known) return true;
  const atMs = Date.parse(change.kind === 'put' ? change.mark.changedAt : change.changedAt);
  if (atMs !== known.changedAtMs) return atMs > known.changedAtMs;
  return change.kind === 'remove' && !known.removed;
}

/** Why a comparison is still closed, or that it is open. */
export type RevealVerdict =
  'open' | 'open-to-group' | 'hand-in-first' | 'at-date' | 'by-hand' | 'group-first';

/** What decides whether a student may see others. */
export interface RevealFacts {
  handedInAt: Date | null;
  revealedAt: Date | null;
  now: Date;
  /** Others of the own groups who are expected to observe, and how many of them handed in. */
  group: { size: number; handedIn: number };
}

/**
 * Whether a student may see others (T2): never before the own hand-in; then by the task's rule.
 * A lecturer who opened the comparison by hand opened it under every rule.
 */
export function revealVerdict(
  reveal: TaskPlan['reveal'],
  { handedInAt, revealedAt, now, group }: RevealFacts,
): RevealVerdict {
  if (!handedInAt) return 'hand-in-first';
  if (revealedAt) return 'open';
  switch (reveal.rule) {
    case 'after-own':
      return 'open';
    case 'at-date':
      return reveal.at !== null && now.getTime() >= Date.parse(reveal.at) ? 'open' : 'at-date';
    case 'by-hand':
      return 'by-hand';
    case 'per-group':
      // Who is in no group waits for the lecturer: nobody is there to look together with.
      if (group.size === 0) return 'by-hand';
      return group.handedIn === group.size ? 'open-to-group' : 'group-first';
  }
}

/** A short code such as `7F3` for somebody whose name the LMS keeps to itself. */
export function pseudonym(observationId: string): string {
  return digest(observationId).slice(0, 3).toUpperCase();
}

/** A stable name of a reading that does not tell whose it is. */
export function readingKey(observationId: string): string {
  return digest(`reading:${observationId}`).slice(0, 12);
}

/** The id of an expert's nth mark: experts' marks are stored without ids, and keep their order. */
export function expertMarkId(readingId: string, position: number): string {
  const hex = digest(`${readingId}:${position}`);
  // Version 8 (RFC 9562 5.8): a UUID of our own making.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import type { Mark, PassProgress } from '#contract/observations';
import { viewingState, type ViewingState } from '#contract/shared/viewings';
import type { LookFor, Pass, TaskPlan } from '#contract/tasks';

/** One thing that a pass asks for, and how much of it is there. */
export type Ask =
  | {
      kind: 'moments';
      lookFor: LookFor;
      found: number;
      minimum: number;
      waived: boolean;
      /** Only there they count. */
      within: readonly [number, number] | null;
    }
  | (ViewingState & { kind: 'watching'; times: number; durationSeconds: number });

/** Whether a mark answers a look-for: it says so, or it carries the look-for's code. */
export function answers(mark: Pick<Mark, 'lookForId' | 'codeIds'>, lookFor: LookFor): boolean {
  if (mark.lookForId === lookFor.id) return true;
  return lookFor.codeId !== null && mark.codeIds.includes(lookFor.codeId);
}

/** Everything that a pass asks for, met or not: look-fors in the task's order, then watching. */
export function passAsks(
  pass: Pick<Pass, 'moments' | 'watchShare' | 'watchTimes'>,
  progress: Pick<PassProgress, 'watched' | 'watchedAgain' | 'foundNone'> | undefined,
  marks: readonly (Pick<Mark, 'lookForId' | 'codeIds'> & { startSeconds?: number })[],
  lookFors: readonly LookFor[],
  durationSeconds: number,
): Ask[] {
  const asks: Ask[] = [];
  for (const { lookForId, minimum, within = null } of pass.moments) {
    const lookFor = lookFors.find((one) => one.id === lookForId);
    if (!lookFor || minimum === 0) continue;
    const isThere = ({ startSeconds = 0 }: { startSeconds?: number }) =>
      !within || (startSeconds >= within[0] && startSeconds <= within[1]);
    const found = marks.filter((mark) => answers(mark, lookFor) && isThere(mark)).length;
    const waived = progress?.foundNone.includes(lookForId) ?? false;
    asks.push({ kind: 'moments', lookFor, found, minimum, waived, within });
  }
  if (pass.watchShare > 0) {
    const state = viewingState(pass, progress, durationSeconds);
    asks.push({ kind: 'watching', ...state, times: pass.watchTimes ?? 1, durationSeconds });
  }
  return asks;
}

/** Whether nothing is missing from what was asked. */
export function isMet(ask: Ask): boolean {
  return ask.kind === 'moments'
    ? ask.waived || ask.found >= ask.minimum
    : ask.complete >= ask.times;
}

/** Whether a pass is over by its date: it asks for nothing more (as on the server). */
export function isClosed(pass: Pick<Pass, 'closesAt'>, now: Date): boolean {
  return !!pass.closesAt && now.getTime() >= Date.parse(pass.closesAt);
}

/** What is different in a pass from the one before it. */
export type PassNews = 'codes' | 'no-codes' | 'child' | 'captions' | 'no-captions' | 'sound' | 'no-sound'; // prettier-ignore

/** What changed between two passes; the first is held against watching freely. */
export function passNews(before: Pick<Pass, 'tools'> | undefined, pass: Pick<Pass, 'tools'>) {
  const free = { codes: true, childInFocus: true, captions: true, sound: true };
  const [then, now] = [before?.tools ?? free, pass.tools];
  const news: PassNews[] = [];
  if (now.codes !== then.codes) news.push(now.codes ? 'codes' : 'no-codes');
  if (now.childInFocus && !then.childInFocus) news.push('child');
  if (now.captions !== then.captions) news.push(now.captions ? 'captions' : 'no-captions');
  if (now.sound !== then.sound) news.push(now.sound ? 'sound' : 'no-sound');
  return news;
}

/**
 * The pass that is being worked on: the first that is neither completed nor closed; the last when
 * all are. Without an instant, dates are not looked at.
 */
export function currentPass(
  plan: Pick<TaskPlan, 'passes'>,
  progress: readonly PassProgress[],
  now?: Date,
): Pass | undefined {
  const isDone = (pass: Pass) =>
    (now !== undefined && isClosed(pass, now)) ||
    progress.some((one) => one.passId === pass.id && one.completedAt !== null);
  return plan.passes.find((pass) => !isDone(pass)) ?? plan.passes.at(-1);
}

/** The longest stretch between two marks, or a mark and an end, that holds none; seconds. */
export function longestBareStretch(
  marks: readonly Pick<Mark, 'startSeconds' | 'endSeconds'>[],
  durationSeconds: number,
): [number, number] {
  let longest: [number, number] = [0, 0];
  let reached = 0;
  const consider = (until: number) => {
    if (until - reached > longest[1] - longest[0]) longest = [reached, until];
  };
  for (const mark of marks.toSorted((a, b) => a.startSeconds - b.startSeconds)) {
    consider(mark.startSeconds);
    reached = Math.max(reached, mark.endSeconds ?? mark.startSeconds);
  }
  consider(durationSeconds);
  return longest;
}

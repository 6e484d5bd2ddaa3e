import type { Span } from '#contract/common-shapes';
import type { Coverage } from '#contract/consents';
import type { Framework } from '#contract/frameworks';
import type { Criterion, TaskGap, TaskPlan } from '#contract/tasks';
import type { ClipState } from '#contract/vocabulary';

/** What the rules of a task need to know of its clip. */
export interface TaskClip {
  id: string;
  title: string;
  state: ClipState;
  durationSeconds: number | null;
  /** Short-lived; null until there is a picture, or when this person may not see it. */
  posterUrl: string | null;
  /** The same for the picture with which an excerpt of it begins. */
  excerptPosterUrl?: (excerpt: Span) => string | null;
  coverage: Coverage;
  /** The second of two cases; null when it is gone. Absent where the task has one. */
  contrast?: TaskClip | null;
}

type FrameworkCodes = Pick<Framework, 'codes'>;

/** What still keeps a plan from being published, in the order of the builder's page. */
export function taskGaps(
  plan: TaskPlan,
  framework: FrameworkCodes | null,
  clip: Pick<TaskClip, 'title' | 'state' | 'coverage' | 'contrast'> | null,
  now: Date,
): TaskGap[] {
  return [
    ...missingWords('title-missing', 'title', plan.title),
    ...clipGaps(plan, clip, now, 'clipId'),
    ...(plan.contrast ? clipGaps(plan, clip?.contrast ?? null, now, 'contrast.clipId') : []),
    ...(plan.helpingQuestion.mode === 'given'
      ? missingWords('prompt-missing', 'helpingQuestion.text', plan.helpingQuestion.text)
      : []),
    ...frameworkGaps(plan, framework),
    ...passGaps(plan),
    ...(plan.reveal.rule === 'at-date' && plan.reveal.at === null
      ? [gapAt('reveal-date-missing', 'reveal.at')]
      : []),
    ...narrationGaps(plan),
    ...(plan.opensAt !== null &&
    plan.dueAt !== null &&
    Date.parse(plan.opensAt) >= Date.parse(plan.dueAt)
      ? [gapAt('dates-crossed', 'dueAt')]
      : []),
  ];
}

function clipGaps(
  plan: TaskPlan,
  clip: Pick<TaskClip, 'title' | 'state' | 'coverage'> | null,
  now: Date,
  path: string,
): TaskGap[] {
  if (!clip) return [gapAt('clip-missing', path)];
  const gaps: TaskGap[] = [];
  if (clip.state !== 'ready') gaps.push(gapAt('clip-not-ready', path, clip.title));
  if (!clip.coverage.training) {
    gaps.push(gapAt('consent-missing', path, clip.title));
  } else if (clip.coverage.until !== null && clip.coverage.until < lastDay(plan, now)) {
    gaps.push(gapAt('consent-ends-early', path, clip.title));
  }
  return gaps;
}

/** The last day on which the clip has to play, as far as the plan says. */
function lastDay(plan: TaskPlan, now: Date): string {
  const due = plan.dueAt === null ? 0 : Date.parse(plan.dueAt);
  return new Date(Math.max(due, now.getTime())).toISOString().slice(0, 10);
}

function frameworkGaps(plan: TaskPlan, framework: FrameworkCodes | null): TaskGap[] {
  const needed = plan.lookFors.length > 0 || plan.passes.some((pass) => pass.tools.codes);
  const gaps: TaskGap[] = needed && !framework ? [gapAt('framework-missing', 'frameworkId')] : [];
  plan.lookFors.forEach((lookFor, at) => {
    gaps.push(...missingWords('title-missing', `lookFors.${at}.label`, lookFor.label));
    if (lookFor.codeId === null) {
      gaps.push(gapAt('look-for-without-code', `lookFors.${at}.codeId`, lookFor.label));
    } else if (framework && !framework.codes.some((code) => code.id === lookFor.codeId)) {
      gaps.push(gapAt('look-for-unknown-code', `lookFors.${at}.codeId`, lookFor.label));
    }
  });
  return gaps;
}

function passGaps(plan: TaskPlan): TaskGap[] {
  if (plan.passes.length === 0) return [gapAt('passes-missing', 'passes')];
  return plan.passes.flatMap((pass, at) => [
    ...missingWords('title-missing', `passes.${at}.title`, pass.title),
    ...missingWords('prompt-missing', `passes.${at}.prompt`, pass.prompt, pass.title),
    ...pass.moments.flatMap((moment, momentAt) =>
      plan.lookFors.some((lookFor) => lookFor.id === moment.lookForId)
        ? []
        : [gapAt('moment-unknown-look-for', `passes.${at}.moments.${momentAt}`, pass.title)],
    ),
  ]);
}

function narrationGaps(plan: TaskPlan): TaskGap[] {
  const { narration } = plan;
  if (!narration) {
    // Without a narration there is nothing that a mark could go to (T9).
    return plan.maximumPoints > 0 ? [gapAt('points-differ', 'maximumPoints')] : [];
  }
  const gaps = missingWords('prompt-missing', 'narration.prompt', narration.prompt);
  if (narration.maximumWords > 0 && narration.minimumWords > narration.maximumWords)
    gaps.push(gapAt('words-crossed', 'narration.minimumWords'));
  if (narration.criteria.length === 0) {
    if (plan.maximumPoints > 0) gaps.push(gapAt('criteria-missing', 'narration.criteria'));
    return gaps;
  }
  narration.criteria.forEach((criterion, at) => {
    const path = `narration.criteria.${at}`;
    gaps.push(...missingWords('title-missing', `${path}.title`, criterion.title));
    if (criterion.levels.length < 2)
      gaps.push(gapAt('levels-missing', `${path}.levels`, criterion.title));
    criterion.levels.forEach((level, levelAt) => {
      gaps.push(
        ...missingWords(
          'title-missing',
          `${path}.levels.${levelAt}.title`,
          level.title,
          criterion.title,
        ),
      );
    });
  });
  if (!samePoints(reachablePoints(narration.criteria), plan.maximumPoints))
    gaps.push(gapAt('points-differ', 'maximumPoints'));
  return gaps;
}

/** What the rubric can give: the best level of every criterion together. */
export function reachablePoints(criteria: readonly Pick<Criterion, 'levels'>[]): number {
  return criteria.reduce(
    (sum, criterion) => sum + Math.max(0, ...criterion.levels.map((level) => level.points)),
    0,
  );
}

/** Equal but for what adding fractions in binary leaves behind. */
function samePoints(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.001;
}

function missingWords(gap: TaskGap['gap'], path: string, words: string, label = ''): TaskGap[] {
  return words.trim() === '' ? [gapAt(gap, path, label)] : [];
}

function gapAt(gap: TaskGap['gap'], path: string, label = ''): TaskGap {
  return { gap, path, label };
}

/** Whether students may begin. Late work stays possible: a due date never locks anybody out. */
export function isOpen(plan: Pick<TaskPlan, 'opensAt'>, now: Date): boolean {
  return plan.opensAt === null || Date.parse(plan.opensAt) <= now.getTime();
}

/** Ids that stand twice among things of one kind; every part must be found by its id. */
export function twinIds(plan: TaskPlan): string[] {
  const criteria = plan.narration?.criteria ?? [];
  const kinds = [
    plan.passes,
    plan.lookFors,
    criteria,
    ...criteria.map((criterion) => criterion.levels),
  ];
  return kinds.flatMap((parts) => {
    const ids = parts.map((part) => part.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
}

/**
 * What a change takes from people who have begun: another clip, excerpt or framework, a pass, look-for,
 * criterion or level that is gone, a narration that is gone. Words, dates, numbers and additions
 * take nothing away.
 */
export function takenAway(before: TaskPlan, after: TaskPlan): string[] {
  const gone = (was: readonly { id: string }[], is: readonly { id: string }[], path: string) =>
    was.filter((part) => !is.some((one) => one.id === part.id)).map((part) => `${path}.${part.id}`);
  const criteriaAfter = after.narration?.criteria ?? [];
  return [
    ...(before.clipId === after.clipId ? [] : ['clipId']),
    ...(hasSamePoints(before, after) ? [] : ['excerpt']),
    ...(before.frameworkId === after.frameworkId ? [] : ['frameworkId']),
    ...(before.contrast && before.contrast.clipId !== after.contrast?.clipId ? ['contrast'] : []),
    ...(workOf(before) === workOf(after) ? [] : ['work']),
    ...gone(before.passes, after.passes, 'passes'),
    ...gone(before.lookFors, after.lookFors, 'lookFors'),
    ...(before.narration && !after.narration ? ['narration'] : []),
    ...(before.narration?.criteria ?? []).flatMap((criterion) => {
      const kept = criteriaAfter.find((one) => one.id === criterion.id);
      if (!kept) return [`criteria.${criterion.id}`];
      return gone(criterion.levels, kept.levels, `criteria.${criterion.id}.levels`);
    }),
  ];
}

function hasSamePoints({ excerpt: one }: TaskPlan, { excerpt: other }: TaskPlan): boolean {
  return one?.startSeconds === other?.startSeconds && one?.endSeconds === other?.endSeconds;
}

/** Gaps that a change made; those that were there before are not its fault. */
export function newGaps(before: readonly TaskGap[], after: readonly TaskGap[]): TaskGap[] {
  return after.filter((gap) => !before.some((one) => one.gap === gap.gap && one.path === gap.path));
}

/** Who works together at what. */
function workOf({ work }: Pick<TaskPlan, 'work'>): string {
  if (work?.mode !== 'group') return 'alone';
  return work.narration === 'together' ? 'group and text' : 'group';
}

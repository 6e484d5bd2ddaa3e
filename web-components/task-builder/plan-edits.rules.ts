import type { Criterion, Level, LookFor, NarrationPlan, Pass, TaskPlan } from '#contract/tasks';
import { CODE_HUES } from '#contract/vocabulary';

/** Every change of a plan as a new plan; ids come from outside, so that the rules stay pure. */

const NEW_TOOLS: Pass['tools'] = { codes: true, childInFocus: true, captions: true, sound: true };

/** A plan with one of its parts replaced by id. */
function replaced<Part extends { id: string }>(
  parts: readonly Part[],
  id: string,
  change: Partial<Part>,
): Part[] {
  return parts.map((part) => (part.id === id ? { ...part, ...change } : part));
}

/** Adds a pass that asks with codes, at the end. */
export function addPass(plan: TaskPlan, id: string): TaskPlan {
  const pass: Pass = {
    id,
    title: '',
    prompt: '',
    tools: NEW_TOOLS,
    moments: [],
    watchShare: 0,
  };
  return { ...plan, passes: [...plan.passes, pass] };
}

/** Changes something of a pass. */
export function changePass(plan: TaskPlan, id: string, change: Partial<Pass>): TaskPlan {
  return { ...plan, passes: replaced(plan.passes, id, change) };
}

/** Takes a pass out. */
export function removePass(plan: TaskPlan, id: string): TaskPlan {
  return { ...plan, passes: plan.passes.filter((pass) => pass.id !== id) };
}

/** Moves a pass by some places; at an end it stays. */
export function movePass(plan: TaskPlan, id: string, places: number): TaskPlan {
  const from = plan.passes.findIndex((pass) => pass.id === id);
  if (from < 0) return plan;
  const to = Math.min(plan.passes.length - 1, Math.max(0, from + places));
  const passes = [...plan.passes];
  const [moved] = passes.splice(from, 1);
  return moved ? { ...plan, passes: passes.toSpliced(to, 0, moved) } : plan;
}

/** Sets how many moments of a look-for a pass asks for; 0 asks for none. */
export function setMinimum(
  plan: TaskPlan,
  passId: string,
  lookForId: string,
  minimum: number,
): TaskPlan {
  const pass = plan.passes.find((one) => one.id === passId);
  if (!pass) return plan;
  const own = pass.moments.find((moment) => moment.lookForId === lookForId);
  const others = pass.moments.filter((moment) => moment !== own);
  if (minimum <= 0) return changePass(plan, passId, { moments: others });
  const wished = [...others, { ...own, lookForId, minimum }];
  // In the order of the look-fors, so that the same wish is always the same plan.
  const place = (one: { lookForId: string }) =>
    plan.lookFors.findIndex((lookFor) => lookFor.id === one.lookForId);
  return changePass(plan, passId, {
    moments: wished.sort((one, other) => place(one) - place(other)),
  });
}

/** Sets where in the clip moments of a look-for count in a pass; null: anywhere. */
export function setWithin(
  plan: TaskPlan,
  passId: string,
  lookForId: string,
  within: [number, number] | null,
): TaskPlan {
  const pass = plan.passes.find((one) => one.id === passId);
  const moments = pass?.moments.map((moment) =>
    moment.lookForId === lookForId ? { ...moment, within } : moment,
  );
  return moments ? changePass(plan, passId, { moments }) : plan;
}

/** Adds a look-for without words and code. */
export function addLookFor(plan: TaskPlan, id: string): TaskPlan {
  return { ...plan, lookFors: [...plan.lookFors, { id, label: '', codeId: null }] };
}

/** Changes words or code of a look-for. */
export function changeLookFor(plan: TaskPlan, id: string, change: Partial<LookFor>): TaskPlan {
  return { ...plan, lookFors: replaced(plan.lookFors, id, change) };
}

/** Takes a look-for out, what the passes ask for of it, and questions that are held against it. */
export function removeLookFor(plan: TaskPlan, id: string): TaskPlan {
  return {
    ...plan,
    lookFors: plan.lookFors.filter((lookFor) => lookFor.id !== id),
    ...(plan.beliefs && {
      beliefs: plan.beliefs.filter(
        (belief) => belief.lookForId !== id && belief.otherLookForId !== id,
      ),
    }),
    passes: plan.passes.map((pass) => ({
      ...pass,
      moments: pass.moments.filter((moment) => moment.lookForId !== id),
    })),
  };
}

/** Changes something of the narration; without one, nothing. */
export function changeNarration(plan: TaskPlan, change: Partial<NarrationPlan>): TaskPlan {
  return plan.narration ? { ...plan, narration: { ...plan.narration, ...change } } : plan;
}

function changeCriteria(
  plan: TaskPlan,
  change: (criteria: readonly Criterion[]) => Criterion[],
): TaskPlan {
  return changeNarration(plan, { criteria: change(plan.narration?.criteria ?? []) });
}

/** Adds a criterion with two levels, in the first hue that no other criterion wears. */
export function addCriterion(plan: TaskPlan, id: string, levelIds: [string, string]): TaskPlan {
  return changeCriteria(plan, (criteria) => {
    const worn = criteria.map((criterion) => criterion.hue);
    const hue = CODE_HUES.find((one) => !worn.includes(one)) ?? CODE_HUES[0];
    return [...criteria, { id, title: '', hue, levels: levelIds.map((level) => newLevel(level)) }];
  });
}

/** Changes title or levels of a criterion. */
export function changeCriterion(plan: TaskPlan, id: string, change: Partial<Criterion>): TaskPlan {
  return changeCriteria(plan, (criteria) => replaced(criteria, id, change));
}

/** Takes a criterion out. */
export function removeCriterion(plan: TaskPlan, id: string): TaskPlan {
  return changeCriteria(plan, (criteria) => criteria.filter((criterion) => criterion.id !== id));
}

/** Adds a level above the best one of a criterion. */
export function addLevel(plan: TaskPlan, criterionId: string, id: string): TaskPlan {
  return changeLevels(plan, criterionId, (levels) => [...levels, newLevel(id)]);
}

/** Changes title, descriptor or points of a level. */
export function changeLevel(
  plan: TaskPlan,
  criterionId: string,
  id: string,
  change: Partial<Level>,
): TaskPlan {
  return changeLevels(plan, criterionId, (levels) => replaced(levels, id, change));
}

/** Takes a level out. */
export function removeLevel(plan: TaskPlan, criterionId: string, id: string): TaskPlan {
  return changeLevels(plan, criterionId, (levels) => levels.filter((level) => level.id !== id));
}

function changeLevels(
  plan: TaskPlan,
  criterionId: string,
  change: (levels: readonly Level[]) => Level[],
): TaskPlan {
  return changeCriteria(plan, (criteria) =>
    criteria.map((criterion) =>
      criterion.id === criterionId ? { ...criterion, levels: change(criterion.levels) } : criterion,
    ),
  );
}

function newLevel(id: string): Level {
  return { id, title: '', descriptor: '', points: 0 };
}

/** What the rubric can give: the best level of every criterion together. */
export function reachablePoints(criteria: readonly Pick<Criterion, 'levels'>[]): number {
  const sum = criteria.reduce(
    (points, { levels }) => points + Math.max(0, ...levels.map((level) => level.points)),
    0,
  );
  // Adding fractions in binary leaves crumbs.
  return Math.round(sum * 1000) / 1000;
}

/** An instant as the value of a `datetime-local` field in the reader's zone; '' for none. */
export function toLocalField(instant: string | null): string {
  if (instant === null) return '';
  const date = new Date(instant);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The instant of a `datetime-local` field in the reader's zone; null when it is empty. */
export function fromLocalField(value: string): string | null {
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

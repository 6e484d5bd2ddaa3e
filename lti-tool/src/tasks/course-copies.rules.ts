import type { TaskPlan } from '#contract/tasks';

/**
 * The plan of a task for a new run of its course. Dates that are over are taken out, or students
 * would find it closed; a comparison that has opened by date would show others' readings at once,
 * so it waits for a hand.
 */
export function planForNewRun(plan: TaskPlan, now: Date): TaskPlan {
  const isOver = (instant: string | null): boolean =>
    instant !== null && Date.parse(instant) <= now.getTime();
  const ended = isOver(plan.dueAt);
  return {
    ...structuredClone(plan),
    opensAt: ended ? null : plan.opensAt,
    dueAt: ended ? null : plan.dueAt,
    reveal:
      plan.reveal.rule === 'at-date' && isOver(plan.reveal.at)
        ? { rule: 'by-hand', at: null }
        : plan.reveal,
  };
}

import { msg, str } from '@lit/localize';
import type { Task } from '#contract/tasks';
import { formatInstant } from '#elements/kit/time';

/** Where a task stands, in a sentence that begins with the word that matters. */
export function taskState(
  task: Pick<Task, 'state' | 'plan'>,
  now: Date,
): { word: string; rest: string } {
  const { opensAt, dueAt } = task.plan;
  if (task.state === 'draft') return { word: msg('Draft.'), rest: msg('Students do not see it.') };
  if (opensAt !== null && Date.parse(opensAt) > now.getTime())
    return { word: msg('Published.'), rest: msg(str`Opens ${formatInstant(opensAt, now)}.`) };
  if (dueAt === null) return { word: msg('Open,'), rest: msg('without a due date.') };
  return Date.parse(dueAt) > now.getTime()
    ? { word: msg('Open'), rest: msg(str`until ${formatInstant(dueAt, now)}.`) }
    : {
        word: msg('Closed'),
        rest: msg(str`${formatInstant(dueAt, now)}. Late work is still taken.`),
      };
}

/** What the task counts to. */
export function pointsWords(maximumPoints: number): string {
  return maximumPoints > 0 ? msg(str`Out of ${maximumPoints}.`) : msg('Not marked.');
}

import type { Framework } from '#contract/frameworks';
import type { TaskPlan } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { joinCourseGroup } from '../tasks/teams.store.ts';
import { groupMates, type ComparisonView } from './observations.comparison.ts';
import { revealVerdict } from './observations.rules.ts';
import { countGroup } from './handed-in.store.ts';
import { findOwn, type ObservationRow } from './observations.store.ts';

/** What an observation needs to know of its task. */
export interface ObservationTask {
  id: string;
  plan: TaskPlan;
  clipId: string | null;
  frameworkId: string | null;
  framework?: Framework | null;
  /** When a lecturer opened the comparison by hand. */
  revealedAt: Date | null;
}

export interface ObservationAccessDeps {
  db: Database;
  now: () => Date;
  /** Opens a task as the actor may; throws `not_found` or `task_not_open` otherwise. */
  openTask: (
    db: Queryable,
    actor: Actor,
    taskId: string,
    as: 'observe',
  ) => Promise<ObservationTask>;
}

export type ObservationAccess = ReturnType<typeof createObservationAccess>;

/** Who may work on an observation, and who may look at those of others. */
export function createObservationAccess({ db, now, openTask }: ObservationAccessDeps) {
  /** A task that the actor works on; where groups work, in the group that the course gave them. */
  async function openForWriting(actor: Actor, taskId: string): Promise<ObservationTask> {
    requireCapability(actor, 'observations.write');
    const task = await openTask(db, actor, taskId, 'observe');
    if (task.plan.work?.mode === 'group' && !actor.isTestPerson)
      await joinCourseGroup(db, { ...actor, taskId: task.id }, actor.personId);
    return task;
  }

  /**
   * A comparison that is open to the actor, and whose work they may see in it.
   * @throws {AppError} not_revealed with the reason, besides what opening the task throws
   */
  async function openComparison(
    queryable: Queryable,
    actor: Actor,
    taskId: string,
  ): Promise<ComparisonView & { task: ObservationTask }> {
    requireCapability(actor, 'observations.compare');
    const task = await openTask(queryable, actor, taskId, 'observe');
    const own = await findOwn(queryable, actor, task.id);
    // Whoever leads the course may look at any time; students by the task's rule.
    if (can(actor, 'clips.browse')) return { task, own, audience: null };
    const byGroup = task.plan.reveal.rule === 'per-group' && !task.revealedAt;
    const mates = byGroup ? await groupMates(queryable, actor, own) : new Set<string>();
    const verdict = revealVerdict(task.plan.reveal, {
      handedInAt: own?.handedInAt ?? null,
      revealedAt: task.revealedAt,
      now: now(),
      group: byGroup
        ? own?.teamId
          ? { size: 1, handedIn: own.handedInAt ? 1 : 0 }
          : await countGroup(queryable, actor, task.id, mates)
        : { size: 0, handedIn: 0 },
    });
    if (verdict === 'open') return { task, own, audience: null };
    if (verdict === 'open-to-group') return { task, own, audience: mates };
    throw new AppError('not_revealed', { reason: verdict, opensAt: task.plan.reveal.at });
  }

  return { openForWriting, openComparison };
}

/** @throws {AppError} already_handed_in */
export function requireOpen(row: ObservationRow): void {
  if (row.handedInAt) throw new AppError('already_handed_in');
}

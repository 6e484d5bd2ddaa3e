import type { Span } from '#contract/common-shapes';
import type { Framework } from '#contract/frameworks';
import type { Granted } from '../clips/clips.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import type { Frameworks } from '../frameworks/frameworks.service.ts';
import {
  findInCourse,
  listInCourse,
  placementsOf,
  publishedWithClip,
  type TaskRow,
} from './tasks.store.ts';
import { isOpen } from './tasks.rules.ts';

/** What somebody wants with a task. */
export type TaskPurpose = 'observe' | 'build' | 'mark';

/** A task that was opened as somebody, for something. */
export interface OpenTask extends TaskRow {
  framework: Framework | null;
}

interface AccessDeps {
  now: () => Date;
  frameworks: Pick<Frameworks, 'loadFramework'> & Partial<Pick<Frameworks, 'exampleStretches'>>;
}

/**
 * The only way to hold a task: a published one of the actor's course (made there, or opened by one
 * of its links), and for its authors also a draft.
 */
export function createTaskAccess({ now, frameworks }: AccessDeps) {
  /**
   * Opens a task.
   * @param lock holds the row until the transaction `db` ends
   * @throws {AppError} not_allowed when the role does not do such things; not_found when there is
   * no such task here; task_not_open when a learner is early, or the lecturer is not ready
   */
  async function openTask(
    db: Queryable,
    actor: Actor,
    taskId: string,
    purpose: TaskPurpose,
    lock = false,
  ): Promise<OpenTask> {
    if (purpose === 'build') requireCapability(actor, 'tasks.build');
    else requireCapability(actor, purpose === 'mark' ? 'narrations.mark' : 'tasks.read');
    const row = await findInCourse(db, actor, taskId, lock);
    if (!row) throw new AppError('not_found');
    const isHome = row.ltiContextId === actor.ltiContextId;
    if (purpose === 'build') {
      // A copied course may open a task of its model, but only there it is changed.
      if (!isHome) throw new AppError('not_allowed', { reason: 'made in another course' });
    } else if (row.state !== 'published' && !(isHome && can(actor, 'tasks.build'))) {
      const linked = (await placementsOf(db, actor, [taskId])).has(taskId);
      throw new AppError(linked ? 'task_not_open' : 'not_found');
    }
    if (!can(actor, 'course.read') && !isOpen(row.plan, now()))
      throw new AppError('task_not_open', { opensAt: row.plan.opensAt });
    const framework =
      row.frameworkId && (await frameworks.loadFramework(db, actor.tenantId, row.frameworkId));
    return { ...row, framework: framework || null };
  }

  /**
   * What of this clip may this actor play because of a task? A published task of the course uses
   * it, and for learners it is open.
   */
  async function grants(db: Queryable, actor: Actor, clipId: string): Promise<Granted> {
    if (!can(actor, 'tasks.read')) return [];
    const rows = await publishedWithClip(db, actor, clipId);
    const open = rows.filter((row) => can(actor, 'course.read') || isOpen(row.plan, now()));
    // Of the second of two cases a task always shows the whole.
    const excerpts = open.flatMap(({ plan }) =>
      plan.contrast?.clipId === clipId ? [] : (plan.excerpt ?? []),
    );
    if (excerpts.length < open.length) return 'whole';
    return [...excerpts, ...(await examplesOf(db, actor, clipId))];
  }

  /** Who reads what a code means sees its examples too, and no more of their clips. */
  async function examplesOf(db: Queryable, actor: Actor, clipId: string): Promise<Span[]> {
    if (!frameworks.exampleStretches) return [];
    const rows = (await listInCourse(db, actor)).filter(
      ({ state, plan }) =>
        state === 'published' && (can(actor, 'course.read') || isOpen(plan, now())),
    );
    const ids = [...new Set(rows.flatMap(({ frameworkId }) => frameworkId ?? []))];
    return frameworks.exampleStretches(db, actor.tenantId, ids, clipId);
  }

  return { openTask, grants };
}

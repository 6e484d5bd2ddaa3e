import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Framework } from '#contract/frameworks';
import type { FrameworkMove, frameworkMoveRoutes } from '#contract/framework-moves';
import type { TaskPlan } from '#contract/tasks';
import type { CodeMap } from '../frameworks/frameworks.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Actor } from '../lti/actor.ts';
import type { OpenTask } from '../tasks/task-access.ts';
import { changesOf, movedLookFors, openLookFors, reverseOf } from './framework-moves.rules.ts';
import { codeUse, lastMove, recodeMarks, restoreMarks } from './framework-moves.store.ts';
import { frameworkMoves } from './framework-moves.table.ts';

export interface FrameworkMoveDeps {
  db: Database;
  now: () => Date;
  /** Opens a task for somebody who may change it, and holds it until the transaction ends. */
  openToBuild: (db: Queryable, actor: Actor, taskId: string) => Promise<OpenTask>;
  /** Gives a task another plan, with another version of its framework. */
  changePlan: (
    db: Queryable,
    actor: Actor,
    task: OpenTask,
    plan: TaskPlan,
    framework: Framework,
  ) => Promise<OpenTask>;
  /** The newest version that grew out of one, and what became of its codes; null: it is the newest. */
  successorOf: (
    db: Queryable,
    tenantId: string,
    frameworkId: string,
  ) => Promise<{ framework: Framework; map: CodeMap } | null>;
  loadFramework: (
    db: Queryable,
    tenantId: string,
    frameworkId: string,
  ) => Promise<Framework | null>;
}

/**
 * A begun task goes on with a newer version of its framework: its marks are read in the new codes,
 * keep what they were called, and the whole can be taken back.
 */
export function createFrameworkMoves(deps: FrameworkMoveDeps) {
  const { db, now, openToBuild } = deps;

  async function preview(tx: Queryable, task: OpenTask): Promise<FrameworkMove> {
    const place = { tenantId: task.tenantId, taskId: task.id };
    const { framework } = task;
    const next =
      framework && task.state === 'published'
        ? await deps.successorOf(tx, task.tenantId, framework.id)
        : null;
    const last = await lastMove(tx, place, task.frameworkId);
    const from = last && (await deps.loadFramework(tx, task.tenantId, last.fromFrameworkId));
    const use = next ? await codeUse(tx, place) : new Map<string, never>();
    return {
      next:
        framework && next
          ? {
              frameworkId: next.framework.id,
              title: next.framework.title,
              fromVersion: framework.version,
              toVersion: next.framework.version,
              changes: changesOf(framework.codes, next.framework.codes, next.map).map((change) => ({
                ...change,
                ...(use.get(change.from.id) ?? { marks: 0, observations: 0 }),
              })),
              openLookFors: openLookFors(task.plan.lookFors, next.map),
              codes: next.framework.codes.map(({ id, name, hue }) => ({ id, name, hue })),
            }
          : null,
      last:
        last && from && framework
          ? {
              fromVersion: from.version,
              toVersion: framework.version,
              movedAt: last.movedAt.toISOString(),
            }
          : null,
    };
  }

  const useCases: UseCases<Actor, typeof frameworkMoveRoutes> = {
    async previewFrameworkMove(actor, { params }) {
      return db.transaction(async (tx) => preview(tx, await openToBuild(tx, actor, params.taskId)));
    },

    async moveFramework(actor, { params, body }) {
      return db.transaction(async (tx) => {
        const task = await openToBuild(tx, actor, params.taskId);
        const { framework, tenantId, plan } = task;
        const next = framework && (await deps.successorOf(tx, tenantId, framework.id));
        // Somebody published another version, or moved the task, since this was looked at.
        if (!framework || next?.framework.id !== body.frameworkId) throw new AppError('conflict');
        const codeIds = next.framework.codes.map(({ id }) => id);
        const lookFors = movedLookFors(plan.lookFors, next.map, body.lookFors, codeIds);
        if (!lookFors)
          throw new AppError('invalid_request', { reason: 'a look-for has no code yet' });
        const moveId = randomUUID();
        await tx.insert(frameworkMoves).values({
          ...{ id: moveId, tenantId, taskId: task.id, movedAt: now() },
          fromFrameworkId: framework.id,
          toFrameworkId: next.framework.id,
          codes: [...next.map].map(([from, to]) => ({ from, to: [...to] })),
          lookForCodes: Object.fromEntries(
            plan.lookFors.flatMap(({ id, codeId }) => (codeId === null ? [] : [[id, codeId]])),
          ),
        });
        const { version } = framework;
        await recodeMarks(tx, { tenantId, taskId: task.id }, { moveId, version, map: next.map });
        const moved = { ...plan, lookFors, frameworkId: next.framework.id };
        return preview(tx, await deps.changePlan(tx, actor, task, moved, next.framework));
      });
    },

    async undoFrameworkMove(actor, { params }) {
      return db.transaction(async (tx) => {
        const task = await openToBuild(tx, actor, params.taskId);
        const { tenantId, plan } = task;
        const move = await lastMove(tx, { tenantId, taskId: task.id }, task.frameworkId);
        const before = move && (await deps.loadFramework(tx, tenantId, move.fromFrameworkId));
        if (!move || !before) throw new AppError('conflict');
        const reverse = reverseOf(move.codes);
        const lookFors = plan.lookFors.map((lookFor) => {
          if (lookFor.codeId === null) return lookFor;
          const codeId = move.lookForCodes[lookFor.id] ?? reverse.get(lookFor.codeId)?.[0] ?? '';
          return { ...lookFor, codeId };
        });
        const known = before.codes.map(({ id }) => id);
        if (!lookFors.every(({ codeId }) => codeId === null || known.includes(codeId)))
          throw new AppError('invalid_request', {
            reason: 'a look-for has a code that the version before does not have',
          });
        await restoreMarks(tx, { tenantId, taskId: task.id }, move);
        await tx
          .update(frameworkMoves)
          .set({ undoneAt: now() })
          .where(and(eq(frameworkMoves.tenantId, tenantId), eq(frameworkMoves.id, move.id)));
        const moved = { ...plan, lookFors, frameworkId: before.id };
        return preview(tx, await deps.changePlan(tx, actor, task, moved, before));
      });
    },
  };

  return { useCases };
}

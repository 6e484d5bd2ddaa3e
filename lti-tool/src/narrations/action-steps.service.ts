import { and, arrayContains, desc, eq, isNotNull, ne } from 'drizzle-orm';
import type { ActionStep, actionStepRoutes, ShownStep } from '#contract/heritage';
import { citationsOf } from '#contract/shared/narration-text';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import {
  MOST_SHOWN,
  ORIGIN,
  shownAuthor,
  shownColumns,
  toShowing,
  withOrigin,
} from '../tasks/showing.ts';
import { tasks } from '../tasks/tasks.table.ts';
import { actionSteps } from './action-steps.table.ts';
import { findInCourse, type NarrationRow } from './narrations.store.ts';
import { narrations } from './narrations.table.ts';

export interface ActionStepDeps {
  db: Database;
  now: () => Date;
  /** The title of the clip of a task that the actor works on. */
  titleOfClip: (actor: Actor, clipId: string) => Promise<string>;
  /** Of these clips, those that are closed, with the error code why. */
  closedClips: (
    queryable: Queryable,
    tenantId: string,
    clipIds: readonly string[],
  ) => Promise<Record<string, string>>;
}

const NO_STEP: ActionStep = {
  ...{ text: '', dueOn: null, outcome: '', clipIds: [] },
  ...{ isShown: false, isNamed: false },
};

function toStep(row: typeof actionSteps.$inferSelect): ActionStep {
  const { text, dueOn, outcome, clipIds } = row;
  return { text, dueOn, outcome, clipIds, ...toShowing(row) };
}

/** The next move that a narration leads to, and what became of it: its author's alone to decide. */
export function createActionSteps({ db, now, titleOfClip, closedClips }: ActionStepDeps) {
  /** What the actor wrote alone. @throws {AppError} not_found */
  async function openOwn(actor: Actor, narrationId: string): Promise<NarrationRow> {
    const row = (await findInCourse(db, actor, narrationId))?.narration;
    if (row?.personId !== actor.personId || row.teamId !== null) throw new AppError('not_found');
    return row;
  }

  async function stepOf({ tenantId, id }: NarrationRow) {
    const [row] = await db
      .select()
      .from(actionSteps)
      .where(and(eq(actionSteps.tenantId, tenantId), eq(actionSteps.narrationId, id)));
    return row;
  }

  /**
   * What a step may come from, with titles: the task's clip, those that the narration cites, and
   * those it has.
   */
  async function citable(
    actor: Actor,
    narration: NarrationRow,
    has: readonly string[],
  ): Promise<Map<string, string>> {
    const [task] = await db
      .select({ clipId: tasks.clipId })
      .from(tasks)
      .where(and(eq(tasks.tenantId, narration.tenantId), eq(tasks.id, narration.taskId)));
    const own = task?.clipId;
    return new Map([
      ...has.map((id) => [id, ''] as const),
      // As it stands in the text: a title says no more than its author was told.
      ...citationsOf(narration.doc).map(({ clipId, clipTitle }) => [clipId, clipTitle] as const),
      ...(own ? [[own, await titleOfClip(actor, own)] as const] : []),
    ]);
  }

  async function reply(actor: Actor, narration: NarrationRow) {
    const row = await stepOf(narration);
    const titles = await citable(actor, narration, row?.clipIds ?? []);
    const closed = await closedClips(db, actor.tenantId, [...titles.keys()]);
    return {
      step: row ? toStep(row) : NO_STEP,
      revision: row?.revision ?? 0,
      savedAt: row?.savedAt.toISOString() ?? null,
      clips: [...titles].map(([id, title]) => ({ id, title, closed: closed[id] ?? null })),
    };
  }

  const useCases: UseCases<Actor, typeof actionStepRoutes> = {
    async getActionStep(actor, { params }) {
      requireCapability(actor, 'narrations.write');
      return reply(actor, await openOwn(actor, params.narrationId));
    },

    async setActionStep(actor, { params, body }) {
      requireCapability(actor, 'narrations.write');
      const narration = await openOwn(actor, params.narrationId);
      const before = await stepOf(narration);
      const { text, dueOn, outcome, clipIds } = body.step;
      const known = await citable(actor, narration, before?.clipIds ?? []);
      if (!clipIds.every((id) => known.has(id)))
        throw new AppError('invalid_request', { field: 'clipIds' });
      const { tenantId, id: narrationId } = narration;
      const change = {
        ...{ text, dueOn, outcome, clipIds: [...new Set(clipIds)] },
        ...shownColumns(body.step, before?.shownAt, now()),
        ...{ savedAt: now(), revision: body.baseRevision + 1 },
      };
      const written = await db
        .insert(actionSteps)
        .values({ narrationId, tenantId, ...change })
        .onConflictDoUpdate({
          target: actionSteps.narrationId,
          set: change,
          setWhere: and(
            eq(actionSteps.tenantId, tenantId),
            eq(actionSteps.revision, body.baseRevision),
          ),
        })
        .returning({ id: actionSteps.narrationId });
      if (written.length === 0) throw new AppError('conflict');
      return reply(actor, narration);
    },
  };
  return { useCases };
}

/** Action steps that come from a clip and that their authors show on its page, latest first. */
export async function shownSteps(
  db: Queryable,
  tenantId: string,
  clipId: string,
): Promise<ShownStep[]> {
  const rows = await withOrigin(
    db
      .select({ step: actionSteps, ...ORIGIN })
      .from(actionSteps)
      .innerJoin(
        narrations,
        and(
          eq(narrations.tenantId, actionSteps.tenantId),
          eq(narrations.id, actionSteps.narrationId),
        ),
      )
      .$dynamic(),
    narrations,
  )
    .where(
      and(
        eq(actionSteps.tenantId, tenantId),
        arrayContains(actionSteps.clipIds, [clipId]),
        isNotNull(actionSteps.shownAt),
        ne(actionSteps.text, ''),
      ),
    )
    .orderBy(desc(actionSteps.shownAt), desc(actionSteps.narrationId))
    .limit(MOST_SHOWN);
  return rows.map(({ step, ...origin }) => ({
    narrationId: step.narrationId,
    author: shownAuthor(step, origin),
    courseTitle: origin.courseTitle,
    ...{ text: step.text, dueOn: step.dueOn, outcome: step.outcome },
    shownAt: (step.shownAt ?? step.savedAt).toISOString(),
  }));
}

import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { assessmentRoutes } from '#contract/assessments';
import type { Outbox } from '../gradebook/outbox.service.ts';
import type { Readings } from '../gradebook/readings.service.ts';
import { scoreStanding } from '../gradebook/score.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { jobHandler, jobKind, type Jobs } from '../infra/jobs.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import type { Quirks } from '../lti/platform-quirks.ts';
import type { NarrationTask } from '../narrations/narrations.replies.ts';
import type { Narrations } from '../narrations/narrations.service.ts';
import type { NarrationRow } from '../narrations/narrations.store.ts';
import { isSameLineItem } from '../lti/service-url.rules.ts';
import { findInTenant } from '../tasks/tasks.store.ts';
import { createTaskColumns, type TaskColumnDeps } from './task-columns.ts';
import {
  groupsWithoutColumn,
  subjectOf,
  tasksWithLateColumn,
  unsentMarks,
} from './assessments.store.ts';
import { assessments } from './assessments.table.ts';
import { memberPoints, rubricTotal } from './rubric.rules.ts';
import { createReleaseView } from './release-view.ts';
import { draftScore, groupKey, sourceKey, type Course, taskOfGroup } from './score-drafts.ts';

/** Finds the column of a task, or makes it, and sends what was released before there was one. */
export const sendLateMarks = jobKind(
  'marks.send-late',
  z.object({
    ...{ tenantId: z.uuid(), ltiContextId: z.uuid(), taskId: z.uuid() },
    /** A column that the platform has no more: another one takes its place. */
    goneUrl: z.string().optional(),
  }),
  { retryLimit: 4, retryDelaySeconds: 30 },
);

export interface ReleaseDeps extends TaskColumnDeps {
  jobs: Pick<Jobs, 'send'>;
  narrations: Pick<Narrations, 'listHandedIn' | 'groupsOf'>;
  outbox: Pick<
    Outbox,
    'queueScores' | 'withdrawScore' | 'listGroup' | 'retry' | 'sendAgain' | 'moveScores'
  >;
  readings: Pick<Readings, 'find' | 'noteColumn' | 'read'>;
  quirks: (platformId: string) => Promise<Quirks>;
}

type ReleaseRoutes = Pick<
  typeof assessmentRoutes,
  | 'viewRelease'
  | 'releaseMarks'
  | 'retryTransfer'
  | 'withdrawMark'
  | 'sendUnsent'
  | 'readGradebook'
  | 'sendDiffering'
>;

export type Releases = ReturnType<typeof createReleases>;

/** Releasing marks to students and gradebook, taking them back, and comparing both. */
export function createReleases(deps: ReleaseDeps) {
  const { db, jobs, now, publicUrl, narrations, outbox, readings } = deps;
  const columns = createTaskColumns(deps);
  const viewRelease = createReleaseView({ ...deps, columns });

  async function release(actor: Actor, taskId: string, chosen: readonly string[]): Promise<void> {
    requireCapability(actor, 'marks.release');
    const { rows } = await narrations.listHandedIn(db, actor, taskId);
    const wanted = rows.filter(({ narration }) => chosen.includes(narration.id));
    await db.transaction(async (tx) => {
      const released = await tx
        .update(assessments)
        .set({ state: 'released', releasedAt: now(), releasedBy: actor.personId })
        .where(
          and(
            eq(assessments.tenantId, actor.tenantId),
            eq(assessments.state, 'marked'),
            inArray(
              assessments.narrationId,
              wanted.map(({ narration }) => narration.id),
            ),
          ),
        )
        .returning({ narrationId: assessments.narrationId });
      if (released.length === 0) throw new AppError('nothing_to_release');
      await sendUnsent(tx, actor, taskId);
    });
  }

  /** Queues every released mark that the outbox does not know; without a column, looks for one. */
  async function sendUnsent(tx: Queryable, course: Course, taskId: string): Promise<void> {
    const lineItem = await columns.columnOf(tx, course, taskId);
    const unsent = await unsentMarks(tx, course, taskId);
    if (unsent.length === 0) return;
    if (!lineItem) {
      if (await columns.makesColumn(tx, course, taskId)) await findColumnSoon(tx, course, taskId);
      return;
    }
    await outbox.queueScores(
      tx,
      course.tenantId,
      unsent.map(({ work, assessment, plan, narrationPlan, markerSubject, share }) =>
        draftScore(
          work,
          lineItem,
          {
            kind: 'grade',
            scoreGiven: memberPoints(
              rubricTotal(narrationPlan.criteria, assessment.marks).points,
              plan.maximumPoints,
              share,
            ),
            scoreMaximum: plan.maximumPoints,
            comment: [assessment.overallComment, share?.reason ?? ''].filter(Boolean).join('\n\n'),
            scoringSubject: markerSubject,
          },
          publicUrl,
        ),
      ),
    );
  }

  function findColumnSoon(
    tx: Queryable,
    { tenantId, ltiContextId }: Course,
    taskId: string,
    goneUrl?: string,
  ): Promise<void> {
    // One that is gone is not the same errand as one that never was.
    const key = `${taskId} ${ltiContextId}${goneUrl === undefined ? '' : ' again'}`;
    const column = { tenantId, ltiContextId, taskId, ...(goneUrl !== undefined && { goneUrl }) };
    return jobs.send(tx, sendLateMarks, key, column);
  }

  /** Sees to the column of a task, and sends what was released meanwhile. */
  async function sendLate(course: Course, taskId: string, goneUrl?: string): Promise<void> {
    const task = await findInTenant(db, course.tenantId, taskId);
    if (!task) return;
    if (goneUrl !== undefined) await columns.replace(course, taskId, goneUrl, task.plan);
    else if (!(await columns.columnOf(db, course, taskId))) {
      if ((await unsentMarks(db, course, taskId)).length === 0) return;
      await columns.find(course, taskId, task.plan);
    }
    await db.transaction((tx) => sendUnsent(tx, course, taskId));
  }

  const useCases: UseCases<Actor, ReleaseRoutes> = {
    viewRelease: (actor, { params }) => viewRelease(actor, params.taskId),

    async releaseMarks(actor, { params, body }) {
      await release(actor, params.taskId, body.narrationIds);
      return viewRelease(actor, params.taskId);
    },

    async retryTransfer(actor, { params }) {
      await outbox.retry(actor, groupKey(actor, params.taskId), params.transferId);
      return viewRelease(actor, params.taskId);
    },

    async withdrawMark(actor, { params: { taskId, narrationId } }) {
      requireCapability(actor, 'marks.release');
      const { rows } = await narrations.listHandedIn(db, actor, taskId);
      const row = rows.find(({ narration }) => narration.id === narrationId);
      if (!row) throw new AppError('not_found');
      const writerIds = row.group?.writers.map(({ personId }) => personId) ?? [null];
      await db.transaction(async (tx) => {
        const withdrawn = await tx
          .update(assessments)
          .set({ state: 'marked', releasedAt: null, releasedBy: null })
          .where(
            and(
              eq(assessments.tenantId, actor.tenantId),
              eq(assessments.narrationId, narrationId),
              eq(assessments.state, 'released'),
            ),
          )
          .returning({ id: assessments.id });
        // Taken back a moment ago, by this or another press: it is what was asked for.
        if (withdrawn.length > 0)
          for (const writerId of writerIds)
            await outbox.withdrawScore(tx, actor.tenantId, sourceKey(narrationId, writerId));
      });
      return viewRelease(actor, taskId);
    },

    async sendUnsent(actor, { params: { taskId } }) {
      requireCapability(actor, 'marks.release');
      // Whether the task is one of this course.
      await narrations.listHandedIn(db, actor, taskId);
      if (
        !(await columns.columnOf(db, actor, taskId)) &&
        !(await columns.makesColumn(db, actor, taskId))
      )
        throw new AppError('no_gradebook');
      await db.transaction((tx) => sendUnsent(tx, actor, taskId));
      return viewRelease(actor, taskId);
    },

    async readGradebook(actor, { params: { taskId } }) {
      requireCapability(actor, 'marks.release');
      await narrations.listHandedIn(db, actor, taskId);
      try {
        await readings.read({ tenantId: actor.tenantId, groupKey: groupKey(actor, taskId) });
      } catch (error) {
        // The view says that it could not be read, and why.
        if (!(error instanceof AppError)) throw error;
      }
      return viewRelease(actor, taskId);
    },

    async sendDiffering(actor, { params: { taskId }, body }) {
      requireCapability(actor, 'marks.release');
      await narrations.listHandedIn(db, actor, taskId);
      const group = groupKey(actor, taskId);
      await db.transaction(async (tx) => {
        const differing = (await outbox.listGroup(tx, actor.tenantId, group)).filter(
          (row) =>
            body.transferIds.includes(row.id) && ['differs', 'absent'].includes(scoreStanding(row)),
        );
        await outbox.sendAgain(
          tx,
          actor.tenantId,
          group,
          differing.map(({ id }) => id),
        );
      });
      return viewRelease(actor, taskId);
    },
  };

  return {
    useCases,

    /**
     * Tells the gradebook that somebody has handed in, in the transaction of the hand-in; only
     * where the platform shows that and no grade is lost by it.
     */
    async announceHandIn(
      tx: Queryable,
      actor: Actor,
      task: NarrationTask,
      narration: NarrationRow,
    ): Promise<void> {
      if (actor.isTestPerson || !(await deps.quirks(actor.platformId)).postsProgress) return;
      const lineItem = await columns.columnOf(tx, actor, task.id);
      const subject = await subjectOf(tx, actor.tenantId, actor.personId);
      if (!lineItem || subject === null) return;
      const { tenantId, ltiContextId } = actor;
      const { id: narrationId, handedInAt } = narration;
      const together = (await narrations.groupsOf(tx, tenantId, [narration])).get(narrationId);
      const writers = together?.writers
        .filter(({ isTestPerson }) => !isTestPerson)
        .map((writer) => ({ subject: writer.subject, writerId: writer.personId }));
      const said = {
        kind: 'handed-in',
        scoreGiven: 0,
        scoreMaximum: task.plan.maximumPoints,
      } as const;
      await outbox.queueScores(
        tx,
        tenantId,
        (writers ?? [{ subject, writerId: null }]).map((whose) =>
          draftScore(
            { tenantId, ltiContextId, taskId: task.id, narrationId, handedInAt, ...whose },
            ...([lineItem, said, publicUrl] as const),
          ),
        ),
      );
    },

    /**
     * Sends marks whose column has appeared since they were released, or since theirs was gone;
     * call it now and then.
     */
    async sweep(): Promise<void> {
      for (const { taskId, ...course } of await tasksWithLateColumn(db))
        await findColumnSoon(db, course, taskId);
      for (const { tenantId, groupKey: key, goneUrl } of await groupsWithoutColumn(db)) {
        const { taskId, ltiContextId } = taskOfGroup(key);
        const course = { tenantId, ltiContextId };
        const current = await columns.columnOf(db, course, taskId);
        if (current && !isSameLineItem(current.lineItemUrl, goneUrl))
          await findColumnSoon(db, course, taskId, goneUrl);
      }
    },

    /** The platform has a column no more: looks for another one soon, as a job. */
    async replaceColumn(
      { tenantId, groupKey: key }: { tenantId: string; groupKey: string },
      goneUrl: string,
    ): Promise<void> {
      const { taskId, ltiContextId } = taskOfGroup(key);
      await findColumnSoon(db, { tenantId, ltiContextId }, taskId, goneUrl);
    },

    jobHandlers: [
      jobHandler({
        kind: sendLateMarks,
        concurrency: 1,
        run: ({ taskId, goneUrl, ...course }) => sendLate(course, taskId, goneUrl),
      }),
    ],
  };
}

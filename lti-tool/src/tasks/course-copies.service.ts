import type { CopiedTask, CourseCopy, courseCopyRoutes } from '#contract/course-copies';
import type { TaskPlan } from '#contract/tasks';
import { and, eq } from 'drizzle-orm';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { resourceLinks } from '../lti/lti.table.ts';
import { planForNewRun } from './course-copies.rules.ts';
import {
  copiesOf,
  movePlacements,
  noteCopy,
  placedClip,
  placedTasksOf,
  standInFor,
  writeStandIn,
  type CourseCopyRow,
} from './course-copies.store.ts';
import { courseCopies } from './course-copies.table.ts';
import { placedTask, placeTask, type TaskRow } from './tasks.store.ts';

export interface CourseCopyDeps {
  db: Database;
  now: () => Date;
  /** Makes a task in the actor's course: published when its model is and nothing is missing. */
  insertLike: (tx: Queryable, actor: Actor, model: TaskRow, plan: TaskPlan) => Promise<TaskRow>;
  /** Whether anybody of this course has begun to work on a task. */
  hasWork: (
    db: Queryable,
    tenantId: string,
    taskId: string,
    ltiContextId: string,
  ) => Promise<boolean>;
}

export type CourseCopies = ReturnType<typeof createCourseCopies>;

/**
 * Courses that were made by copying another. Their links name the tasks of the old course; until
 * the lecturer decides, they open those. Work is always of a person in a course, so that neither
 * decision touches what was done in the old one, or shows it.
 */
export function createCourseCopies({ db, now, insertLike, hasWork }: CourseCopyDeps) {
  /** The task of this course that stands for one of the old course; made when there is none. */
  async function standIn(
    tx: Queryable,
    actor: Actor,
    model: TaskRow,
    copy: CourseCopyRow,
  ): Promise<string> {
    const known = await standInFor(tx, actor, model.id);
    if (known !== null) return known;
    // What students have begun with stays the same for them.
    if (await hasWork(tx, actor.tenantId, model.id, actor.ltiContextId)) {
      await writeStandIn(tx, actor, { fromTaskId: model.id, taskId: model.id });
      return model.id;
    }
    // A student's launch may be the first of a link; the task is still the lecturer's.
    const author = { ...actor, personId: copy.decidedBy ?? actor.personId };
    const { id } = await insertLike(tx, author, model, planForNewRun(model.plan, now()));
    await writeStandIn(tx, actor, { fromTaskId: model.id, taskId: id });
    await movePlacements(tx, actor, model.id, id);
    return id;
  }

  /**
   * Which task a link of this course opens when it names one of another course, and whether
   * somebody still has to say what is to become of those tasks.
   */
  async function taskHere(
    actor: Actor,
    model: TaskRow,
  ): Promise<{ taskId: string; isUndecided: boolean }> {
    const copy = await noteCopy(db, actor, model.ltiContextId);
    if (copy.decision !== 'own') return { taskId: model.id, isUndecided: copy.decision === null };
    const known = await standInFor(db, actor, model.id);
    const taskId = known ?? (await locked(actor, copy, (tx) => standIn(tx, actor, model, copy)));
    return { taskId, isUndecided: false };
  }

  /** Holds the row of a copy, so that two launches at once make one task. */
  function locked<Result>(
    actor: Actor,
    { fromContextId }: Pick<CourseCopyRow, 'fromContextId'>,
    work: (tx: Queryable) => Promise<Result>,
  ): Promise<Result> {
    return db.transaction(async (tx) => {
      await tx.select().from(courseCopies).where(thisCopy(actor, fromContextId)).for('update');
      return work(tx);
    });
  }

  async function describe(actor: Actor): Promise<CourseCopy> {
    const rows = await copiesOf(db, actor);
    const copies = await Promise.all(
      rows.map(async ({ copy, fromTitle }) => ({
        fromCourseId: copy.fromContextId,
        fromTitle,
        decision: copy.decision,
        decidedAt: copy.decidedAt?.toISOString() ?? null,
        tasks: await tasksOf(actor, copy),
      })),
    );
    return { copies, lostLink: copies.length > 0 ? await lostLink(actor) : null };
  }

  async function tasksOf(actor: Actor, { fromContextId }: CourseCopyRow): Promise<CopiedTask[]> {
    const { tenantId, ltiContextId } = actor;
    const models = await placedTasksOf(db, { tenantId, ltiContextId: fromContextId });
    return Promise.all(
      models.map(async ({ id, plan }) => ({
        taskId: id,
        title: plan.title,
        maximumPoints: plan.maximumPoints,
        dueAt: plan.dueAt,
        isBegun: await hasWork(db, tenantId, id, ltiContextId),
      })),
    );
  }

  /** The launched link, when it opens nothing yet. */
  async function lostLink(actor: Actor): Promise<CourseCopy['lostLink']> {
    const { tenantId, resourceLinkId } = actor;
    if (resourceLinkId === null) return null;
    if ((await placedTask(db, tenantId, resourceLinkId)) !== null) return null;
    if ((await placedClip(db, tenantId, resourceLinkId)) !== null) return null;
    const [link] = await db
      .select({ title: resourceLinks.title })
      .from(resourceLinks)
      .where(and(eq(resourceLinks.tenantId, tenantId), eq(resourceLinks.id, resourceLinkId)));
    return { title: link?.title ?? '' };
  }

  async function openCopy(tx: Queryable, actor: Actor, fromContextId: string) {
    const [copy] = await tx
      .select()
      .from(courseCopies)
      .where(thisCopy(actor, fromContextId))
      .for('update');
    if (!copy) throw new AppError('not_found');
    return copy;
  }

  const useCases: UseCases<Actor, typeof courseCopyRoutes> = {
    getCourseCopy(actor) {
      requireCapability(actor, 'course.manage');
      return describe(actor);
    },

    async decideCourseCopy(actor, { params, body }) {
      requireCapability(actor, 'course.manage');
      requireCapability(actor, 'tasks.build');
      await db.transaction(async (tx) => {
        const copy = await openCopy(tx, actor, params.fromCourseId);
        // Own copies stay: links open them, and students may have begun.
        if (copy.decision === 'own') return;
        const decided = { decision: body.decision, decidedBy: actor.personId, decidedAt: now() };
        await tx.update(courseCopies).set(decided).where(thisCopy(actor, params.fromCourseId));
        if (body.decision === 'keep') return;
        const { tenantId } = actor;
        const models = await placedTasksOf(tx, { tenantId, ltiContextId: params.fromCourseId });
        for (const model of models) await standIn(tx, actor, model, { ...copy, ...decided });
      });
      return describe(actor);
    },

    async chooseForLink(actor, { params, body }) {
      requireCapability(actor, 'course.manage');
      const { tenantId, resourceLinkId } = actor;
      if (resourceLinkId === null) throw new AppError('not_found');
      await db.transaction(async (tx) => {
        const copy = await openCopy(tx, actor, params.fromCourseId);
        const models = await placedTasksOf(tx, { tenantId, ltiContextId: params.fromCourseId });
        const model = models.find(({ id }) => id === body.taskId);
        if (!model) throw new AppError('not_found');
        const taskId = copy.decision === 'own' ? await standIn(tx, actor, model, copy) : model.id;
        await placeTask(tx, { tenantId, resourceLinkId, taskId });
      });
      return describe(actor);
    },
  };

  return {
    useCases,
    taskHere,
    /** Remembers that the actor's course was copied from another. */
    note: (actor: Actor, fromContextId: string) => noteCopy(db, actor, fromContextId),
  };
}

function thisCopy({ tenantId, ltiContextId }: Actor, fromContextId: string) {
  return and(
    eq(courseCopies.tenantId, tenantId),
    eq(courseCopies.ltiContextId, ltiContextId),
    eq(courseCopies.fromContextId, fromContextId),
  );
}

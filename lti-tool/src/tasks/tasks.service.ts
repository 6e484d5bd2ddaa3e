import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { CourseTemplate } from '#contract/course-template';
import type { Framework } from '#contract/frameworks';
import type { Task, TaskPlan, taskRoutes, TaskSummary } from '#contract/tasks';
import type { Granted } from '../clips/clips.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import type { Live } from '../live/live.service.ts';
import type { Frameworks } from '../frameworks/frameworks.service.ts';
import { FIRST_FRAMEWORK, firstPlan } from './beginning.rules.ts';
import type { ContentItem } from '../lti/deep-linking.rules.ts';
import { clipItem, contentItem } from './content-items.rules.ts';
import type { CopiedContext } from '../lti/notices.service.ts';
import { createCourseCopies } from './course-copies.service.ts';
import { createLaunchedLinks } from './launched-links.store.ts';
import { isClipPlaced, isShowable, noteCopy } from './course-copies.store.ts';
import { createTemplateUseCases } from './course-templates.service.ts';
import { createTaskAccess, type OpenTask } from './task-access.ts';
import { toSummary, toTask } from './task-replies.ts';
import { resolveTarget, type LaunchedLink } from './task-target.ts';
import { newGaps, takenAway, taskGaps, twinIds, type TaskClip } from './tasks.rules.ts';
import {
  findInCourse,
  findColumnPlace,
  findLineItem,
  isPlacedAnywhere,
  listInCourse,
  noteSending,
  placementsOf,
  replaceLineItem,
  sendingsOf,
  usesOfClips,
  type TaskRow,
} from './tasks.store.ts';
import { tasks } from './tasks.table.ts';

export interface TaskDeps {
  db: Database;
  now: () => Date;
  /** Without a slash at its end. */
  publicUrl: string;
  clips: {
    /** Refuses with not_found a clip that the actor may not find in the library. */
    openClipForUse: (db: Queryable, actor: Actor, clipId: string) => Promise<{ title: string }>;
    /** What is to be said of clips in a list; a clip of another institution is left out. */
    clipBriefs: (
      db: Queryable,
      actor: Actor,
      clipIds: readonly string[],
    ) => Promise<ReadonlyMap<string, TaskClip>>;
  };
  frameworks: Pick<Frameworks, 'ensureFrameworks' | 'loadFramework' | 'newestFramework'> &
    Partial<Pick<Frameworks, 'exampleStretches'>>;
  /** Signs content items as the answer to the sealed request of a deep-linking launch. */
  signDeepLinkingAnswer: (
    actor: Actor,
    sealedRequest: string,
    items: readonly ContentItem[],
  ) => Promise<string>;
  templates: readonly CourseTemplate[];
  /** Tells who waits for the comparison that it was opened, or opens otherwise now. */
  live?: Pick<Live, 'announce'>;
  /** Whether anybody has begun to work on a task, in one course or any. Asked of the slices above. */
  hasWork: (
    db: Queryable,
    tenantId: string,
    taskId: string,
    ltiContextId?: string,
  ) => Promise<boolean>;
}

export type Tasks = ReturnType<typeof createTasks>;

/** Tasks: what is asked of students, and where it stands in a course. */
export function createTasks(deps: TaskDeps) {
  const { db, now, publicUrl, clips, frameworks, templates } = deps;
  const { openTask, grants } = createTaskAccess({ now, frameworks });
  const findLink = createLaunchedLinks(db);
  const copies = createCourseCopies({ db, now, insertLike, hasWork: deps.hasWork });

  /** The clip of a plan, with the second of two cases where there are two. */
  async function clipOf(
    queryable: Queryable,
    actor: Actor,
    { clipId, contrast }: Pick<TaskPlan, 'clipId' | 'contrast'>,
  ): Promise<TaskClip | null> {
    const ids = [clipId, contrast?.clipId ?? null].filter((id) => id !== null);
    const briefs = await clips.clipBriefs(queryable, actor, ids);
    return withContrast(briefs, clipId, contrast);
  }

  async function reply(queryable: Queryable, actor: Actor, task: OpenTask): Promise<Task> {
    const clip = await clipOf(queryable, actor, task.plan);
    const placing = {
      placement: (await placementsOf(queryable, actor, [task.id])).get(task.id),
      sentAt: (await sendingsOf(queryable, actor, [task.id])).get(task.id),
    };
    return toTask(actor, task, clip, placing, now());
  }

  async function summaries(actor: Actor, rows: readonly TaskRow[]): Promise<TaskSummary[]> {
    const clipIds = rows.flatMap(({ clipId, plan }) =>
      [clipId, plan.contrast?.clipId ?? null].filter((id) => id !== null),
    );
    const briefs = await clips.clipBriefs(db, actor, [...new Set(clipIds)]);
    const taskIds = rows.map((row) => row.id);
    const placements = await placementsOf(db, actor, taskIds);
    const sendings = await sendingsOf(db, actor, taskIds);
    const known = new Map<string, Framework | null>();
    for (const { frameworkId } of rows)
      if (frameworkId !== null && !known.has(frameworkId))
        known.set(frameworkId, await frameworks.loadFramework(db, actor.tenantId, frameworkId));
    return rows.map((row) => {
      const clip = withContrast(briefs, row.clipId, row.plan.contrast);
      const framework = (row.frameworkId && known.get(row.frameworkId)) || null;
      const gapCount = can(actor, 'tasks.build')
        ? taskGaps(row.plan, framework, clip, now()).length
        : 0;
      const placing = { placement: placements.get(row.id), sentAt: sendings.get(row.id) };
      return toSummary(actor, row, gapCount, clip, placing, now());
    });
  }

  async function insert(
    queryable: Queryable,
    actor: Actor,
    plan: TaskPlan,
    templateKey: string | null,
    state: TaskRow['state'] = 'draft',
  ): Promise<TaskRow> {
    const [row] = await queryable
      .insert(tasks)
      .values({
        id: randomUUID(),
        tenantId: actor.tenantId,
        ltiContextId: actor.ltiContextId,
        createdBy: actor.personId,
        state,
        plan,
        clipId: plan.clipId,
        frameworkId: plan.frameworkId,
        templateKey,
        updatedAt: now(),
      })
      .returning();
    if (!row) throw new AppError('internal');
    return row;
  }

  /** A task like another one, in the actor's course; published if that is and nothing is missing. */
  async function insertLike(
    queryable: Queryable,
    actor: Actor,
    model: TaskRow,
    plan: TaskPlan,
  ): Promise<TaskRow> {
    const { frameworkId } = plan;
    const framework =
      frameworkId && (await frameworks.loadFramework(queryable, actor.tenantId, frameworkId));
    const clip = await clipOf(queryable, actor, plan);
    const gaps = taskGaps(plan, framework || null, clip, now());
    const state = gaps.length === 0 ? model.state : 'draft';
    return insert(queryable, actor, plan, model.templateKey, state);
  }

  async function update(
    queryable: Queryable,
    actor: Actor,
    task: TaskRow,
    change: Partial<Pick<TaskRow, 'plan' | 'state' | 'revealedAt' | 'clipId' | 'frameworkId'>>,
  ): Promise<TaskRow> {
    const [row] = await queryable
      .update(tasks)
      .set({ ...change, revision: task.revision + 1, updatedAt: now() })
      .where(and(eq(tasks.tenantId, actor.tenantId), eq(tasks.id, task.id)))
      .returning();
    if (!row) throw new AppError('internal');
    return row;
  }

  /** Whoever looks, or waits to, asks again: in every course that has the task. */
  async function announceLook(tx: Queryable, { tenantId, id: taskId }: TaskRow): Promise<void> {
    await deps.live?.announce(tx, {
      ...{ tenantId, taskId, ltiContextId: null, kind: 'look-again', subjectId: null },
    });
  }

  /** Refuses a plan that names a clip or framework which is not there for its author. */
  async function requireReferences(
    queryable: Queryable,
    actor: Actor,
    plan: TaskPlan,
    before: TaskPlan,
  ): Promise<Framework | null> {
    const twins = twinIds(plan);
    if (twins.length > 0)
      throw new AppError('invalid_request', { reason: 'ids stand twice', twins });
    if (plan.clipId !== null && plan.clipId !== before.clipId)
      await clips.openClipForUse(queryable, actor, plan.clipId);
    if (plan.contrast && plan.contrast.clipId !== before.contrast?.clipId)
      await clips.openClipForUse(queryable, actor, plan.contrast.clipId);
    if (plan.frameworkId === null) return null;
    const framework = await frameworks.loadFramework(queryable, actor.tenantId, plan.frameworkId);
    if (!framework) throw new AppError('not_found', { what: 'framework' });
    return framework;
  }

  /** A published task stays valid, and what students work with stays. */
  async function requireHarmless(
    queryable: Queryable,
    actor: Actor,
    task: OpenTask,
    plan: TaskPlan,
    framework: Framework | null,
  ): Promise<void> {
    const at = now();
    const before = taskGaps(
      task.plan,
      task.framework,
      await clipOf(queryable, actor, task.plan),
      at,
    );
    const after = taskGaps(plan, framework, await clipOf(queryable, actor, plan), at);
    const gaps = newGaps(before, after);
    if (gaps.length > 0) throw new AppError('task_incomplete', { gaps });
    const parts = takenAway(task.plan, plan);
    if (parts.length > 0 && (await deps.hasWork(queryable, actor.tenantId, task.id)))
      throw new AppError('task_in_use', { parts });
  }

  /** The tasks of the actor's course that they may know of. */
  async function tasksFor(actor: Actor): Promise<TaskRow[]> {
    requireCapability(actor, 'tasks.read');
    const rows = await listInCourse(db, actor);
    return rows.filter(
      (row) =>
        row.state === 'published' ||
        (can(actor, 'tasks.build') && row.ltiContextId === actor.ltiContextId),
    );
  }

  const useCases: UseCases<Actor, typeof taskRoutes> = {
    async listTasks(actor) {
      return { tasks: await summaries(actor, await tasksFor(actor)) };
    },

    async createTask(actor, { body }) {
      requireCapability(actor, 'tasks.build');
      if (body.clipId !== null) await clips.openClipForUse(db, actor, body.clipId);
      const framework = await frameworks.newestFramework(db, actor.tenantId, FIRST_FRAMEWORK);
      const plan = firstPlan(actor.locale, body.clipId, framework?.id ?? null);
      return reply(db, actor, { ...(await insert(db, actor, plan, null)), framework });
    },

    async getTask(actor, { params }) {
      return reply(db, actor, await openTask(db, actor, params.taskId, 'observe'));
    },

    async changeTask(actor, { params, body }) {
      return db.transaction(async (tx) => {
        const task = await openTask(tx, actor, params.taskId, 'build', true);
        if (task.revision !== body.baseRevision)
          throw new AppError('conflict', { revision: task.revision });
        const framework = await requireReferences(tx, actor, body.plan, task.plan);
        if (task.state === 'published')
          await requireHarmless(tx, actor, task, body.plan, framework);
        const { plan } = body;
        const row = await update(tx, actor, task, {
          plan,
          clipId: plan.clipId,
          frameworkId: plan.frameworkId,
        });
        if (JSON.stringify(task.plan.reveal) !== JSON.stringify(plan.reveal))
          await announceLook(tx, row);
        return reply(tx, actor, { ...row, framework });
      });
    },

    async publishTask(actor, { params }) {
      return db.transaction(async (tx) => {
        const task = await openTask(tx, actor, params.taskId, 'build', true);
        if (task.state === 'published') return reply(tx, actor, task);
        const clip = await clipOf(tx, actor, task.plan);
        const gaps = taskGaps(task.plan, task.framework, clip, now());
        if (gaps.length > 0) throw new AppError('task_incomplete', { gaps });
        const row = await update(tx, actor, task, { state: 'published' });
        return reply(tx, actor, { ...row, framework: task.framework });
      });
    },

    async removeTask(actor, { params }) {
      await db.transaction(async (tx) => {
        const task = await openTask(tx, actor, params.taskId, 'build', true);
        if (
          task.state === 'published' ||
          (await isPlacedAnywhere(tx, actor.tenantId, task.id)) ||
          (await deps.hasWork(tx, actor.tenantId, task.id))
        )
          throw new AppError('task_in_use');
        await tx
          .delete(tasks)
          .where(and(eq(tasks.tenantId, actor.tenantId), eq(tasks.id, task.id)));
      });
    },

    async revealTask(actor, { params }) {
      return db.transaction(async (tx) => {
        const task = await openTask(tx, actor, params.taskId, 'build', true);
        if (task.state !== 'published') throw new AppError('task_not_open');
        if (task.revealedAt !== null) return reply(tx, actor, task);
        const row = await update(tx, actor, task, { revealedAt: now() });
        await announceLook(tx, row);
        return reply(tx, actor, { ...row, framework: task.framework });
      });
    },

    ...createTemplateUseCases({ db, frameworks, templates, insert, summaries }),

    async answerDeepLinking(actor, { body }) {
      requireCapability(actor, 'tasks.build');
      const items: ContentItem[] = [];
      const taskIds = [...new Set(body.taskIds)];
      for (const taskId of taskIds) {
        const task = await findInCourse(db, actor, taskId);
        if (!task) throw new AppError('not_found');
        items.push(contentItem(task.id, task.plan, publicUrl, body.part));
      }
      for (const clipId of new Set(body.clipIds)) {
        const { title } = await clips.openClipForUse(db, actor, clipId);
        if (!(await isShowable(db, actor.tenantId, clipId)))
          throw new AppError('clip_not_published');
        items.push(clipItem({ id: clipId, title }, publicUrl, body.clipsAlone));
      }
      const jwt = await deps.signDeepLinkingAnswer(actor, body.request, items);
      await noteSending(db, actor, taskIds, now());
      return { jwt };
    },
  };

  return {
    useCases,
    copyUseCases: copies.useCases,
    openTask,

    /** Opens a task for somebody who may change it, and holds it until the transaction ends. */
    openToBuild: (tx: Queryable, actor: Actor, taskId: string) =>
      openTask(tx, actor, taskId, 'build', true),

    /** A task with another version of its framework; whoever looks at its comparison looks again. */
    async changeFramework(
      tx: Queryable,
      actor: Actor,
      task: OpenTask,
      plan: TaskPlan,
      framework: Framework,
    ): Promise<OpenTask> {
      const row = await update(tx, actor, task, { plan, frameworkId: framework.id });
      await announceLook(tx, row);
      return { ...row, framework };
    },
    listTasks: tasksFor,

    /** Grant for the clips slice: what of this clip does a task or link show to this actor? */
    async grant(actor: Actor, clipId: string): Promise<Granted> {
      const isPlaced = can(actor, 'tasks.read') && (await isClipPlaced(db, actor, clipId));
      return isPlaced ? 'whole' : grants(db, actor, clipId);
    },

    /** Where clips are used, for their pages and for the refusal to remove them. */
    usage: (queryable: Queryable, actor: Actor, clipIds: readonly string[]) =>
      usesOfClips(queryable, actor.tenantId, clipIds),

    /** The gradebook column of a task in the actor's course, or null. */
    findLineItem,

    /** Where its column may be looked for, or made. */
    findColumnPlace,

    /** Its links have this column from now on, instead of one that is gone. */
    replaceLineItem,

    /** Remembers that a course was copied from another of the institution. */
    async noteCopiedCourse({ fromContextId, ...course }: CopiedContext): Promise<void> {
      await noteCopy(db, course, fromContextId);
    },

    /** Where a launch lands, for the lti slice. */
    resolveTarget: (actor: Actor, launch: LaunchedLink) =>
      resolveTarget({ db, copies, findLink }, actor, launch),
  };
}

function withContrast(
  briefs: ReadonlyMap<string, TaskClip>,
  clipId: string | null,
  contrast: TaskPlan['contrast'],
): TaskClip | null {
  const clip = clipId === null ? undefined : briefs.get(clipId);
  if (!clip) return null;
  return contrast ? { ...clip, contrast: briefs.get(contrast.clipId) ?? null } : clip;
}

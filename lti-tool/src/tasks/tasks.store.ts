import { and, asc, desc, eq, exists, inArray, or, sql, type SQL } from 'drizzle-orm';
import { clips } from '../clips/clips.table.ts';
import type { Queryable } from '../infra/database.ts';
import { SCOPE } from '../lti/claims.ts';
import { courseTitle, deployments, ltiContexts, resourceLinks } from '../lti/lti.table.ts';
import { isSameLineItem } from '../lti/service-url.rules.ts';
import { sentTasks, taskPlacements, tasks } from './tasks.table.ts';

export type TaskRow = typeof tasks.$inferSelect;

/** Where a person stands when a task is looked for. */
export interface InCourse {
  tenantId: string;
  ltiContextId: string;
}

/** Whether a link of the course opens the task. */
function isPlaced(db: Queryable, { tenantId, ltiContextId }: InCourse): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(taskPlacements)
      .innerJoin(resourceLinks, eq(resourceLinks.id, taskPlacements.resourceLinkId))
      .where(
        and(
          eq(taskPlacements.tenantId, tenantId),
          eq(taskPlacements.taskId, tasks.id),
          eq(resourceLinks.tenantId, tenantId),
          eq(resourceLinks.ltiContextId, ltiContextId),
        ),
      ),
  );
}

/** Tasks that were made in the course or that one of its links opens. */
function inCourse(db: Queryable, course: InCourse): SQL | undefined {
  return and(
    eq(tasks.tenantId, course.tenantId),
    or(eq(tasks.ltiContextId, course.ltiContextId), isPlaced(db, course)),
  );
}

/** A task of the course, or undefined. With `lock` it is held until the transaction ends. */
export async function findInCourse(
  db: Queryable,
  course: InCourse,
  taskId: string,
  lock = false,
): Promise<TaskRow | undefined> {
  const query = db
    .select()
    .from(tasks)
    .where(and(inCourse(db, course), eq(tasks.id, taskId)));
  const [row] = await (lock ? query.for('update') : query);
  return row;
}

/** All tasks of the course; those without a due date last. */
export async function listInCourse(db: Queryable, course: InCourse): Promise<TaskRow[]> {
  return db
    .select()
    .from(tasks)
    .where(inCourse(db, course))
    .orderBy(sql`(${tasks.plan} ->> 'dueAt')::timestamptz NULLS LAST`, asc(tasks.createdAt));
}

/** The clip of a task, or the second of its two cases. */
function usesClip(clipId: string): SQL {
  return sql`(${tasks.clipId} = ${clipId} OR ${tasks.plan} #>> '{contrast,clipId}' = ${clipId})`;
}

/** Published tasks of the course that use a clip. */
export async function publishedWithClip(
  db: Queryable,
  course: InCourse,
  clipId: string,
): Promise<TaskRow[]> {
  return db
    .select()
    .from(tasks)
    .where(and(inCourse(db, course), usesClip(clipId), eq(tasks.state, 'published')));
}

/** A task of the institution by its id, in whatever course; for links that name it. */
export async function findInTenant(
  db: Queryable,
  tenantId: string,
  taskId: string,
): Promise<TaskRow | undefined> {
  const [row] = await db
    .select()
    .from(tasks)
    .where(and(eq(tasks.tenantId, tenantId), eq(tasks.id, taskId)));
  return row;
}

/**
 * Which of these tasks have a link in the course, and which of those a gradebook column, or get one
 * with the first mark because Lookfor may make columns there.
 */
export async function placementsOf(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  taskIds: readonly string[],
): Promise<Map<string, { hasLineItem: boolean }>> {
  if (taskIds.length === 0) return new Map();
  const rows = await db
    .select({
      taskId: taskPlacements.taskId,
      hasLineItem: sql<boolean>`bool_or(${resourceLinks.lineItemUrl} IS NOT NULL
        OR (${ltiContexts.lineItemsUrl} IS NOT NULL
          AND ${SCOPE.lineItem} = ANY(${ltiContexts.agsScopes})))`,
    })
    .from(taskPlacements)
    .innerJoin(resourceLinks, eq(resourceLinks.id, taskPlacements.resourceLinkId))
    .innerJoin(ltiContexts, eq(ltiContexts.id, resourceLinks.ltiContextId))
    .where(
      and(
        eq(taskPlacements.tenantId, tenantId),
        eq(resourceLinks.tenantId, tenantId),
        eq(resourceLinks.ltiContextId, ltiContextId),
        inArray(taskPlacements.taskId, [...taskIds]),
      ),
    )
    .groupBy(taskPlacements.taskId);
  return new Map(rows.map(({ taskId, hasLineItem }) => [taskId, { hasLineItem }]));
}

/** When tasks were last sent to the course by an answer to deep linking; others are left out. */
export async function sendingsOf(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  taskIds: readonly string[],
): Promise<Map<string, Date>> {
  if (taskIds.length === 0) return new Map();
  const rows = await db
    .select({ taskId: sentTasks.taskId, sentAt: sentTasks.sentAt })
    .from(sentTasks)
    .where(
      and(
        eq(sentTasks.tenantId, tenantId),
        eq(sentTasks.ltiContextId, ltiContextId),
        inArray(sentTasks.taskId, [...taskIds]),
      ),
    );
  return new Map(rows.map(({ taskId, sentAt }) => [taskId, sentAt]));
}

/** Remembers that tasks were sent to the course. */
export async function noteSending(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  taskIds: readonly string[],
  sentAt: Date,
): Promise<void> {
  if (taskIds.length === 0) return;
  await db
    .insert(sentTasks)
    .values(taskIds.map((taskId) => ({ tenantId, ltiContextId, taskId, sentAt })))
    .onConflictDoUpdate({ target: [sentTasks.ltiContextId, sentTasks.taskId], set: { sentAt } });
}

/** Whether any link of any course opens the task. */
export async function isPlacedAnywhere(
  db: Queryable,
  tenantId: string,
  taskId: string,
): Promise<boolean> {
  const rows = await db
    .select({ taskId: taskPlacements.taskId })
    .from(taskPlacements)
    .where(and(eq(taskPlacements.tenantId, tenantId), eq(taskPlacements.taskId, taskId)))
    .limit(1);
  return rows.length > 0;
}

/** Remembers which task a link opens; the last launch of the link is right. */
export async function placeTask(
  db: Queryable,
  placement: { tenantId: string; resourceLinkId: string; taskId: string },
): Promise<void> {
  await db
    .insert(taskPlacements)
    .values(placement)
    .onConflictDoUpdate({
      target: taskPlacements.resourceLinkId,
      set: { taskId: placement.taskId },
      setWhere: and(
        eq(taskPlacements.tenantId, placement.tenantId),
        sql`${taskPlacements.taskId} <> excluded.task_id`,
      ),
    });
}

/** The task that a link opened before, or null. */
export async function placedTask(
  db: Queryable,
  tenantId: string,
  resourceLinkId: string,
): Promise<string | null> {
  const [row] = await db
    .select({ taskId: taskPlacements.taskId })
    .from(taskPlacements)
    .where(
      and(eq(taskPlacements.tenantId, tenantId), eq(taskPlacements.resourceLinkId, resourceLinkId)),
    );
  return row?.taskId ?? null;
}

/** Where a score of a task goes. */
export interface TaskLineItem {
  resourceLinkId: string;
  lineItemUrl: string;
  platformId: string;
  /** The deployment as the platform names it. */
  deploymentId: string;
}

/** The gradebook column of a task in a course: that of its newest link which has one. */
export async function findLineItem(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  taskId: string,
): Promise<TaskLineItem | null> {
  const [row] = await db
    .select({
      resourceLinkId: resourceLinks.id,
      lineItemUrl: resourceLinks.lineItemUrl,
      platformId: deployments.platformId,
      deploymentId: deployments.deploymentId,
    })
    .from(taskPlacements)
    .innerJoin(resourceLinks, eq(resourceLinks.id, taskPlacements.resourceLinkId))
    .innerJoin(ltiContexts, eq(ltiContexts.id, resourceLinks.ltiContextId))
    .innerJoin(deployments, eq(deployments.id, ltiContexts.deploymentId))
    .where(
      and(
        eq(taskPlacements.tenantId, tenantId),
        eq(taskPlacements.taskId, taskId),
        eq(resourceLinks.tenantId, tenantId),
        eq(resourceLinks.ltiContextId, ltiContextId),
        sql`${resourceLinks.lineItemUrl} IS NOT NULL`,
      ),
    )
    .orderBy(desc(taskPlacements.createdAt))
    .limit(1);
  return row && row.lineItemUrl !== null ? { ...row, lineItemUrl: row.lineItemUrl } : null;
}

/** Lets the links of a course that had a gradebook column which is gone have another one. */
export async function replaceLineItem(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  goneUrl: string,
  lineItemUrl: string,
): Promise<void> {
  const ofCourse = and(
    eq(resourceLinks.tenantId, tenantId),
    eq(resourceLinks.ltiContextId, ltiContextId),
  );
  const links = await db.select().from(resourceLinks).where(ofCourse).for('update');
  const having = links.filter((link) => isSameLineItem(link.lineItemUrl ?? '', goneUrl));
  if (having.length === 0) return;
  const ids = having.map(({ id }) => id);
  await db
    .update(resourceLinks)
    .set({ lineItemUrl })
    .where(and(ofCourse, inArray(resourceLinks.id, ids)));
}

/** Where a column of a task may be looked for, or made. */
export interface ColumnPlaceOfTask {
  platformId: string;
  /** The deployment as the platform names it. */
  deploymentId: string;
  lineItemsUrl: string | null;
  /** AGS scopes that the platform grants in this course. */
  scopes: string[];
  /** The newest link that opens the task, as the platform names it; null when none does. */
  resourceLinkId: string | null;
}

/** What the last launches of a course said about its gradebook. */
export async function findColumnPlace(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  taskId: string,
): Promise<ColumnPlaceOfTask | null> {
  const [row] = await db
    .select({
      platformId: deployments.platformId,
      deploymentId: deployments.deploymentId,
      lineItemsUrl: ltiContexts.lineItemsUrl,
      scopes: ltiContexts.agsScopes,
      resourceLinkId: resourceLinks.resourceLinkId,
    })
    .from(ltiContexts)
    .innerJoin(deployments, eq(deployments.id, ltiContexts.deploymentId))
    .leftJoin(
      taskPlacements,
      and(eq(taskPlacements.tenantId, tenantId), eq(taskPlacements.taskId, taskId)),
    )
    .leftJoin(
      resourceLinks,
      and(
        eq(resourceLinks.id, taskPlacements.resourceLinkId),
        eq(resourceLinks.ltiContextId, ltiContextId),
      ),
    )
    .where(and(eq(ltiContexts.tenantId, tenantId), eq(ltiContexts.id, ltiContextId)))
    .orderBy(sql`${resourceLinks.id} IS NULL`, desc(taskPlacements.createdAt))
    .limit(1);
  return row ?? null;
}

/** Tasks of the institution that use clips, by clip id, newest first. */
export async function usesOfClips(
  db: Queryable,
  tenantId: string,
  clipIds: readonly string[],
): Promise<Record<string, { taskId: string; title: string; courseTitle: string }[]>> {
  if (clipIds.length === 0) return {};
  const contrastId = sql<string | null>`${tasks.plan} #>> '{contrast,clipId}'`;
  const rows = await db
    .select({
      clipId: tasks.clipId,
      contrastId,
      taskId: tasks.id,
      title: sql<string>`${tasks.plan} ->> 'title'`,
      courseTitle,
    })
    .from(tasks)
    .innerJoin(
      ltiContexts,
      and(eq(ltiContexts.id, tasks.ltiContextId), eq(ltiContexts.tenantId, tasks.tenantId)),
    )
    .where(
      and(
        eq(tasks.tenantId, tenantId),
        or(inArray(tasks.clipId, [...clipIds]), inArray(contrastId, [...clipIds])),
      ),
    )
    .orderBy(desc(tasks.updatedAt));
  const uses: Record<string, { taskId: string; title: string; courseTitle: string }[]> = {};
  for (const { clipId, contrastId: otherId, ...use } of rows)
    for (const id of new Set([clipId, otherId]))
      if (id !== null && clipIds.includes(id)) (uses[id] ??= []).push(use);
  return uses;
}

/** The institution's demo clips by the keys that templates use. */
export async function demoClips(
  db: Queryable,
  tenantId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ id: clips.id, key: clips.demoKey })
    .from(clips)
    .where(and(eq(clips.tenantId, tenantId), inArray(clips.demoKey, [...keys])));
  return new Map(rows.flatMap(({ id, key }) => (key === null ? [] : [[key, id] as const])));
}

import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '../infra/database.ts';
import { clips } from '../clips/clips.table.ts';
import { courseTitle, ltiContexts, resourceLinks } from '../lti/lti.table.ts';
import { clipPlacements, courseCopies, taskCopies } from './course-copies.table.ts';
import { taskPlacements, tasks } from './tasks.table.ts';
import type { InCourse, TaskRow } from './tasks.store.ts';

export type CourseCopyRow = typeof courseCopies.$inferSelect;

/** Remembers that a course was copied from another, once. */
export async function noteCopy(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  fromContextId: string,
): Promise<CourseCopyRow> {
  await db
    .insert(courseCopies)
    .values({ tenantId, ltiContextId, fromContextId })
    .onConflictDoNothing();
  const [row] = await db
    .select()
    .from(courseCopies)
    .where(
      and(
        eq(courseCopies.tenantId, tenantId),
        eq(courseCopies.ltiContextId, ltiContextId),
        eq(courseCopies.fromContextId, fromContextId),
      ),
    );
  if (!row) throw new Error('the copy was not noted');
  return row;
}

/** Where a course was copied from, with the titles of those courses. */
export async function copiesOf(db: Queryable, { tenantId, ltiContextId }: InCourse) {
  return db
    .select({ copy: courseCopies, fromTitle: courseTitle })
    .from(courseCopies)
    .innerJoin(ltiContexts, eq(ltiContexts.id, courseCopies.fromContextId))
    .where(and(eq(courseCopies.tenantId, tenantId), eq(courseCopies.ltiContextId, ltiContextId)))
    .orderBy(asc(courseCopies.createdAt));
}

/** Published tasks of a course that its own links open: what a copy of the course contains. */
export async function placedTasksOf(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
): Promise<TaskRow[]> {
  const rows = await db
    .selectDistinctOn([tasks.id], { task: tasks })
    .from(tasks)
    .innerJoin(taskPlacements, eq(taskPlacements.taskId, tasks.id))
    .innerJoin(resourceLinks, eq(resourceLinks.id, taskPlacements.resourceLinkId))
    .where(
      and(
        eq(tasks.tenantId, tenantId),
        eq(tasks.ltiContextId, ltiContextId),
        eq(tasks.state, 'published'),
        eq(resourceLinks.tenantId, tenantId),
        eq(resourceLinks.ltiContextId, ltiContextId),
      ),
    );
  return rows
    .map(({ task }) => task)
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

/** Which task stands in this course for one of the old course; null when none does yet. */
export async function standInFor(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  fromTaskId: string,
): Promise<string | null> {
  const [row] = await db
    .select({ taskId: taskCopies.taskId })
    .from(taskCopies)
    .where(
      and(
        eq(taskCopies.tenantId, tenantId),
        eq(taskCopies.ltiContextId, ltiContextId),
        eq(taskCopies.fromTaskId, fromTaskId),
      ),
    );
  return row?.taskId ?? null;
}

/** Remembers which task stands for one of the old course. */
export async function writeStandIn(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  { fromTaskId, taskId }: { fromTaskId: string; taskId: string },
): Promise<void> {
  await db.insert(taskCopies).values({ tenantId, ltiContextId, fromTaskId, taskId });
}

/** Points the links of a course from one task to another. */
export async function movePlacements(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  from: string,
  to: string,
): Promise<void> {
  const links = db
    .select({ id: resourceLinks.id })
    .from(resourceLinks)
    .where(and(eq(resourceLinks.tenantId, tenantId), eq(resourceLinks.ltiContextId, ltiContextId)));
  await db
    .update(taskPlacements)
    .set({ taskId: to })
    .where(
      and(
        eq(taskPlacements.tenantId, tenantId),
        eq(taskPlacements.taskId, from),
        inArray(taskPlacements.resourceLinkId, links),
      ),
    );
}

/** What a link opened before it was copied. */
export interface Ancestor {
  taskId: string | null;
  clipId: string | null;
}

/**
 * What the newest known link of a history opens, on the same platform; null when none is known.
 * Ids of links are the platform's, and one institution may have several platforms.
 */
export async function openedByAncestor(
  db: Queryable,
  at: { tenantId: string; platformId: string; resourceLinkId: string },
  linkIds: readonly string[],
): Promise<Ancestor | null> {
  if (linkIds.length === 0) return null;
  const { rows } = await db.execute(sql`
    SELECT task_placement.task_id AS "taskId", clip_placement.clip_id AS "clipId"
    FROM resource_link
    JOIN lti_context ON lti_context.id = resource_link.lti_context_id
    JOIN deployment ON deployment.id = lti_context.deployment_id
    LEFT JOIN task_placement ON task_placement.resource_link_id = resource_link.id
    LEFT JOIN clip_placement ON clip_placement.resource_link_id = resource_link.id
    WHERE resource_link.tenant_id = ${at.tenantId}::uuid
      AND deployment.platform_id = ${at.platformId}::uuid
      AND resource_link.id <> ${at.resourceLinkId}::uuid
      AND resource_link.resource_link_id = ANY(${sql.param([...linkIds])}::text[])
      AND COALESCE(task_placement.task_id, clip_placement.clip_id) IS NOT NULL
    ORDER BY array_position(${sql.param([...linkIds])}::text[], resource_link.resource_link_id)
    LIMIT 1`);
  return (rows[0] as Ancestor | undefined) ?? null;
}

/** The newest course of a history that is known here, and the one task with this link title. */
export async function courseOfHistory(
  db: Queryable,
  at: { tenantId: string; platformId: string; ltiContextId: string },
  contextIds: readonly string[],
  linkTitle: string | null,
): Promise<{ fromContextId: string; taskId: string | null; isPlain: boolean } | null> {
  if (contextIds.length === 0) return null;
  const { rows } = await db.execute(sql`
    SELECT lti_context.id AS "fromContextId", (
      SELECT CASE WHEN count(DISTINCT task_placement.task_id) = 1
        THEN min(task_placement.task_id::text) END
      FROM resource_link JOIN task_placement ON task_placement.resource_link_id = resource_link.id
      WHERE resource_link.lti_context_id = lti_context.id AND resource_link.title = ${linkTitle}
    ) AS "taskId", EXISTS (
      SELECT FROM resource_link
      WHERE resource_link.lti_context_id = lti_context.id AND resource_link.title = ${linkTitle}
        AND NOT EXISTS (SELECT FROM task_placement WHERE resource_link_id = resource_link.id)
        AND NOT EXISTS (SELECT FROM clip_placement WHERE resource_link_id = resource_link.id)
    ) AS "isPlain"
    FROM lti_context JOIN deployment ON deployment.id = lti_context.deployment_id
    WHERE lti_context.tenant_id = ${at.tenantId}::uuid
      AND deployment.platform_id = ${at.platformId}::uuid
      AND lti_context.id <> ${at.ltiContextId}::uuid
      AND lti_context.context_id = ANY(${sql.param([...contextIds])}::text[])
      AND EXISTS (
        SELECT FROM resource_link
        JOIN task_placement ON task_placement.resource_link_id = resource_link.id
        WHERE resource_link.lti_context_id = lti_context.id)
    ORDER BY array_position(${sql.param([...contextIds])}::text[], lti_context.context_id)
    LIMIT 1`);
  const [found] = rows as { fromContextId: string; taskId: string | null; isPlain: boolean }[];
  return found ?? null;
}

/** Remembers which clip a link shows. */
export async function placeClip(
  db: Queryable,
  placement: { tenantId: string; resourceLinkId: string; clipId: string },
): Promise<void> {
  await db
    .insert(clipPlacements)
    .values(placement)
    .onConflictDoUpdate({
      target: clipPlacements.resourceLinkId,
      set: { clipId: placement.clipId },
      setWhere: and(
        eq(clipPlacements.tenantId, placement.tenantId),
        sql`${clipPlacements.clipId} <> excluded.clip_id`,
      ),
    });
}

/** The clip that a link showed before, or null. */
export async function placedClip(
  db: Queryable,
  tenantId: string,
  resourceLinkId: string,
): Promise<string | null> {
  const [row] = await db
    .select({ clipId: clipPlacements.clipId })
    .from(clipPlacements)
    .where(
      and(eq(clipPlacements.tenantId, tenantId), eq(clipPlacements.resourceLinkId, resourceLinkId)),
    );
  return row?.clipId ?? null;
}

/** Whether a clip of the institution can be shown by a link: published, not a colleague's draft. */
export async function isShowable(
  db: Queryable,
  tenantId: string,
  clipId: string,
): Promise<boolean> {
  const rows = await db
    .select({ id: clips.id })
    .from(clips)
    .where(
      and(eq(clips.tenantId, tenantId), eq(clips.id, clipId), eq(clips.curation, 'published')),
    );
  return rows.length > 0;
}

/** Whether a link of the course shows a published clip by itself. */
export async function isClipPlaced(
  db: Queryable,
  { tenantId, ltiContextId }: InCourse,
  clipId: string,
): Promise<boolean> {
  const rows = await db
    .select({ clipId: clipPlacements.clipId })
    .from(clipPlacements)
    .innerJoin(resourceLinks, eq(resourceLinks.id, clipPlacements.resourceLinkId))
    .innerJoin(clips, eq(clips.id, clipPlacements.clipId))
    .where(
      and(
        eq(clipPlacements.tenantId, tenantId),
        eq(clipPlacements.clipId, clipId),
        eq(resourceLinks.tenantId, tenantId),
        eq(resourceLinks.ltiContextId, ltiContextId),
        eq(clips.curation, 'published'),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { people } from '../lti/lti.table.ts';
import { observations } from '../observations/observations.table.ts';
import { posts } from './seminars.table.ts';

export type PostRow = typeof posts.$inferSelect;

/** A post with what is known of its author. */
export interface SpokenPost {
  post: PostRow;
  name: string | null;
  observationId: string | null;
  isTestPerson: boolean;
}

/** Posts of a task in the actor's course that were not taken back; one of them, or all in order. */
export async function findPosts(
  db: Queryable,
  actor: Pick<Actor, 'tenantId' | 'ltiContextId'>,
  taskId: string,
  postId?: string,
): Promise<SpokenPost[]> {
  return db
    .select({
      post: posts,
      name: people.name,
      observationId: observations.id,
      isTestPerson: people.isTestPerson,
    })
    .from(posts)
    .innerJoin(people, and(eq(people.tenantId, posts.tenantId), eq(people.id, posts.personId)))
    .leftJoin(
      observations,
      and(
        eq(observations.tenantId, posts.tenantId),
        eq(observations.taskId, posts.taskId),
        eq(observations.ltiContextId, posts.ltiContextId),
        eq(observations.personId, posts.personId),
        isNull(observations.teamId),
      ),
    )
    .where(
      and(
        eq(posts.tenantId, actor.tenantId),
        eq(posts.ltiContextId, actor.ltiContextId),
        eq(posts.taskId, taskId),
        isNull(posts.removedAt),
        ...(postId ? [eq(posts.id, postId)] : []),
      ),
    )
    .orderBy(asc(posts.writtenAt), asc(posts.id));
}

/** What the actor said in one task and did not take back, in order, hidden or not. */
export async function findOwnPosts(
  db: Queryable,
  { tenantId, ltiContextId, personId }: Pick<Actor, 'tenantId' | 'ltiContextId' | 'personId'>,
  taskId: string,
): Promise<PostRow[]> {
  return db
    .select()
    .from(posts)
    .where(
      and(
        eq(posts.tenantId, tenantId),
        eq(posts.ltiContextId, ltiContextId),
        eq(posts.personId, personId),
        eq(posts.taskId, taskId),
        isNull(posts.removedAt),
      ),
    )
    .orderBy(asc(posts.writtenAt), asc(posts.id));
}

/**
 * Writes a post, or the new words of its author. Answers false when the id belongs to somebody
 * else, to another task, or to a post that was taken back.
 */
export async function writePost(db: Queryable, row: PostRow): Promise<boolean> {
  const written = await db
    .insert(posts)
    .values(row)
    .onConflictDoUpdate({
      target: posts.id,
      set: {
        body: sql`excluded.body`,
        // The same words again are a repetition, not a change.
        editedAt: sql`CASE WHEN ${posts.body} = excluded.body THEN ${posts.editedAt} ELSE excluded.written_at END`,
      },
      setWhere: and(
        sql`${posts.tenantId} = excluded.tenant_id AND ${posts.personId} = excluded.person_id`,
        sql`${posts.taskId} = excluded.task_id AND ${posts.ltiContextId} = excluded.lti_context_id`,
        isNull(posts.removedAt),
      ),
    })
    .returning({ id: posts.id });
  return written.length > 0;
}

/** Changes one post of a task in the actor's course. */
export async function changePost(
  db: Queryable,
  actor: Actor,
  taskId: string,
  postId: string,
  change: Partial<Pick<PostRow, 'body' | 'removedAt' | 'hiddenAt' | 'hiddenBy' | 'hiddenReason'>>,
): Promise<void> {
  await db
    .update(posts)
    .set(change)
    .where(
      and(
        eq(posts.tenantId, actor.tenantId),
        eq(posts.ltiContextId, actor.ltiContextId),
        eq(posts.taskId, taskId),
        eq(posts.id, postId),
      ),
    );
}

/** Whether a post was taken back by the actor: asking for it again changes nothing. */
export async function wasTakenBack(
  db: Queryable,
  actor: Actor,
  taskId: string,
  postId: string,
): Promise<boolean> {
  const found = await db
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        eq(posts.tenantId, actor.tenantId),
        eq(posts.ltiContextId, actor.ltiContextId),
        eq(posts.personId, actor.personId),
        eq(posts.taskId, taskId),
        eq(posts.id, postId),
        isNotNull(posts.removedAt),
      ),
    );
  return found.length > 0;
}

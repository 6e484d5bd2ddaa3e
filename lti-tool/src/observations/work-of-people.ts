import { and, eq, exists, isNotNull, or, sql } from 'drizzle-orm';
import type { Mark, Observation } from '#contract/observations';
import type { Queryable } from '../infra/database.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import type { ObservationTask } from './observations.access.ts';
import { toObservation } from './observations.replies.ts';
import { countHandedIn, handedInOf } from './handed-in.store.ts';
import { livingMarks, toMark } from './marks.store.ts';
import { findOwn } from './observations.store.ts';
import { marks, observations } from './observations.table.ts';

/** What the slices above learn of observations: who is done, and what a narration or an archive takes over. */

/**
 * What people of the actor's course who count have handed in: for research and archives, whose
 * use-cases ask for the right to it. Names are there to be taken out of texts.
 */
export async function handedInWork(
  queryable: Queryable,
  actor: Actor,
  task: ObservationTask,
): Promise<{ personId: string; name: string | null; observation: Observation }[]> {
  requireCapability(actor, 'course.manage');
  const rows = await handedInOf(queryable, actor, task.id);
  return Promise.all(
    rows.map(async ({ observation, name }) => ({
      // A group is one coder of its own.
      personId: observation.teamId ?? observation.personId,
      name: observation.teamId === null ? name : null,
      observation: await toObservation(queryable, observation, task),
    })),
  );
}

/** The actor's own marks on a task, in the order of the clip: what a narration may cite. */
export async function marksForCitation(
  queryable: Queryable,
  actor: Actor,
  taskId: string,
): Promise<Mark[]> {
  requireCapability(actor, 'narrations.write');
  const row = await findOwn(queryable, actor, taskId);
  if (!row) return [];
  return (await livingMarks(queryable, actor.tenantId, [row.id])).map(toMark);
}

/**
 * Whether anybody has marked a moment for a task, or handed in that there was none to mark; in one
 * course or any of the institution.
 */
export async function hasMarks(
  queryable: Queryable,
  tenantId: string,
  taskId: string,
  ltiContextId?: string,
): Promise<boolean> {
  const isMarked = exists(
    queryable
      .select({ one: sql`1` })
      .from(marks)
      .where(eq(marks.observationId, observations.id)),
  );
  const found = await queryable
    .select({ id: observations.id })
    .from(observations)
    .where(
      and(
        eq(observations.tenantId, tenantId),
        eq(observations.taskId, taskId),
        ...(ltiContextId ? [eq(observations.ltiContextId, ltiContextId)] : []),
        or(isNotNull(observations.handedInAt), isMarked),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/** How many of the actor's course have handed in their observation, and how many could. */
export async function handedInCounts(
  queryable: Queryable,
  actor: Actor,
  taskId: string,
): Promise<{ handedIn: number; expected: number }> {
  requireCapability(actor, 'course.read');
  return countHandedIn(queryable, actor, await handedInOf(queryable, actor, taskId));
}

import { and, count, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { memberships, people } from '../lti/lti.table.ts';
import { membersWho } from '../lti/membership.store.ts';
import { teamMembers, teams } from '../tasks/teams.table.ts';
import type { ObservationRow } from './observations.store.ts';
import { observations } from './observations.table.ts';

/** An observation that was handed in, and whose it is. */
export interface HandedIn {
  observation: ObservationRow;
  /** Name of the person or of the group. */
  name: string | null;
  /** Those who made it. */
  personIds: string[];
}

/** Observations of this course that were handed in by people or groups who count. */
export async function handedInOf(db: Queryable, actor: Actor, taskId: string): Promise<HandedIn[]> {
  const members = db
    .select({ ids: sql`array_agg(${teamMembers.personId})` })
    .from(teamMembers)
    .where(eq(teamMembers.teamId, observations.teamId));
  const rows = await db
    .select({
      observation: observations,
      name: sql<
        string | null
      >`CASE WHEN ${observations.teamId} IS NULL THEN ${people.name} ELSE ${teams.name} END`,
      members: sql<string[] | null>`(${members})`,
    })
    .from(observations)
    .innerJoin(
      people,
      and(eq(people.tenantId, observations.tenantId), eq(people.id, observations.personId)),
    )
    .leftJoin(
      teams,
      and(eq(teams.tenantId, observations.tenantId), eq(teams.id, observations.teamId)),
    )
    .where(
      and(
        eq(observations.tenantId, actor.tenantId),
        eq(observations.ltiContextId, actor.ltiContextId),
        eq(observations.taskId, taskId),
        isNotNull(observations.handedInAt),
        or(eq(people.isTestPerson, false), isNotNull(observations.teamId)),
      ),
    );
  return rows.map(({ members: personIds, ...row }) => ({
    ...row,
    personIds: row.observation.teamId === null ? [row.observation.personId] : (personIds ?? []),
  }));
}

/** How many people's work was handed in, of how many who are expected to observe. */
export async function countHandedIn(
  db: Queryable,
  actor: Actor,
  handedIn: readonly HandedIn[],
): Promise<{ handedIn: number; expected: number }> {
  const people = new Set(handedIn.flatMap(({ personIds }) => personIds)).size;
  return { handedIn: people, expected: Math.max(await countExpected(db, actor), people) };
}

/** How many people of this course are expected to observe. */
async function countExpected(db: Queryable, actor: Actor): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(memberships)
    .innerJoin(
      people,
      and(eq(people.tenantId, memberships.tenantId), eq(people.id, memberships.personId)),
    )
    .where(membersWho('observations.write', actor));
  return row?.people ?? 0;
}

/**
 * Of others among some people of this course, how many are expected to observe a task, and how many
 * handed in.
 */
export async function countGroup(
  db: Queryable,
  actor: Actor,
  taskId: string,
  personIds: ReadonlySet<string>,
): Promise<{ size: number; handedIn: number }> {
  if (personIds.size === 0) return { size: 0, handedIn: 0 };
  const [row] = await db
    .select({ size: count(), handedIn: count(observations.handedInAt) })
    .from(memberships)
    .innerJoin(
      people,
      and(eq(people.tenantId, memberships.tenantId), eq(people.id, memberships.personId)),
    )
    .leftJoin(
      observations,
      and(
        eq(observations.tenantId, memberships.tenantId),
        eq(observations.ltiContextId, memberships.ltiContextId),
        eq(observations.personId, memberships.personId),
        eq(observations.taskId, taskId),
      ),
    )
    .where(
      and(
        membersWho('observations.write', actor),
        inArray(memberships.personId, [...personIds]),
        ne(memberships.personId, actor.personId),
      ),
    );
  return row ?? { size: 0, handedIn: 0 };
}

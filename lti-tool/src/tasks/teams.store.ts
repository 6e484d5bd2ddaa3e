import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { groupsOfPerson, knownName } from '../lti/course-groups.store.ts';
import { courseGroupMembers, courseGroups } from '../lti/course-groups.table.ts';
import { groupWords } from '../lti/course-groups.words.ts';
import { memberships, people } from '../lti/lti.table.ts';
import { membersWho } from '../lti/membership.store.ts';
import { tasks } from './tasks.table.ts';
import { teamMembers, teams } from './teams.table.ts';

export type TeamRow = typeof teams.$inferSelect;

/** Where teams belong: a task in a course. */
export type TeamPlace = Pick<Actor, 'tenantId' | 'ltiContextId'> & { taskId: string };

/** Somebody who works in a team. */
export interface TeamMember {
  personId: string;
  name: string | null;
  /** Left the course: is waited for no more. */
  hasLeft: boolean;
}

/** People who work together, in the order of their names. */
export interface WorkingTeam {
  id: string;
  name: string;
  members: TeamMember[];
}

const at = ({ tenantId, taskId, ltiContextId }: TeamPlace) =>
  and(eq(teams.tenantId, tenantId), eq(teams.taskId, taskId), eq(teams.ltiContextId, ltiContextId));

const memberAt = ({ tenantId, taskId, ltiContextId }: TeamPlace) =>
  and(
    eq(teamMembers.tenantId, tenantId),
    eq(teamMembers.taskId, taskId),
    eq(teamMembers.ltiContextId, ltiContextId),
  );

/** In which team somebody works; null in none, and where everybody works alone. */
export async function teamIdOf(
  db: Queryable,
  place: TeamPlace,
  personId: string,
): Promise<string | null> {
  return findTeamId(db, place, personId, sql`${tasks.plan} #>> '{work,mode}' = 'group'`);
}

/** In which team somebody writes a narration; null where everybody writes their own. */
export async function writingTeamIdOf(
  db: Queryable,
  place: TeamPlace,
  personId: string,
): Promise<string | null> {
  const together = sql`${tasks.plan} -> 'work' @> '{"mode":"group","narration":"together"}'`;
  return findTeamId(db, place, personId, together);
}

async function findTeamId(
  db: Queryable,
  place: TeamPlace,
  personId: string,
  plan: SQL,
): Promise<string | null> {
  const [row] = await db
    .select({ teamId: teamMembers.teamId })
    .from(teamMembers)
    .innerJoin(
      tasks,
      and(eq(tasks.tenantId, teamMembers.tenantId), eq(tasks.id, teamMembers.taskId)),
    )
    .where(and(memberAt(place), eq(teamMembers.personId, personId), plan));
  return row?.teamId ?? null;
}

/** Puts somebody who works in no team into that of their group of the course, if there is one. */
export async function joinCourseGroup(
  db: Queryable,
  place: TeamPlace & Pick<Actor, 'locale'>,
  personId: string,
): Promise<void> {
  if ((await teamIdOf(db, place, personId)) !== null) return;
  const groups = await groupsOfPerson(db, place, personId);
  const group = groups.find(({ isHidden }) => !isHidden);
  if (!group) return;
  const { tenantId, taskId, ltiContextId } = place;
  await db
    .insert(teams)
    .values({
      ...{ id: randomUUID(), tenantId, taskId, ltiContextId },
      ...{ name: group.name, courseGroupId: group.id },
    })
    .onConflictDoNothing();
  const [team] = await db
    .select({ id: teams.id })
    .from(teams)
    .where(and(at(place), eq(teams.courseGroupId, group.id)));
  if (team)
    await db
      .insert(teamMembers)
      .values({ tenantId, taskId, ltiContextId, personId, teamId: team.id })
      .onConflictDoNothing();
}

/** Teams with those who work in them. */
export async function workingTeams(
  db: Queryable,
  tenantId: string,
  teamIds: readonly string[],
): Promise<Map<string, WorkingTeam>> {
  if (teamIds.length === 0) return new Map();
  const rows = await db
    .select({
      id: teams.id,
      teamName: teams.name,
      personId: people.id,
      name: people.name,
      hasLeft: sql<boolean>`${memberships.leftAt} IS NOT NULL`,
    })
    .from(teams)
    .leftJoin(teamMembers, eq(teamMembers.teamId, teams.id))
    .leftJoin(people, and(eq(people.tenantId, teams.tenantId), eq(people.id, teamMembers.personId)))
    .leftJoin(
      memberships,
      and(
        eq(memberships.tenantId, teams.tenantId),
        eq(memberships.ltiContextId, teams.ltiContextId),
        eq(memberships.personId, people.id),
      ),
    )
    .where(and(eq(teams.tenantId, tenantId), inArray(teams.id, [...teamIds])))
    .orderBy(asc(people.name), asc(people.id));
  const found = new Map<string, WorkingTeam>();
  for (const { id, teamName, personId, name, hasLeft } of rows) {
    const team = found.get(id) ?? { id, name: teamName, members: [] };
    found.set(id, team);
    if (personId !== null) team.members.push({ personId, name, hasLeft });
  }
  return found;
}

/** All teams of a task in a course, as they were made. */
export async function teamsAt(db: Queryable, place: TeamPlace): Promise<TeamRow[]> {
  return db.select().from(teams).where(at(place)).orderBy(asc(teams.createdAt), asc(teams.name));
}

/** Who works where. */
export async function membersAt(
  db: Queryable,
  place: TeamPlace,
): Promise<{ teamId: string; personId: string }[]> {
  return db
    .select({ teamId: teamMembers.teamId, personId: teamMembers.personId })
    .from(teamMembers)
    .where(memberAt(place));
}

/** Everybody in a course who observes, with the group of the course that they work in. */
export async function observersOf(
  db: Queryable,
  { tenantId, ltiContextId, locale }: TeamPlace & Pick<Actor, 'locale'>,
) {
  const observers = await db
    .select({ personId: people.id, name: people.name })
    .from(memberships)
    .innerJoin(
      people,
      and(eq(people.tenantId, memberships.tenantId), eq(people.id, memberships.personId)),
    )
    .where(membersWho('observations.write', { tenantId, ltiContextId }))
    .orderBy(asc(people.name), asc(people.id));
  const groups = await db
    .select({
      personId: courseGroupMembers.personId,
      id: courseGroups.id,
      groupId: courseGroups.groupId,
      name: knownName,
    })
    .from(courseGroupMembers)
    .innerJoin(courseGroups, eq(courseGroups.id, courseGroupMembers.courseGroupId))
    .where(
      and(
        eq(courseGroups.tenantId, tenantId),
        eq(courseGroups.ltiContextId, ltiContextId),
        isNull(courseGroups.goneAt),
        eq(courseGroups.isHidden, false),
      ),
    );
  // The first by name is the one in which they work, as for `joinCourseGroup`.
  const byName = groups
    .map(({ personId, id, ...group }) => ({ personId, id, name: groupWords(locale, group) }))
    .toSorted((a, b) => b.name.localeCompare(a.name) || (a.id < b.id ? 1 : -1));
  const groupOf = new Map(byName.map(({ personId, ...group }) => [personId, group]));
  return observers.map((one) => ({ ...one, courseGroup: groupOf.get(one.personId) ?? null }));
}

/**
 * Writes who works together; teams that are not named go.
 * @throws {AppError} invalid_request when an id belongs to a team elsewhere
 */
export async function writeTeams(
  tx: Queryable,
  place: TeamPlace,
  wanted: readonly {
    id: string;
    name: string;
    courseGroupId: string | null;
    personIds: string[];
  }[],
): Promise<void> {
  const { tenantId, taskId, ltiContextId } = place;
  await tx.delete(teamMembers).where(memberAt(place));
  const kept = wanted.map(({ id }) => id);
  await tx.delete(teams).where(and(at(place), sql`${teams.id} <> ALL(${sql.param(kept)}::uuid[])`));
  for (const { id, name, courseGroupId, personIds } of wanted) {
    const written = await tx
      .insert(teams)
      .values({ id, tenantId, taskId, ltiContextId, name, courseGroupId })
      .onConflictDoUpdate({ target: teams.id, set: { name }, setWhere: at(place) })
      .returning({ id: teams.id });
    if (written.length === 0)
      throw new AppError('invalid_request', { reason: 'an id that is in use elsewhere' });
    if (personIds.length > 0)
      await tx
        .insert(teamMembers)
        .values(
          personIds.map((personId) => ({ tenantId, taskId, ltiContextId, personId, teamId: id })),
        );
  }
}

import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Locale } from '#contract/vocabulary';
import type { Queryable } from '../infra/database.ts';
import { courseGroupMembers, courseGroups } from './course-groups.table.ts';
import { groupWords } from './course-groups.words.ts';

/** Where groups belong. */
export interface GroupsOf {
  tenantId: string;
  ltiContextId: string;
}

/** The same for somebody who reads their names. */
export interface GroupsFor extends GroupsOf {
  locale: Locale;
}

/** A group as a platform tells it. */
export interface PlatformGroup {
  groupId: string;
  name: string | null;
  tag: string | null;
  setName: string | null;
  isHidden: boolean;
}

/** A group of a course. */
export interface CourseGroup {
  id: string;
  /** In words where the platform has no name for it. */
  name: string;
  setName: string | null;
  /** Its members must not know of it. */
  isHidden: boolean;
}

const inCourse = ({ tenantId, ltiContextId }: GroupsOf) =>
  and(
    eq(courseGroups.tenantId, tenantId),
    eq(courseGroups.ltiContextId, ltiContextId),
    isNull(courseGroups.goneAt),
  );

/** The platform's name of a group, or what a lecturer calls it; null without either. */
export const knownName = sql<
  string | null
>`coalesce(${courseGroups.name}, ${courseGroups.givenName})`;
const byName = sql`coalesce(${knownName}, ${courseGroups.groupId})`;

const facts = {
  id: courseGroups.id,
  groupId: courseGroups.groupId,
  name: knownName,
  setName: courseGroups.setName,
  isHidden: courseGroups.isHidden,
};

/** A row as a group with its name in words. */
function named<Row extends { groupId: string; name: string | null }>(
  locale: Locale,
  { groupId, name, ...row }: Row,
): Omit<Row, 'groupId' | 'name'> & { name: string } {
  return { ...row, name: groupWords(locale, { groupId, name }) };
}

/** The groups of a course, by set and name, with how many are in each. */
export async function groupsOfCourse(
  db: Queryable,
  course: GroupsFor,
): Promise<(CourseGroup & { size: number })[]> {
  const rows = await db
    .select({ ...facts, size: count(courseGroupMembers.personId) })
    .from(courseGroups)
    .leftJoin(courseGroupMembers, eq(courseGroupMembers.courseGroupId, courseGroups.id))
    .where(inCourse(course))
    .groupBy(courseGroups.id)
    .orderBy(sql`${courseGroups.setName} NULLS FIRST`, asc(byName), asc(courseGroups.id));
  return rows.map((row) => named(course.locale, row));
}

/** The groups of one person in a course. */
export async function groupsOfPerson(
  db: Queryable,
  course: GroupsFor,
  personId: string,
): Promise<CourseGroup[]> {
  const rows = await db
    .select(facts)
    .from(courseGroups)
    .innerJoin(courseGroupMembers, eq(courseGroupMembers.courseGroupId, courseGroups.id))
    .where(and(inCourse(course), eq(courseGroupMembers.personId, personId)))
    .orderBy(asc(byName), asc(courseGroups.id));
  return rows.map((row) => named(course.locale, row));
}

/** Names of groups by person, for a list of everybody. */
export async function groupNames(
  db: Queryable,
  course: GroupsFor,
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .select({ personId: courseGroupMembers.personId, groupId: facts.groupId, name: facts.name })
    .from(courseGroups)
    .innerJoin(courseGroupMembers, eq(courseGroupMembers.courseGroupId, courseGroups.id))
    .where(inCourse(course))
    .orderBy(asc(byName));
  const names = new Map<string, string[]>();
  for (const { personId, ...group } of rows)
    names.set(personId, [...(names.get(personId) ?? []), groupWords(course.locale, group)]);
  return names;
}

/** Whether a person stands in exactly these groups already; the ids are the platform's. */
export async function isKnown(
  db: Queryable,
  { tenantId, ltiContextId }: GroupsOf,
  personId: string,
  groupIds: readonly string[],
): Promise<boolean> {
  const known = await db
    .select({ groupId: courseGroups.groupId })
    .from(courseGroupMembers)
    .innerJoin(courseGroups, eq(courseGroups.id, courseGroupMembers.courseGroupId))
    .where(
      and(
        inCourse({ tenantId, ltiContextId }),
        eq(courseGroupMembers.tenantId, tenantId),
        eq(courseGroupMembers.personId, personId),
      ),
    );
  const wanted = new Set(groupIds);
  return known.length === wanted.size && known.every(({ groupId }) => wanted.has(groupId));
}

/** Writes groups; a name that is known outlives a list of ids. Returns nothing: ids stay. */
export async function writeGroups(
  tx: Queryable,
  { tenantId, ltiContextId }: GroupsOf,
  groups: readonly PlatformGroup[],
): Promise<void> {
  if (groups.length === 0) return;
  const rows = groups.map((group) => ({ id: randomUUID(), ...group }));
  await tx.execute(sql`
    INSERT INTO course_group AS known
      (id, tenant_id, lti_context_id, group_id, name, tag, set_name, is_hidden)
    SELECT row.id, ${tenantId}::uuid, ${ltiContextId}::uuid, row."groupId", row.name, row.tag,
      row."setName", row."isHidden"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row
      (id uuid, "groupId" text, name text, tag text, "setName" text, "isHidden" boolean)
    ON CONFLICT (lti_context_id, group_id) DO UPDATE SET
      name = COALESCE(excluded.name, known.name), tag = COALESCE(excluded.tag, known.tag),
      set_name = COALESCE(excluded.set_name, known.set_name), is_hidden = excluded.is_hidden,
      gone_at = NULL`);
}

/** Remembers what a lecturer calls groups that have no name at the platform; others stay as they are. */
export async function nameGroups(
  tx: Queryable,
  { tenantId, ltiContextId }: GroupsOf,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [id, givenName] of names)
    await tx
      .update(courseGroups)
      .set({ givenName })
      .where(
        and(
          inCourse({ tenantId, ltiContextId }),
          eq(courseGroups.id, id),
          isNull(courseGroups.name),
        ),
      );
}

/** Marks groups that a complete list no longer names. */
export async function endOtherGroups(
  tx: Queryable,
  { tenantId, ltiContextId }: GroupsOf,
  groupIds: readonly string[],
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    UPDATE course_group SET gone_at = ${now.toISOString()}::timestamptz
    WHERE tenant_id = ${tenantId}::uuid AND lti_context_id = ${ltiContextId}::uuid
      AND gone_at IS NULL AND group_id <> ALL(${sql.param([...groupIds])}::text[])`);
}

/**
 * Writes who is in which group, for the people that are named and for no one else.
 * @param memberships group ids of the platform by our person ids
 */
export async function writeGroupMembers(
  tx: Queryable,
  { tenantId, ltiContextId }: GroupsOf,
  memberships: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const pairs = [...memberships].flatMap(([personId, groupIds]) =>
    groupIds.map((groupId) => ({ personId, groupId })),
  );
  await tx.execute(sql`
    WITH wanted AS (
      SELECT DISTINCT course_group.id AS course_group_id, row."personId" AS person_id
      FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS row
        ("personId" uuid, "groupId" text)
      JOIN course_group ON course_group.group_id = row."groupId"
        AND course_group.lti_context_id = ${ltiContextId}::uuid
        AND course_group.tenant_id = ${tenantId}::uuid
    ), ended AS (
      DELETE FROM course_group_member AS member
      USING course_group
      WHERE course_group.id = member.course_group_id
        AND course_group.lti_context_id = ${ltiContextId}::uuid
        AND member.tenant_id = ${tenantId}::uuid
        AND member.person_id = ANY(${sql.param([...memberships.keys()])}::uuid[])
        AND NOT EXISTS (
          SELECT FROM wanted WHERE wanted.course_group_id = member.course_group_id
            AND wanted.person_id = member.person_id)
    )
    INSERT INTO course_group_member (tenant_id, course_group_id, person_id)
    SELECT ${tenantId}::uuid, course_group_id, person_id FROM wanted
    ON CONFLICT DO NOTHING`);
}

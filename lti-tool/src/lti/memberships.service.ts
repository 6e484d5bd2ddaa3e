import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Course, CoursePerson, courseRoutes } from '#contract/launch';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Secrets } from '../infra/secrets.ts';
import { requireCapability, type Actor } from './actor.ts';
import { CLAIM, MEDIA_TYPE, SCOPE } from './claims.ts';
import { nameless, type CourseGroups } from './course-groups.service.ts';
import {
  endOtherGroups,
  groupNames,
  groupsOfCourse,
  writeGroupMembers,
  writeGroups,
  type PlatformGroup,
} from './course-groups.store.ts';
import { groupsOfLaunch } from './custom-parameters.rules.ts';
import { deployments, ltiContexts, memberships, people, resourceLinks } from './lti.table.ts';
import { displayName, effectiveRole } from './membership.rules.ts';
import { quirksOf } from './platform-quirks.ts';
import type { Platforms } from './platforms.service.ts';
import { isTestPerson, shortRoles, toRole } from './roles.rules.ts';
import type { ServiceClient } from './service-client.ts';
import { readPages } from './service-pages.ts';

const nameSchema = z
  .string()
  .nullish()
  .transform((name) => name?.trim() || null);

const memberSchema = z.looseObject({
  // Older Moodle services send numbers.
  user_id: z.union([z.string().min(1), z.number()]).transform(String),
  status: z.string().nullish(),
  roles: z.array(z.string()),
  name: nameSchema,
  given_name: nameSchema,
  family_name: nameSchema,
  email: nameSchema,
  group_enrollments: z
    .array(z.looseObject({ group_id: z.union([z.string().min(1), z.number()]).transform(String) }))
    .nullish(),
  /** With the people of one link: what its launch would say to each of them. */
  message: z.array(z.record(z.string(), z.unknown())).nullish(),
});
const pageSchema = z.looseObject({ members: z.array(memberSchema) });
type Member = z.output<typeof memberSchema>;

const MOST_MEMBERS = 20_000;
/** A roster is read again by itself when it is older. */
export const ROSTER_FRESH_MS = 3_600_000;

/** The people of a course: what launches and the roster say, and what a lecturer named. */
export function createMemberships({
  db,
  secrets,
  client,
  platforms,
  groups,
  now,
}: {
  db: Database;
  secrets: Secrets;
  client: ServiceClient;
  platforms: Pick<Platforms, 'open'>;
  groups: Pick<CourseGroups, 'readGroups'>;
  now: () => Date;
}) {
  const reading = new Map<string, Promise<void>>();

  const useCases: UseCases<Actor, typeof courseRoutes> = {
    async getCourse(actor) {
      requireCapability(actor, 'course.read');
      return describe(actor);
    },

    async readRoster(actor, { body }) {
      requireCapability(actor, 'course.manage');
      const isWanted = !body.onlyIfStale || isStale(await openCourse(actor));
      if (isWanted) await readOnce(actor);
      return describe(actor);
    },

    async assignRole(actor, { params, body }) {
      requireCapability(actor, 'course.manage');
      // Who made themselves a student could not undo it.
      if (params.personId === actor.personId) throw new AppError('not_allowed', { reason: 'self' });
      const isNamed = body.role !== null;
      const changed = await db
        .update(memberships)
        .set({
          assignedRole: body.role,
          assignedBy: isNamed ? actor.personId : null,
          assignedAt: isNamed ? now() : null,
        })
        .where(and(...ofCourse(actor), eq(memberships.personId, params.personId)))
        .returning({ id: memberships.id });
      if (changed.length === 0) throw new AppError('not_found');
      return describe(actor);
    },
  };

  async function openCourse(actor: Actor) {
    const [course] = await db
      .select({
        title: ltiContexts.title,
        label: ltiContexts.label,
        membershipsUrl: ltiContexts.membershipsUrl,
        rosterReadAt: ltiContexts.rosterReadAt,
        groupsUrl: ltiContexts.groupsUrl,
        groupSetsUrl: ltiContexts.groupSetsUrl,
        platformDeploymentId: deployments.deploymentId,
      })
      .from(ltiContexts)
      .innerJoin(deployments, eq(deployments.id, ltiContexts.deploymentId))
      .where(and(eq(ltiContexts.tenantId, actor.tenantId), eq(ltiContexts.id, actor.ltiContextId)));
    if (!course) throw new AppError('not_found');
    return course;
  }

  /** The course as its page shows it: without test people and those who left. */
  async function describe(actor: Actor): Promise<Course> {
    const course = await openCourse(actor);
    const rows = await db
      .select({ membership: memberships, person: people })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .where(and(...ofCourse(actor), isNull(memberships.leftAt), eq(people.isTestPerson, false)))
      .orderBy(asc(people.familyName), asc(people.name), asc(people.id));
    const names = await groupNames(db, actor);
    const courseGroups = await groupsOfCourse(db, actor);
    const members = rows.map(({ membership, person }): CoursePerson => {
      const roles = membership.launchRole ? membership.launchRoles : membership.rosterRoles;
      return {
        personId: person.id,
        name: displayName(secrets, person, actor.ltiContextId),
        platformRoles: shortRoles(roles),
        role: effectiveRole(membership),
        assignedRole: membership.assignedRole,
        assignedAt: membership.assignedAt?.toISOString() ?? null,
        isMe: person.id === actor.personId,
        hasLaunched: membership.lastLaunchAt !== null,
        groups: names.get(person.id) ?? [],
      };
    });
    return {
      title: course.title ?? course.label ?? '',
      people: members,
      rosterOffered: course.membershipsUrl !== null,
      rosterReadAt: course.rosterReadAt?.toISOString() ?? null,
      rosterIsStale: isStale(course),
      groups: courseGroups.map(({ id, name, setName, size }) => ({ id, name, setName, size })),
    };
  }

  function isStale(course: { membershipsUrl: string | null; rosterReadAt: Date | null }): boolean {
    if (course.membershipsUrl === null) return false;
    const readAtMs = course.rosterReadAt?.getTime() ?? 0;
    return now().getTime() - readAtMs > ROSTER_FRESH_MS;
  }

  /** Who asks while a roster of the course is being read waits for that one. */
  function readOnce(actor: Actor): Promise<void> {
    const key = actor.ltiContextId;
    let running = reading.get(key);
    if (!running) {
      running = readRoster(actor).finally(() => reading.delete(key));
      reading.set(key, running);
    }
    return running;
  }

  /**
   * Reads the whole roster (NRPS 2.0) and the groups, then writes them in one transaction. When any
   * page fails, nothing changes: half a roster would look like people who left.
   */
  async function readRoster(actor: Actor): Promise<void> {
    const course = await openCourse(actor);
    const { membershipsUrl, groupsUrl, groupSetsUrl, platformDeploymentId: deploymentId } = course;
    if (membershipsUrl === null) throw new AppError('roster_not_offered');
    const service = { platformId: actor.platformId, deploymentId };
    const listed = await readMembers(service, membershipsUrl);
    const known = groupsUrl ? await groups.readGroups(service, { groupsUrl, groupSetsUrl }) : null;
    const members = await withLinkFacts(actor, service, membershipsUrl, listed);
    await db.transaction(async (tx) => {
      const lock = `roster ${actor.ltiContextId}`;
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
      const personIds = await writeMembers(tx, actor, members);
      await tx
        .update(memberships)
        .set({ leftAt: now() })
        .where(
          and(
            ...ofCourse(actor),
            isNull(memberships.leftAt),
            // Site managers of Moodle teach without being in the roster; who reads it is here.
            ne(memberships.personId, actor.personId),
            sql`${memberships.personId} <> ALL(${sql.param([...personIds.values()])}::uuid[])`,
          ),
        );
      await writeCourseGroups(tx, actor, members, personIds, known);
      await tx
        .update(ltiContexts)
        .set({ rosterReadAt: now() })
        .where(
          and(eq(ltiContexts.tenantId, actor.tenantId), eq(ltiContexts.id, actor.ltiContextId)),
        );
    });
  }

  /** Every active member of a list, once. */
  async function readMembers(
    service: { platformId: string; deploymentId: string },
    url: string,
  ): Promise<Member[]> {
    const pages = await readPages(
      client,
      { ...service, scopes: [SCOPE.roster], url, accept: MEDIA_TYPE.roster },
      pageSchema,
    );
    const members = uniqueMembers(pages.flatMap((page) => page.members));
    if (members.length > MOST_MEMBERS) {
      throw new AppError('platform_refused', { answer: 'the roster is too long' });
    }
    return members;
  }

  /**
   * Adds what only the list of the launched link tells: names that a Moodle gives by link, and
   * groups. Who is in the course is said by the course's own list; a link may be closed to some.
   */
  async function withLinkFacts(
    actor: Actor,
    service: { platformId: string; deploymentId: string },
    membershipsUrl: string,
    members: readonly Member[],
  ): Promise<readonly Member[]> {
    const { family } = await platforms.open(actor.platformId);
    const hasNames = members.some(({ name, family_name }) => name ?? family_name);
    if (hasNames && !quirksOf(family).groupsInRoster) return members;
    const linkId = await launchedLink(actor);
    if (linkId === null) return members;
    const url = new URL(membershipsUrl);
    url.searchParams.set('rlid', linkId);
    // An addition that fails leaves what is there.
    const ofLink = await readMembers(service, url.href).catch((error: unknown) => {
      if (error instanceof AppError) return [];
      throw error;
    });
    return completeMembers(members, ofLink);
  }

  async function launchedLink(actor: Actor): Promise<string | null> {
    if (actor.resourceLinkId === null) return null;
    const [link] = await db
      .select({ linkId: resourceLinks.resourceLinkId })
      .from(resourceLinks)
      .where(
        and(eq(resourceLinks.tenantId, actor.tenantId), eq(resourceLinks.id, actor.resourceLinkId)),
      );
    return link?.linkId ?? null;
  }

  /** Writes the groups that a roster names; where it names none, what is known stays. */
  async function writeCourseGroups(
    tx: Queryable,
    actor: Actor,
    members: readonly Member[],
    personIds: ReadonlyMap<string, string>,
    known: readonly PlatformGroup[] | null,
  ): Promise<void> {
    const told = new Map<string, string[]>();
    for (const member of members) {
      const personId = personIds.get(member.user_id);
      const groupIds = groupsOfMember(member, known !== null);
      if (personId && groupIds) told.set(personId, groupIds);
    }
    const named = new Set(known?.map(({ groupId }) => groupId));
    const others = [...new Set([...told.values()].flat())].filter((id) => !named.has(id));
    await writeGroups(tx, actor, [...(known ?? []), ...others.map(nameless)]);
    if (known) await endOtherGroups(tx, actor, [...named, ...others], now());
    if (told.size > 0) await writeGroupMembers(tx, actor, told);
  }

  /** Writes all members in one statement, people and memberships. Returns person ids by subject. */
  async function writeMembers(
    tx: Queryable,
    actor: Actor,
    members: readonly Member[],
  ): Promise<ReadonlyMap<string, string>> {
    const { roleMap } = await platforms.open(actor.platformId);
    const rows = members.map((member) => ({
      person_id: randomUUID(),
      membership_id: randomUUID(),
      subject: member.user_id,
      name: member.name,
      given_name: member.given_name,
      family_name: member.family_name,
      email: member.email,
      is_test_person: isTestPerson(member.roles),
      role: toRole(member.roles, roleMap),
      roles: member.roles,
    }));
    const at = now().toISOString();
    const result = await tx.execute(sql`
      WITH row AS (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row
          (person_id uuid, membership_id uuid, subject text, name text, given_name text,
           family_name text, email text, is_test_person boolean, role text, roles text[])
      ), written AS (
        INSERT INTO person AS known (id, tenant_id, platform_id, subject, name, given_name,
          family_name, email, is_test_person, created_at)
        SELECT person_id, ${actor.tenantId}::uuid, ${actor.platformId}::uuid, subject, name,
          given_name, family_name, email, is_test_person, ${at}::timestamptz FROM row
        ON CONFLICT (tenant_id, platform_id, subject) DO UPDATE SET
          name = COALESCE(excluded.name, known.name),
          given_name = COALESCE(excluded.given_name, known.given_name),
          family_name = COALESCE(excluded.family_name, known.family_name),
          email = COALESCE(excluded.email, known.email)
        RETURNING id, subject
      ), membered AS (
      INSERT INTO membership (id, tenant_id, lti_context_id, person_id, roster_role, roster_roles,
        created_at)
      SELECT row.membership_id, ${actor.tenantId}::uuid, ${actor.ltiContextId}::uuid, written.id,
        row.role, row.roles, ${at}::timestamptz
      FROM row JOIN written USING (subject)
      ON CONFLICT (lti_context_id, person_id) DO UPDATE SET
        roster_role = excluded.roster_role, roster_roles = excluded.roster_roles, left_at = NULL
      RETURNING person_id
      )
      SELECT written.id AS "personId", written.subject
      FROM membered JOIN written ON written.id = membered.person_id`);
    const written = result.rows as { personId: string; subject: string }[];
    return new Map(written.map(({ personId, subject }) => [subject, personId]));
  }

  return { useCases };
}

function ofCourse(actor: Actor) {
  return [
    eq(memberships.tenantId, actor.tenantId),
    eq(memberships.ltiContextId, actor.ltiContextId),
  ];
}

/** Active members, each once: a person who stands there twice has both sets of roles. */
function uniqueMembers(members: readonly Member[]): Member[] {
  const bySubject = new Map<string, Member>();
  for (const member of members) {
    const isGone = member.status != null && member.status !== 'Active';
    if (isGone) continue;
    const known = bySubject.get(member.user_id);
    const roles = [...new Set([...(known?.roles ?? []), ...member.roles])];
    bySubject.set(member.user_id, { ...member, roles });
  }
  return [...bySubject.values()];
}

/** Members with what a second list knows of the same people; nobody is added or taken away. */
function completeMembers(members: readonly Member[], more: readonly Member[]): Member[] {
  const bySubject = new Map(more.map((member) => [member.user_id, member]));
  return members.map((member) => {
    const other = bySubject.get(member.user_id);
    if (!other) return member;
    return {
      ...member,
      name: member.name ?? other.name,
      given_name: member.given_name ?? other.given_name,
      family_name: member.family_name ?? other.family_name,
      email: member.email ?? other.email,
      message: other.message,
    };
  });
}

/** Group ids of a member; null when nothing is said about them. */
function groupsOfMember(member: Member, hasService: boolean): string[] | null {
  if (member.group_enrollments) return member.group_enrollments.map(({ group_id }) => group_id);
  // With a service of groups, who is in none is not named in any.
  if (hasService) return [];
  for (const message of member.message ?? []) {
    const custom = message[CLAIM.custom];
    const told = groupsOfLaunch(typeof custom === 'object' && custom ? { ...custom } : {});
    if (told) return told;
  }
  return null;
}

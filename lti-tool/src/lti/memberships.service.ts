import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNull, ne, notInArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Course, CoursePerson, courseRoutes } from '#contract/launch';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Secrets } from '../infra/secrets.ts';
import { requireCapability, type Actor } from './actor.ts';
import { MEDIA_TYPE, SCOPE } from './claims.ts';
import { deployments, ltiContexts, memberships, people } from './lti.table.ts';
import { displayName, effectiveRole } from './membership.rules.ts';
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
});
const pageSchema = z.looseObject({ members: z.array(memberSchema) });
type Member = z.output<typeof memberSchema>;

const MOST_MEMBERS = 20_000;

export type Memberships = ReturnType<typeof createMemberships>;

/** The people of a course: what launches and the roster say, and what a lecturer named. */
export function createMemberships({
  db,
  secrets,
  client,
  now,
}: {
  db: Database;
  secrets: Secrets;
  client: ServiceClient;
  now: () => Date;
}) {
  const useCases: UseCases<Actor, typeof courseRoutes> = {
    async getCourse(actor) {
      requireCapability(actor, 'course.read');
      return describe(actor);
    },

    async readRoster(actor) {
      requireCapability(actor, 'course.manage');
      await readRoster(actor);
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
      };
    });
    return {
      title: course.title ?? course.label ?? '',
      people: members,
      rosterOffered: course.membershipsUrl !== null,
      rosterReadAt: course.rosterReadAt?.toISOString() ?? null,
    };
  }

  /**
   * Reads the whole roster (NRPS 2.0), then writes it in one transaction. When any page fails,
   * nothing changes: half a roster would look like people who left.
   */
  async function readRoster(actor: Actor): Promise<void> {
    const course = await openCourse(actor);
    if (course.membershipsUrl === null) throw new AppError('roster_not_offered');
    const pages = await readPages(
      client,
      {
        platformId: actor.platformId,
        deploymentId: course.platformDeploymentId,
        scopes: [SCOPE.roster],
        url: course.membershipsUrl,
        accept: MEDIA_TYPE.roster,
      },
      pageSchema,
    );
    const members = uniqueMembers(pages.flatMap((page) => page.members));
    if (members.length > MOST_MEMBERS) {
      throw new AppError('platform_refused', { answer: 'the roster is too long' });
    }
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
            ...(personIds.length > 0 ? [notInArray(memberships.personId, personIds)] : []),
          ),
        );
      await tx
        .update(ltiContexts)
        .set({ rosterReadAt: now() })
        .where(
          and(eq(ltiContexts.tenantId, actor.tenantId), eq(ltiContexts.id, actor.ltiContextId)),
        );
    });
  }

  /** Writes all members in one statement each for people and memberships. */
  async function writeMembers(
    tx: Queryable,
    actor: Actor,
    members: readonly Member[],
  ): Promise<string[]> {
    const rows = members.map((member) => ({
      person_id: randomUUID(),
      membership_id: randomUUID(),
      subject: member.user_id,
      name: member.name,
      given_name: member.given_name,
      family_name: member.family_name,
      email: member.email,
      is_test_person: isTestPerson(member.roles),
      role: toRole(member.roles),
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
      )
      INSERT INTO membership (id, tenant_id, lti_context_id, person_id, roster_role, roster_roles,
        created_at)
      SELECT row.membership_id, ${actor.tenantId}::uuid, ${actor.ltiContextId}::uuid, written.id,
        row.role, row.roles, ${at}::timestamptz
      FROM row JOIN written USING (subject)
      ON CONFLICT (lti_context_id, person_id) DO UPDATE SET
        roster_role = excluded.roster_role, roster_roles = excluded.roster_roles, left_at = NULL
      RETURNING person_id AS "personId"`);
    return (result.rows as { personId: string }[]).map(({ personId }) => personId);
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

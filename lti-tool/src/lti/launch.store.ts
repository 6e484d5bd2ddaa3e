import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { AssignableRole, Locale } from '#contract/vocabulary';
import type { Database } from '../infra/database.ts';
import type { Launch } from './launch-token.rules.ts';
import type { Deployment } from './platforms.service.ts';
import { isTestPerson, toRole } from './roles.rules.ts';

/** Our rows of what a launch is about. */
export interface RecordedLaunch {
  sessionId: string;
  ltiContextId: string;
  personId: string;
  resourceLinkId: string | null;
  /** What a lecturer named this person in the course. */
  assignedRole: AssignableRole | null;
}

/**
 * Writes down who launched, where and as what, and opens a session, in one statement: a launch
 * costs one round trip, and two launches at once of the same course meet in the upserts.
 *
 * A name that was known outlives a launch that withholds it. The role is the one of this launch,
 * never an older, higher one. Service addresses are overwritten (AGS 2.0: they may change).
 */
export async function recordLaunch(
  db: Database,
  deployment: Deployment,
  launch: Launch,
  session: { locale: Locale; now: Date; expiresAt: Date },
): Promise<RecordedLaunch> {
  const { tenantId } = deployment;
  const at = session.now.toISOString();
  const { person, context, resourceLink: link, ags } = launch;
  const scopes = sql.param(ags?.scopes ?? []);
  const roles = sql.param(launch.roles);
  const result = await db.execute(sql`
    WITH context AS (
      INSERT INTO lti_context AS known
        (id, tenant_id, deployment_id, context_id, label, title, memberships_url, line_items_url,
         ags_scopes, created_at)
      VALUES (${randomUUID()}, ${tenantId}, ${deployment.id}, ${contextKey(launch)},
        ${context?.label ?? null}, ${context?.title ?? null}, ${launch.membershipsUrl},
        ${ags?.lineItemsUrl ?? null}, ${scopes}::text[], ${at}::timestamptz)
      ON CONFLICT (deployment_id, context_id) DO UPDATE SET
        label = COALESCE(excluded.label, known.label),
        title = COALESCE(excluded.title, known.title),
        memberships_url = COALESCE(excluded.memberships_url, known.memberships_url),
        line_items_url = COALESCE(excluded.line_items_url, known.line_items_url),
        ags_scopes = CASE WHEN ${ags !== null} THEN excluded.ags_scopes ELSE known.ags_scopes END
      RETURNING id
    ), person AS (
      INSERT INTO person AS known
        (id, tenant_id, platform_id, subject, name, given_name, family_name, email, locale,
         is_test_person, created_at)
      VALUES (${randomUUID()}, ${tenantId}, ${deployment.platformId}, ${launch.subject},
        ${person.name}, ${person.givenName}, ${person.familyName}, ${person.email},
        ${session.locale}, ${isTestPerson(launch.roles)}, ${at}::timestamptz)
      ON CONFLICT (tenant_id, platform_id, subject) DO UPDATE SET
        name = COALESCE(excluded.name, known.name),
        given_name = COALESCE(excluded.given_name, known.given_name),
        family_name = COALESCE(excluded.family_name, known.family_name),
        email = COALESCE(excluded.email, known.email),
        locale = excluded.locale,
        is_test_person = excluded.is_test_person
      RETURNING id
    ), link AS (
      INSERT INTO resource_link AS known
        (id, tenant_id, lti_context_id, resource_link_id, title, line_item_url, created_at)
      SELECT ${randomUUID()}, ${tenantId}, context.id, ${link?.id ?? ''}, ${link?.title ?? null},
        ${ags?.lineItemUrl ?? null}, ${at}::timestamptz
      FROM context WHERE ${link !== null}
      ON CONFLICT (lti_context_id, resource_link_id) DO UPDATE SET
        title = COALESCE(excluded.title, known.title),
        line_item_url = COALESCE(excluded.line_item_url, known.line_item_url)
      RETURNING id
    ), member AS (
      INSERT INTO membership AS known
        (id, tenant_id, lti_context_id, person_id, launch_role, launch_roles, last_launch_at,
         created_at)
      SELECT ${randomUUID()}, ${tenantId}, context.id, person.id, ${toRole(launch.roles)},
        ${roles}::text[], ${at}::timestamptz, ${at}::timestamptz
      FROM context, person
      ON CONFLICT (lti_context_id, person_id) DO UPDATE SET
        launch_role = excluded.launch_role,
        launch_roles = excluded.launch_roles,
        last_launch_at = excluded.last_launch_at,
        left_at = NULL
      RETURNING id, assigned_role
    )
    INSERT INTO session
      (id, tenant_id, lti_context_id, person_id, membership_id, resource_link_id, locale,
       created_at, expires_at)
    SELECT ${randomUUID()}, ${tenantId}, context.id, person.id, member.id,
      (SELECT id FROM link), ${session.locale}, ${at}::timestamptz,
      ${session.expiresAt.toISOString()}::timestamptz
    FROM context, person, member
    RETURNING id AS "sessionId", lti_context_id AS "ltiContextId", person_id AS "personId",
      resource_link_id AS "resourceLinkId",
      (SELECT assigned_role FROM member) AS "assignedRole"`);
  const [row] = result.rows as unknown[] as RecordedLaunch[];
  if (!row) throw new Error('the launch was not recorded');
  return row;
}

/**
 * Which course a launch belongs to. Without a context every link stands for itself: people of
 * unrelated links must not meet.
 */
function contextKey({ context, resourceLink }: Launch): string {
  if (context) return context.id;
  return resourceLink ? `no-context:${resourceLink.id}` : '';
}

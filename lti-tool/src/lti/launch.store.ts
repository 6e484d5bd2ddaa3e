import type { AssignableRole, Locale } from '#contract/vocabulary';
import { runPrepared, type Database, type Statement } from '../infra/database.ts';
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
 * What is as it was is only read: the students of a course launch at the same minute, and would
 * otherwise wait for each other at the rows of their course and link.
 */
const RECORD_LAUNCH: Statement = {
  name: 'record_launch',
  text: `
    WITH same_context AS (
      SELECT id FROM lti_context
      WHERE deployment_id = $2::uuid AND context_id = $4::text
        AND label IS NOT DISTINCT FROM COALESCE($5::text, label)
        AND title IS NOT DISTINCT FROM COALESCE($6::text, title)
        AND memberships_url IS NOT DISTINCT FROM COALESCE($7::text, memberships_url)
        AND line_items_url IS NOT DISTINCT FROM COALESCE($8::text, line_items_url)
        AND ags_scopes = COALESCE($9::text[], ags_scopes)
    ), written_context AS (
      INSERT INTO lti_context AS known
        (id, tenant_id, deployment_id, context_id, label, title, memberships_url, line_items_url,
         ags_scopes, created_at)
      SELECT gen_random_uuid(), $1::uuid, $2::uuid, $4::text, $5::text, $6::text, $7::text,
        $8::text, COALESCE($9::text[], '{}'), $10::timestamptz
      WHERE NOT EXISTS (SELECT FROM same_context)
      ON CONFLICT (deployment_id, context_id) DO UPDATE SET
        label = COALESCE(excluded.label, known.label),
        title = COALESCE(excluded.title, known.title),
        memberships_url = COALESCE(excluded.memberships_url, known.memberships_url),
        line_items_url = COALESCE(excluded.line_items_url, known.line_items_url),
        ags_scopes = COALESCE($9::text[], known.ags_scopes)
      RETURNING id
    ), context AS (
      SELECT id FROM same_context UNION ALL SELECT id FROM written_context
    ), same_person AS (
      SELECT id FROM person
      WHERE tenant_id = $1::uuid AND platform_id = $3::uuid AND subject = $11::text
        AND name IS NOT DISTINCT FROM COALESCE($12::text, name)
        AND given_name IS NOT DISTINCT FROM COALESCE($13::text, given_name)
        AND family_name IS NOT DISTINCT FROM COALESCE($14::text, family_name)
        AND email IS NOT DISTINCT FROM COALESCE($15::text, email)
        AND locale = $16::text AND is_test_person = $17::boolean
    ), written_person AS (
      INSERT INTO person AS known
        (id, tenant_id, platform_id, subject, name, given_name, family_name, email, locale,
         is_test_person, created_at)
      SELECT gen_random_uuid(), $1::uuid, $3::uuid, $11::text, $12::text, $13::text, $14::text,
        $15::text, $16::text, $17::boolean, $10::timestamptz
      WHERE NOT EXISTS (SELECT FROM same_person)
      ON CONFLICT (tenant_id, platform_id, subject) DO UPDATE SET
        name = COALESCE(excluded.name, known.name),
        given_name = COALESCE(excluded.given_name, known.given_name),
        family_name = COALESCE(excluded.family_name, known.family_name),
        email = COALESCE(excluded.email, known.email),
        locale = excluded.locale,
        is_test_person = excluded.is_test_person
      RETURNING id
    ), person_id AS (
      SELECT id FROM same_person UNION ALL SELECT id FROM written_person
    ), same_link AS (
      SELECT known.id FROM resource_link AS known JOIN context ON context.id = known.lti_context_id
      WHERE known.resource_link_id = $18::text
        AND known.title IS NOT DISTINCT FROM COALESCE($19::text, known.title)
        AND known.line_item_url IS NOT DISTINCT FROM COALESCE($20::text, known.line_item_url)
    ), written_link AS (
      INSERT INTO resource_link AS known
        (id, tenant_id, lti_context_id, resource_link_id, title, line_item_url, created_at)
      SELECT gen_random_uuid(), $1::uuid, context.id, $18::text, $19::text, $20::text,
        $10::timestamptz
      FROM context WHERE $18::text IS NOT NULL AND NOT EXISTS (SELECT FROM same_link)
      ON CONFLICT (lti_context_id, resource_link_id) DO UPDATE SET
        title = COALESCE(excluded.title, known.title),
        line_item_url = COALESCE(excluded.line_item_url, known.line_item_url)
      RETURNING id
    ), link AS (
      SELECT id FROM same_link UNION ALL SELECT id FROM written_link
    ), member AS (
      INSERT INTO membership AS known
        (id, tenant_id, lti_context_id, person_id, launch_role, launch_roles, last_launch_at,
         created_at)
      SELECT gen_random_uuid(), $1::uuid, context.id, person_id.id, $21::text, $22::text[],
        $10::timestamptz, $10::timestamptz
      FROM context, person_id
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
    SELECT gen_random_uuid(), $1::uuid, context.id, person_id.id, member.id,
      (SELECT id FROM link), $16::text, $10::timestamptz, $23::timestamptz
    FROM context, person_id, member
    RETURNING id AS "sessionId", lti_context_id AS "ltiContextId", person_id AS "personId",
      resource_link_id AS "resourceLinkId",
      (SELECT assigned_role FROM member) AS "assignedRole"`,
};

/**
 * Writes down who launched, where and as what, and opens a session, in one statement: a launch
 * costs one round trip, and two launches at once of the same course meet in the upserts.
 *
 * A name that was known outlives a launch that withholds it. The role is the one of this launch,
 * never an older, higher one. Service addresses are overwritten (AGS 2.0: they may change).
 */
export async function recordLaunch(
  db: Database,
  { id: deploymentId, tenantId, platformId }: Deployment,
  launch: Launch,
  session: { locale: Locale; now: Date; expiresAt: Date },
): Promise<RecordedLaunch> {
  const { person, context, resourceLink: link, ags } = launch;
  const [row] = await runPrepared<RecordedLaunch>(db, RECORD_LAUNCH, [
    ...[tenantId, deploymentId, platformId],
    ...[contextKey(launch), context?.label ?? null, context?.title ?? null],
    ...[launch.membershipsUrl, ags?.lineItemsUrl ?? null, ags?.scopes ?? null],
    session.now.toISOString(),
    ...[launch.subject, person.name, person.givenName, person.familyName, person.email],
    ...[session.locale, isTestPerson(launch.roles)],
    ...[link?.id ?? null, link?.title ?? null, ags?.lineItemUrl ?? null],
    ...[toRole(launch.roles), launch.roles],
    session.expiresAt.toISOString(),
  ]);
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

import { randomUUID } from 'node:crypto';
import type { AssignableRole, Locale } from '#contract/vocabulary';
import { AppError } from '../infra/app-error.ts';
import { inBatches } from '../infra/batches.ts';
import {
  isRefusedStatement,
  runPrepared,
  type Database,
  type Statement,
} from '../infra/database.ts';
import type { Launch } from './launch-token.rules.ts';
import type { LoginTicket } from './login.service.ts';
import type { Deployment } from './platforms.service.ts';
import { isTestPerson } from './roles.rules.ts';

/** Our rows of what a launch is about. */
export interface RecordedLaunch {
  sessionId: string;
  ltiContextId: string;
  personId: string;
  resourceLinkId: string | null;
  /** What a lecturer named this person in the course. */
  assignedRole: AssignableRole | null;
}

/** What a launch opens besides: its session, and the login that is used up by it. */
interface NewSession {
  ticket: LoginTicket;
  locale: Locale;
  now: Date;
  expiresAt: Date;
}

/** A launch as PostgreSQL reads it; the columns of `launch` in both statements. */
type LaunchRow = ReturnType<typeof toRow>;

interface Outcome {
  isPlaceKnown: boolean;
  /** The login was not used before. */
  isFirst: boolean;
  ltiContextId: string;
  personId: string;
  resourceLinkId: string | null;
  assignedRole: AssignableRole | null;
}

const LAUNCHES = `
  SELECT * FROM json_to_recordset($1::json) AS given (
    no integer, session_id uuid, ticket text, ticket_expires_at timestamptz, tenant_id uuid,
    platform_id uuid, deployment_id uuid, context_id text, context_label text,
    context_title text, memberships_url text, line_items_url text, ags_scopes text[],
    link_id text, link_title text, line_item_url text, subject text, name text,
    given_name text, family_name text, email text, locale text, is_test_person boolean,
    launch_role text, launch_roles text[], launched_at timestamptz, expires_at timestamptz)`;

/** Course and link as the launch says; what it leaves out is as it was. */
const SAME_CONTEXT = `
  SELECT id FROM lti_context AS known
  WHERE known.deployment_id = launch.deployment_id AND known.context_id = launch.context_id
    AND known.label IS NOT DISTINCT FROM COALESCE(launch.context_label, known.label)
    AND known.title IS NOT DISTINCT FROM COALESCE(launch.context_title, known.title)
    AND known.memberships_url IS NOT DISTINCT FROM
      COALESCE(launch.memberships_url, known.memberships_url)
    AND known.line_items_url IS NOT DISTINCT FROM
      COALESCE(launch.line_items_url, known.line_items_url)
    AND known.ags_scopes = COALESCE(launch.ags_scopes, known.ags_scopes)
  LIMIT 1`;
const SAME_LINK = `
  SELECT id FROM resource_link AS known
  WHERE known.lti_context_id = context.id AND known.resource_link_id = launch.link_id
    AND known.title IS NOT DISTINCT FROM COALESCE(launch.link_title, known.title)
    AND known.line_item_url IS NOT DISTINCT FROM
      COALESCE(launch.line_item_url, known.line_item_url)
  LIMIT 1`;

/**
 * Many launches at once, each with an outcome of its own. What is as it was is only read: the
 * students of a course launch at the same minute, and would otherwise wait for each other. One
 * whose course or link are not as we know them writes nothing here.
 *
 * A name that was known outlives a launch that withholds it. The role is the one of this launch,
 * never an older, higher one.
 */
const RECORD_LAUNCHES: Statement = {
  name: 'record_launches',
  // LIMIT 1 above makes the planner look each row up by its index, whatever it thinks how many
  // launches there are.
  text: `
    WITH launch AS (${LAUNCHES}), place AS (
      SELECT launch.*, context.id AS lti_context_id, link.id AS resource_link_id
      FROM launch
      CROSS JOIN LATERAL (${SAME_CONTEXT}) AS context
      LEFT JOIN LATERAL (${SAME_LINK}) AS link ON true
      WHERE launch.link_id IS NULL OR link.id IS NOT NULL
    ), spent AS (
      INSERT INTO spent_ticket (ticket, expires_at)
      SELECT ticket, ticket_expires_at FROM place
      ON CONFLICT DO NOTHING RETURNING ticket
    ), begun AS (
      SELECT place.* FROM place JOIN spent USING (ticket)
    ), same_person AS (
      SELECT begun.no, same.id FROM begun CROSS JOIN LATERAL (
        SELECT id FROM person AS known
        WHERE known.tenant_id = begun.tenant_id AND known.platform_id = begun.platform_id
          AND known.subject = begun.subject
          AND known.name IS NOT DISTINCT FROM COALESCE(begun.name, known.name)
          AND known.given_name IS NOT DISTINCT FROM COALESCE(begun.given_name, known.given_name)
          AND known.family_name IS NOT DISTINCT FROM
            COALESCE(begun.family_name, known.family_name)
          AND known.email IS NOT DISTINCT FROM COALESCE(begun.email, known.email)
          AND known.locale = begun.locale AND known.is_test_person = begun.is_test_person
        LIMIT 1) AS same
    ), written_person AS (
      INSERT INTO person AS known
        (id, tenant_id, platform_id, subject, name, given_name, family_name, email, locale,
         is_test_person, created_at)
      SELECT gen_random_uuid(), tenant_id, platform_id, subject, name, given_name, family_name,
        email, locale, is_test_person, launched_at
      FROM begun WHERE NOT EXISTS (SELECT FROM same_person WHERE same_person.no = begun.no)
      ON CONFLICT (tenant_id, platform_id, subject) DO UPDATE SET
        name = COALESCE(excluded.name, known.name),
        given_name = COALESCE(excluded.given_name, known.given_name),
        family_name = COALESCE(excluded.family_name, known.family_name),
        email = COALESCE(excluded.email, known.email),
        locale = excluded.locale,
        is_test_person = excluded.is_test_person
      RETURNING id, tenant_id, platform_id, subject
    ), launcher AS (
      SELECT no, id FROM same_person
      UNION ALL
      SELECT begun.no, written_person.id
      FROM written_person JOIN begun USING (tenant_id, platform_id, subject)
    ), member AS (
      INSERT INTO membership AS known
        (id, tenant_id, lti_context_id, person_id, launch_role, launch_roles, last_launch_at,
         created_at)
      SELECT gen_random_uuid(), tenant_id, lti_context_id, launcher.id, launch_role, launch_roles,
        launched_at, launched_at
      FROM begun JOIN launcher USING (no)
      ON CONFLICT (lti_context_id, person_id) DO UPDATE SET
        launch_role = excluded.launch_role,
        launch_roles = excluded.launch_roles,
        last_launch_at = COALESCE(known.last_launch_at, excluded.last_launch_at),
        left_at = NULL
      RETURNING id, lti_context_id, person_id, assigned_role
    ), opened AS (
      INSERT INTO session
        (id, tenant_id, lti_context_id, person_id, membership_id, resource_link_id, locale,
         created_at, expires_at)
      SELECT session_id, tenant_id, begun.lti_context_id, launcher.id, member.id,
        resource_link_id, locale, launched_at, expires_at
      FROM begun JOIN launcher USING (no)
      JOIN member ON member.lti_context_id = begun.lti_context_id
        AND member.person_id = launcher.id
    )
    SELECT place.no IS NOT NULL AS "isPlaceKnown",
      CASE WHEN place.no IS NULL
        THEN NOT EXISTS (SELECT FROM spent_ticket AS old WHERE old.ticket = launch.ticket)
        ELSE spent.ticket IS NOT NULL END AS "isFirst",
      place.lti_context_id AS "ltiContextId", place.resource_link_id AS "resourceLinkId",
      launcher.id AS "personId", member.assigned_role AS "assignedRole"
    FROM launch
    LEFT JOIN place ON place.no = launch.no
    LEFT JOIN spent ON spent.ticket = place.ticket
    LEFT JOIN launcher ON launcher.no = launch.no
    LEFT JOIN member ON member.lti_context_id = place.lti_context_id
      AND member.person_id = launcher.id
    ORDER BY launch.no`,
};

/**
 * Course and link of one launch as it says them; what it leaves out stays. Service addresses are
 * overwritten (AGS 2.0: they may change).
 */
const RECORD_PLACE: Statement = {
  name: 'record_place',
  text: `
    WITH launch AS (${LAUNCHES}), written_context AS (
      INSERT INTO lti_context AS known
        (id, tenant_id, deployment_id, context_id, label, title, memberships_url, line_items_url,
         ags_scopes, created_at)
      SELECT gen_random_uuid(), tenant_id, deployment_id, context_id, context_label,
        context_title, memberships_url, line_items_url, COALESCE(ags_scopes, '{}'), launched_at
      FROM launch
      ON CONFLICT (deployment_id, context_id) DO UPDATE SET
        label = COALESCE(excluded.label, known.label),
        title = COALESCE(excluded.title, known.title),
        memberships_url = COALESCE(excluded.memberships_url, known.memberships_url),
        line_items_url = COALESCE(excluded.line_items_url, known.line_items_url),
        ags_scopes = COALESCE((SELECT ags_scopes FROM launch), known.ags_scopes)
      RETURNING id
    )
    INSERT INTO resource_link AS known
      (id, tenant_id, lti_context_id, resource_link_id, title, line_item_url, created_at)
    SELECT gen_random_uuid(), tenant_id, written_context.id, link_id, link_title, line_item_url,
      launched_at
    FROM launch, written_context WHERE link_id IS NOT NULL
    ON CONFLICT (lti_context_id, resource_link_id) DO UPDATE SET
      title = COALESCE(excluded.title, known.title),
      line_item_url = COALESCE(excluded.line_item_url, known.line_item_url)`,
};

/** Two others may rename a course at the same moment; more often than this is no coincidence. */
const MOST_TRIES = 5;

/**
 * Writes down who launched, where and as what, uses the login up and opens a session, all in one
 * statement: launches of the same moment share it and its commit.
 */
export function createLaunchRecords(db: Database) {
  const record = inBatches<LaunchRow, Outcome>({
    run: (rows) => runPrepared(db, RECORD_LAUNCHES, [numbered(rows)]),
    keysOf: (row) => [row.ticket, `${row.tenant_id} ${row.platform_id} ${row.subject}`],
    mayTryAlone: isRefusedStatement,
  });
  const placing = new Map<string, Promise<void>>();

  /** The first launches of a course say the same of it: one of them writes it down. */
  function recordPlace(row: LaunchRow): Promise<void> {
    const { context_id, context_label, context_title, memberships_url, line_items_url } = row;
    const { deployment_id, ags_scopes, link_id, link_title, line_item_url } = row;
    const said = JSON.stringify([
      ...[deployment_id, context_id, context_label, context_title, memberships_url],
      ...[line_items_url, ags_scopes, link_id, link_title, line_item_url],
    ]);
    const running = placing.get(said);
    if (running) return running;
    const begun = runPrepared(db, RECORD_PLACE, [numbered([row])])
      .then(() => undefined)
      .finally(() => placing.delete(said));
    placing.set(said, begun);
    return begun;
  }

  /** Records a verified launch, once: `used` when its login was used before. */
  return async function recordLaunch(
    deployment: Deployment,
    launch: Launch,
    session: NewSession,
  ): Promise<RecordedLaunch | 'used'> {
    const row = toRow(deployment, launch, session);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { isPlaceKnown, isFirst, ...recorded } = await record(row);
      if (!isFirst) return 'used';
      if (isPlaceKnown) return { sessionId: row.session_id, ...recorded };
      await recordPlace(row);
    }
    throw new AppError('unavailable', { reason: 'the course changes all the time' });
  };
}

function toRow(
  { id: deploymentId, tenantId, platformId }: Deployment,
  launch: Launch,
  { ticket, locale, now, expiresAt }: NewSession,
) {
  const { person, context, resourceLink: link, ags } = launch;
  return {
    session_id: randomUUID(),
    ticket: ticket.ticket,
    ticket_expires_at: ticket.expiresAt,
    tenant_id: tenantId,
    platform_id: platformId,
    deployment_id: deploymentId,
    context_id: contextKey(launch),
    context_label: context?.label,
    context_title: context?.title,
    memberships_url: launch.membershipsUrl,
    line_items_url: ags?.lineItemsUrl,
    ags_scopes: ags?.scopes,
    link_id: link?.id,
    link_title: link?.title,
    line_item_url: ags?.lineItemUrl,
    subject: launch.subject,
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    email: person.email,
    locale,
    is_test_person: isTestPerson(launch.roles),
    launch_role: launch.role,
    launch_roles: launch.roles,
    launched_at: now,
    expires_at: expiresAt,
  };
}

function numbered(rows: readonly LaunchRow[]): string {
  return JSON.stringify(rows.map((row, no) => ({ no, ...row })));
}

/**
 * Which course a launch belongs to. Without a context every link stands for itself: people of
 * unrelated links must not meet.
 */
function contextKey({ context, resourceLink }: Launch): string {
  if (context) return context.id;
  return resourceLink ? `no-context:${resourceLink.id}` : '';
}

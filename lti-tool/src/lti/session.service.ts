import { and, eq } from 'drizzle-orm';
import type { Request } from 'express';
import type { sessionRoutes } from '#contract/launch';
import { type Target } from '#contract/launch';
import { CAPABILITIES_OF, LOCALES, type Locale } from '#contract/vocabulary';
import { AppError } from '../infra/app-error.ts';
import { inBatches } from '../infra/batches.ts';
import {
  isRefusedStatement,
  runPrepared,
  type Database,
  type Statement,
} from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { sameText, type Secrets } from '../infra/secrets.ts';
import type { Actor } from './actor.ts';
import { ANONYMOUS } from './anonymous.store.ts';
import { resourceLinks } from './lti.table.ts';
import { effectiveRole } from './membership.rules.ts';

export type Sessions = ReturnType<typeof createSessions>;

/** A stolen token is of use for so long. */
const TOKEN_MS = 15 * 60_000;
/** After so long a new launch is needed. */
export const SESSION_MS = 12 * 3_600_000;

/** Who somebody is and what they may do, of several sessions that are open. */
const OPEN_SESSIONS: Statement = {
  name: 'open_sessions',
  text: `
    SELECT session.id AS "sessionId", session.tenant_id AS "tenantId",
      session.lti_context_id AS "ltiContextId", session.person_id AS "personId",
      session.resource_link_id AS "resourceLinkId", session.locale,
      session.expires_at AS "expiresAt", session.page_origin AS "pageOrigin",
      deployment.platform_id AS "platformId", deployment.id AS "deploymentId",
      deployment.state AS "deploymentState", platform.state AS "platformState",
      membership.launch_role AS "launchRole", membership.roster_role AS "rosterRole",
      membership.assigned_role AS "assignedRole", membership.left_at IS NULL AS "isMember",
      person.is_test_person AS "isTestPerson",
      person.name, person.subject, lti_context.title AS "courseTitle", lti_context.label AS "courseLabel"
    FROM session
    JOIN membership ON membership.id = session.membership_id
    JOIN person ON person.id = session.person_id
    JOIN lti_context ON lti_context.id = session.lti_context_id
    JOIN deployment ON deployment.id = lti_context.deployment_id
    JOIN platform ON platform.id = deployment.platform_id
    WHERE session.id = ANY ($1::uuid[]) AND session.expires_at > $2::timestamptz`,
};

type SessionRow = Omit<Actor, 'role' | 'locale'> &
  Parameters<typeof effectiveRole>[0] & {
    locale: string;
    expiresAt: Date;
    pageOrigin: string | null;
    isMember: boolean;
    deploymentState: string;
    platformState: string;
    name: string | null;
    subject: string;
    courseTitle: string | null;
    courseLabel: string | null;
  };

const TOKEN = 'session-token';
const KEEPSAKE = 'session-keepsake';

/**
 * Sessions that verified launches opened. A page holds a short-lived token in memory; who it is
 * and what it may do is read from the database at every request, so that a changed role or an
 * ended session holds at once.
 */
export function createSessions({
  db,
  secrets,
  now,
}: {
  db: Database;
  secrets: Secrets;
  now: () => Date;
}) {
  /** A token for a session: its id and its end, signed. */
  function issueToken(
    sessionId: string,
    sessionEndsAt: Date,
  ): { token: string; tokenExpiresAt: string } {
    const endsMs = Math.min(now().getTime() + TOKEN_MS, sessionEndsAt.getTime());
    const endsSeconds = Math.floor(endsMs / 1000);
    const named = `${sessionId}.${endsSeconds}`;
    return {
      token: `${named}.${secrets.sign(TOKEN, named)}`,
      tokenExpiresAt: new Date(endsSeconds * 1000).toISOString(),
    };
  }

  /** The session that a token names. @throws {AppError} not_signed_in, session_expired */
  function readToken(token: string): string {
    const match = /^([0-9a-f-]{36})\.(\d{1,12})\.([\w-]{43})$/.exec(token);
    if (!match) throw new AppError('not_signed_in');
    const [, sessionId = '', endsSeconds = '', signature = ''] = match;
    const genuine = sameText(secrets.sign(TOKEN, `${sessionId}.${endsSeconds}`), signature);
    if (!genuine) throw new AppError('not_signed_in');
    if (Number(endsSeconds) * 1000 <= now().getTime()) throw new AppError('session_expired');
    return sessionId;
  }

  /**
   * Who asks, from the bearer token of a request.
   * @throws {AppError} not_signed_in, session_expired
   */
  async function authenticate(request: Request): Promise<Actor> {
    const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new AppError('not_signed_in');
    const { actor, pageOrigin } = await openSession(readToken(token));
    if (pageOrigin !== null) requireReader(request, pageOrigin);
    return actor;
  }

  const findSession = inBatches({
    run: async (ids: readonly string[]): Promise<(SessionRow | null)[]> => {
      const rows = await runPrepared<SessionRow>(db, OPEN_SESSIONS, [ids, now().toISOString()]);
      const byId = new Map(rows.map((row) => [row.sessionId, row]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    mayTryAlone: isRefusedStatement,
  });
  /** What a session's row says besides who asks: a read of it needs no second question. */
  const rowsOfActors = new WeakMap<Actor, SessionRow>();

  /**
   * A living session, its actor, and whether they still belong to its course.
   * @throws {AppError} session_expired
   */
  async function openSession(
    sessionId: string,
  ): Promise<{ actor: Actor; endsAt: Date; pageOrigin: string | null; isMember: boolean }> {
    const found = await findSession(sessionId);
    const isOpen = found?.deploymentState === 'active' && found.platformState === 'active';
    if (!found || !isOpen) throw new AppError('session_expired');
    const actor: Actor = {
      sessionId: found.sessionId,
      tenantId: found.tenantId,
      platformId: found.platformId,
      deploymentId: found.deploymentId,
      ltiContextId: found.ltiContextId,
      personId: found.personId,
      resourceLinkId: found.resourceLinkId,
      role: effectiveRole(found),
      isTestPerson: found.isTestPerson,
      locale: asLocale(found.locale),
    };
    rowsOfActors.set(actor, found);
    const { expiresAt: endsAt, pageOrigin, isMember } = found;
    return { endsAt, actor, pageOrigin, isMember };
  }

  /** What a reload of the frame needs, sealed for a cookie; nothing of the LMS is in it. */
  function sealKeepsake(keepsake: Keepsake): string {
    return secrets.seal(KEEPSAKE, JSON.stringify(keepsake));
  }

  /** The keepsake again, or null when it is not ours. */
  function openKeepsake(sealed: string): Keepsake | null {
    const opened = secrets.open(KEEPSAKE, sealed);
    // Sealed by ourselves and authenticated: the shape needs no second check.
    return opened === null ? null : (JSON.parse(opened) as Keepsake);
  }

  const useCases: UseCases<Actor, typeof sessionRoutes> = {
    async getSession(actor) {
      const found = rowsOfActors.get(actor) ?? (await findSession(actor.sessionId));
      return {
        personId: actor.personId,
        name: found?.name ?? null,
        role: actor.role,
        capabilities: [...CAPABILITIES_OF[actor.role]],
        courseTitle: found?.courseTitle ?? found?.courseLabel ?? (await linkTitle(actor)) ?? '',
        locale: actor.locale,
        ...(found?.subject.startsWith(ANONYMOUS) && { isAnonymous: true as const }),
      };
    },
    async renewToken(actor) {
      const { endsAt } = await openSession(actor.sessionId);
      return issueToken(actor.sessionId, endsAt);
    },
  };

  /** Of a launch without a course, the link is all that has a title. */
  async function linkTitle(actor: Actor): Promise<string | null> {
    if (actor.resourceLinkId === null) return null;
    const [found] = await db
      .select({ title: resourceLinks.title })
      .from(resourceLinks)
      .where(
        and(eq(resourceLinks.tenantId, actor.tenantId), eq(resourceLinks.id, actor.resourceLinkId)),
      );
    return found?.title ?? null;
  }

  return { authenticate, openSession, readToken, issueToken, sealKeepsake, openKeepsake, useCases };
}

/** What only reads although it is posted: addresses of a clip, and the next token. */
const READ_BY_POST = /^\/api\/(session\/token|(clips|excerpts)\/[^/]+\/playback)$/;

/**
 * The token of a page serves that page alone, and only for reading.
 * @throws {AppError} not_signed_in from anywhere else, not_allowed for what changes something
 */
function requireReader({ headers, method, path }: Request, pageOrigin: string): void {
  if (headers.origin !== pageOrigin) throw new AppError('not_signed_in');
  if (method !== 'GET' && !(method === 'POST' && READ_BY_POST.test(path)))
    throw new AppError('not_allowed');
}

/** What a reload of the frame begins again with. */
export interface Keepsake {
  sessionId: string;
  target: Target;
  frameAncestors: string[];
}

function asLocale(text: string): Locale {
  return LOCALES.find((locale) => locale === text) ?? 'en';
}

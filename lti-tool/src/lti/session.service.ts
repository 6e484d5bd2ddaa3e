import { and, eq, gt, sql } from 'drizzle-orm';
import type { Request } from 'express';
import type { sessionRoutes } from '#contract/launch';
import { type Target } from '#contract/launch';
import { CAPABILITIES_OF, LOCALES, type Locale } from '#contract/vocabulary';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { sameText, type Secrets } from '../infra/secrets.ts';
import type { Actor } from './actor.ts';
import {
  deployments,
  ltiContexts,
  memberships,
  people,
  platforms,
  resourceLinks,
  sessions,
} from './lti.table.ts';
import { effectiveRole } from './membership.rules.ts';

export type Sessions = ReturnType<typeof createSessions>;

/** A stolen token is of use for so long. */
export const TOKEN_MS = 15 * 60_000;
/** After so long a new launch is needed. */
export const SESSION_MS = 12 * 3_600_000;

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
    return (await openSession(readToken(token))).actor;
  }

  const findSession = db
    .select({
      session: sessions,
      platformId: deployments.platformId,
      deploymentId: deployments.id,
      deploymentState: deployments.state,
      platformState: platforms.state,
      launchRole: memberships.launchRole,
      rosterRole: memberships.rosterRole,
      assignedRole: memberships.assignedRole,
      isTestPerson: people.isTestPerson,
    })
    .from(sessions)
    .innerJoin(memberships, eq(memberships.id, sessions.membershipId))
    .innerJoin(people, eq(people.id, sessions.personId))
    .innerJoin(ltiContexts, eq(ltiContexts.id, sessions.ltiContextId))
    .innerJoin(deployments, eq(deployments.id, ltiContexts.deploymentId))
    .innerJoin(platforms, eq(platforms.id, deployments.platformId))
    .where(
      and(
        eq(sessions.id, sql.placeholder('sessionId')),
        gt(sessions.expiresAt, sql.placeholder('now')),
      ),
    )
    .prepare('open_session');

  /** A living session and its actor. @throws {AppError} session_expired */
  async function openSession(sessionId: string): Promise<{ actor: Actor; endsAt: Date }> {
    const [found] = await findSession.execute({ sessionId, now: now() });
    const isOpen = found?.deploymentState === 'active' && found.platformState === 'active';
    if (!found || !isOpen) throw new AppError('session_expired');
    const { session } = found;
    return {
      endsAt: session.expiresAt,
      actor: {
        sessionId: session.id,
        tenantId: session.tenantId,
        platformId: found.platformId,
        deploymentId: found.deploymentId,
        ltiContextId: session.ltiContextId,
        personId: session.personId,
        resourceLinkId: session.resourceLinkId,
        role: effectiveRole(found),
        isTestPerson: found.isTestPerson,
        locale: asLocale(session.locale),
      },
    };
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
      const [found] = await db
        .select({ name: people.name, title: ltiContexts.title, label: ltiContexts.label })
        .from(people)
        .innerJoin(ltiContexts, eq(ltiContexts.id, actor.ltiContextId))
        .where(and(eq(people.tenantId, actor.tenantId), eq(people.id, actor.personId)));
      return {
        personId: actor.personId,
        name: found?.name ?? null,
        role: actor.role,
        capabilities: [...CAPABILITIES_OF[actor.role]],
        courseTitle: found?.title ?? found?.label ?? (await linkTitle(actor)) ?? '',
        locale: actor.locale,
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

/** What a reload of the frame begins again with. */
export interface Keepsake {
  sessionId: string;
  target: Target;
  frameAncestors: string[];
}

function asLocale(text: string): Locale {
  return LOCALES.find((locale) => locale === text) ?? 'en';
}

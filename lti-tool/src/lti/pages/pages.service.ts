import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Request } from 'express';
import { hash, randomUUID } from 'node:crypto';
import type { pageRoutes } from '#contract/pages';
import { AppError } from '../../infra/app-error.ts';
import type { Database } from '../../infra/database.ts';
import type { UseCases } from '../../infra/http.ts';
import { randomText } from '../../infra/secrets.ts';
import { deployments, ltiContexts, memberships, people, sessions, tenants } from '../lti.table.ts';
import type { Sessions } from '../session.service.ts';
import { pageClients } from './pages.table.ts';

/** So long a reader stays known; the page's server asks again for the next visit. */
const PAGE_SESSION_MS = 3_600_000;
/** A page that was taken back is answered no longer than this. */
const ORIGINS_KEPT_MS = 5_000;

/** The server of a page, known by its secret. */
export interface PageClient {
  id: string;
  tenantId: string;
  ltiContextId: string;
  platformId: string;
  origin: string;
}

/**
 * Pages of an institution on which elements stand alone. Their server asks for a token with the
 * page's secret; the token serves that page's origin only, and only for reading.
 */
export function createPages({
  db,
  sessions: { issueToken },
  now,
}: {
  db: Database;
  sessions: Pick<Sessions, 'issueToken'>;
  now: () => Date;
}) {
  let origins: { atMs: number; allowed: Promise<ReadonlySet<string>> } | null = null;

  async function loadOrigins(): Promise<ReadonlySet<string>> {
    const rows = await db
      .select({ origin: pageClients.origin })
      .from(pageClients)
      .where(isNull(pageClients.revokedAt));
    return new Set(rows.map(({ origin }) => origin));
  }

  /**
   * Lets a page ask for tokens. The secret is handed out once.
   * @throws {AppError} not_found when no institution of this name has an active deployment
   */
  async function add(wish: {
    origin: string;
    institution: string;
  }): Promise<{ id: string; secret: string }> {
    const [place] = await db
      .select({ tenantId: tenants.id, deploymentId: deployments.id })
      .from(tenants)
      .innerJoin(deployments, eq(deployments.tenantId, tenants.id))
      .where(and(eq(tenants.name, wish.institution), eq(deployments.state, 'active')))
      .orderBy(asc(deployments.createdAt))
      .limit(1);
    if (!place) throw new AppError('not_found');
    const [id, ltiContextId, secret] = [randomUUID(), randomUUID(), randomText(32)];
    const { origin } = new URL(wish.origin);
    await db.transaction(async (tx) => {
      const { tenantId, deploymentId } = place;
      await tx.insert(ltiContexts).values({
        ...{ id: ltiContextId, tenantId, deploymentId },
        ...{ contextId: `page:${id}`, title: origin },
      });
      await tx
        .insert(pageClients)
        .values({ id, tenantId, ltiContextId, origin, secretHash: digest(secret) });
    });
    return { id, secret };
  }

  /** Every page that may ask for tokens, with the name of its institution. */
  function list() {
    return db
      .select({ id: pageClients.id, origin: pageClients.origin, institution: tenants.name })
      .from(pageClients)
      .innerJoin(tenants, eq(tenants.id, pageClients.tenantId))
      .where(isNull(pageClients.revokedAt))
      .orderBy(asc(tenants.name), asc(pageClients.origin));
  }

  /** Takes a page back: its secret and all its tokens are void. @throws {AppError} not_found */
  async function revoke(id: string): Promise<void> {
    await db.transaction(async (tx) => {
      const [row] = await tx
        .update(pageClients)
        .set({ revokedAt: now() })
        .where(and(eq(pageClients.id, id), isNull(pageClients.revokedAt)))
        .returning();
      if (!row) throw new AppError('not_found');
      await tx
        .delete(sessions)
        .where(
          and(eq(sessions.tenantId, row.tenantId), eq(sessions.ltiContextId, row.ltiContextId)),
        );
    });
  }

  /** The page whose secret a request carries. @throws {AppError} not_signed_in */
  async function authenticate(request: Request): Promise<PageClient> {
    const secret = /^Bearer ([\w-]{43})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (secret === undefined) throw new AppError('not_signed_in');
    const [page] = await db
      .select({
        id: pageClients.id,
        tenantId: pageClients.tenantId,
        ltiContextId: pageClients.ltiContextId,
        platformId: deployments.platformId,
        origin: pageClients.origin,
      })
      .from(pageClients)
      .innerJoin(ltiContexts, eq(ltiContexts.id, pageClients.ltiContextId))
      .innerJoin(deployments, eq(deployments.id, ltiContexts.deploymentId))
      // By digest: nothing is learnt from how long the search takes.
      .where(and(eq(pageClients.secretHash, digest(secret)), isNull(pageClients.revokedAt)));
    if (!page) throw new AppError('not_signed_in');
    return page;
  }

  const useCases: UseCases<PageClient, typeof pageRoutes> = {
    async issuePageToken(page, { body }) {
      const { tenantId, ltiContextId, platformId, origin } = page;
      const { reference, name } = body.person;
      const expiresAt = new Date(now().getTime() + PAGE_SESSION_MS);
      return db.transaction(async (tx) => {
        const [person] = await tx
          .insert(people)
          .values({
            ...{ id: randomUUID(), tenantId, platformId, name },
            subject: `page:${page.id}:${reference}`,
          })
          .onConflictDoUpdate({
            target: [people.tenantId, people.platformId, people.subject],
            set: { name },
          })
          .returning();
        if (!person) throw new AppError('internal');
        const [member] = await tx
          .insert(memberships)
          .values({
            ...{ id: randomUUID(), tenantId, ltiContextId, personId: person.id },
            launchRole: body.role,
          })
          .onConflictDoUpdate({
            target: [memberships.ltiContextId, memberships.personId],
            set: { launchRole: body.role },
          })
          .returning();
        if (!member) throw new AppError('internal');
        const id = randomUUID();
        await tx.insert(sessions).values({
          ...{ id, tenantId, ltiContextId, personId: person.id, membershipId: member.id },
          ...{ locale: body.locale, expiresAt, pageOrigin: origin },
        });
        return issueToken(id, expiresAt);
      });
    },
  };

  return {
    ...{ add, list, revoke, authenticate, useCases },
    /** Whether some page of this origin may read here; asked for every request with an origin. */
    async isAllowedOrigin(origin: string): Promise<boolean> {
      const atMs = now().getTime();
      if (!origins || Math.abs(atMs - origins.atMs) >= ORIGINS_KEPT_MS) {
        const asked = { atMs, allowed: loadOrigins() };
        origins = asked;
        asked.allowed.catch(() => {
          if (origins === asked) origins = null;
        });
      }
      return (await origins.allowed).has(origin);
    },
  };
}

function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

import { randomUUID } from 'node:crypto';
import { and, asc, count, eq, inArray } from 'drizzle-orm';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import { deployments, platforms, tenants } from './lti.table.ts';

export type Platform = typeof platforms.$inferSelect;
export type Deployment = typeof deployments.$inferSelect;

/** A registration as an administrator of an LMS and we agree on it. */
export interface Registration {
  name: string;
  issuer: string;
  clientId: string;
  authUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  tokenAudience?: string | null;
  /** Deployments to activate, as the platform names them. */
  deploymentIds: readonly string[];
  /** The institution that the deployments belong to; the platform's name when absent. */
  institution?: string | null;
}

/** What the platform told us at login about the registration it means. */
export interface LoginClaim {
  issuer: string;
  clientId: string | null;
  deploymentHint: string | null;
}

export type Platforms = ReturnType<typeof createPlatforms>;

/** A change by another process (the command line) is seen after so long at the latest. */
const CACHE_MS = 5_000;
const MOST_PENDING = 100;

/** Registrations and deployments: who may launch, and which institution a launch belongs to. */
export function createPlatforms({ db, now }: { db: Database; now: () => Date }) {
  const byIssuer = new Map<string, { platforms: Platform[]; untilMs: number }>();
  const byDeployment = new Map<string, { deployment: Deployment; untilMs: number }>();

  function forget(): void {
    byIssuer.clear();
    byDeployment.clear();
  }

  async function ofIssuer(issuer: string): Promise<Platform[]> {
    const cached = byIssuer.get(issuer);
    if (cached && cached.untilMs > now().getTime()) return cached.platforms;
    const found = await db.select().from(platforms).where(eq(platforms.issuer, issuer));
    // Only issuers that exist are remembered, so that made-up ones fill no memory.
    if (found.length > 0) {
      byIssuer.set(issuer, { platforms: found, untilMs: now().getTime() + CACHE_MS });
    }
    return found;
  }

  /**
   * The registration that a login means. One issuer may stand for many institutions (Canvas,
   * Blackboard), so the issuer alone decides only when nothing else could be meant.
   * @throws {AppError} launch_unknown_platform, launch_inactive, launch_invalid_login
   */
  async function resolve(login: LoginClaim): Promise<Platform> {
    const ofSameIssuer = await ofIssuer(login.issuer);
    const candidates =
      login.clientId === null
        ? ofSameIssuer
        : ofSameIssuer.filter(({ clientId }) => clientId === login.clientId);
    if (candidates.length === 0) throw new AppError('launch_unknown_platform');
    const platform =
      candidates.length === 1 ? candidates[0] : await byHint(candidates, login.deploymentHint);
    if (!platform) throw new AppError('launch_invalid_login', { reason: 'client_id is missing' });
    if (platform.state !== 'active') throw new AppError('launch_inactive');
    return platform;
  }

  async function byHint(candidates: Platform[], hint: string | null): Promise<Platform | null> {
    if (hint === null) return null;
    const ids = candidates.map(({ id }) => id);
    const found = await db
      .selectDistinct({ platformId: deployments.platformId })
      .from(deployments)
      .where(and(inArray(deployments.platformId, ids), eq(deployments.deploymentId, hint)));
    if (found.length !== 1) return null;
    return candidates.find(({ id }) => id === found[0]?.platformId) ?? null;
  }

  /** A registration by our id. @throws {AppError} launch_unknown_platform */
  async function open(platformId: string): Promise<Platform> {
    for (const { platforms: known, untilMs } of byIssuer.values()) {
      const platform = known.find(({ id }) => id === platformId);
      if (platform && untilMs > now().getTime()) return platform;
    }
    const [found] = await db.select().from(platforms).where(eq(platforms.id, platformId));
    if (!found) throw new AppError('launch_unknown_platform');
    return found;
  }

  /**
   * The deployment of a verified message, and with it the institution. One that is not known is
   * noted as pending under an institution of its own, for the operator to activate.
   * @throws {AppError} launch_unknown_deployment, launch_inactive
   */
  async function openDeployment(platform: Platform, deploymentId: string): Promise<Deployment> {
    const key = `${platform.id} ${deploymentId}`;
    const cached = byDeployment.get(key);
    if (cached && cached.untilMs > now().getTime()) return cached.deployment;
    const [found] = await db
      .select()
      .from(deployments)
      .where(
        and(eq(deployments.platformId, platform.id), eq(deployments.deploymentId, deploymentId)),
      );
    if (!found) await notePending(platform, deploymentId);
    if (!found || found.state === 'pending') throw new AppError('launch_unknown_deployment');
    if (found.state === 'disabled') throw new AppError('launch_inactive');
    byDeployment.set(key, { deployment: found, untilMs: now().getTime() + CACHE_MS });
    return found;
  }

  async function notePending(platform: Platform, deploymentId: string): Promise<void> {
    const [waiting] = await db
      .select({ number: count() })
      .from(deployments)
      .where(and(eq(deployments.platformId, platform.id), eq(deployments.state, 'pending')));
    if ((waiting?.number ?? 0) >= MOST_PENDING) return;
    await db.transaction(async (tx) => {
      const tenantId = await openTenant(tx, `${platform.name}, deployment ${deploymentId}`);
      await tx
        .insert(deployments)
        .values({
          id: randomUUID(),
          platformId: platform.id,
          tenantId,
          deploymentId,
          state: 'pending',
          createdAt: now(),
        })
        .onConflictDoNothing();
    });
  }

  /** Adds a registration or brings it up to date, and activates the deployments it names. */
  async function register(registration: Registration): Promise<Platform> {
    const { issuer, clientId, institution, deploymentIds, tokenAudience, ...rest } = registration;
    const facts = { ...rest, tokenAudience: tokenAudience ?? null, state: 'active' as const };
    const platform = await db.transaction(async (tx) => {
      const [kept] = await tx
        .insert(platforms)
        .values({ id: randomUUID(), issuer, clientId, ...facts, createdAt: now() })
        .onConflictDoUpdate({ target: [platforms.issuer, platforms.clientId], set: facts })
        .returning();
      if (!kept) throw new Error('the registration was not written');
      const tenantId = await openTenant(tx, institution ?? registration.name);
      for (const deploymentId of deploymentIds) {
        await activate(tx, kept.id, deploymentId, tenantId, institution != null);
      }
      return kept;
    });
    forget();
    return platform;
  }

  /** An institution stays what it was once people of it have launched, unless one is named. */
  async function activate(
    tx: Queryable,
    platformId: string,
    deploymentId: string,
    tenantId: string,
    isNamed: boolean,
  ): Promise<void> {
    const known = and(
      eq(deployments.platformId, platformId),
      eq(deployments.deploymentId, deploymentId),
    );
    const [existing] = await tx.select().from(deployments).where(known).for('update');
    if (!existing) {
      await tx.insert(deployments).values({
        id: randomUUID(),
        platformId,
        tenantId,
        deploymentId,
        state: 'active',
        createdAt: now(),
      });
      return;
    }
    const moves = existing.state === 'pending' || (isNamed && existing.tenantId === tenantId);
    await tx
      .update(deployments)
      .set({ state: 'active', ...(moves && { tenantId }) })
      .where(known);
  }

  async function openTenant(tx: Queryable, name: string): Promise<string> {
    const [found] = await tx.select().from(tenants).where(eq(tenants.name, name)).limit(1);
    if (found) return found.id;
    const id = randomUUID();
    await tx.insert(tenants).values({ id, name, createdAt: now() });
    return id;
  }

  /** Every registration with its deployments, for the operator. */
  async function list(): Promise<
    {
      platform: Platform;
      deployments: { deploymentId: string; state: string; institution: string }[];
    }[]
  > {
    const all = await db.select().from(platforms).orderBy(asc(platforms.name));
    const placed = await db
      .select({
        platformId: deployments.platformId,
        deploymentId: deployments.deploymentId,
        state: deployments.state,
        institution: tenants.name,
      })
      .from(deployments)
      .innerJoin(tenants, eq(tenants.id, deployments.tenantId))
      .orderBy(asc(deployments.createdAt));
    return all.map((platform) => ({
      platform,
      deployments: placed.filter(({ platformId }) => platformId === platform.id),
    }));
  }

  /** Keeps the product family that a platform names itself, for quirks. */
  async function noteFamily(platform: Platform, family: string | null): Promise<void> {
    if (family === null || platform.family === family) return;
    platform.family = family;
    await db.update(platforms).set({ family }).where(eq(platforms.id, platform.id));
  }

  return { resolve, open, openDeployment, register, list, noteFamily, forget };
}

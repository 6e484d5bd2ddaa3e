import { randomUUID } from 'node:crypto';
import { and, count, eq, inArray } from 'drizzle-orm';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { activateDeployment, openTenant } from './deployments.store.ts';
import { deployments, platforms } from './lti.table.ts';

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
  /** Origins that may frame our pages, beside the issuer and where a launch came from. */
  frameOrigins?: string[];
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
  const byId = new Map<string, { platform: Platform; untilMs: number }>();
  const byDeployment = new Map<string, { deployment: Deployment; untilMs: number }>();

  function forget(): void {
    byIssuer.clear();
    byId.clear();
    byDeployment.clear();
  }

  async function ofIssuer(issuer: string): Promise<Platform[]> {
    const cached = byIssuer.get(issuer);
    if (cached && cached.untilMs > now().getTime()) return cached.platforms;
    const found = await db.select().from(platforms).where(eq(platforms.issuer, issuer));
    // Only issuers that exist are remembered, so that made-up ones fill no memory; and only active
    // ones, because another process (the command line) may switch a pending one on at any moment.
    if (found.length > 0 && found.every(({ state }) => state === 'active')) {
      byIssuer.set(issuer, { platforms: found, untilMs: now().getTime() + CACHE_MS });
    }
    return found;
  }

  /**
   * The registration that a login means. One issuer may stand for many institutions (Canvas,
   * Blackboard), so the issuer alone decides only when nothing else could be meant.
   * @throws {AppError} launch_unknown_platform, launch_pending, launch_inactive,
   *   launch_invalid_login
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
    requireActive(platform);
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
    const cached = byId.get(platformId);
    if (cached && cached.untilMs > now().getTime()) return cached.platform;
    const [found] = await db.select().from(platforms).where(eq(platforms.id, platformId));
    if (!found) throw new AppError('launch_unknown_platform');
    byId.set(platformId, { platform: found, untilMs: now().getTime() + CACHE_MS });
    return found;
  }

  /**
   * The deployment of a verified message, and with it the institution. What becomes of one that is
   * not known is the registration's policy.
   * @throws {AppError} launch_unknown_deployment, launch_inactive
   */
  async function openDeployment(platform: Platform, deploymentId: string): Promise<Deployment> {
    const key = `${platform.id} ${deploymentId}`;
    const cached = byDeployment.get(key);
    if (cached && cached.untilMs > now().getTime()) return cached.deployment;
    const known = await findDeployment(platform, deploymentId);
    const found = known ?? (await meetDeployment(platform, deploymentId));
    if (!found || found.state === 'pending') throw new AppError('launch_unknown_deployment');
    if (found.state === 'disabled') throw new AppError('launch_inactive');
    byDeployment.set(key, { deployment: found, untilMs: now().getTime() + CACHE_MS });
    return found;
  }

  async function findDeployment(
    platform: Platform,
    deploymentId: string,
  ): Promise<Deployment | undefined> {
    const [found] = await db
      .select()
      .from(deployments)
      .where(
        and(eq(deployments.platformId, platform.id), eq(deployments.deploymentId, deploymentId)),
      );
    return found;
  }

  /**
   * A deployment that is met for the first time. One that waits stands under an institution of
   * its own: of a client id that many schools share (Blackboard), each is a stranger to the rest.
   */
  async function meetDeployment(
    platform: Platform,
    deploymentId: string,
  ): Promise<Deployment | undefined> {
    const policy = platform.unknownDeployments;
    if (policy === 'refuse' || (policy === 'pending' && (await hasManyPending(platform)))) {
      return undefined;
    }
    const isActive = policy === 'activate';
    const institution = isActive
      ? (platform.institution ?? platform.name)
      : `${platform.name}, deployment ${deploymentId}`;
    await db.transaction(async (tx) => {
      await tx
        .insert(deployments)
        .values({
          id: randomUUID(),
          platformId: platform.id,
          tenantId: await openTenant(tx, institution, now()),
          deploymentId,
          state: isActive ? 'active' : 'pending',
          createdAt: now(),
        })
        .onConflictDoNothing();
    });
    return findDeployment(platform, deploymentId);
  }

  async function hasManyPending(platform: Platform): Promise<boolean> {
    const [waiting] = await db
      .select({ number: count() })
      .from(deployments)
      .where(and(eq(deployments.platformId, platform.id), eq(deployments.state, 'pending')));
    return (waiting?.number ?? 0) >= MOST_PENDING;
  }

  /** Adds a registration or brings it up to date, and activates the deployments it names. */
  async function register(registration: Registration): Promise<Platform> {
    const { issuer, clientId, institution, deploymentIds, tokenAudience, ...rest } = registration;
    const facts = {
      ...rest,
      ...(institution != null && { institution }),
      tokenAudience: tokenAudience ?? null,
      state: 'active' as const,
    };
    const platform = await db.transaction(async (tx) => {
      const [kept] = await tx
        .insert(platforms)
        .values({ id: randomUUID(), issuer, clientId, ...facts, createdAt: now() })
        .onConflictDoUpdate({ target: [platforms.issuer, platforms.clientId], set: facts })
        .returning();
      if (!kept) throw new Error('the registration was not written');
      const tenantId = await openTenant(tx, institution ?? registration.name, now());
      for (const deploymentId of deploymentIds) {
        await activateDeployment(tx, now(), {
          platformId: kept.id,
          deploymentId,
          tenantId,
        });
      }
      return kept;
    });
    forget();
    return platform;
  }

  /** Keeps the product family that a platform names itself, for quirks. */
  async function noteFamily(platform: Platform, family: string | null): Promise<void> {
    if (family === null || platform.family === family) return;
    platform.family = family;
    await db.update(platforms).set({ family }).where(eq(platforms.id, platform.id));
  }

  return { resolve, open, openDeployment, register, noteFamily, forget };
}

/**
 * Refuses a registration that is not switched on: not yet, or not any more.
 * @throws {AppError} launch_pending, launch_inactive
 */
export function requireActive(platform: Pick<Platform, 'state'>): void {
  if (platform.state === 'pending') throw new AppError('launch_pending');
  if (platform.state !== 'active') throw new AppError('launch_inactive');
}

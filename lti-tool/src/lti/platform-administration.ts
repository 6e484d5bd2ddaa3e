import { and, asc, count, eq, or, sql } from 'drizzle-orm';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { activateDeployment, openTenant } from './deployments.store.ts';
import {
  deployments,
  ltiContexts,
  people,
  platforms,
  tenants,
  type AnonymousLaunches,
  type UnknownDeployments,
} from './lti.table.ts';
import type { Platform } from './platforms.service.ts';
import type { RoleMap } from './role-map.rules.ts';

/** A registration as the operator sees it. */
export interface RegisteredPlatform {
  platform: Platform;
  deployments: { deploymentId: string; state: Platform['state']; institution: string }[];
}

/** What each registration may decide for itself. */
export interface PlatformPolicies {
  name: string;
  institution: string | null;
  unknownDeployments: UnknownDeployments;
  anonymousLaunches: AnonymousLaunches;
  showsViewerName: boolean;
  roleMap: RoleMap;
  tokenAudience: string | null;
  /** Origins that may frame our pages, beside those that a launch names. */
  frameOrigins: string[];
}

/**
 * What the operator does with registrations: looks at them, switches them on and off, sets their
 * policies. Everything here is for the command line and the operator's page, never for a launch.
 */
export function createPlatformAdministration({
  db,
  now,
  forget,
}: {
  db: Database;
  now: () => Date;
  /** Drops what this process remembers of registrations. */
  forget: () => void;
}) {
  /** Every registration with its deployments, by name. */
  async function list(): Promise<RegisteredPlatform[]> {
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

  /**
   * The registration that somebody means by its id, client id or name.
   * @throws {AppError} not_found, or conflict when several could be meant
   */
  async function find(means: string): Promise<Platform> {
    const found = await db
      .select()
      .from(platforms)
      .where(
        or(
          eq(sql`${platforms.id}::text`, means.toLowerCase()),
          eq(platforms.clientId, means),
          eq(platforms.name, means),
        ),
      );
    const [platform, ...others] = found;
    if (!platform) throw new AppError('not_found', { reason: `no LMS is called ${means}` });
    if (others.length > 0) {
      throw new AppError('conflict', { reason: `several are called ${means}: say the id` });
    }
    return platform;
  }

  /** Switches a registration on or off. Off ends its open sessions at their next request. */
  async function setState(platformId: string, state: Platform['state']): Promise<void> {
    await change(platformId, { state });
  }

  /** Sets what a registration decides for itself; what is not given stays. */
  async function setPolicies(platformId: string, policies: Partial<PlatformPolicies>) {
    await change(platformId, policies);
  }

  async function change(
    platformId: string,
    changes: Partial<PlatformPolicies> & { state?: Platform['state'] },
  ): Promise<void> {
    if (Object.keys(changes).length === 0) return;
    const changed = await db
      .update(platforms)
      .set(changes)
      .where(eq(platforms.id, platformId))
      .returning({ id: platforms.id });
    if (changed.length === 0) throw new AppError('not_found', { reason: 'there is no such LMS' });
    forget();
  }

  /**
   * Switches a deployment on.
   * @param institution its own name where several schools share one registration; the institution
   *   of the registration when null
   */
  async function switchOn(
    platform: Platform,
    deploymentId: string,
    institution: string | null,
  ): Promise<void> {
    await db.transaction(async (tx) => {
      const name = institution ?? platform.institution ?? platform.name;
      const tenantId = await openTenant(tx, name, now());
      await activateDeployment(tx, now(), { platformId: platform.id, deploymentId, tenantId });
    });
    forget();
  }

  /** Switches a deployment off. @throws {AppError} not_found */
  async function switchOff(platform: Platform, deploymentId: string): Promise<void> {
    const changed = await db
      .update(deployments)
      .set({ state: 'disabled' })
      .where(
        and(eq(deployments.platformId, platform.id), eq(deployments.deploymentId, deploymentId)),
      )
      .returning({ id: deployments.id });
    if (changed.length === 0) {
      throw new AppError('not_found', { reason: `there is no deployment ${deploymentId}` });
    }
    forget();
  }

  /**
   * Removes a registration that nobody ever launched from; any other can be switched off, because
   * the work of its people hangs on it.
   * @throws {AppError} conflict
   */
  async function remove(platformId: string): Promise<void> {
    await db.transaction(async (tx) => {
      const [met] = await tx
        .select({ number: count() })
        .from(people)
        .where(eq(people.platformId, platformId));
      const [courses] = await tx
        .select({ number: count() })
        .from(ltiContexts)
        .innerJoin(deployments, eq(deployments.id, ltiContexts.deploymentId))
        .where(eq(deployments.platformId, platformId));
      if ((met?.number ?? 0) + (courses?.number ?? 0) > 0) {
        throw new AppError('conflict', {
          reason: 'people have launched from this LMS, and their work hangs on it; suspend it',
        });
      }
      await tx.delete(deployments).where(eq(deployments.platformId, platformId));
      await tx.delete(platforms).where(eq(platforms.id, platformId));
    });
    forget();
  }

  return { list, find, setState, setPolicies, switchOn, switchOff, remove };
}

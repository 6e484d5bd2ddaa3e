import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../infra/database.ts';
import { deployments, tenants } from './lti.table.ts';

/** The institution of a name, made when there is none. */
export async function openTenant(tx: Queryable, name: string, now: Date): Promise<string> {
  const [found] = await tx.select().from(tenants).where(eq(tenants.name, name)).limit(1);
  if (found) return found.id;
  const id = randomUUID();
  await tx.insert(tenants).values({ id, name, createdAt: now });
  return id;
}

/**
 * Switches a deployment on, and makes it when there is none. Its institution stays what it was
 * once people of it may have launched.
 */
export async function activateDeployment(
  tx: Queryable,
  now: Date,
  wish: { platformId: string; deploymentId: string; tenantId: string },
): Promise<void> {
  const { platformId, deploymentId, tenantId } = wish;
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
      createdAt: now,
    });
    return;
  }
  await tx
    .update(deployments)
    .set({ state: 'active', ...(existing.state === 'pending' && { tenantId }) })
    .where(known);
}

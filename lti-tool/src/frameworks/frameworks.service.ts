import { and, asc, desc, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Framework, FrameworkContent, frameworkRoutes } from '#contract/frameworks';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { newestOfEach, toFramework } from './frameworks.rules.ts';
import { frameworks } from './frameworks.table.ts';

export interface FrameworkDeps {
  db: Database;
  /** The frameworks that every institution begins with, in the order in which they are offered. */
  ready: readonly FrameworkContent[];
}

export type Frameworks = ReturnType<typeof createFrameworks>;

/** Code schemes of an institution. A stored version never changes. */
export function createFrameworks({ db, ready }: FrameworkDeps) {
  const supplied = new Set<string>();

  /** Gives an institution the ready frameworks it does not have yet. Safe to call at any time. */
  async function ensureFrameworks(queryable: Queryable, tenantId: string): Promise<void> {
    if (supplied.has(tenantId) || ready.length === 0) return;
    await queryable
      .insert(frameworks)
      .values(
        ready.map((content) => ({
          id: randomUUID(),
          tenantId,
          key: content.key,
          version: content.version,
          content,
        })),
      )
      .onConflictDoNothing();
    // Inside a transaction the rows may still be taken back, so only the pool's word is remembered.
    if (queryable === db) supplied.add(tenantId);
  }

  /** One version, or null when this institution has none of that id. */
  async function loadFramework(
    queryable: Queryable,
    tenantId: string,
    frameworkId: string,
  ): Promise<Framework | null> {
    const [row] = await queryable
      .select()
      .from(frameworks)
      .where(and(eq(frameworks.tenantId, tenantId), eq(frameworks.id, frameworkId)));
    return row ? toFramework(row) : null;
  }

  /** The newest version of a key, or null. */
  async function newestFramework(
    queryable: Queryable,
    tenantId: string,
    key: string,
  ): Promise<Framework | null> {
    await ensureFrameworks(queryable, tenantId);
    const [row] = await queryable
      .select()
      .from(frameworks)
      .where(and(eq(frameworks.tenantId, tenantId), eq(frameworks.key, key)))
      .orderBy(desc(frameworks.version))
      .limit(1);
    return row ? toFramework(row) : null;
  }

  const useCases: UseCases<Actor, typeof frameworkRoutes> = {
    async listFrameworks(actor) {
      requireCapability(actor, 'tasks.read');
      await ensureFrameworks(db, actor.tenantId);
      const rows = await db
        .select()
        .from(frameworks)
        .where(eq(frameworks.tenantId, actor.tenantId))
        .orderBy(asc(frameworks.createdAt), asc(frameworks.key));
      const place = (key: string) => {
        const at = ready.findIndex((content) => content.key === key);
        return at < 0 ? ready.length : at;
      };
      const newest = newestOfEach(rows).sort((one, other) => place(one.key) - place(other.key));
      return { frameworks: newest.map(toFramework) };
    },
  };

  return { useCases, ensureFrameworks, loadFramework, newestFramework };
}

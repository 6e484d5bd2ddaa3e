import { and, eq } from 'drizzle-orm';
import type { Preferences, preferenceRoutes } from '#contract/preferences';
import type { Database } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { observerPreferences } from './preferences.table.ts';

/** What people chose for themselves: each reads and changes only their own. */
export function createPreferences({ db }: { db: Database }): {
  useCases: UseCases<Actor, typeof preferenceRoutes>;
} {
  const own = ({ tenantId, personId }: Actor) =>
    and(eq(observerPreferences.tenantId, tenantId), eq(observerPreferences.personId, personId));

  async function read(actor: Actor): Promise<Preferences> {
    const [row] = await db.select().from(observerPreferences).where(own(actor));
    return { toleranceSeconds: row?.toleranceSeconds ?? null };
  }

  return {
    useCases: {
      async readPreferences(actor) {
        requireCapability(actor, 'observations.write');
        return read(actor);
      },

      async savePreferences(actor, { body: { toleranceSeconds } }) {
        requireCapability(actor, 'observations.write');
        const { tenantId, personId } = actor;
        if (toleranceSeconds === null) await db.delete(observerPreferences).where(own(actor));
        else
          await db
            .insert(observerPreferences)
            .values({ tenantId, personId, toleranceSeconds })
            .onConflictDoUpdate({
              target: [observerPreferences.tenantId, observerPreferences.personId],
              set: { toleranceSeconds },
            });
        return read(actor);
      },
    },
  };
}

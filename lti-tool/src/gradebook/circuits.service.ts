import { and, eq, isNotNull, lte, or, sql } from 'drizzle-orm';
import type { Database, Queryable } from '../infra/database.ts';
import { keptAnswer } from './answer.rules.ts';
import {
  admission,
  afterFailure,
  CLOSED_CIRCUIT,
  type Admission,
  type Circuit,
} from './circuit.rules.ts';
import { platformCircuits } from './circuit.table.ts';

export type CircuitRow = typeof platformCircuits.$inferSelect;
export type Circuits = ReturnType<typeof createCircuits>;

/** What may be sent, and whether there is a failure on record that a success would wipe out. */
export type Entry = Admission & { isTroubled: boolean };

/** One circuit breaker for each platform, kept in the database so that all workers share it. */
export function createCircuits({ db, now }: { db: Database; now: () => Date }) {
  async function find(
    queryable: Queryable,
    platformId: string,
    lock = false,
  ): Promise<Circuit & Partial<CircuitRow>> {
    const query = queryable
      .select()
      .from(platformCircuits)
      .where(eq(platformCircuits.platformId, platformId));
    const [row] = await (lock ? query.for('update') : query);
    return row ?? CLOSED_CIRCUIT;
  }

  /** Changes a circuit by what it is now; two failures at once are two. */
  async function change(
    platformId: string,
    next: (circuit: Circuit) => Partial<CircuitRow>,
  ): Promise<void> {
    await db.transaction(async (tx) => {
      await tx.insert(platformCircuits).values({ platformId }).onConflictDoNothing();
      await tx
        .update(platformCircuits)
        .set(next(await find(tx, platformId, true)))
        .where(eq(platformCircuits.platformId, platformId));
    });
  }

  return {
    /**
     * What may be sent to a platform now. Whoever is let through as the one that tries is the only
     * one for `tryMs`: it moves the time of the next try on.
     */
    async enter(platformId: string, tryMs: number): Promise<Entry> {
      const at = now();
      const circuit = await find(db, platformId);
      const isTroubled = circuit.failures > 0 || circuit.openedAt !== null;
      const found = { ...admission(circuit, at), isTroubled };
      if (found.kind !== 'one') return found;
      const nextProbeAt = new Date(at.getTime() + tryMs);
      const claimed = await db
        .update(platformCircuits)
        .set({ nextProbeAt })
        .where(
          and(
            eq(platformCircuits.platformId, platformId),
            isNotNull(platformCircuits.openedAt),
            lte(platformCircuits.nextProbeAt, at),
          ),
        )
        .returning({ platformId: platformCircuits.platformId });
      return claimed.length > 0 ? found : { kind: 'none', until: nextProbeAt, isTroubled };
    },

    /** Whether a platform is taken for dead at this moment; for whoever can wait. */
    async isOpen(platformId: string): Promise<boolean> {
      return (await find(db, platformId)).openedAt !== null;
    },

    /** The platform answered. True when its circuit was open until now. */
    async noteSuccess(platformId: string): Promise<boolean> {
      const closed = await db.execute<{ was_open: boolean }>(sql`
        WITH before AS (
          SELECT platform_id, opened_at FROM platform_circuit
          WHERE platform_id = ${platformId} AND (failures > 0 OR opened_at IS NOT NULL)
          FOR UPDATE
        )
        UPDATE platform_circuit AS circuit
        SET failures = 0, opened_at = NULL, next_probe_at = NULL, probes = 0
        FROM before WHERE circuit.platform_id = before.platform_id
        RETURNING before.opened_at IS NOT NULL AS was_open`);
      return closed.rows[0]?.was_open ?? false;
    },

    /** The platform itself is away. */
    noteFailure(
      platformId: string,
      { status, text, isProbe }: { status: number | null; text: string; isProbe: boolean },
    ): Promise<void> {
      const at = now();
      return change(platformId, (circuit) => ({
        ...afterFailure(circuit, at, isProbe),
        lastFailureAt: at,
        lastStatus: status,
        lastAnswer: keptAnswer(text),
      }));
    },

    /** The platform asked for a pause (429): nobody asks it again before. */
    notePause(platformId: string, seconds: number): Promise<void> {
      const until = new Date(now().getTime() + seconds * 1_000);
      return change(platformId, ({ pausedUntil }) => ({
        pausedUntil: pausedUntil && pausedUntil > until ? pausedUntil : until,
      }));
    },

    /** Lets everything through again at once, as an operator wishes. */
    async reset(platformId: string): Promise<void> {
      await change(platformId, () => ({ ...CLOSED_CIRCUIT }));
    },

    /** The circuits of platforms with something to tell. */
    list(): Promise<CircuitRow[]> {
      return db
        .select()
        .from(platformCircuits)
        .where(or(isNotNull(platformCircuits.openedAt), isNotNull(platformCircuits.lastFailureAt)));
    },
  };
}

import { and, count, desc, eq, inArray, max, min, ne, sql } from 'drizzle-orm';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { Jobs } from '../infra/jobs.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { platforms } from '../lti/lti.table.ts';
import { isSameLineItem } from '../lti/service-url.rules.ts';
import { circuitState, CLOSED_CIRCUIT } from './circuit.rules.ts';
import type { CircuitRow, Circuits } from './circuits.service.ts';
import { deliverScores, type DeliveredGroup } from './delivery.service.ts';
import { draftOf, FRESH, putScores, type OutboxRow, type ScoreDraft } from './outbox.store.ts';
import { outboxScores } from './outbox.table.ts';

export type { OutboxRow, ScoreDraft } from './outbox.store.ts';

/** How the scores of one platform stand, for its operator. */
export interface PlatformOutbox {
  platformId: string;
  waiting: number;
  refused: number;
  sent: number;
  /** Since when the longest waits. */
  oldestQueuedAt: Date | null;
  lastSentAt: Date | null;
  circuit: {
    state: 'closed' | 'open' | 'half-open';
    openedAt: Date | null;
    nextTryAt: Date | null;
    failures: number;
    lastFailureAt: Date | null;
    lastStatus: number | null;
    /** The LMS's own words, shortened, without names and tokens. */
    lastAnswer: string | null;
  };
}

/** A score that has not arrived, as an operator may see it: nobody's name, no mark. */
export type StuckScore = Pick<
  OutboxRow,
  | 'id'
  | 'tenantId'
  | 'kind'
  | 'state'
  | 'attempts'
  | 'queuedAt'
  | 'nextTryAt'
  | 'errorCode'
  | 'platformStatus'
  | 'platformAnswer'
> & { platformId: string };

export interface OutboxDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  now: () => Date;
  circuits: Circuits;
}

export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Scores leave through here: written in the transaction of the mark, posted by a worker
 * (delivery.service.ts), tried again with growing pauses, and never twice in effect, because the
 * timestamps of one person's cell only grow and the last word is the one that is posted.
 */
export function createOutbox({ db, jobs, now, circuits }: OutboxDeps) {
  const wake = (queryable: Queryable, platformId: string) =>
    jobs.send(queryable, deliverScores, platformId, { platformId });

  /** Makes rows due at once, over whatever is in the gradebook: a person has asked for it. */
  async function again(tx: Queryable, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await tx
      .update(outboxScores)
      .set({
        ...FRESH,
        overrides: true,
        queuedAt: now(),
        revision: sql`${outboxScores.revision} + 1`,
      })
      .where(inArray(outboxScores.id, [...ids]))
      .returning({ platformId: outboxScores.platformId });
    for (const platformId of new Set(rows.map((row) => row.platformId))) await wake(tx, platformId);
  }

  return {
    /** Puts scores into the outbox, in the transaction of what they belong to. */
    async queueScores(
      tx: Queryable,
      tenantId: string,
      drafts: readonly ScoreDraft[],
    ): Promise<void> {
      await putScores(tx, tenantId, drafts, now());
      for (const platformId of new Set(drafts.map((draft) => draft.platformId)))
        await wake(tx, platformId);
    },

    /**
     * Takes back what was said about a source, in the transaction in which its mark is withdrawn:
     * what was never tried is forgotten, what may have arrived is cleared in the gradebook.
     * @returns whether the gradebook has to be cleared.
     */
    async withdrawScore(tx: Queryable, tenantId: string, sourceKey: string): Promise<boolean> {
      const mine = and(eq(outboxScores.tenantId, tenantId), eq(outboxScores.sourceKey, sourceKey));
      const [row] = await tx.select().from(outboxScores).where(mine).for('update');
      if (!row) return false;
      if (row.lastTimestamp === null) {
        await tx.delete(outboxScores).where(mine);
        return false;
      }
      await tx
        .update(outboxScores)
        .set({
          ...FRESH,
          kind: 'cleared',
          scoreGiven: 0,
          comment: '',
          queuedAt: now(),
          revision: row.revision + 1,
        })
        .where(mine);
      await wake(tx, row.platformId);
      return true;
    },

    /**
     * Sends the scores of a group, whatever came of them, into another column than the one that
     * is gone. There is nothing to clear in that.
     * @returns how many are on their way.
     */
    async moveScores(
      tx: Queryable,
      group: DeliveredGroup,
      goneUrl: string,
      to: Pick<ScoreDraft, 'platformId' | 'deploymentId' | 'lineItemUrl'>,
    ): Promise<number> {
      const { tenantId, groupKey } = group;
      const rows = await tx
        .select()
        .from(outboxScores)
        .where(and(eq(outboxScores.tenantId, tenantId), eq(outboxScores.groupKey, groupKey)))
        .for('update');
      const moving = rows.filter(({ lineItemUrl }) => isSameLineItem(lineItemUrl, goneUrl));
      if (moving.length === 0) return 0;
      const [cleared, kept] = [
        moving.filter(({ kind }) => kind === 'cleared'),
        moving.filter(({ kind }) => kind !== 'cleared'),
      ];
      const idsOf = (some: readonly OutboxRow[]) =>
        and(
          eq(outboxScores.tenantId, tenantId),
          inArray(
            outboxScores.id,
            some.map(({ id }) => id),
          ),
        );
      await tx.delete(outboxScores).where(idsOf(cleared));
      // What the old column held, the new one does not.
      await tx
        .update(outboxScores)
        .set({
          ...{ acceptedGiven: null, acceptedMaximum: null },
          ...{ heldGiven: null, heldMaximum: null, heldReadAt: null },
        })
        .where(idsOf(kept));
      await putScores(
        tx,
        tenantId,
        kept.map((row) => ({ ...draftOf(row), ...to })),
        now(),
      );
      await wake(tx, to.platformId);
      return kept.length;
    },

    /** What became of the scores of a group, such as all marks of a task. */
    async listGroup(
      queryable: Queryable,
      tenantId: string,
      groupKey: string,
    ): Promise<OutboxRow[]> {
      return queryable
        .select()
        .from(outboxScores)
        .where(and(eq(outboxScores.tenantId, tenantId), eq(outboxScores.groupKey, groupKey)))
        .orderBy(outboxScores.createdAt);
    },

    /**
     * Tries a waiting or refused score at once, as somebody who may release marks.
     * @throws {AppError} not_found
     */
    async retry(actor: Actor, groupKey: string, outboxId: string): Promise<void> {
      requireCapability(actor, 'marks.release');
      await db.transaction(async (tx) => {
        const [row] = await tx
          .select({ id: outboxScores.id })
          .from(outboxScores)
          .where(
            and(
              eq(outboxScores.tenantId, actor.tenantId),
              eq(outboxScores.groupKey, groupKey),
              eq(outboxScores.id, outboxId),
              ne(outboxScores.state, 'sent'),
            ),
          )
          .for('update');
        if (!row) throw new AppError('not_found');
        await again(tx, [row.id]);
      });
    },

    /** Sends scores of a group once more, whatever came of them. Who calls has asked permission. */
    async sendAgain(
      tx: Queryable,
      tenantId: string,
      groupKey: string,
      outboxIds: readonly string[],
    ): Promise<void> {
      const rows = await tx
        .select({ id: outboxScores.id })
        .from(outboxScores)
        .where(
          and(
            eq(outboxScores.tenantId, tenantId),
            eq(outboxScores.groupKey, groupKey),
            inArray(outboxScores.id, [...outboxIds]),
          ),
        )
        .for('update');
      await again(
        tx,
        rows.map(({ id }) => id),
      );
    },

    /** For an operator, who stands outside every institution: each platform and its circuit. */
    async platformsState(): Promise<PlatformOutbox[]> {
      const at = now();
      const all = await db.select({ id: platforms.id }).from(platforms);
      const counts = await db
        .select({
          platformId: outboxScores.platformId,
          state: outboxScores.state,
          number: count(),
          oldest: min(outboxScores.queuedAt),
          lastSentAt: max(outboxScores.sentAt),
        })
        .from(outboxScores)
        .groupBy(outboxScores.platformId, outboxScores.state);
      const circuitOf = new Map((await circuits.list()).map((row) => [row.platformId, row]));
      return all.map(({ id }) => {
        const of = (state: string) =>
          counts.find((row) => row.platformId === id && row.state === state);
        const sentDates = counts.flatMap((row) =>
          row.platformId === id && row.lastSentAt ? [row.lastSentAt.getTime()] : [],
        );
        return {
          platformId: id,
          waiting: of('waiting')?.number ?? 0,
          refused: of('refused')?.number ?? 0,
          sent: of('sent')?.number ?? 0,
          oldestQueuedAt: of('waiting')?.oldest ?? null,
          lastSentAt: sentDates.length > 0 ? new Date(Math.max(...sentDates)) : null,
          circuit: toCircuitState(circuitOf.get(id), at),
        };
      });
    },

    /** For an operator: what has not arrived at a platform, the newest first. */
    async stuckScores(platformId: string, limit = 100, offset = 0): Promise<StuckScore[]> {
      return db
        .select({
          id: outboxScores.id,
          tenantId: outboxScores.tenantId,
          platformId: outboxScores.platformId,
          kind: outboxScores.kind,
          state: outboxScores.state,
          attempts: outboxScores.attempts,
          queuedAt: outboxScores.queuedAt,
          nextTryAt: outboxScores.nextTryAt,
          errorCode: outboxScores.errorCode,
          platformStatus: outboxScores.platformStatus,
          platformAnswer: outboxScores.platformAnswer,
        })
        .from(outboxScores)
        .where(and(eq(outboxScores.platformId, platformId), ne(outboxScores.state, 'sent')))
        .orderBy(desc(outboxScores.queuedAt), desc(outboxScores.id))
        .limit(limit)
        .offset(offset);
    },

    /**
     * For an operator: sends everything that has not arrived at a platform again, now, and closes
     * its circuit. A change that somebody made in the gradebook by hand stays.
     * @param outboxIds only these; all without it.
     * @returns how many are on their way.
     */
    async retryPlatform(platformId: string, outboxIds?: readonly string[]): Promise<number> {
      await circuits.reset(platformId);
      return db.transaction(async (tx) => {
        const rows = await tx
          .update(outboxScores)
          .set({ ...FRESH, queuedAt: now(), revision: sql`${outboxScores.revision} + 1` })
          .where(
            and(
              eq(outboxScores.platformId, platformId),
              ne(outboxScores.state, 'sent'),
              sql`coalesce(${outboxScores.errorCode}, '') NOT IN ('changed_in_gradebook', 'clear_impossible')`,
              outboxIds && inArray(outboxScores.id, [...outboxIds]),
            ),
          )
          .returning({ id: outboxScores.id });
        await wake(tx, platformId);
        return rows.length;
      });
    },
  };
}

function toCircuitState(row: CircuitRow | undefined, at: Date): PlatformOutbox['circuit'] {
  const circuit = row ?? CLOSED_CIRCUIT;
  return {
    state: circuitState(circuit, at),
    openedAt: circuit.openedAt,
    nextTryAt: circuit.openedAt ? circuit.nextProbeAt : circuit.pausedUntil,
    failures: circuit.failures,
    lastFailureAt: row?.lastFailureAt ?? null,
    lastStatus: row?.lastStatus ?? null,
    lastAnswer: row?.lastAnswer ?? null,
  };
}

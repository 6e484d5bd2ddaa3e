import { and, eq, lte, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import { jobHandler, jobKind, type Jobs } from '../infra/jobs.ts';
import type { Log } from '../infra/log.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { outboxScores } from './outbox.table.ts';
import { nextTimestamp, scoreOutcome, type ScoreAnswer } from './score.rules.ts';

export type OutboxRow = typeof outboxScores.$inferSelect;

/** A score as AGS defines it, and where it goes. */
export interface ScorePost {
  platformId: string;
  deploymentId: string;
  lineItemUrl: string;
  score: {
    userId: string;
    timestamp: string;
    activityProgress: 'Completed';
    gradingProgress: 'FullyGraded';
    scoreGiven: number;
    scoreMaximum: number;
    comment: string;
    scoringUserId?: string;
    submission?: { submittedAt: string };
  };
}

/** What a release puts into the outbox. `sourceKey` is unique within the tenant. */
export type ScoreDraft = Pick<
  typeof outboxScores.$inferInsert,
  | 'platformId'
  | 'deploymentId'
  | 'sourceKey'
  | 'groupKey'
  | 'lineItemUrl'
  | 'subject'
  | 'scoringSubject'
  | 'scoreGiven'
  | 'scoreMaximum'
  | 'comment'
  | 'submittedAt'
>;

export const deliverScore = jobKind('score.deliver', z.object({ outboxId: z.uuid() }), {
  retryLimit: 3,
  retryDelaySeconds: 5,
});

/** While one worker posts a score, others leave it alone for so long. */
const LEASE_MS = 60_000;

export interface OutboxDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  now: () => Date;
  log: Log;
  /** Posts one score; answers also when the platform refuses, throws never for its sake. */
  postScore: (post: ScorePost) => Promise<ScoreAnswer>;
}

export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Scores leave through here: written in the transaction of the mark, posted by a worker, tried
 * again with growing pauses, and never twice in effect, because the timestamps of one person's
 * cell only grow and the last release is the one that is posted.
 */
export function createOutbox({ db, jobs, now, log, postScore }: OutboxDeps) {
  /** Takes the row for one post: counts the attempt and stores the timestamp before sending. */
  async function lease(outboxId: string): Promise<OutboxRow | 'later' | null> {
    return db.transaction(async (tx) => {
      const [row] = await tx
        .select()
        .from(outboxScores)
        .where(eq(outboxScores.id, outboxId))
        .for('update');
      if (row?.state !== 'waiting') return null;
      const at = now();
      if (row.nextTryAt && row.nextTryAt > at) {
        await jobs.send(tx, deliverScore, row.id, { outboxId }, { startAfter: row.nextTryAt });
        return 'later';
      }
      const [leased] = await tx
        .update(outboxScores)
        .set({
          attempts: row.attempts + 1,
          lastTimestamp: nextTimestamp(at, row.lastTimestamp),
          nextTryAt: new Date(at.getTime() + LEASE_MS),
        })
        .where(eq(outboxScores.id, outboxId))
        .returning();
      return leased ?? null;
    });
  }

  /** Writes down what came of a post, unless a later release has replaced it meanwhile. */
  async function settle(row: OutboxRow, answer: ScoreAnswer): Promise<void> {
    const outcome = scoreOutcome(answer, row.attempts, Math.random());
    const at = now();
    await db.transaction(async (tx) => {
      const nextTryAt =
        outcome.kind === 'again' ? new Date(at.getTime() + outcome.afterSeconds * 1_000) : null;
      const [settled] = await tx
        .update(outboxScores)
        .set({
          state: outcome.kind === 'again' ? 'waiting' : outcome.kind,
          nextTryAt,
          sentAt: outcome.kind === 'sent' ? at : row.sentAt,
          errorCode: outcome.kind === 'sent' ? null : outcome.errorCode,
          platformStatus: answer.status,
          platformAnswer: outcome.kind === 'sent' ? null : answer.text.slice(0, 500),
        })
        .where(and(eq(outboxScores.id, row.id), eq(outboxScores.revision, row.revision)))
        .returning({ id: outboxScores.id });
      if (!settled) await jobs.send(tx, deliverScore, row.id, { outboxId: row.id });
      else if (nextTryAt)
        await jobs.send(tx, deliverScore, row.id, { outboxId: row.id }, { startAfter: nextTryAt });
    });
    log.info(
      { outbox: row.id, outcome: outcome.kind, status: answer.status, attempts: row.attempts },
      'a score was posted',
    );
  }

  async function deliver(outboxId: string): Promise<void> {
    const row = await lease(outboxId);
    if (row === null || row === 'later') return;
    await settle(row, await postScore(toPost(row)));
  }

  return {
    deliver,

    /** Puts a score into the outbox, in the transaction of what it belongs to. */
    async queueScore(tx: Queryable, tenantId: string, draft: ScoreDraft): Promise<void> {
      const [row] = await tx
        .insert(outboxScores)
        .values({ id: randomUUID(), tenantId, state: 'waiting', ...draft })
        .onConflictDoUpdate({
          target: [outboxScores.tenantId, outboxScores.sourceKey],
          set: {
            ...draft,
            state: 'waiting',
            attempts: 0,
            // A post that is under way keeps its lease: the new one goes after it.
            revision: sql`${outboxScores.revision} + 1`,
            errorCode: null,
            platformAnswer: null,
            platformStatus: null,
          },
        })
        .returning({ id: outboxScores.id });
      if (row) await jobs.send(tx, deliverScore, row.id, { outboxId: row.id });
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
          .update(outboxScores)
          .set({
            state: 'waiting',
            attempts: 0,
            nextTryAt: null,
            revision: sql`${outboxScores.revision} + 1`,
          })
          .where(
            and(
              eq(outboxScores.tenantId, actor.tenantId),
              eq(outboxScores.groupKey, groupKey),
              eq(outboxScores.id, outboxId),
              sql`${outboxScores.state} <> 'sent'`,
            ),
          )
          .returning({ id: outboxScores.id });
        if (!row) throw new AppError('not_found');
        await jobs.send(tx, deliverScore, `${row.id}:now`, { outboxId: row.id });
      });
    },

    /**
     * Queues everything that waits and is due: after a crash nothing may be forgotten.
     * @param isAlone no other process posts scores: leases belong to one that died, and end.
     */
    async resume({ isAlone = false } = {}): Promise<void> {
      const leasedUntil = new Date(now().getTime() + LEASE_MS);
      if (isAlone)
        await db
          .update(outboxScores)
          .set({ nextTryAt: null })
          .where(and(eq(outboxScores.state, 'waiting'), lte(outboxScores.nextTryAt, leasedUntil)));
      const due = await db
        .select({ id: outboxScores.id })
        .from(outboxScores)
        .where(
          and(
            eq(outboxScores.state, 'waiting'),
            lte(sql`coalesce(${outboxScores.nextTryAt}, '-infinity')`, leasedUntil),
          ),
        );
      for (const { id } of due) await jobs.send(db, deliverScore, id, { outboxId: id });
    },

    jobHandlers: [
      jobHandler({
        kind: deliverScore,
        concurrency: 4,
        run: ({ outboxId }) => deliver(outboxId),
      }),
    ],
  };
}

function toPost(row: OutboxRow): ScorePost {
  return {
    platformId: row.platformId,
    deploymentId: row.deploymentId,
    lineItemUrl: row.lineItemUrl,
    score: {
      userId: row.subject,
      timestamp: (row.lastTimestamp ?? row.createdAt).toISOString(),
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      scoreGiven: row.scoreGiven,
      scoreMaximum: row.scoreMaximum,
      comment: row.comment,
      ...(row.scoringSubject && { scoringUserId: row.scoringSubject }),
      ...(row.submittedAt && { submission: { submittedAt: row.submittedAt.toISOString() } }),
    },
  };
}

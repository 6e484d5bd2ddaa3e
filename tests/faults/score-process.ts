/**
 * A process of its own that posts scores (a worker) or releases marks when told to (a web server),
 * for tests that kill it.
 */
import { sql } from 'drizzle-orm';
import { openDatabase } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import type { ScoreDraft } from '#server/gradebook/outbox.service';
import { openScoreWorker } from '../support/score-worker.ts';

/** What a web process is told: write a mark down and queue its score, in one transaction. */
export interface ReleaseOrder {
  tenantId: string;
  drafts: (Omit<ScoreDraft, 'submittedAt'> & { submittedAt: null })[];
}

const wanted = (name: string): string => process.env[name] ?? '';
const url = wanted('SCORE_DATABASE_URL');
const { db } = openDatabase(url, createLog('silent'), 6);
const worker = await openScoreWorker(db, url, {
  timeoutMs: Number(wanted('SCORE_TIMEOUT_MS')),
});
if (wanted('SCORE_ROLE') === 'worker') await worker.work();
process.on('message', ({ tenantId, drafts }: ReleaseOrder) => {
  void db
    .transaction(async (tx) => {
      for (const { subject, scoreGiven } of drafts)
        await tx.execute(sql`
          INSERT INTO released_mark (subject, points) VALUES (${subject}, ${scoreGiven})
          ON CONFLICT (subject) DO UPDATE SET points = excluded.points`);
      await worker.outbox.queueScores(tx, tenantId, drafts);
    })
    .then(() => process.send?.({ kind: 'released' }));
});
process.send?.({ kind: 'ready' });

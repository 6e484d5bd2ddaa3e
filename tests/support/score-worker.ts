import { createCircuits } from '#server/gradebook/circuits.service';
import { createDelivery, deliverScores } from '#server/gradebook/delivery.service';
import { createOutbox } from '#server/gradebook/outbox.service';
import { createPlatformGradebook } from '#server/gradebook/platform-gradebook';
import { createReadings, readBack } from '#server/gradebook/readings.service';
import type { Database } from '#server/infra/database';
import { createGuardedFetch } from '#server/infra/guarded-fetch';
import { createJobs } from '#server/infra/jobs';
import { createLog } from '#server/infra/log';
import { createSecrets } from '#server/infra/secrets';
import { createLti } from '#server/lti/lti.service';

export type ScoreWorker = Awaited<ReturnType<typeof openScoreWorker>>;

/** The gradebook's part of a server, wired as deps.ts does it, on a database of a test. */
export async function openScoreWorker(
  db: Database,
  databaseUrl: string,
  { timeoutMs = 15_000, now = () => new Date() }: { timeoutMs?: number; now?: () => Date } = {},
) {
  const log = createLog('silent');
  const jobs = createJobs(databaseUrl, [deliverScores, readBack], log);
  await jobs.start();
  const lti = createLti({
    ...{ db, log, now },
    secrets: createSecrets('a secret that is long enough for a test'),
    guardedFetch: createGuardedFetch(['127.0.0.1']),
    config: { publicUrl: 'https://tool.example', lmsTimeoutMs: timeoutMs },
    resolveTarget: () => Promise.resolve({ screen: 'course' }),
    renderAppPage: () => '',
  });
  await lti.start();
  const gradebook = createPlatformGradebook({ ...lti, now });
  const circuits = createCircuits({ db, now });
  const outbox = createOutbox({ db, jobs, now, circuits });
  const readings = createReadings({ db, jobs, now, log, gradebook, circuits });
  const gone: { groupKey: string; lineItemUrl: string }[] = [];
  const delivery = createDelivery({
    ...{ db, jobs, now, log, gradebook, circuits, timeoutMs },
    onDelivered: readings.readSoon,
    onColumnGone({ groupKey }, lineItemUrl) {
      gone.push({ groupKey, lineItemUrl });
      return Promise.resolve();
    },
  });
  return {
    ...{ jobs, lti, gradebook, circuits, outbox, readings, delivery },
    /** Columns that were found to be gone. */
    gone,
    /** Works on what is queued, from now on. */
    async work(): Promise<void> {
      await jobs.work([...delivery.jobHandlers, ...readings.jobHandlers]);
      await delivery.resume();
    },
  };
}

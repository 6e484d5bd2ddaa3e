import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { startEmbeddedPostgres } from '#server/infra/embedded-postgres';
import { migrateDatabase, openDatabase } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import { eq } from 'drizzle-orm';
import { platforms } from '#server/lti/lti.table';
import { makeCourse } from '../support/factories.ts';
import { startFaultPlatform, type Fault } from '../support/fault-platform.ts';
import { openScoreWorker } from '../support/score-worker.ts';
import { seededRandom } from '../support/seeded.ts';
import { newDataDir } from '../support/tool-database.ts';
import type { BenchPart, Figure } from './measure.ts';

const MARKS = 1_000;
const PER_SECOND = 40;
const AWAY_MS = 50;
const FAILING = 0.2;

/** How long a thousand marks take to an LMS that fails often and allows only so many a second. */
export const gradebookPart: BenchPart = {
  title: 'Gradebook',
  conditions:
    `${MARKS} marks released at once; the LMS is ${AWAY_MS} ms away, takes ${PER_SECOND} scores a ` +
    `second (429 beyond that), and fails one post in five by 503, a broken or a lost answer`,
  async run() {
    const log = createLog('silent');
    const dataDir = newDataDir();
    const postgres = await startEmbeddedPostgres(dataDir, log);
    const { db, pool, close } = openDatabase(postgres.url(), log);
    await migrateDatabase(pool);
    const lms = await startFaultPlatform();
    const worker = await openScoreWorker(db, postgres.url());
    try {
      const course = await makeCourse(db);
      await db
        .update(platforms)
        .set({ tokenUrl: lms.tokenUrl })
        .where(eq(platforms.id, course.platformId));
      const random = seededRandom(1);
      const faults: Fault[] = [{ status: 503 }, 'broken off', 'lost'];
      lms.latencyMs = AWAY_MS;
      lms.perSecond = PER_SECOND;
      lms.fault = ({ kind }) =>
        kind === 'score' && random() < FAILING
          ? (faults[Math.floor(random() * faults.length)] ?? null)
          : null;
      const before = process.cpuUsage();
      const queuedMs = performance.now();
      await db.transaction((tx) =>
        worker.outbox.queueScores(
          tx,
          course.tenantId,
          Array.from({ length: MARKS }, (_, at) => ({
            platformId: course.platformId,
            deploymentId: '1',
            sourceKey: `narration:${randomUUID()}`,
            groupKey: 'task:1',
            lineItemUrl: lms.lineItem('1'),
            subject: `student-${at}`,
            scoreGiven: at % 20,
            scoreMaximum: 20,
          })),
        ),
      );
      const startMs = performance.now();
      await worker.work();
      while (lms.cells.size < MARKS || (await isWaiting(worker, course.platformId)))
        await new Promise((done) => setTimeout(done, 50));
      const seconds = (performance.now() - startMs) / 1_000;
      const used = process.cpuUsage(before);
      // What the LMS itself allows: every score that it took, at its own pace.
      const ideal = lms.taken.length / PER_SECOND;
      const refused = lms.asked.filter(({ kind }) => kind === 'score').length - lms.taken.length;
      return [
        { name: 'Queued with the marks', value: startMs - queuedMs, unit: 'ms' },
        { name: 'All in the gradebook', value: seconds * 1_000, unit: 'ms' },
        {
          name: 'of the time that the LMS allows',
          value: seconds / ideal,
          unit: 'times',
          target: '≤ 1.5',
        },
        { name: 'Scores that the LMS took', value: lms.taken.length / seconds, unit: 'per second' },
        { name: 'Posts refused or lost, of each mark', value: refused / MARKS, unit: 'times' },
        {
          name: 'Processor time of a mark, LMS included',
          value: (used.user + used.system) / 1_000 / MARKS,
          unit: 'ms',
        },
      ] satisfies Figure[];
    } finally {
      await worker.jobs.stop();
      await lms.close();
      await close();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function isWaiting(
  worker: Awaited<ReturnType<typeof openScoreWorker>>,
  platformId: string,
): Promise<boolean> {
  const state = await worker.outbox.platformsState();
  return state.some((one) => one.platformId === platformId && one.waiting > 0);
}

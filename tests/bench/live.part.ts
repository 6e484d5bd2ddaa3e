import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { migrateDatabase, openDatabase } from '#server/infra/database';
import { startEmbeddedPostgres } from '#server/infra/embedded-postgres';
import { createLog } from '#server/infra/log';
import { join } from '../support/factories.ts';
import { workAndHandIn } from '../integration/observations/observation-world.ts';
import { makeSeminar } from '../integration/seminars/seminar-world.ts';
import { until } from '../support/tool-with-lms.ts';
import { median, percentile, type BenchPart } from './measure.ts';

const PEOPLE = 100;
const POSTS = 10;

/** A seminar: everybody follows, one after another says something. */
export const livePart: BenchPart = {
  title: 'Looking together, live',
  conditions:
    `${PEOPLE} students who handed in follow one task over HTTP, half of them on each of two servers ` +
    `that share nothing but PostgreSQL; servers, listeners and clock are one Node process; ${POSTS} ` +
    'posts; from the wish to say it to the moment at which a listener has read it',
  async run() {
    const folder = mkdtempSync(joinPath(tmpdir(), 'lookfor-bench-live-'));
    chmodSync(folder, 0o755);
    const log = createLog('silent');
    const cluster = await startEmbeddedPostgres(folder, log);
    const database = openDatabase(cluster.url(), log);
    await migrateDatabase(database.pool);
    const seminar = await makeSeminar({ ...database, url: cluster.url() });
    try {
      const other = await seminar.another();
      const students = [];
      for (let at = 0; at < PEOPLE; at += 1) {
        const student = await join(database.db, seminar.world.course, 'student', {
          name: `Student ${at}`,
        });
        await workAndHandIn(seminar.world, student);
        students.push(student);
      }
      const { taskId, lecturer } = seminar.world;
      const newestId = await seminar.announcing.newestId(database.db, lecturer, taskId);
      const heardAtMs: number[][] = [];
      const listeners = students.map((student, at) => {
        const times: number[] = [];
        heardAtMs.push(times);
        const { baseUrl } = at % 2 === 0 ? seminar.first : other;
        return seminar.listen(student, baseUrl, newestId, () => times.push(performance.now()));
      });
      for (const listener of listeners) await listener.becomes(true);
      const everyMs: number[] = [];
      const lastMs: number[] = [];
      for (let post = 0; post < POSTS; post += 1) {
        const startMs = performance.now();
        await seminar.say(students[post] ?? lecturer, `Post ${post}`);
        await until('everybody has it', () =>
          Promise.resolve(heardAtMs.every((times) => times.length > post)),
        );
        const tookMs = heardAtMs.map((times) => (times[post] ?? NaN) - startMs);
        everyMs.push(...tookMs);
        lastMs.push(Math.max(...tookMs));
      }
      return [
        { name: 'Seen by one, median', value: median(everyMs), unit: 'ms' },
        { name: 'Seen by one, p95', value: percentile(everyMs, 0.95), unit: 'ms' },
        {
          name: `Seen by all ${PEOPLE}, p95`,
          value: percentile(lastMs, 0.95),
          unit: 'ms',
          target: '≤ 1000',
        },
      ];
    } finally {
      await seminar.close();
      await database.close();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

import { eq } from 'drizzle-orm';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Page } from 'playwright';
import { observationRoutes, type Comparison } from '#contract/observations';
import type { AgreementQuestion } from '#contract/shared/code-agreement';
import type { Stretch } from '#contract/shared/mark-matching';
import { taskRoutes } from '#contract/tasks';
import { frameworkRoutes } from '#contract/frameworks';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { openDatabase, type Database } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import type { Actor } from '#server/lti/actor';
import { inFull } from '#elements/comparison/reading-words';
import { createObservations } from '#server/observations/observations.service';
import { observations } from '#server/observations/observations.table';
import { createTaskAccess } from '#server/tasks/task-access';
import { openBrowser } from '../support/browser.ts';
import { databaseUrl } from '../support/tool-database.ts';
import { openToolWithLms, publishTask } from '../support/tool-with-lms.ts';
import { fillWithReadings } from './many-readings.ts';
import { median, type BenchPart, type Figure } from './measure.ts';

const PORTS = { lms: 4432, tool: 4433 };
const CLIP_SECONDS = 90;
const SIZES = [
  { students: 75, marks: 60 },
  { students: 150, marks: 60 },
  { students: 300, marks: 15 },
  { students: 300, marks: 30 },
  { students: 300, marks: 60 },
];
const REPETITIONS = 9;

/** Comparing in a big course: the query as it grows, the first paint, and the figures. */
export const comparisonPart: BenchPart = {
  title: 'Comparing',
  conditions:
    `a clip of ${CLIP_SECONDS} s; the use-case with its queries, the median of ${REPETITIONS}; the ` +
    'screen from the wish to see it to the frame that shows the lanes; κ and α of all codes in a worker thread',
  async run() {
    const world = await openToolWithLms(PORTS);
    const browser = await openBrowser();
    const database = openDatabase(databaseUrl(world.tool.dataDir), createLog('silent'), 4);
    try {
      const lecturer = await world.launch('lee');
      const { taskId, activity } = await publishTask(world, lecturer, CLIP_SECONDS);
      const { frameworks } = await lecturer.call(frameworkRoutes.listFrameworks, {});
      const task = await lecturer.call(taskRoutes.getTask, { params: { taskId } });
      const codeIds = (task.framework ?? frameworks[0])?.codes.map((code) => code.id) ?? [];
      const sam = await world.launch('sam', activity.id);
      const params = { taskId };
      await sam.call(observationRoutes.openObservation, { params });
      await sam.call(observationRoutes.handInObservation, { params });
      const actor = await actorOf(database.db, taskId);
      const figures: Figure[] = [];
      let comparison: Comparison | undefined;
      for (const size of SIZES) {
        const place = { taskId, codeIds, clipSeconds: CLIP_SECONDS };
        await fillWithReadings(database.db, place, size);
        const measured = await timeQuery(database.db, actor, taskId);
        comparison = measured.comparison;
        const isLast = size === SIZES.at(-1);
        figures.push({
          name: `Query, ${size.students} students × ${size.marks} marks`,
          value: median(measured.timesMs),
          unit: 'ms',
          ...(isLast && { target: '≤ 200' }),
        });
      }
      const page = await browser.newPage({ viewport: { width: 1240, height: 950 } });
      await page.goto(`${world.lms.baseUrl}/activities/${activity.id}/open?as=sam`);
      figures.push(
        { name: 'First paint', value: await timePaint(page, taskId), unit: 'ms', target: '≤ 1000' },
        {
          name: 'κ and α of all codes',
          value: median(await timeAgreement(comparison, codeIds)),
          unit: 'ms',
          target: '≤ 300',
        },
      );
      return figures;
    } finally {
      await database.close();
      await browser.close();
      await world.close();
    }
  },
};

/** The student who launched, as the server knows them. */
async function actorOf(db: Database, taskId: string): Promise<Actor> {
  const [row] = await db.select().from(observations).where(eq(observations.taskId, taskId));
  if (!row) throw new Error('nobody has handed in');
  return {
    ...{ tenantId: row.tenantId, ltiContextId: row.ltiContextId, personId: row.personId },
    ...{ platformId: '', deploymentId: '', resourceLinkId: null, sessionId: '' },
    ...{ role: 'student', isTestPerson: false, locale: 'en' },
  };
}

async function timeQuery(db: Database, actor: Actor, taskId: string) {
  const now = () => new Date();
  const { openTask } = createTaskAccess({ now, frameworks: createFrameworks({ db, ready: [] }) });
  const { useCases } = createObservations({ db, now, openTask });
  const timesMs: number[] = [];
  let comparison: Comparison | undefined;
  for (let at = 0; at < REPETITIONS; at += 1) {
    const startMs = performance.now();
    comparison = await useCases.compareObservations(actor, {
      params: { taskId },
      query: undefined,
      body: undefined,
    });
    timesMs.push(performance.now() - startMs);
  }
  return { timesMs, comparison };
}

/** From the wish to compare to the frame in which the lanes stand. */
async function timePaint(page: Page, taskId: string): Promise<number> {
  await page.locator('lookfor-app main:not(.waiting)').waitFor({ timeout: 60_000 });
  return page.evaluate(
    (task) =>
      new Promise<number>((done) => {
        const startMs = performance.now();
        const look = (): void => {
          const screen = document
            .querySelector('lookfor-app')
            ?.shadowRoot?.querySelector('lookfor-observation-comparison');
          const found = (
            screen ?? document.querySelector('lookfor-observation-comparison')
          )?.shadowRoot
            ?.querySelector('lookfor-reading-lanes')
            ?.shadowRoot?.querySelector('.density');
          if (!found) return void requestAnimationFrame(look);
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now() - startMs);
          channel.port2.postMessage(null);
        };
        const wish = new Event('lookfor-navigate', { cancelable: true });
        Object.assign(wish, { screen: 'comparison', params: { taskId: task } });
        document.querySelector('lookfor-app')?.dispatchEvent(wish);
        look();
      }),
    taskId,
  );
}

async function timeAgreement(
  comparison: Comparison | undefined,
  codes: readonly string[],
): Promise<number[]> {
  const readers = inFull(comparison?.readings ?? []).map((reading) => {
    const coded: Record<string, Stretch[]> = {};
    for (const { codeIds, startSeconds, endSeconds } of reading.marks) {
      for (const code of codeIds) {
        (coded[code] ??= []).push([startSeconds, endSeconds ?? startSeconds + 1]);
      }
    }
    return coded;
  });
  // Figures about nothing would be quick.
  if (!readers.some((coded) => Object.keys(coded).length > 0)) throw new Error('no codes came');
  const question: AgreementQuestion = {
    ...{ codes, readers, durationSeconds: CLIP_SECONDS, toleranceSeconds: 2, asGroup: true },
  };
  const worker = new Worker(new URL('./agreement-thread.ts', import.meta.url), {
    workerData: question,
  });
  const [timesMs] = (await once(worker, 'message')) as [number[]];
  return timesMs;
}

import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright';
import { observationRoutes } from '#contract/observations';
import { openBrowser } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { openToolWithLms, publishTask, putMark } from '../support/tool-with-lms.ts';
import { median, percentile, type BenchPart, type Figure } from './measure.ts';

const PORTS = { lms: 4430, tool: 4431 };
const PRESSES = 40;
const CLIP_SECONDS = 40;
const MARKS_BEFORE = 2_000;

/** Instants of one press, in milliseconds of the page's clock. */
interface Press {
  pressedMs: number;
  visibleMs: number;
  acknowledgedMs: number;
}

/** How long a mark takes from its key to the eye, and to the server's word that it is kept. */
export const keypressPart: BenchPart = {
  title: 'The key M',
  conditions:
    `${PRESSES} presses in a real Chromium while a clip of 180 lines plays, each after the one ` +
    'before was acknowledged; from the event of the key to the frame that shows the mark, and to ' +
    `the end of the answer; first with no other marks, then beside ${MARKS_BEFORE}`,
  async run() {
    const world = await openToolWithLms(PORTS);
    const browser = await openBrowser();
    try {
      const { taskId, activity } = await publishTask(
        world,
        await world.launch('lee'),
        CLIP_SECONDS,
      );
      const address = `${world.lms.baseUrl}/activities/${activity.id}/open?as=`;
      const alone = await measure(browser, `${address}sam`, taskId);
      await fillWithMarks(await world.launch('sam', activity.id), taskId);
      const beside = await measure(browser, `${address}sam`, taskId);
      return [...figures('', alone), ...figures(`, beside ${MARKS_BEFORE} marks`, beside)];
    } finally {
      await browser.close();
      await world.close();
    }
  },
};

function figures(where: string, presses: readonly Press[]): Figure[] {
  const visible = presses.map(({ pressedMs, visibleMs }) => visibleMs - pressedMs);
  const kept = presses.map(({ pressedMs, acknowledgedMs }) => acknowledgedMs - pressedMs);
  const late = percentile(visible, 0.95);
  return [
    { name: `To the visible mark${where}`, value: median(visible), unit: 'ms' },
    { name: `19 of 20 visible${where}`, value: late, unit: 'ms', target: '≤ 50' },
    { name: `To acknowledged${where}`, value: median(kept), unit: 'ms' },
    { name: `19 of 20 acknowledged${where}`, value: percentile(kept, 0.95), unit: 'ms' },
  ];
}

/** Opens the workspace as somebody and presses again and again. */
async function measure(browser: Browser, address: string, taskId: string): Promise<Press[]> {
  const context = await browser.newContext({ viewport: { width: 1240, height: 950 } });
  const page = await context.newPage();
  await page.goto(address);
  await openObservation(page, taskId);
  const presses: Press[] = [];
  for (let at = 0; at < PRESSES; at += 1) presses.push(await pressM(page));
  await context.close();
  return presses;
}

/** Marks all over the clip, as a class of long looking leaves them. */
async function fillWithMarks(student: HttpPerson, taskId: string): Promise<void> {
  const params = { taskId };
  const { passes } = await student.call(observationRoutes.openObservation, { params });
  const changes = Array.from({ length: MARKS_BEFORE }, (_, at) => {
    const change = putMark(randomUUID(), passes[0]?.passId ?? '', `What was noticed, ${at}.`);
    if (change.kind === 'put') change.mark.startSeconds = (at * CLIP_SECONDS) / MARKS_BEFORE;
    return change;
  });
  for (let at = 0; at < changes.length; at += 200)
    await student.call(observationRoutes.changeMarks, {
      params,
      body: { changes: changes.slice(at, at + 200) },
    });
}

/** Goes to the workspace as a link inside the app does, begins, and lets the clip play. */
async function openObservation(page: Page, taskId: string): Promise<void> {
  await page.locator('lookfor-app').waitFor({ timeout: 60_000 });
  await page.locator('lookfor-app main:not(.waiting)').waitFor();
  await page.evaluate((task) => {
    performance.setResourceTimingBufferSize(5_000);
    const wish = new Event('lookfor-navigate', { cancelable: true });
    Object.assign(wish, { screen: 'observation', params: { taskId: task } });
    document.querySelector('lookfor-app')?.dispatchEvent(wish);
  }, taskId);
  // Not by role: Playwright would work out the names of thousands of buttons again and again.
  const begin = page.locator('button.primary', { hasText: 'Watch the clip' });
  await begin.or(page.locator('lookfor-timeline')).first().waitFor();
  // Who has marked before is past the first page.
  if (await begin.isVisible()) await begin.click();
  await page.locator('lookfor-timeline').waitFor();
  const isPlaying = () =>
    page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime > 0.2);
  await page.locator('video').evaluate((video: HTMLVideoElement) => video.play());
  while (!(await isPlaying())) await page.waitForTimeout(100);
}

/** Presses M once, and waits until the mark is seen and kept. */
async function pressM(page: Page): Promise<Press> {
  const measured = page.locator('lookfor-timeline').evaluate(
    (timeline) =>
      new Promise<Press>((done) => {
        // The new mark is the chosen one; where many are painted, only that one is an element.
        const chosen = (): string | undefined =>
          timeline.shadowRoot?.querySelector<HTMLElement>('.mark.chosen')?.dataset['mark'];
        const before = chosen();
        const press = { pressedMs: 0, visibleMs: 0, acknowledgedMs: 0 };
        const finish = (): void => {
          if (press.visibleMs > 0 && press.acknowledgedMs > 0) done(press);
        };
        const afterPaint = (then: () => void): void => {
          const channel = new MessageChannel();
          channel.port1.onmessage = then;
          channel.port2.postMessage(null);
        };
        const look = (): void => {
          if (chosen() === before) requestAnimationFrame(look);
          else
            afterPaint(() => {
              press.visibleMs = performance.now();
              finish();
            });
        };
        const answers = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
            const isKept = entry.name.endsWith('/observation/changes');
            if (!isKept || entry.startTime < press.pressedMs) continue;
            press.acknowledgedMs = entry.responseEnd;
            answers.disconnect();
            finish();
          }
        });
        answers.observe({ type: 'resource' });
        document.addEventListener(
          'keydown',
          (event) => {
            press.pressedMs = event.timeStamp;
            requestAnimationFrame(look);
          },
          { capture: true, once: true },
        );
        document.body.dataset['listens'] = 'yes';
      }),
  );
  await page.waitForFunction(() => document.body.dataset['listens'] !== undefined);
  await page.keyboard.press('m');
  const press = await measured;
  await page.evaluate(() => delete document.body.dataset['listens']);
  return press;
}

import type { Page } from 'playwright';
import { openBrowser } from '../support/browser.ts';
import { openToolWithLms, publishTask } from '../support/tool-with-lms.ts';
import { median, percentile, type BenchPart } from './measure.ts';

const PORTS = { lms: 4430, tool: 4431 };
const PRESSES = 40;
const CLIP_SECONDS = 40;

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
    'the end of the answer',
  async run() {
    const world = await openToolWithLms(PORTS);
    const browser = await openBrowser();
    try {
      const { taskId, activity } = await publishTask(
        world,
        await world.launch('lee'),
        CLIP_SECONDS,
      );
      const page = await browser.newPage({ viewport: { width: 1240, height: 950 } });
      await page.goto(`${world.lms.baseUrl}/activities/${activity.id}/open?as=sam`);
      await openObservation(page, taskId);
      const presses: Press[] = [];
      for (let at = 0; at < PRESSES; at += 1) presses.push(await pressM(page));
      const visible = presses.map(({ pressedMs, visibleMs }) => visibleMs - pressedMs);
      const kept = presses.map(({ pressedMs, acknowledgedMs }) => acknowledgedMs - pressedMs);
      return [
        { name: 'To the visible mark', value: median(visible), unit: 'ms' },
        {
          name: 'To the visible mark, 19 of 20',
          value: percentile(visible, 0.95),
          unit: 'ms',
          target: '≤ 50',
        },
        { name: 'To acknowledged', value: median(kept), unit: 'ms' },
        { name: 'To acknowledged, 19 of 20', value: percentile(kept, 0.95), unit: 'ms' },
      ];
    } finally {
      await browser.close();
      await world.close();
    }
  },
};

/** Goes to the workspace as a link inside the app does, begins, and lets the clip play. */
async function openObservation(page: Page, taskId: string): Promise<void> {
  await page.locator('lookfor-app').waitFor({ timeout: 60_000 });
  await page.locator('lookfor-app main').waitFor();
  await page.evaluate((task) => {
    performance.setResourceTimingBufferSize(5_000);
    const wish = new Event('lookfor-navigate', { cancelable: true });
    Object.assign(wish, { screen: 'observation', params: { taskId: task } });
    document.querySelector('lookfor-app')?.dispatchEvent(wish);
  }, taskId);
  await page.getByRole('button', { name: 'Watch the clip' }).click();
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
        const marks = (): number =>
          timeline.shadowRoot?.querySelectorAll('[data-mark]').length ?? 0;
        const before = marks();
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
          if (marks() === before) requestAnimationFrame(look);
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
        document.body.dataset['listens'] = String(before);
      }),
  );
  await page.waitForFunction(() => document.body.dataset['listens'] !== undefined);
  await page.keyboard.press('m');
  const press = await measured;
  await page.evaluate(() => delete document.body.dataset['listens']);
  return press;
}

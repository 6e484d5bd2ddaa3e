import type { Browser, Page } from 'playwright';
import { clipRoutes } from '#contract/clips';
import { openBrowser } from '../support/browser.ts';
import { openToolWithLms, publishTask } from '../support/tool-with-lms.ts';
import { median, percentile, type BenchPart } from './measure.ts';

const PORTS = { lms: 4434, tool: 4435 };
const CLIP_SECONDS = 40;
const TIMES = 8;

interface Opening {
  /** From the click in the library to the first picture of the clip. */
  pictureMs: number;
  /** From the press of play to the next picture. */
  playingMs: number;
}

/** How soon a clip is to be seen. */
export const firstFramePart: BenchPart = {
  title: 'The first frame of a clip',
  conditions:
    `${TIMES} times in a real Chromium, nothing of the clip in any cache: from the click in the ` +
    'library to the first frame that the browser shows, and from the press of play to the next',
  async run() {
    const world = await openToolWithLms(PORTS);
    const browser = await openBrowser();
    try {
      const lecturer = await world.launch('lee');
      const { activity } = await publishTask(world, lecturer, CLIP_SECONDS);
      const { clips } = await lecturer.call(clipRoutes.listClips, {});
      const address = `${world.lms.baseUrl}/activities/${activity.id}/open?as=lee`;
      const openings: Opening[] = [];
      for (let time = 0; time < TIMES; time += 1)
        openings.push(await open(browser, address, clips[0]?.id ?? ''));
      const pictures = openings.map(({ pictureMs }) => pictureMs);
      const playings = openings.map(({ playingMs }) => playingMs);
      return [
        { name: 'From the click to the picture', value: median(pictures), unit: 'ms' },
        { name: '9 of 10', value: percentile(pictures, 0.9), unit: 'ms', target: '≤ 1000' },
        { name: 'From play to the next picture', value: median(playings), unit: 'ms' },
        { name: '9 of 10 playing', value: percentile(playings, 0.9), unit: 'ms' },
      ];
    } finally {
      await browser.close();
      await world.close();
    }
  },
};

/** Opens the library in a window of its own, and the clip from there. */
async function open(browser: Browser, address: string, clipId: string): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1240, height: 950 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('lookfor-app main:not(.waiting)').waitFor({ timeout: 60_000 });
  await navigate(page, 'library', {});
  await page.locator('lookfor-clip-library').waitFor({ state: 'attached' });
  const pictureMs = await page.evaluate(toFirstPicture, clipId);
  const playingMs = await page.evaluate(toNextPicture);
  await context.close();
  return { pictureMs, playingMs };
}

function navigate(page: Page, screen: string, params: Record<string, string>): Promise<void> {
  return page.evaluate(
    ([name, about]) => {
      const wish = new Event('lookfor-navigate', { cancelable: true });
      Object.assign(wish, { screen: name, params: about });
      document.querySelector('lookfor-app')?.dispatchEvent(wish);
    },
    [screen, params] as const,
  );
}

/** In the page: opens the clip as its card does, and waits for its first frame. */
async function toFirstPicture(clipId: string): Promise<number> {
  const find = (root: ParentNode): HTMLVideoElement | null => {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLVideoElement) return element;
      const inner = element.shadowRoot && find(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const beganMs = performance.now();
  const wish = new Event('lookfor-navigate', { cancelable: true });
  Object.assign(wish, { screen: 'clip', params: { clipId } });
  document.querySelector('lookfor-app')?.dispatchEvent(wish);
  let video = find(document);
  while (!video) {
    await new Promise((done) => requestAnimationFrame(done));
    video = find(document);
  }
  const found = video;
  Object.assign(globalThis, { benchVideo: found });
  await new Promise((done) => found.requestVideoFrameCallback(done));
  return performance.now() - beganMs;
}

/** In the page: lets the clip play, and waits for its next frame. */
async function toNextPicture(): Promise<number> {
  const { benchVideo } = globalThis as typeof globalThis & { benchVideo: HTMLVideoElement };
  const shown = new Promise((done) => benchVideo.requestVideoFrameCallback(done));
  const beganMs = performance.now();
  await benchVideo.play();
  await shown;
  return performance.now() - beganMs;
}

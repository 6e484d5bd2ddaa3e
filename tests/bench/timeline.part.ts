import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright';
import { createServer } from 'vite';
import { openBrowser } from '../support/browser.ts';
import type { BenchPart, Figure } from './measure.ts';

const FRAMES = 180;
const PORT = 4437;

/** How smoothly a timeline with very many marks moves. */
export const timelinePart: BenchPart = {
  title: 'The timeline with 10 000 marks in 60 lanes',
  conditions:
    `${FRAMES} frames each, one turn of the wheel per frame, in a headless Chromium of ` +
    '1240 × 950 pixels without a graphics card; script is all JavaScript of the page',
  async run() {
    const root = fileURLToPath(new URL('../../web-components', import.meta.url));
    const server = await createServer({
      configFile: `${root}/vite.config.ts`,
      server: { port: PORT, host: '127.0.0.1', strictPort: true, hmr: false },
      logLevel: 'error',
    });
    await server.listen();
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1240, height: 950 } });
      await page.goto(`http://127.0.0.1:${PORT}/gallery/?show=timeline-many`);
      await page.locator('lookfor-timeline canvas').first().waitFor({ timeout: 60_000 });
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable');
      // Once without measuring: the first frames also load code.
      await moveAll(page, session, 'pan');
      return [
        ...figures('Pan', await moveAll(page, session, 'pan')),
        ...figures('Zoom', await moveAll(page, session, 'zoom')),
      ];
    } finally {
      await browser.close();
      await server.close();
    }
  },
};

interface Moved {
  framesPerSecond: number;
  scriptMs: number;
}

function figures(name: string, { framesPerSecond, scriptMs }: Moved): Figure[] {
  return [
    { name: `${name}: frames`, value: framesPerSecond, unit: 'per second', target: '≥ 55' },
    { name: `${name}: script of one frame`, value: scriptMs, unit: 'ms', target: '≤ 8' },
  ];
}

/** Turns the wheel once in each frame, to and fro, and says what that cost. */
async function moveAll(page: Page, session: CDPSession, kind: 'pan' | 'zoom'): Promise<Moved> {
  const before = await scriptSeconds(session);
  const elapsedMs = await page.locator('lookfor-timeline').evaluate(
    (timeline, { frames, kind }) =>
      new Promise<number>((done) => {
        const ground = timeline.shadowRoot?.querySelector('.tracks');
        const startMs = performance.now();
        let at = 0;
        const turn = (): void => {
          if (at === frames) return done(performance.now() - startMs);
          const sign = at % 60 < 30 ? 1 : -1;
          const { left, width, top } = ground!.getBoundingClientRect();
          ground!.dispatchEvent(
            new WheelEvent('wheel', {
              bubbles: true,
              cancelable: true,
              clientX: left + width * 0.6,
              clientY: top + 40,
              ...(kind === 'pan' ? { deltaX: sign * 24 } : { deltaY: sign * 24, ctrlKey: true }),
            }),
          );
          at += 1;
          requestAnimationFrame(turn);
        };
        requestAnimationFrame(turn);
      }),
    { frames: FRAMES, kind },
  );
  const scriptMs = ((await scriptSeconds(session)) - before) * 1000;
  return { framesPerSecond: FRAMES / (elapsedMs / 1000), scriptMs: scriptMs / FRAMES };
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN;
}

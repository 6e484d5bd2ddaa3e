import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { referenceRoutes } from '#contract/references';
import { openBrowser, type Person } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import {
  agreeFor,
  openToolWithLms,
  publishTaskOn,
  type ToolWithLms,
} from '../support/tool-with-lms.ts';
import {
  everythingSaved,
  launch,
  lookforFrame,
  openAs,
  pauseByKey,
  picturesOf,
  playedTo,
  press,
  startByKey,
} from './world.ts';

const SECONDS = 24;
/** What an arrow key moves. */
const SKIP_SECONDS = 1;

/** Films that stay on a server of the institution: played from there, and observed like any other. */
describe('a film that the institution’s own server keeps', () => {
  let folder: string;
  let media: Server;
  let origin: string;
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let sam: Person;
  /** What browsers asked that server for. */
  const asked: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'film-elsewhere-'));
    makeFilms(folder);
    media = createServer((request, response) => {
      const name = basename(new URL(request.url ?? '/', 'http://media').pathname);
      const origins = request.headers.origin;
      if (origins) asked.push(name);
      let film: Buffer;
      try {
        film = readFileSync(join(folder, name));
      } catch {
        return response.writeHead(404).end();
      }
      response.setHeader('Access-Control-Allow-Origin', '*');
      const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
      if (!range) return response.end(film);
      const part = film.subarray(Number(range[1]), range[2] ? Number(range[2]) + 1 : undefined);
      const last = Number(range[1]) + part.length - 1;
      return response
        .writeHead(206, {
          'Content-Type': name.endsWith('.mp4') ? 'video/mp4' : 'application/octet-stream',
          'Accept-Ranges': 'bytes',
          'Content-Range': `bytes ${range[1]}-${last}/${film.length}`,
        })
        .end(part);
    });
    await new Promise<void>((done) => media.listen(0, '127.0.0.1', done));
    const host = `media.localhost:${(media.address() as AddressInfo).port}`;
    origin = `http://${host}`;
    world = await openToolWithLms({ privateHosts: [host] }, { MEDIA_ORIGINS: origin });
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    sam = await openAs(browser, world.lms, 'sam');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people: [sam] }, 'failed-elsewhere');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
    media.closeAllConnections();
    media.close();
    rmSync(folder, { recursive: true, maxRetries: 20 });
  });

  /** A task on a film of that server, opened by the student. */
  async function observe(name: string, durationSeconds: number | null): Promise<Frame> {
    const { id } = await lecturer.call(referenceRoutes.addReference, {
      body: { address: `${origin}/${name}`, title: `Film ${name}`, durationSeconds },
    });
    await agreeFor(lecturer, id);
    const { activity } = await publishTaskOn(world, lecturer, id);
    await sam.page.goto(`${world.lms.baseUrl}/activities/${activity.id}`);
    const frame = await lookforFrame(sam.page);
    await press(frame, 'Watch the clip');
    return frame;
  }

  test.each([
    ['film.m3u8', null, /^part\d+\.ts$/],
    ['film.mp4', SECONDS, /^film\.mp4$/],
  ] as const)('%s is played, sought, and marked', async (name, seconds, fetched) => {
    asked.length = 0;
    const frame = await observe(name, seconds);
    const player = frame.locator('lookfor-player').first();
    await startByKey(frame);
    await playedTo(frame, 2);
    await sam.page.keyboard.press('m');
    await pauseByKey(frame);
    const stands = () =>
      frame
        .locator('video')
        .first()
        .evaluate((film: HTMLVideoElement) => film.currentTime);
    const before = await stands();
    for (let step = 0; step < 6; step++) await player.press('ArrowRight');
    await expect.poll(stands).toBeGreaterThanOrEqual(before + 6 * SKIP_SECONDS - 0.1);
    await startByKey(frame);
    await playedTo(frame, before + 6 * SKIP_SECONDS + 1);
    await pauseByKey(frame);
    await expect
      .poll(() =>
        frame
          .locator('lookfor-timeline')
          .getByRole('button', { name: /not sorted|mark/i })
          .count(),
      )
      .toBeGreaterThanOrEqual(1);
    await everythingSaved(frame);
    expect(sam.policyRefusals).toEqual([]);
    // A video element asks for a file without saying from where.
    if (name.endsWith('.m3u8')) expect(asked.some((one) => fetched.test(one))).toBe(true);
  });

  test('a lecturer who is refused an address reads it there, and adds a film once', async () => {
    const lee = await openAs(browser, world.lms, 'lee');
    const frame = await launch(lee, 'Lookfor');
    await press(frame, 'Clips');
    await press(frame, 'Upload clips');
    await frame.getByText('Or a film that is online already').click();
    const form = frame.locator('lookfor-reference-form');
    const address = form.getByLabel('Its address');
    await address.fill('http://elsewhere.localhost/film.mp4');
    await form.getByLabel('Length').fill('0:24');
    await press(frame, 'Make a clip of it');
    await form.getByRole('alert').waitFor();
    const described = await address.getAttribute('aria-describedby');
    expect(described).toContain(await form.getByRole('alert').getAttribute('id'));
    await address.fill(`${origin}/film.mp4`);
    await press(frame, 'Make a clip of it');
    await expect.poll(() => address.inputValue()).toBe('');
    await expect.poll(() => form.getByRole('alert').count()).toBe(0);
    await lee.context.close();
  });

  test('a site’s film is asked for only when the viewer wishes it, and says so', async () => {
    const { id } = await lecturer.call(referenceRoutes.addReference, {
      body: { address: 'https://youtu.be/abcdefghijk', title: 'A long day', durationSeconds: 60 },
    });
    await agreeFor(lecturer, id);
    const { activity } = await publishTaskOn(world, lecturer, id);
    const policies: string[] = [];
    sam.page.on('response', (response) => {
      const policy = response.headers()['content-security-policy'];
      if (response.url().includes('/lti/launch') && policy) policies.push(policy);
    });
    await sam.page.goto(`${world.lms.baseUrl}/activities/${activity.id}`);
    const frame = await lookforFrame(sam.page);
    await press(frame, 'Watch the clip');
    await frame.getByRole('button', { name: 'Play it from YouTube' }).waitFor();
    await frame.getByText('This film lies on YouTube, not under our consent control.').waitFor();
    expect(sam.foreignRequests).toEqual([]);
    expect(policies.at(-1)).toContain(
      'frame-src https://www.youtube-nocookie.com https://player.vimeo.com',
    );
    // The clip's own button leads to the question, and says nothing of playing before the answer.
    await press(frame, 'Play');
    const answer = frame.getByRole('button', { name: 'Play it from YouTube' });
    await expect
      .poll(() =>
        answer.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
      )
      .toBe(true);
    expect(await frame.getByRole('button', { name: 'Pause', exact: true }).count()).toBe(0);
    // Where the network does not let the site through, that is said, and can be tried again.
    await sam.context.route('https://www.youtube-nocookie.com/**', (route) => route.abort());
    await press(frame, 'Play it from YouTube');
    await frame.getByText('YouTube does not answer.').waitFor();
    await press(frame, 'Try again');
    await frame.getByTitle('Player of YouTube').waitFor();
  });
});

/** An HLS film of four-second MPEG-TS parts with sound, and the same as one MP4. */
function makeFilms(folder: string): void {
  const sources = [
    ...['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=25:duration=${SECONDS}`],
    ...['-f', 'lavfi', '-i', `sine=duration=${SECONDS}`],
  ];
  const coding = [
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50'],
    ...['-c:a', 'aac', '-ac', '2'],
  ];
  const ffmpeg = (...args: string[]) => execFileSync('ffmpeg', ['-v', 'error', ...args]);
  const file = join(folder, 'film.mp4');
  ffmpeg(...sources, ...coding, '-movflags', 'faststart', file);
  ffmpeg(
    ...['-i', file, '-c', 'copy', '-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod'],
    ...['-hls_segment_filename', join(folder, 'part%d.ts'), join(folder, 'film.m3u8')],
  );
}

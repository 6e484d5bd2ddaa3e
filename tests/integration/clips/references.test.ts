/** Clips whose film lies elsewhere: added after a look, given out by consent, played from there. */
import { build } from 'esbuild';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { excerptRoutes } from '#contract/excerpts';
import { referenceRoutes } from '#contract/references';
import { createGuardedFetch } from '#server/infra/guarded-fetch';
import type { Actor } from '#server/lti/actor';
import { openBrowser, openPerson } from '../../support/browser.ts';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { consentDraft, openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let lecturer: Actor;
let student: Actor;
let elsewhere: Server;
let origin: string;
let folder: string;
/** What the institution's server answers with, by path. */
let mayShare = true;

const vod =
  '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n#EXTINF:2.5,\nb.ts\n#EXT-X-ENDLIST\n';
const playlists: Readonly<Record<string, string>> = {
  '/film.m3u8': '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nsmall/film.m3u8\n',
  '/small/film.m3u8': vod,
  '/live.m3u8': vod.replace('#EXT-X-ENDLIST\n', ''),
  '/astray.m3u8': '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://127.0.0.1:1/film.m3u8\n',
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  const file = join(folder, 'film.mp4');
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=6'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-movflags', 'faststart'],
    file,
  ]);
  const film = readFileSync(file);
  elsewhere = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://elsewhere');
    const playlist = playlists[pathname];
    if (playlist) {
      if (mayShare) response.setHeader('Access-Control-Allow-Origin', '*');
      return response.end(playlist);
    }
    if (pathname === '/whole.mp4') return response.end(film);
    if (pathname !== '/film.mp4') return response.writeHead(404).end();
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const part = film.subarray(Number(from), to ? Number(to) + 1 : undefined);
    const end = Number(from) + part.length - 1;
    return response
      .writeHead(206, {
        'Content-Type': 'video/mp4',
        'Accept-Ranges': 'bytes',
        'Content-Range': `bytes ${from}-${end}/${film.length}`,
      })
      .end(part);
  });
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  room = await openClipRoom({
    guardedFetch: createGuardedFetch([host]),
    references: { mediaOrigins: [origin], videoSites: ['youtube'] },
  });
  const course = await makeCourse(room.database.db);
  lecturer = await makeActor(room.database.db, course, 'lecturer');
  student = await makeActor(room.database.db, course, 'student');
});
afterAll(async () => {
  await room.close();
  elsewhere.closeAllConnections();
  elsewhere.close();
  rmSync(folder, { recursive: true });
});

const add = (actor: Actor, address: string, durationSeconds: number | null = null) =>
  room.call(actor, referenceRoutes.addReference, {
    body: { address, title: 'The long morning', durationSeconds },
  });
const play = (actor: Actor, clipId: string) =>
  room.call(actor, clipRoutes.playClip, { params: { clipId } });
const reasonOf = (reply: object) => (reply as { details?: { reason?: string } }).details?.reason;

describe('a film that lies elsewhere', () => {
  test('is a clip when it can be played from any place, by other sites, to its end', async () => {
    expect(await add(lecturer, `${origin}/film.m3u8`)).toMatchObject({
      ...{ state: 'ready', curation: 'draft', durationSeconds: 6.5, referenceKind: 'hls' },
    });
    expect(await add(lecturer, `${origin}/film.mp4`, 6)).toMatchObject({ referenceKind: 'file' });
    for (const [path, reason] of Object.entries({
      ...{ 'none.m3u8': 'not-there', 'none.mp4': 'not-there', 'whole.mp4': 'not-seekable' },
      ...{ 'live.m3u8': 'live', 'astray.m3u8': 'host-not-allowed', 'film.mp4': 'length-missing' },
    })) {
      const refused = await add(lecturer, `${origin}/${path}`);
      expect([path, refused.code, reasonOf(refused)]).toEqual([path, 'reference_refused', reason]);
    }
    mayShare = false;
    expect(reasonOf(await add(lecturer, `${origin}/film.m3u8`))).toBe('not-shared');
    mayShare = true;
    expect(await add(student, `${origin}/film.mp4`, 6)).toMatchObject({ code: 'not_allowed' });
  });

  test('is told to nobody whom consent does not let watch, and has no excerpts', async () => {
    const { id: clipId } = await add(lecturer, `${origin}/film.mp4`, 6);
    const params = { clipId };
    room.granted.add(`${student.personId} ${clipId}`);
    const named = await room.call(lecturer, clipRoutes.addFilmedPerson, {
      params,
      body: { pseudonym: 'Child A', kind: 'child', ranges: [] },
    });
    expect(await play(student, clipId)).toMatchObject({ code: 'consent_missing' });
    const personId = named.people[0]?.id ?? '';
    await room.call(lecturer, clipRoutes.recordConsent, {
      params: { clipId, personId },
      body: consentDraft(),
    });
    expect(await play(student, clipId)).toMatchObject({
      reference: { kind: 'file', url: `${origin}/film.mp4` },
      playlistUrl: '',
    });
    const made = { params, body: { title: '', startSeconds: 1, endSeconds: 3 } };
    expect(await room.call(lecturer, excerptRoutes.addExcerpt, made)).toMatchObject({
      code: 'invalid_request',
    });
    await room.call(lecturer, clipRoutes.withdrawConsent, { params: { clipId, personId } });
    const refused = await play(student, clipId);
    expect(refused).toMatchObject({ code: 'consent_withdrawn' });
    expect(JSON.stringify(refused)).not.toContain(origin);
  });
});

test('films elsewhere play in the one player: a file, and a site only after being asked', async () => {
  const file = await add(lecturer, `${origin}/film.mp4`, 6);
  const site = await add(lecturer, 'https://youtu.be/abcdefghijk', 60);
  const browser = await openBrowser();
  try {
    const { page, scriptErrors } = await openPerson(browser, {
      viewport: { width: 640, height: 480 },
    });
    const bundle = await build({
      stdin: {
        contents: `import '#elements/player/clip-player';`,
        resolveDir: import.meta.dirname,
        loader: 'ts',
      },
      ...{ bundle: true, format: 'esm', write: false, platform: 'browser', logLevel: 'error' },
    });
    const scripts = { 'player.js': bundle.outputFiles[0]?.text ?? '' };
    await page.route('**/player.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: scripts['player.js'] }),
    );
    await page.route('**/player.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><script type="module" src="player.js"></script>',
      }),
    );
    // The browser keeps such a page from asking other servers of this machine.
    await page.route(`${origin}/**`, async (route) =>
      route.fulfill({ response: await route.fetch() }),
    );
    const asked: string[] = [];
    await page.route('https://www.youtube-nocookie.com/**', (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', body: STAND_IN });
    });
    const show = async (playback: object) => {
      await page.goto(`${room.url}/player.html`);
      await page.evaluate(async (given) => {
        await customElements.whenDefined('lookfor-player');
        const player = document.createElement('lookfor-player');
        Object.assign(player, { playback: given, muted: true });
        document.body.append(player);
      }, playback);
    };
    const seconds = () =>
      page.evaluate(() => document.querySelector('lookfor-player')?.controller.currentSeconds ?? 0);
    const seek = (to: number) =>
      page.evaluate((at) => document.querySelector('lookfor-player')?.controller.seek(at), to);

    await show(await play(lecturer, file.id));
    await page.waitForFunction(() => document.querySelector('lookfor-player')?.controller.isReady);
    await seek(4);
    expect(await seconds()).toBe(4);

    await show(await play(lecturer, site.id));
    const button = page.getByRole('button', { name: 'Play it from YouTube' });
    await button.waitFor();
    expect(asked).toEqual([]);
    await button.click();
    await page.waitForFunction(
      () => document.querySelector('lookfor-player')?.controller.isPlaying,
    );
    expect(asked).toHaveLength(1);
    await seek(30);
    await page.waitForFunction(
      () => (document.querySelector('lookfor-player')?.controller.currentSeconds ?? 0) > 30.2,
    );
    await page.evaluate(() => document.querySelector('lookfor-player')?.pause());
    await page.waitForFunction(
      () => !document.querySelector('lookfor-player')?.controller.isPlaying,
    );
    const stood = await seconds();
    expect(stood).toBeGreaterThan(30);
    expect(stood).toBeLessThan(60);
    // What was watched there counts as watched.
    const watched = () =>
      page.evaluate(() => document.querySelector('lookfor-player')?.controller.watched ?? []);
    await expect.poll(async () => (await watched()).at(-1)?.[1]).toBeGreaterThan(30);
    expect(scriptErrors).toEqual([]);
  } finally {
    await browser.close();
  }
});

/** A page that answers as the site's player does. */
const STAND_IN = `<!doctype html><script>
let at = 0, state = 2, since = performance.now();
const now = () => (state === 1 ? at + (performance.now() - since) / 1000 : at);
const say = (event, info) => parent.postMessage(JSON.stringify({ event, info, id: 1 }), '*');
const set = (seconds, next) => { at = seconds; since = performance.now(); state = next; };
addEventListener('message', ({ data }) => {
  const { event, func, args = [] } = JSON.parse(data);
  if (event === 'listening') return say('initialDelivery', { currentTime: 0, duration: 60, playerState: state });
  if (func === 'playVideo') set(now(), 1);
  if (func === 'pauseVideo') set(now(), 2);
  if (func === 'seekTo') set(args[0], state);
  say('infoDelivery', { currentTime: now(), playerState: state });
});
setInterval(() => state === 1 && say('infoDelivery', { currentTime: now() }), 100);
</script>`;

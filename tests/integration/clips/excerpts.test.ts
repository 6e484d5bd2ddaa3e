/** Excerpts play by themselves: on the clip's own clock, exact to the frame, and nothing else is given. */
import { eq } from 'drizzle-orm';
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captionRoutes } from '#contract/captions';
import { careRoutes } from '#contract/care';
import type { Span } from '#contract/common-shapes';
import { clipRoutes, type Playback } from '#contract/clips';
import { excerptRoutes } from '#contract/excerpts';
import type { createApi as apiOf } from '#elements/kit/api';
import type { LookforPlayer } from '#elements/player/clip-player';
import { clips, filmedPeople } from '#server/clips/clips.table';
import { VERDICT_LIFETIME_MS } from '#server/clips/playback.routes';
import { parseMediaPlaylist } from '#server/infra/media/playlist';
import type { Actor } from '#server/lti/actor';
import { openBrowser, openPerson, type Person } from '../../support/browser.ts';
import { makeActor, makeCourse, type TestCourse } from '../../support/factories.ts';
import { adoptClip, openClipRoom, type ClipRoom } from './clip-room.ts';

/** What the page of these tests has from its bundle. */
declare const createApi: typeof apiOf;

const rate = 30;
const bits = 9;

let room: ClipRoom;
let owner: Actor;
let student: Actor;
let course: TestCourse;
let clipId: string;

beforeAll(async () => {
  room = await openClipRoom();
  course = await makeCourse(room.database.db);
  owner = await makeActor(room.database.db, course, 'lecturer');
  student = await makeActor(room.database.db, course, 'student');
  const file = join(room.dataDir, 'numbered.mp4');
  await makeNumberedFilm(file);
  clipId = await adoptClip(room, owner, file);
  room.granted.add(`${student.personId} ${clipId}`);
});
afterAll(() => room.close());

/** 12 s of which each frame shows its number: nine blocks, white for 1, the lowest bit at the left. */
async function makeNumberedFilm(file: string): Promise<void> {
  const blocks = Array.from({ length: bits }, (_, bit) => {
    const isSet = `mod(floor(n/${2 ** bit})\\,2)`;
    return `drawbox=x=${bit * 32}:y=0:w=32:h=160:color=white:t=fill:enable='${isSet}'`;
  });
  await promisify(execFile)(room.ffmpeg.ffmpeg, [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i'],
    `color=black:size=288x160:rate=${rate}:duration=12,${blocks.join(',')}`,
    ...['-f', 'lavfi', '-i', 'anoisesrc=d=12:a=0.1', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', file],
  ]);
}

const make = (actor: Actor, startSeconds: number, endSeconds: number, title = 'It cries') =>
  room.call(actor, excerptRoutes.addExcerpt, {
    params: { clipId },
    body: { title, startSeconds, endSeconds },
  });
const play = (actor: Actor, excerptId: string) =>
  room.call(actor, excerptRoutes.playExcerpt, { params: { excerptId } });
const listed = async (actor: Actor) =>
  (await room.call(actor, excerptRoutes.listExcerpts, { params: { clipId } })).excerpts;
const get = (path: string) => fetch(room.url + path);

describe('an excerpt', () => {
  test('of a lecturer is found by whoever may watch the clip, one of a student only by them', async () => {
    const shared = await make(owner, 5, 7);
    const own = await make(student, 1, 3, 'Mine');
    expect(shared).toMatchObject({ status: 201, isMine: true, isShared: true });
    expect(own).toMatchObject({ isMine: true, isShared: false });
    expect((await listed(student)).map(({ id }) => id)).toEqual([own.id, shared.id]);
    expect((await listed(owner)).map(({ id }) => id)).toEqual([shared.id]);
    expect(await play(owner, own.id)).toMatchObject({ code: 'not_found' });
    const params = { excerptId: shared.id };
    expect(await room.call(student, excerptRoutes.removeExcerpt, { params })).toMatchObject({
      code: 'not_found',
    });
    for (const [actor, { id }] of [
      [owner, shared],
      [student, own],
    ] as const)
      await room.call(actor, excerptRoutes.removeExcerpt, { params: { excerptId: id } });
    expect(await listed(student)).toEqual([]);
  });

  test('of somebody who may not watch the clip, or beyond its ends, is refused', async () => {
    const stranger = await makeActor(
      room.database.db,
      await makeCourse(room.database.db),
      'lecturer',
    );
    const { id } = await make(owner, 5, 7);
    expect(await make(stranger, 5, 7)).toMatchObject({ code: 'not_found' });
    expect(await play(stranger, id)).toMatchObject({ code: 'not_found' });
    expect(await make(owner, 7, 5)).toMatchObject({ code: 'invalid_request' });
    expect(await make(owner, 5, 50)).toMatchObject({ code: 'invalid_request' });
  });

  test('gives nothing beyond the keyframes next to its points', async () => {
    const { id } = await make(owner, 5, 7);
    const playback = await play(student, id);
    expect(playback).toMatchObject({
      ...{ title: 'It cries', thumbnails: { count: 1, columns: 1, rows: 1, firstSeconds: 1 } },
      excerpt: { id, startSeconds: 5, endSeconds: 7 },
    });
    const base = playback.playlistUrl.replace('master.m3u8', '');
    const master = await (await get(playback.playlistUrl)).text();
    expect(master).toContain('v160/playlist.m3u8');
    const text = await (await get(`${base}v160/playlist.m3u8`)).text();
    const { segments, initUri } = parseMediaPlaylist(text);
    // Keyframes stand at 4, 6 and 8: what is before 4 is a gap, and after 8 there is nothing.
    expect(segments.map(({ durationSeconds }) => durationSeconds)).toEqual([4, 2, 2]);
    expect(text).toMatch(/#EXT-X-GAP\n#EXTINF:4\.000000,\n/);
    for (const [name, status] of Object.entries({
      [`v160/${initUri}`]: 200,
      ...{ 'v160/k00002.m4s': 200, 'v160/k00003.m4s': 200 },
      ...{ 'v160/k00001.m4s': 404, 'v160/k00004.m4s': 404, 'v160/s00000.m4s': 404 },
      ...{ 'v160/s00001.m4s': 404, 'v160/parts.json': 404, 'thumbs.jpg': 404 },
      ...{ 'poster.jpg': 404, 'poster-2.jpg': 404, 'v160/none.m4s': 404 },
      ...{ 'sound/playlist.m3u8': 200, 'sound/s00001.m4s': 404 },
    }))
      expect({ name, status: (await get(base + name)).status }).toEqual({ name, status });
  });

  test('has pictures of its own, and of nothing else', async () => {
    // Thumbnails show 0, 2, 4 … 10: of this excerpt 4 and 6, 0.5 and 2.5 seconds after its 0:00.
    const { id } = await make(owner, 3.5, 7);
    const { posterUrl, thumbnails } = await play(student, id);
    expect(thumbnails).toMatchObject({ count: 2, columns: 2, rows: 1, firstSeconds: 0.5 });
    expect(await numberIn(posterUrl ?? '', 'iw:0')).toBe(105);
    // The list of them shows it too.
    const inList = (await listed(student)).find((one) => one.id === id);
    expect(await numberIn(inList?.posterUrl ?? '', 'iw:0')).toBe(105);
    const sheet = thumbnails?.url ?? '';
    expect(await numberIn(sheet, 'iw/2:0')).toBe(120);
    expect(await numberIn(sheet, 'iw/2:iw/2')).toBe(180);
    const { id: short } = await make(owner, 8.1, 9.9);
    const between = await play(student, short);
    expect(between.thumbnails).toBeNull();
    expect(await numberIn(between.posterUrl ?? '', 'iw:0')).toBe(243);
    // A signed address of the excerpt opens no picture of the whole clip, whatever its name.
    const base = between.playlistUrl.replace('master.m3u8', '');
    for (const name of ['moments.jpg', 'thumbs.jpg', 'poster.jpg'])
      expect({ name, status: (await get(base + name)).status }).toEqual({ name, status: 404 });
  });

  /** The number that a picture carries. @param crop width and left edge, as ffmpeg writes them */
  async function numberIn(path: string, crop: string): Promise<number> {
    const response = await get(path);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    const file = join(room.dataDir, 'picture.jpg');
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    const [width, left] = crop.split(':');
    const filters = `crop=${width}:ih:${left}:0,scale=${bits}:1:flags=area,format=gray`;
    const { stdout } = await promisify(execFile)(
      room.ffmpeg.ffmpeg,
      ['-v', 'error', '-i', file, '-vf', filters, '-f', 'rawvideo', 'pipe:1'],
      { encoding: 'buffer' },
    );
    return [...stdout].reduce((sum, grey, bit) => sum + (grey > 128 ? 2 ** bit : 0), 0);
  }

  test('gives those bytes of a segment that lie within, and ranges of them', async () => {
    const whole = await room.call(student, clipRoutes.playClip, { params: { clipId } });
    const wholeBase = whole.playlistUrl.replace('master.m3u8', '');
    const segment = await bytes(`${wholeBase}v160/s00001.m4s`);
    const { id } = await make(owner, 6.5, 7);
    const base = (await play(student, id)).playlistUrl.replace('master.m3u8', '');
    const part = await bytes(`${base}v160/k00003.m4s`);
    expect(part.length).toBeLessThan(segment.length);
    expect(segment.subarray(-part.length)).toEqual(part);
    const response = await fetch(`${room.url}${base}v160/k00003.m4s`, {
      headers: { range: 'bytes=4-99999999' },
    });
    expect(response.headers.get('content-range')).toBe(`bytes 4-${part.length - 1}/${part.length}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(part.subarray(4));
    expect((await get(`${base}v160/k00002.m4s`)).status).toBe(404);
  });

  test('is all that somebody gets to whom a task shows only it, also by addresses they had', async () => {
    const pupil = await makeActor(room.database.db, course, 'student');
    const key = `${pupil.personId} ${clipId}`;
    const excerpt = { startSeconds: 5, endSeconds: 7 };
    const ask = (given: Span | null) =>
      room.call(pupil, clipRoutes.playClip, { params: { clipId }, body: { excerpt: given } });
    const standing = async (query: object) => {
      const params = { clipId };
      return (await room.call(pupil, clipRoutes.watchOn, { params, query })).status;
    };
    room.granted.add(key);
    const whole = await ask(null);
    expect((await get(whole.playlistUrl)).status).toBe(200);
    room.granted.delete(key);
    room.excerpts.set(key, [excerpt]);
    room.clock.aheadMs += VERDICT_LIFETIME_MS;
    expect((await get(whole.playlistUrl)).status).toBe(404);
    expect(await ask(null)).toMatchObject({ code: 'not_found' });
    expect(await ask({ startSeconds: 5, endSeconds: 7.5 })).toMatchObject({ code: 'not_found' });
    expect(await standing({})).toBe(404);
    expect(await standing(excerpt)).toBe(200);
    const playback = await ask(excerpt);
    expect(playback).toMatchObject({
      ...{ excerpt, durationSeconds: 2 },
      // Child A is seen in the first two seconds of the clip.
      people: [{ pseudonym: 'Child A', ranges: [] }],
    });
    expect((await get(playback.playlistUrl)).status).toBe(200);
    // Of whom nobody said when they are seen: all the time.
    const { db } = room.database;
    const [seen] = await db.select().from(filmedPeople).where(eq(filmedPeople.clipId, clipId));
    const setRanges = (ranges: [number, number][]) =>
      db.update(filmedPeople).set({ ranges }).where(eq(filmedPeople.clipId, clipId));
    await setRanges([]);
    expect((await ask(excerpt)).people).toMatchObject([{ ranges: [[0, 2]] }]);
    await setRanges(seen?.ranges ?? []);
    room.excerpts.delete(key);
    room.clock.aheadMs += VERDICT_LIFETIME_MS;
    expect((await get(playback.playlistUrl)).status).toBe(404);
  });

  test('has only its own words and its own sound', async () => {
    const params = { clipId, language: 'en' };
    const vtt = `WEBVTT secret\n\nNOTE secret\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:05.000 line:0\nsecret\n\n1\n00:00:04.500 --> 00:00:05.500\nHm.\n\n00:07.000 --> 00:08.000\nsecret`;
    await room.call(owner, clipRoutes.setCaptions, { params, body: { label: 'English', vtt } });
    const { id } = await make(owner, 5, 7);
    const playback = await play(student, id);
    const words = await (await get(playback.captions[0]?.url ?? '')).text();
    expect(words).toBe(
      'WEBVTT\n\nSTYLE\n::cue { color: red }\n\n1\n00:00:04.500 --> 00:00:05.500\nHm.\n\n',
    );
    const inPlaylist = playback.playlistUrl.replace('master.m3u8', 'subtitles/en/0.vtt');
    const said = await (await get(inPlaylist)).text();
    expect(said).toContain('Hm.');
    expect(said).not.toContain('secret');
    const waveform = (await (await get(playback.waveformUrl ?? '')).json()) as { peaks: number[] };
    // Ten a second, of these two seconds.
    expect(waveform.peaks.length).toBe(20);
    expect(playback.durationSeconds).toBe(2);
  });

  async function bytes(path: string): Promise<Buffer> {
    return Buffer.from(await (await get(path)).arrayBuffer());
  }
});

/** What the server knows of a clip. */
async function rowOf(id: string) {
  const [row] = await room.database.db.select().from(clips).where(eq(clips.id, id));
  if (!row) throw new Error('no clip');
  return row;
}

/** As if a preparation were under way, or over. */
async function setClaim(id: string, claim: string | null): Promise<void> {
  await room.database.db.update(clips).set({ claim }).where(eq(clips.id, id));
}

describe('in a browser', () => {
  let person: Person;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const browser = await openBrowser();
    close = () => browser.close();
    person = await openPerson(browser, { viewport: { width: 640, height: 480 } });
    const bundle = await build({
      stdin: {
        contents: `import '#elements/player/clip-player';
import { createApi } from '#elements/kit/api';
globalThis.createApi = createApi;`,
        resolveDir: new URL('.', import.meta.url).pathname,
        loader: 'ts',
      },
      ...{ bundle: true, format: 'esm', write: false, platform: 'browser', logLevel: 'error' },
    });
    await person.page.route('**/player.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: bundle.outputFiles[0]?.text ?? '',
      }),
    );
    await person.page.route('**/player.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><script type="module" src="player.js"></script>',
      }),
    );
  });
  afterAll(() => close());

  /** Opens a player on these addresses, at its first frame. */
  async function openPlayer(
    playback: Playback,
    { soundAlone = false, token = '' } = {},
  ): Promise<Page> {
    const { page } = person;
    await page.goto(`${room.url}/player.html`);
    await page.evaluate(
      async ([given, isSoundAlone, ownToken]) => {
        await customElements.whenDefined('lookfor-player');
        const player = document.createElement('lookfor-player');
        const tokenExpiresAt = new Date(Date.now() + 3_600_000).toISOString();
        if (ownToken) player.api = createApi({ boot: { token: ownToken, tokenExpiresAt } });
        player.playback = given;
        player.soundAlone = isSoundAlone;
        player.muted = true;
        document.body.append(player);
      },
      [playback, soundAlone, token] as const,
    );
    await page.waitForFunction(
      () => document.querySelector<LookforPlayer>('lookfor-player')?.controller.isReady === true,
    );
    return page;
  }

  /** Shows the frame at a time and reads the number that it carries. */
  function numberAt(page: Page, seconds: number): Promise<number> {
    return page.evaluate(
      async ([at, count]) => {
        const player = document.querySelector('lookfor-player');
        const video = player?.shadowRoot?.querySelector('video');
        if (!player || !video) throw new Error('no player');
        const shown = new Promise<void>((done) => {
          const look = () =>
            video.requestVideoFrameCallback((_, { mediaTime }) => {
              // A frame from before may be shown still.
              if (Math.abs(mediaTime - video.currentTime) < 0.05) done();
              else look();
            });
          look();
        });
        player.controller.seek(at);
        await shown;
        const canvas = new OffscreenCanvas(count * 32, 160);
        const context = canvas.getContext('2d');
        context?.drawImage(video, 0, 0, canvas.width, canvas.height);
        let number = 0;
        for (let bit = 0; bit < count; bit++) {
          const [red = 0] = context?.getImageData(bit * 32 + 16, 80, 1, 1).data ?? [];
          if (red > 128) number += 2 ** bit;
        }
        return number;
      },
      [seconds, bits] as const,
    );
  }

  test('a seek shows the frame that was sought', async () => {
    const playback = await room.call(student, clipRoutes.playClip, { params: { clipId } });
    const page = await openPlayer(playback);
    for (const frame of [299, 1, 119, 120, 121, 61, 200, 358, 59, 240]) {
      const seconds = (frame + 0.4) / rate;
      const seen = await numberAt(page, seconds);
      expect(Math.abs(seen - frame), `frame ${frame}, seen ${seen}`).toBeLessThanOrEqual(1);
    }
  });

  test('sharper pictures are taken up at the next pause, where the clip stands', async () => {
    const file = join(room.dataDir, 'sharper.mp4');
    await promisify(execFile)(room.ffmpeg.ffmpeg, [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=640x480:rate=30:duration=8'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file],
    ]);
    const id = await adoptClip(room, owner, file, { isPrepared: true });
    const { media } = await rowOf(id);
    const master = join(room.dataDir, 'files', 'served', id, media?.run ?? '', 'master.m3u8');
    const whole = await readFile(master, 'utf8');
    // As it was while only the first of its pictures was made.
    await writeFile(master, whole.replace(/#EXT-X-STREAM-INF[^\n]*\nv480[^\n]*\n/, ''));
    await setClaim(id, randomUUID());

    const playback = await room.call(owner, clipRoutes.playClip, { params: { clipId: id } });
    expect(playback.isGrowing).toBe(true);
    await person.page.setViewportSize({ width: 1400, height: 900 });
    const asked: string[] = [];
    person.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const page = await openPlayer(playback, { token: room.token(owner) });
    await page.evaluate(async () => {
      const { controller } = document.querySelector('lookfor-player') ?? {};
      controller?.seek(5.5);
      await controller?.play();
    });
    await page.waitForFunction(
      () => (document.querySelector('lookfor-player')?.controller.currentSeconds ?? 0) > 5.6,
    );
    await writeFile(master, whole);
    await setClaim(id, null);
    await page.evaluate(() => document.querySelector('lookfor-player')?.controller.pause());
    const before = await page.evaluate(stand);
    await page.waitForFunction(() => {
      const player = document.querySelector('lookfor-player');
      return player?.shadowRoot?.querySelector('video')?.videoHeight === 480;
    });
    expect(asked.filter((path) => path.endsWith('/master.m3u8'))).toHaveLength(2);
    expect(await page.evaluate(stand)).toBeCloseTo(before, 2);
  });

  test('an excerpt stands at its own 0:00 and does not leave itself', async () => {
    const { id } = await make(owner, 5.5, 7);
    const asked: string[] = [];
    person.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const page = await openPlayer(await play(student, id));
    expect(await page.evaluate(stand)).toBeCloseTo(0, 1);
    expect(
      await page.evaluate(
        () => document.querySelector('lookfor-player')?.controller.durationSeconds,
      ),
    ).toBe(1.5);
    for (const [seconds, frame] of [
      [1.01, 195],
      [0.01, 165],
      [-4, 165],
      [11, 210],
    ] as const)
      expect(Math.abs((await numberAt(page, seconds)) - frame)).toBeLessThanOrEqual(1);
    await page.evaluate(() => {
      const { controller } = document.querySelector('lookfor-player') ?? {};
      // Slowly, so that a machine with other work does not miss the end.
      controller?.setRate(0.5);
      controller?.seek(0.1);
    });
    await page.evaluate(() => document.querySelector('lookfor-player')?.play());
    await page.waitForFunction(() => {
      const controller = document.querySelector('lookfor-player')?.controller;
      return controller && !controller.isPlaying && controller.currentSeconds > 1;
    });
    expect(Math.abs((await page.evaluate(stand)) - 1.5)).toBeLessThan(0.15);
    const segments = asked.filter((path) => path.endsWith('.m4s')).map((path) => path.slice(-10));
    expect([...new Set(segments)].sort()).toEqual(['k00002.m4s', 'k00003.m4s']);
    expect(person.scriptErrors).toEqual([]);
  });

  test('the viewer’s own name moves over the picture, in full screen too', async () => {
    const params = { clipId };
    const setWatermark = (isWatermarked: boolean) =>
      room.call(owner, careRoutes.setWatermark, { params, body: { isWatermarked } });
    await setWatermark(true);
    const playback = await room.call(student, clipRoutes.playClip, { params });
    await setWatermark(false);
    const { watermark } = playback;
    expect(watermark).toMatch(/\S/);
    const page = await openPlayer(playback);
    const name = page.locator('lookfor-player .viewer-name');
    await name.waitFor();
    expect(await name.textContent()).toBe(watermark);
    const placeAt = (seconds: number) =>
      name.evaluate((element, at) => {
        const [moving] = element.getAnimations();
        if (!moving) throw new Error('it stands still');
        moving.pause();
        moving.currentTime = at * 1_000;
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const stage = element.closest('.stage')?.getBoundingClientRect() ?? new DOMRect();
        const isOver =
          left >= stage.left && right <= stage.right && top >= stage.top && bottom <= stage.bottom;
        return { place: `${Math.round(left)} ${Math.round(top)}`, isOver };
      }, seconds);
    const expectToWander = async (): Promise<void> => {
      const seen = [await placeAt(1), await placeAt(21), await placeAt(41), await placeAt(61)];
      expect(seen.map(({ isOver }) => isOver)).toEqual([true, true, true, true]);
      expect(new Set(seen.map(({ place }) => place)).size).toBe(4);
    };
    await expectToWander();
    await page.getByRole('button', { name: 'Enlarge' }).click();
    await page.waitForFunction(() => document.fullscreenElement !== null);
    await expect.poll(() => name.isVisible()).toBe(true);
    const isInside = await name.evaluate((element) => {
      const root = element.getRootNode() as ShadowRoot;
      return root.fullscreenElement?.contains(element);
    });
    expect(isInside).toBe(true);
    await expectToWander();
    await page.evaluate(() => document.exitFullscreen());
  });

  test('an audio description holds the clip until somebody goes on', async () => {
    const language = 'en';
    const vtt =
      'WEBVTT\n\n00:00.000 --> 00:01.000\nA shelf.\n\n00:01.000 --> 00:02.000\nA tower of four stands.\n';
    await room.call(owner, captionRoutes.writeTrack, {
      params: { clipId, kind: 'descriptions', language },
      body: { label: 'English', vtt, isDraft: false, baseRevision: 0 },
    });
    const playback = await room.call(student, clipRoutes.playClip, { params: { clipId } });
    const page = await openPlayer(playback);
    // A device without a voice.
    await page.evaluate(() => Object.defineProperty(globalThis, 'speechSynthesis', {}));
    const reading = page.locator('lookfor-player .described');
    /** At rest at a time: nothing is left of what was playing, however far it has come. */
    const standAt = async (seconds: number): Promise<void> => {
      await page.evaluate((at) => {
        const { controller } = document.querySelector('lookfor-player') ?? {};
        controller?.pause();
        controller?.seek(at);
      }, seconds);
      await page.waitForFunction((at) => {
        const player = document.querySelector('lookfor-player');
        const video = player?.shadowRoot?.querySelector('video');
        return video?.paused && !video.seeking && Math.abs(video.currentTime - at) < 0.05;
      }, seconds);
    };
    await page.evaluate(() => document.querySelector('lookfor-player')?.focus());
    await page.keyboard.press('Space');
    await page.waitForFunction(
      () => (document.querySelector('lookfor-player')?.controller.currentSeconds ?? 0) > 1.2,
    );
    expect(await reading.count()).toBe(0);
    await standAt(0.5);
    // Slowly, so that a machine with other work sees every second of it.
    await page.evaluate(() => document.querySelector('lookfor-player')?.controller.setRate(0.25));
    await page.keyboard.press('d');
    await page.getByText('Audio description on.').waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await reading.getByText('A tower of four stands.').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('A tower of four stands.');
    const heldAt = await page.evaluate(stand);
    expect(heldAt).toBeGreaterThan(0.9);
    expect(heldAt).toBeLessThan(2);
    await page.keyboard.press('Space');
    await page.waitForFunction(
      (before) =>
        (document.querySelector('lookfor-player')?.controller.currentSeconds ?? 0) > before + 0.3,
      heldAt,
    );
    expect(await reading.count()).toBe(0);
    // What begins with the clip is read before anything moves.
    await standAt(0);
    await page.keyboard.press('Space');
    await reading.getByText('A shelf.').waitFor();
    expect(await page.evaluate(stand)).toBeLessThan(0.9);
    await page.keyboard.press('Space');
    await reading.getByText('A tower of four stands.').waitFor();
    expect(person.scriptErrors).toEqual([]);

    // Whoever plays before the words are fetched misses none of them: the clip waits.
    const words = Promise.withResolvers<undefined>();
    const { pathname } = new URL(playback.descriptions[0]?.url ?? '', room.url);
    const isWords = (url: URL) => url.pathname === pathname;
    await page.route(isWords, async (route) => {
      await words.promise;
      await route.continue();
    });
    await openPlayer(playback);
    await page.evaluate(() => Object.defineProperty(globalThis, 'speechSynthesis', {}));
    const asked = page.waitForRequest((request) => isWords(new URL(request.url())));
    await page.evaluate(() => document.querySelector('lookfor-player')?.focus());
    await page.keyboard.press('d');
    await asked;
    await page.keyboard.press('Space');
    const isStanding = await page.evaluate(async () => {
      const video = document.querySelector('lookfor-player')?.shadowRoot?.querySelector('video');
      for (let frame = 0; frame < 20 && video?.paused; frame += 1)
        await new Promise(requestAnimationFrame);
      return video?.paused;
    });
    expect(isStanding).toBe(true);
    words.resolve(undefined);
    await reading.getByText('A shelf.').waitFor();
    await page.unroute(isWords);
  });

  test('the sound alone plays without a picture being asked for', async () => {
    const playback = await room.call(student, clipRoutes.playClip, { params: { clipId } });
    const asked: string[] = [];
    person.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const page = await openPlayer(playback, { soundAlone: true });
    await page.evaluate(() => document.querySelector('lookfor-player')?.play());
    await page.waitForFunction(
      () => (document.querySelector('lookfor-player')?.controller.currentSeconds ?? 0) > 0.3,
    );
    const folders = asked.flatMap((path) => /\/(\w+)\/[^/]+\.(?:m4s|mp4)$/.exec(path)?.[1] ?? []);
    expect([...new Set(folders)]).toEqual(['sound']);
  });

  const stand = () => document.querySelector('lookfor-player')?.controller.currentSeconds ?? -1;
});

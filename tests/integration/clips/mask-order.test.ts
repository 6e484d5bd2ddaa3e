import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clipRoutes, type Clip } from '#contract/clips';
import type { MaskPlan } from '#contract/masking';
import { clips } from '#server/clips/clips.table';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { openClipRoom, type ClipRoom } from './clip-room.ts';

const run = promisify(execFile);
const WIDTH = 640;
const HEIGHT = 360;

let room: ClipRoom;
let lecturer: Actor;
let film: Buffer;

beforeAll(async () => {
  room = await openClipRoom();
  lecturer = await makeActor(room.database.db, await makeCourse(room.database.db), 'lecturer');
  film = await makeFilm(join(room.dataDir, 'film.mp4'), 6);
});
afterAll(() => room.close());

/** A red square of 60 pixels moves to the right over stripes, 80 pixels in a second, with a tone. */
async function makeFilm(file: string, seconds: number): Promise<Buffer> {
  await run(room.ffmpeg.ffmpeg, [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i'],
    `color=white:size=${WIDTH}x${HEIGHT}:rate=25:duration=${seconds},drawgrid=w=16:h=16:t=8:c=blue`,
    ...['-f', 'lavfi', '-i', `color=red:size=60x60:rate=25:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `aevalsrc=0.3*sin(2*PI*440*t):s=48000:d=${seconds}`],
    ...['-filter_complex', '[0][1]overlay=x=40+80*t:y=150'],
    ...['-map', '2:a', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'aac', '-metadata', 'location=+52.2297+021.0122/', file],
  ]);
  return readFile(file);
}

/** The square is followed with 20 pixels to spare; a stripe stays blurred, another becomes squares. */
const plan: MaskPlan = {
  boxes: [
    {
      style: 'black',
      range: [1, 4],
      keys: [1, 4].map((atSeconds) => ({
        atSeconds,
        x: (20 + 80 * atSeconds) / WIDTH,
        y: 130 / HEIGHT,
        width: 100 / WIDTH,
        height: 100 / HEIGHT,
      })),
    },
    {
      style: 'pixelate',
      range: [0, 6],
      keys: [{ atSeconds: 0, x: 0, y: 0, width: 0.25, height: 0.25 }],
    },
    {
      style: 'blur',
      range: [0, 6],
      keys: [{ atSeconds: 0, x: 0.75, y: 0, width: 0.25, height: 0.25 }],
    },
  ],
  sounds: [
    { style: 'mute', range: [1, 2] },
    { style: 'beep', range: [3, 4] },
  ],
};

/** The picture of a film at a moment, in RGB. */
async function frameAt(file: string, seconds: number): Promise<Buffer> {
  const { stdout } = await run(
    room.ffmpeg.ffmpeg,
    [
      ...['-v', 'error', '-i', file, '-ss', String(seconds), '-frames:v', '1'],
      ...['-vf', `scale=${WIDTH}:${HEIGHT}`, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', maxBuffer: 2 ** 26 },
  );
  return stdout;
}

/** How many pixels are red, and how strong the stripes are within a rectangle (mean difference). */
function looks(frame: Buffer, [x, y, w, h]: readonly [number, number, number, number]) {
  let red = 0;
  let difference = 0;
  for (let row = y; row < y + h; row++)
    for (let column = x; column < x + w - 1; column++) {
      const at = (row * WIDTH + column) * 3;
      const [r = 0, g = 0, b = 0] = [frame[at], frame[at + 1], frame[at + 2]];
      if (r > 150 && g < 90 && b < 90) red += 1;
      difference += Math.abs((frame[at + 3] ?? 0) - r);
    }
  return { red, stripes: difference / (w * h) };
}

/** The strength (dB) of what is left of the sound around a frequency. */
async function loudAt(file: string, from: number, to: number, hertz: number): Promise<number> {
  const band = `bandpass=f=${hertz}:width_type=h:w=60`;
  const { stderr } = await run(room.ffmpeg.ffmpeg, [
    ...['-nostdin', '-i', file, '-vn', '-af'],
    `atrim=${from}:${to},${band},${band},volumedetect`,
    ...['-f', 'null', '-'],
  ]);
  return Number(/mean_volume: (-?[\d.]+|-inf) dB/.exec(stderr)?.[1]);
}

async function begin(masking: object | undefined, bytes = film.length): Promise<Clip> {
  return room.call(lecturer, clipRoutes.createClip, {
    body: { fileName: 'circle.mp4', bytes, ...(masking && { masking }) } as never,
  });
}

async function send(clipId: string, body: Buffer): Promise<void> {
  const headers = {
    authorization: `Bearer ${room.token(lecturer)}`,
    'tus-resumable': '1.0.0',
  };
  const metadata = `clipId ${Buffer.from(clipId).toString('base64')}`;
  const begun = await fetch(`${room.url}/api/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(body.length), 'upload-metadata': metadata },
  });
  expect(begun.status).toBe(201);
  const sent = await fetch(`${room.url}/api/uploads/${clipId}`, {
    method: 'PATCH',
    headers: {
      ...headers,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(body),
  });
  expect(sent.status).toBe(204);
}

const see = (clipId: string) => room.call(lecturer, clipRoutes.getClip, { params: { clipId } });
const master = (clipId: string) => join(room.dataDir, 'files', 'masters', clipId);
const rowOf = async (clipId: string) =>
  (await room.database.db.select().from(clips).where(eq(clips.id, clipId)))[0];

/** Every file below a folder whose bytes are those of the film as it came. */
async function copiesOf(original: Buffer): Promise<string[]> {
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const found: string[] = [];
  for (const entry of await readdir(room.dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || (await stat(path)).size !== original.length) continue;
    if (hash(await readFile(path)) === hash(original)) found.push(entry.name);
  }
  return found;
}

async function expectMasked(file: string): Promise<void> {
  for (const seconds of [1.2, 2, 2.52, 3.88]) {
    const frame = await frameAt(file, seconds);
    expect(looks(frame, [0, 100, WIDTH, 200]).red).toBe(0);
    // Beside the box the film is as it was.
    expect(looks(frame, [0, 260, WIDTH, 80]).stripes).toBeGreaterThan(10);
  }
  const open = await frameAt(file, 5);
  expect(looks(open, [0, 100, WIDTH, 200]).red).toBeGreaterThan(2000);
  for (const corner of [0, 490] as const)
    expect(looks(open, [corner + 8, 8, 140, 70]).stripes).toBeLessThan(4);
  expect(await loudAt(file, 1.1, 1.9, 440)).toBeLessThan(-60);
  expect(await loudAt(file, 1.1, 1.9, 1000)).toBeLessThan(-60);
  expect(await loudAt(file, 3.1, 3.9, 440)).toBeLessThan(-50);
  expect(await loudAt(file, 3.1, 3.9, 1000)).toBeGreaterThan(-35);
  expect(await loudAt(file, 4.3, 5.5, 440)).toBeGreaterThan(-30);
}

test('the server masks what an order names, and the film as it came is nowhere any more', async () => {
  const { id } = await begin({ by: 'server', plan });
  await send(id, film);
  expect(await see(id)).toMatchObject({
    state: 'waiting',
    masking: { by: 'server', picture: [[0, 6]], finishedAt: null },
  });
  expect(await copiesOf(film)).toEqual(['film.mp4', id]);
  await room.prepare({ id }, lecturer);

  const clip = await see(id);
  expect(clip).toMatchObject({ state: 'ready', failure: null });
  expect(clip.masking?.sound).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(Date.parse(clip.masking?.finishedAt ?? '')).toBeGreaterThan(0);
  expect(await copiesOf(film)).toEqual(['film.mp4']);
  const row = await rowOf(id);
  expect(row?.maskPlan).toBeNull();
  expect((await readFile(master(id))).includes('+52.2297')).toBe(false);
  const served = join(room.dataDir, 'files', 'served', id, row?.media?.run ?? '');
  await expectMasked(master(id));
  await expectMasked(join(served, row?.media?.renditions?.[0]?.name ?? '', 'playlist.m3u8'));
  const playback = await room.call(lecturer, clipRoutes.playClip, {
    params: { clipId: id },
    body: { purpose: 'training' },
  });
  expect(playback.covered?.picture).toEqual([[0, 6]]);
});

test('killed while it masks, the server has made nothing that could be served; the next one masks', async () => {
  const long = await makeFilm(join(room.dataDir, 'long.mp4'), 16);
  const { id } = await begin({ by: 'server', plan }, long.length);
  await send(id, long);
  const worker = spawn(
    process.execPath,
    [fileURLToPath(new URL('preparing-worker.ts', import.meta.url))],
    {
      env: {
        ...process.env,
        WORKER_DATABASE_URL: room.database.url,
        WORKER_DATA_DIR: room.dataDir,
        WORKER_TENANT: lecturer.tenantId,
        WORKER_CLIP: id,
      },
    },
  );
  await vi.waitUntil(
    async () =>
      ((await stat(join(room.dataDir, 'work', id, 'masked.mp4')).catch(() => null))?.size ?? 0) > 0,
    { timeout: 60_000, interval: 20 },
  );
  worker.kill('SIGKILL');
  await new Promise((done) => worker.once('exit', done));
  expect(await see(id)).toMatchObject({ state: 'processing', masking: { finishedAt: null } });
  expect(await readdir(join(room.dataDir, 'files', 'served', id)).catch(() => [])).toEqual([]);
  const refused = await room.call(lecturer, clipRoutes.playClip, {
    params: { clipId: id },
    body: { purpose: 'training' },
  });
  expect(refused.code).toBe('clip_not_ready');

  await room.prepare({ id }, lecturer);
  expect(await see(id)).toMatchObject({ state: 'ready' });
  expect(await copiesOf(long)).toEqual(['long.mp4']);
  expect(looks(await frameAt(master(id), 2), [0, 100, WIDTH, 200]).red).toBe(0);
});

test('a file that the browser masked is prepared as it is, and its stretches are known', async () => {
  const { id } = await begin({ by: 'browser', plan });
  const clip = await see(id);
  expect(clip.masking).toMatchObject({ by: 'browser', picture: [[0, 6]] });
  expect(clip.masking?.finishedAt).not.toBeNull();
  expect((await rowOf(id))?.maskPlan).toBeNull();
});

test('a file that cannot be masked is not served, and the order stays', async () => {
  const text = Buffer.from('Monday: bring the wooden blocks.\n'.repeat(50));
  const { id } = await begin({ by: 'server', plan }, text.length);
  await send(id, text);
  await room.prepare({ id }, lecturer);
  expect(await see(id)).toMatchObject({ state: 'failed', failure: 'not_media' });
  expect((await rowOf(id))?.maskPlan).toEqual(plan);
});

test('a plan that says nothing is refused; so is one where nobody could carry it out', async () => {
  expect((await begin({ by: 'server', plan: { boxes: [], sounds: [] } })).state).toBeUndefined();
  const plainRoom = await openClipRoom({ ffmpeg: null });
  try {
    const { db } = plainRoom.database;
    const owner = await makeActor(db, await makeCourse(db), 'lecturer');
    const order = (by: 'server' | 'browser') =>
      plainRoom.call(owner, clipRoutes.createClip, {
        body: { fileName: 'circle.mp4', bytes: 1000, masking: { by, plan } },
      });
    expect(await order('server')).toMatchObject({ code: 'needs_ffmpeg' });
    expect(await order('browser')).toMatchObject({ status: 201 });
  } finally {
    await plainRoom.close();
  }
});

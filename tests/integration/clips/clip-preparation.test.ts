import { execFile, spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { clipRoutes } from '#contract/clips';
import type { TranscodeStage } from '#contract/vocabulary';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse } from '../../support/factories.ts';
import {
  openMediaSamples,
  type MediaSamples,
  type SampleName,
} from '../../support/media-samples.ts';
import { openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let samples: MediaSamples;
let lecturer: Actor;
beforeAll(async () => {
  room = await openClipRoom();
  samples = await openMediaSamples(room.ffmpeg);
  lecturer = await makeActor(room.database.db, await makeCourse(room.database.db), 'lecturer');
});
afterAll(async () => {
  await room.close();
  await samples.remove();
});

async function arrive(file: string): Promise<{ id: string }> {
  const id = await room.clips.adoptFile(room.database.db, {
    ...{ tenantId: lecturer.tenantId, ownerId: lecturer.personId },
    ...{ file, demoKey: `key-${Math.random()}`, title: 'A clip', people: [] },
  });
  return { id };
}

const see = ({ id }: { id: string }) =>
  room.call(lecturer, clipRoutes.getClip, { params: { clipId: id } });

/** Everything that lies in the served folder of a clip, and what is being worked on. */
async function leftovers({ id }: { id: string }): Promise<string[]> {
  const served = await readdir(join(room.dataDir, 'files', 'served', id)).catch(() => []);
  const work = await readdir(join(room.dataDir, 'work')).catch(() => []);
  return [...served, ...work.filter((name) => name.includes(id))];
}

describe('files that are refused', () => {
  test.each<[SampleName, string]>([
    ['textAsFilm', 'not_media'],
    ['empty', 'empty_file'],
    ['cutAfterIndex', 'truncated_file'],
    ['cutBeforeIndex', 'truncated_file'],
    ['hugeHeader', 'truncated_file'],
    ['hugeFrame', 'too_large'],
    ['soundOnly', 'no_picture'],
    ['stillPicture', 'not_media'],
    ['playlistAsFilm', 'not_media'],
    ['scriptAsFilm', 'not_media'],
  ])('%s: %s', async (name, code) => {
    const clip = await arrive(await samples.path(name));
    await room.prepare(clip, lecturer);
    expect(await see(clip)).toMatchObject({ state: 'failed', failure: code, progress: null });
    expect(await leftovers(clip)).toEqual([]);
  });
});

describe('files that become clips', () => {
  test.each<[SampleName, { width: number; height: number; hasAudio: boolean }]>([
    ['withoutSound', { width: 640, height: 360, hasAudio: false }],
    ['hevcRotated', { width: 360, height: 640, hasAudio: true }],
    ['variableRate', { width: 320, height: 240, hasAudio: true }],
    ['oddSize', { width: 426, height: 240, hasAudio: true }],
    ['tenBit', { width: 320, height: 180, hasAudio: true }],
  ])('%s', async (name, facts) => {
    const clip = await arrive(await samples.path(name));
    await room.prepare(clip, lecturer);
    const ready = await see(clip);
    expect(ready).toMatchObject({ state: 'ready', failure: null, progress: null });
    expect(ready.hasAudio).toBe(facts.hasAudio);
    expect(Math.abs((ready.width ?? 0) - facts.width)).toBeLessThanOrEqual(2);
    expect(Math.abs((ready.height ?? 0) - facts.height)).toBeLessThanOrEqual(2);
    expect(ready.posterUrl).toMatch(/^\/media\/[\w-]+\/poster\.jpg$/);
    expect(ready.quality?.width).toBe(name === 'oddSize' ? 427 : facts.width);
    expect(await leftovers(clip)).toHaveLength(1);
  });
});

test('the verdict on picture and sound comes in the words of the contract', async () => {
  const clip = await arrive(await samples.path('darkAndQuiet'));
  await room.prepare(clip, lecturer);
  const { quality } = await see(clip);
  expect(quality).toMatchObject({ picture: 'dark', sound: 'quiet', length: 'short' });
  expect(quality?.loudnessLufs).toBeLessThan(-31);
});

test('without ffmpeg, what browsers play becomes a clip and the rest waits for it', async () => {
  const plainRoom = await openClipRoom({ ffmpeg: null });
  try {
    const owner = await makeActor(
      plainRoom.database.db,
      await makeCourse(plainRoom.database.db),
      'lecturer',
    );
    const expected = { plain: ['ready', null], recorderWebm: ['failed', 'needs_ffmpeg'] } as const;
    for (const [name, [state, failure]] of Object.entries(expected)) {
      const clipId = await plainRoom.clips.adoptFile(plainRoom.database.db, {
        ...{ tenantId: owner.tenantId, ownerId: owner.personId, demoKey: name, title: name },
        ...{ file: await samples.path(name as SampleName), people: [] },
      });
      await plainRoom.prepare({ id: clipId }, owner);
      const clip = await plainRoom.call(owner, clipRoutes.getClip, { params: { clipId } });
      expect(clip).toMatchObject({ state, failure, posterUrl: null });
    }
  } finally {
    await plainRoom.close();
  }
});

test('a failed clip is prepared again from the file that is kept', async () => {
  const clip = await arrive(await samples.path('textAsFilm'));
  await room.prepare(clip, lecturer);
  const retried = await room.call(lecturer, clipRoutes.retryClip, { params: { clipId: clip.id } });
  expect(retried).toMatchObject({ state: 'waiting', failure: null });
  await room.prepare(clip, lecturer);
  expect(await see(clip)).toMatchObject({ state: 'failed', failure: 'not_media' });
});

test('preparing a clip that is ready, or gone, changes nothing', async () => {
  const clip = await arrive(await samples.path('plain'));
  await room.prepare(clip, lecturer);
  const before = await leftovers(clip);
  /** As a process leaves it that is killed when it is all but done. */
  const leaveCopy = async () => {
    const work = join(room.dataDir, 'work', clip.id);
    await mkdir(work, { recursive: true });
    await writeFile(join(work, 'master'), 'a copy of the film');
  };
  await leaveCopy();
  await room.prepare(clip, lecturer);
  expect(await leftovers(clip)).toEqual(before);
  await room.call(lecturer, clipRoutes.removeClip, { params: { clipId: clip.id } });
  await leaveCopy();
  await room.prepare(clip, lecturer);
  expect(await leftovers(clip)).toEqual([]);
});

test('a clip that is removed while it is prepared leaves nothing', async () => {
  const clip = await arrive(await longFilm());
  const preparing = room.prepare(clip, lecturer);
  await vi.waitFor(async () => expect((await see(clip)).progress?.stage).toBe('first'), 90_000);
  await room.call(lecturer, clipRoutes.removeClip, { params: { clipId: clip.id } });
  await preparing;
  expect(await leftovers(clip)).toEqual([]);
});

test('a process that stops gives the clip back, to be prepared by the next one', async () => {
  const clip = await arrive(await samples.path('plain'));
  const stopping = new AbortController();
  stopping.abort();
  await expect(room.prepare(clip, lecturer, stopping.signal)).rejects.toThrow('cancelled');
  expect((await see(clip)).state).toBe('processing');
  await room.prepare(clip, lecturer);
  expect((await see(clip)).state).toBe('ready');
});

const workerScript = fileURLToPath(new URL('./preparing-worker.ts', import.meta.url));
const workerEnvironment = (clip: { id: string }) => ({
  ...process.env,
  WORKER_DATABASE_URL: room.database.url,
  WORKER_DATA_DIR: room.dataDir,
  WORKER_TENANT: lecturer.tenantId,
  WORKER_CLIP: clip.id,
});

/** Prepares a clip in a process of its own, which is killed when it reaches a stage. */
async function prepareAndKill(clip: { id: string }, stage: TranscodeStage): Promise<void> {
  const worker = spawn(process.execPath, [workerScript], {
    env: workerEnvironment(clip),
    stdio: 'inherit',
  });
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  await vi.waitFor(async () => expect((await see(clip)).progress?.stage).toBe(stage), 90_000);
  worker.kill('SIGKILL');
  await ended;
}

/** Runs a command that sees a disk of 32 kB where clips are worked on, if the system lends one. */
function onSmallDisk(work: string, ...command: string[]): string[] {
  const mount = 'mount -t tmpfs -o size=32k tmpfs "$0" && exec "$@"';
  return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, work, ...command];
}

test('a disk that is full fails a clip with a reason, keeps its film, and leaves nothing behind', async () => {
  const work = join(room.dataDir, 'work');
  await mkdir(work, { recursive: true });
  const clip = await arrive(await samples.path('plain'));
  const run = promisify(execFile);
  const [first = '', ...rest] = onSmallDisk(work, 'true');
  const isLent = await run(first, rest).then(
    () => true,
    () => false,
  );
  const command = [process.execPath, workerScript];
  const [program = '', ...args] = isLent ? onSmallDisk(work, ...command) : command;
  const worker = spawn(program, args, { env: workerEnvironment(clip), stdio: 'inherit' });
  // It ends by itself when it has tidied up, not when the clip says how it went.
  await new Promise((resolve) => worker.once('exit', resolve));
  const found = await see(clip);
  expect([found.state, found.failure]).toEqual(
    isLent ? ['failed', 'storage_full'] : ['ready', null],
  );
  expect((await leftovers(clip)).length).toBe(isLent ? 0 : 1);
  // With room again, its owner tries once more.
  if (isLent) await room.call(lecturer, clipRoutes.retryClip, { params: { clipId: clip.id } });
  await room.prepare(clip, lecturer);
  expect(await see(clip)).toMatchObject({ state: 'ready', failure: null, progress: null });
});

const playlistOf = async (clip: { id: string }, file: string) => {
  const { playlistUrl } = await room.call(lecturer, clipRoutes.playClip, {
    params: { clipId: clip.id },
  });
  const response = await fetch(room.url + playlistUrl.replace('master.m3u8', file));
  return { status: response.status, text: await response.text() };
};

test('a clip plays before all of it is made, also when every worker is killed half-way', async () => {
  const clip = await arrive(await longFilm('1280x720', 6));
  await prepareAndKill(clip, 'first');
  expect(await see(clip)).toMatchObject({ state: 'processing', posterUrl: null });
  const early = await room.call(lecturer, clipRoutes.playClip, { params: { clipId: clip.id } });
  expect(early).toMatchObject({ status: 409, code: 'clip_not_ready' });

  await prepareAndKill(clip, 'picture');
  expect(await see(clip)).toMatchObject({ state: 'ready', progress: { stage: 'picture' } });
  const small = await playlistOf(clip, 'master.m3u8');
  expect(small.text.match(/^v\d+/gm)).toEqual(['v360']);
  const before = await playlistOf(clip, 'v360/playlist.m3u8');
  const [run] = await leftovers(clip);

  await room.prepare(clip, lecturer);
  expect(await see(clip)).toMatchObject({ state: 'ready', progress: null, width: 1280 });
  const whole = await playlistOf(clip, 'master.m3u8');
  expect(whole.text.match(/^v\d+/gm)).toEqual(['v720', 'v360']);
  // Whoever was watching the small picture goes on with the same addresses.
  expect(await leftovers(clip)).toEqual([run]);
  expect(await playlistOf(clip, 'v360/playlist.m3u8')).toEqual(before);
});

test.each<[TranscodeStage, object]>([
  ['first', { state: 'failed', failure: 'transcode_cancelled', progress: null }],
  ['picture', { state: 'ready', failure: 'transcode_cancelled', progress: null }],
])('a preparation is stopped during "%s", and begun again', async (stage, stopped) => {
  const clip = await arrive(await longFilm('1280x720', 6));
  const preparing = room.prepare(clip, lecturer);
  await vi.waitFor(async () => expect((await see(clip)).progress?.stage).toBe(stage), 90_000);
  const params = { clipId: clip.id };
  expect(await room.call(lecturer, clipRoutes.cancelPreparation, { params })).toMatchObject(
    stopped,
  );
  await preparing;
  expect(await see(clip)).toMatchObject(stopped);
  expect(await leftovers(clip)).toHaveLength(stage === 'picture' ? 1 : 0);

  await room.call(lecturer, clipRoutes.retryClip, { params });
  await room.prepare(clip, lecturer);
  expect(await see(clip)).toMatchObject({ state: 'ready', failure: null, height: 720 });
});

test('the poster is chosen among pictures of the film', async () => {
  const clip = await arrive(await samples.path('plain'));
  await room.prepare(clip, lecturer);
  const { posters, posterUrl } = await see(clip);
  expect(posters).toHaveLength(4);
  expect(posterUrl).toMatch(/\/poster\.jpg$/);
  const params = { clipId: clip.id };
  const name = posters[2]?.name ?? '';
  const chosen = await room.call(lecturer, clipRoutes.choosePoster, { params, body: { name } });
  expect(chosen.posterUrl).toMatch(new RegExp(`/${name}$`));
  const picture = await fetch(room.url + (chosen.posterUrl ?? ''));
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
  const body = { name: '../../master' };
  expect(await room.call(lecturer, clipRoutes.choosePoster, { params, body })).toMatchObject({
    code: 'not_found',
  });
});

test('a worker takes the job from the queue', async () => {
  const quickRoom = await openClipRoom({ ffmpeg: null });
  try {
    const owner = await makeActor(
      quickRoom.database.db,
      await makeCourse(quickRoom.database.db),
      'lecturer',
    );
    const clipId = await quickRoom.clips.adoptFile(quickRoom.database.db, {
      ...{ tenantId: owner.tenantId, ownerId: owner.personId, demoKey: 'queued', title: 'Queued' },
      ...{ file: await samples.path('plain'), people: [] },
    });
    await quickRoom.jobs.work(quickRoom.clips.jobHandlers);
    await vi.waitFor(async () => {
      const clip = await quickRoom.call(owner, clipRoutes.getClip, { params: { clipId } });
      expect(clip.state).toBe('ready');
    }, 150_000);
  } finally {
    await quickRoom.close();
  }
});

const longFilms = new Map<string, Promise<string>>();

/** Long enough to be caught half-way; each size is made once. */
function longFilm(size = '640x360', seconds = 30): Promise<string> {
  const known = longFilms.get(size) ?? makeLongFilm(size, seconds);
  longFilms.set(size, known);
  return known;
}

async function makeLongFilm(size: string, seconds: number): Promise<string> {
  const file = join(samples.dir, `long-${size}.mp4`);
  const picture = `testsrc2=size=${size}:rate=30:duration=${seconds}`;
  await promisify(execFile)(room.ffmpeg.ffmpeg, [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', picture],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file],
  ]);
  return file;
}

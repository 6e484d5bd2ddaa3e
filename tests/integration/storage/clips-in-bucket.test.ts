import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { careRoutes } from '#contract/care';
import { clipRoutes } from '#contract/clips';
import { clipErase } from '#server/clips/clips.removal';
import { s3Storage } from '#server/infra/s3-storage';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { openMediaSamples, type MediaSamples } from '../../support/media-samples.ts';
import { startObjectStore, type ObjectStore } from '../../support/object-store.ts';
import { type ClipRoom, consentDraft, firstSegment, openClipRoom } from '../clips/clip-room.ts';

/** One clip from its upload to its removal, in a bucket that fails at every step. */

let store: ObjectStore;
let room: ClipRoom;
let samples: MediaSamples;
let owner: Actor;
let student: Actor;
let clipId: string;
/** Nobody waits long for a bucket that is known to say nothing; one that is busy is waited for. */
let isSilent = false;
/** Child A. */
let personId = '';

beforeAll(async () => {
  store = await startObjectStore();
  const waiting = (silenceMs: number) =>
    s3Storage(store.place, { connectMs: silenceMs, silenceMs, attempts: 3 });
  const [patient, impatient] = [waiting(30_000), waiting(500)];
  const storage = new Proxy(patient, {
    get: (_, name) => Reflect.get(isSilent ? impatient : patient, name) as unknown,
  });
  room = await openClipRoom({ storage });
  samples = await openMediaSamples(room.ffmpeg);
  const course = await makeCourse(room.database.db);
  owner = await makeActor(room.database.db, course, 'lecturer');
  student = await makeActor(room.database.db, course, 'student');
});
afterAll(async () => {
  await room.close();
  await samples.remove();
  await store.close();
});

const stateOf = async () => (await clipNow()).state;
const clipNow = () => room.call(owner, clipRoutes.getClip, { params: { clipId } });
const play = () => room.call(student, clipRoutes.playClip, { params: { clipId } });

function upload(file: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(file, {
      endpoint: `${room.url}/api/uploads`,
      headers: { authorization: `Bearer ${room.token(owner)}` },
      metadata: { clipId },
      retryDelays: null,
      onSuccess: () => resolve(),
      onError: reject,
    }).start();
  });
}

test('an upload that has arrived is not lost when the bucket does not take it yet', async () => {
  const file = await readFile(await samples.path('plain'));
  const body = { fileName: 'tower.mp4', bytes: file.length };
  clipId = (await room.call(owner, clipRoutes.createClip, { body })).id;
  store.fail('busy', { method: 'PUT' });
  await expect(upload(file)).rejects.toThrow();
  expect(await stateOf()).toBe('uploading');
  store.fail(null);
  await room.clips.tidyUploads();
  expect(await stateOf()).toBe('waiting');
  expect(await store.keys()).toEqual([`masters/${clipId}`]);
  expect(await readdir(join(room.dataDir, 'uploads'))).toEqual([]);
});

test('a preparation waits for a bucket that breaks off, and the film is not blamed', async () => {
  store.fail('breaks-off', { method: 'GET' });
  await expect(room.prepare({ id: clipId }, owner)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await clipNow()).toMatchObject({ state: 'processing', failure: null });
  store.fail('busy', { method: 'PUT' });
  await expect(room.prepare({ id: clipId }, owner)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await stateOf()).toBe('processing');
  store.fail(null);
  await room.prepare({ id: clipId }, owner);
  expect(await stateOf()).toBe('ready');
  expect(await readdir(join(room.dataDir, 'work'))).toEqual([]);
});

test('it plays; what cannot be read now is a fault that may be tried again, never half a file', async () => {
  const shown: [string, [number, number][]][] = [
    ['Child A', [[0, 2]]],
    ['Child B', []],
  ];
  for (const [pseudonym, ranges] of shown) {
    const { people } = await room.call(owner, clipRoutes.addFilmedPerson, {
      params: { clipId },
      body: { pseudonym, kind: 'child', ranges },
    });
    const added = people.find((person) => person.pseudonym === pseudonym)?.id ?? '';
    await room.call(owner, clipRoutes.recordConsent, {
      params: { clipId, personId: added },
      body: consentDraft(),
    });
    personId ||= added;
  }
  room.granted.add(`${student.personId} ${clipId}`);
  const { playlistUrl, posterUrl } = await play();
  const segment = await firstSegment(room.url, playlistUrl);
  const whole = Buffer.from(await (await fetch(room.url + segment)).arrayBuffer());
  const part = await fetch(room.url + segment, { headers: { range: 'bytes=100-199' } });
  expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200));

  store.fail('busy');
  const refused = await fetch(room.url + segment);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  expect(refused.headers.get('cache-control')).toBe('no-store');
  expect(await refused.json()).toMatchObject({ code: 'unavailable' });
  expect((await fetch(room.url + (posterUrl ?? ''))).status).toBe(503);
  store.fail('silent');
  isSilent = true;
  expect((await fetch(room.url + segment)).status).toBe(503);
  isSilent = false;
  store.fail('breaks-off', { method: 'GET' });
  await expect(fetch(room.url + segment).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  store.fail(null);
  const again = await fetch(room.url + segment);
  expect(Buffer.from(await again.arrayBuffer())).toEqual(whole);
});

test('what is masked is gone from the bucket', async () => {
  const before = await store.keys();
  const { playlistUrl } = await play();
  const segment = await firstSegment(room.url, playlistUrl);
  await room.call(owner, clipRoutes.withdrawConsent, { params: { clipId, personId } });
  await room.call(owner, careRoutes.maskPerson, {
    params: { clipId, personId },
    body: { style: 'black' },
  });
  await room.prepare({ id: clipId }, owner);
  const after = await store.keys();
  expect(after.filter((key) => key.startsWith('served/') && before.includes(key))).toEqual([]);
  expect((await fetch(room.url + segment)).status).toBe(404);
  expect((await play()).masked).toEqual([[0, 2]]);
});

test('a removed clip leaves nothing behind, even when the bucket was away just then', async () => {
  store.fail('busy', { method: 'POST' });
  await room.call(owner, clipRoutes.removeClip, { params: { clipId } });
  store.fail(null);
  expect((await clipNow()).status).toBe(404);
  expect((await store.keys()).length).toBeGreaterThan(0);
  const { rows } = await room.database.pool.query<{ data: { clipId: string } }>(
    `SELECT data FROM pgboss.job WHERE name = $1`,
    [clipErase.name],
  );
  const eraser = room.clips.jobHandlers.find(({ kind }) => kind.name === clipErase.name);
  for (const { data } of rows) await eraser?.run(data, { signal: new AbortController().signal });
  expect(await store.keys()).toEqual([]);
});

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload, type DetailedError, type UploadOptions } from 'tus-js-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import type { RouteRequest } from '#contract/route';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse, type TestCourse } from '../../support/factories.ts';
import { openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let course: TestCourse;
let lecturer: Actor;
beforeAll(async () => {
  room = await openClipRoom();
  course = await makeCourse(room.database.db);
  lecturer = await makeActor(room.database.db, course, 'lecturer');
});
afterAll(() => room.close());

const FILE = randomBytes(5_000_000);

async function createClip(bytes = FILE.length, actor = lecturer) {
  return room.call(actor, clipRoutes.createClip, { body: { fileName: 'tower.mp4', bytes } });
}

function upload(
  clipId: string,
  file: Buffer,
  options: Partial<UploadOptions> & { actor?: Actor } = {},
): { upload: Upload; done: Promise<void> } {
  let started!: Upload;
  const done = new Promise<void>((resolve, reject) => {
    started = new Upload(file, {
      endpoint: `${room.url}/api/uploads`,
      headers: { authorization: `Bearer ${room.token(options.actor ?? lecturer)}` },
      metadata: { clipId },
      chunkSize: 500_000,
      retryDelays: null,
      onSuccess: () => resolve(),
      onError: reject,
      ...options,
    });
    started.start();
  });
  return { upload: started, done };
}

/** Sends a file until so many bytes were acknowledged, and answers with how many that were. */
function breakOff(clipId: string, file: Buffer, bytes: number, actor = lecturer): Promise<number> {
  return new Promise((resolve, reject) => {
    const broken = upload(clipId, file, {
      actor,
      onChunkComplete: (_, accepted) => {
        if (accepted >= bytes) void broken.upload.abort().then(() => resolve(accepted));
      },
    });
    broken.done.catch(reject);
  });
}

async function stateOf(clipId: string): Promise<string> {
  return (await room.call(lecturer, clipRoutes.getClip, { params: { clipId } })).state;
}

async function masterOf(clipId: string): Promise<Buffer> {
  return readFile(join(room.dataDir, 'files', 'masters', clipId));
}

function tus(method: string, path: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${room.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${room.token(lecturer)}`,
      'tus-resumable': '1.0.0',
      ...headers,
    },
  });
}

const metadata = (clipId: string) => `clipId ${Buffer.from(clipId).toString('base64')}`;

test('a broken upload goes on where it was, after a restart of the server too', async () => {
  const { id } = await createClip();
  const reached = await breakOff(id, FILE, 2_000_000);
  await room.restart();
  expect(await stateOf(id)).toBe('uploading');

  const offsets: number[] = [];
  await upload(id, FILE, {
    uploadUrl: `${room.url}/api/uploads/${id}`,
    onChunkComplete: (_, accepted) => offsets.push(accepted),
  }).done;
  expect(offsets[0]).toBeGreaterThan(reached);
  expect(await stateOf(id)).toBe('waiting');
  const sum = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(sum(await masterOf(id))).toBe(sum(FILE));
  expect(
    (await readdir(join(room.dataDir, 'uploads'))).filter((name) => name.includes(id)),
  ).toEqual([]);
});

test('whoever began uploads is told how much of each has arrived, also after a restart, and may throw them away', async () => {
  const sender = await makeActor(room.database.db, course, 'lecturer');
  const begun = await createClip(2_000_000, sender);
  const untouched = await createClip(10, sender);
  expect(await breakOff(begun.id, FILE.subarray(0, 2_000_000), 1_000_000, sender)).toBe(1_000_000);
  const kept = join(room.dataDir, 'uploads', begun.id);
  const arrivedBytes = 1_000_000;
  await room.restart();

  const unfinished = async (actor: Actor) =>
    (await room.call(actor, clipRoutes.listClips, { query: { unfinished: 'true' } })).clips.map(
      ({ id, arriving }) => ({ id, arriving }),
    );
  expect(await unfinished(sender)).toEqual(
    expect.arrayContaining([
      {
        id: begun.id,
        arriving: { fileName: 'tower.mp4', bytes: 2_000_000, arrivedBytes },
      },
      { id: untouched.id, arriving: { fileName: 'tower.mp4', bytes: 10, arrivedBytes: 0 } },
    ]),
  );
  expect(await unfinished(sender)).toHaveLength(2);
  const others = await unfinished(lecturer);
  expect(others.filter(({ id }) => id === begun.id)).toEqual([]);

  await room.call(sender, clipRoutes.removeClip, { params: { clipId: begun.id } });
  await expect(stat(kept)).rejects.toThrow('ENOENT');
  expect(await unfinished(sender)).toEqual([
    { id: untouched.id, arriving: { fileName: 'tower.mp4', bytes: 10, arrivedBytes: 0 } },
  ]);
});

test('a finished upload queues one preparation, in the same transaction as its state', async () => {
  const { id } = await createClip();
  await upload(id, FILE).done;
  const { rows } = await room.database.pool.query(
    `SELECT data FROM pgboss.job WHERE name = 'clip.prepare' AND data->>'clipId' = $1`,
    [id],
  );
  expect(rows).toEqual([{ data: { tenantId: lecturer.tenantId, clipId: id } }]);
});

test('when the last answer was lost, asking again finds the upload complete', async () => {
  const { id } = await createClip(10);
  const created = await tus('POST', '/api/uploads', {
    'upload-length': '10',
    'upload-metadata': metadata(id),
  });
  expect(created.status).toBe(201);
  expect(created.headers.get('location')).toBe(`/api/uploads/${id}`);
  // As a server leaves it that dies between the last byte and the clip's new state.
  await writeFile(join(room.dataDir, 'uploads', id), '0123456789');
  const asked = await tus('HEAD', `/api/uploads/${id}`, {});
  expect(asked.status).toBe(200);
  expect(asked.headers.get('upload-offset')).toBe('10');
  expect(asked.headers.get('upload-length')).toBe('10');
  expect(await stateOf(id)).toBe('waiting');
  expect((await masterOf(id)).toString()).toBe('0123456789');
});

test('a start catches up with an upload that arrived whole and with one moved already', async () => {
  const whole = await createClip(4);
  const moved = await createClip(4);
  for (const { id } of [whole, moved])
    await tus('POST', '/api/uploads', { 'upload-length': '4', 'upload-metadata': metadata(id) });
  await writeFile(join(room.dataDir, 'uploads', whole.id), 'abcd');
  await writeFile(join(room.dataDir, 'files', 'masters', moved.id), 'abcd');
  (await room.clips.start())();
  expect(await stateOf(whole.id)).toBe('waiting');
  expect(await stateOf(moved.id)).toBe('waiting');
});

test('several processes that take over the same films at the same moment make one master each', async () => {
  const begun = [];
  for (let at = 0; at < 8; at += 1) begun.push(await createClip(4));
  for (const { id } of begun) {
    await tus('POST', '/api/uploads', { 'upload-length': '4', 'upload-metadata': metadata(id) });
    await writeFile(join(room.dataDir, 'uploads', id), 'abcd');
  }
  const processes = [room.clips, room.another(), room.another()];
  await Promise.all(processes.map((slice) => slice.tidyUploads()));
  for (const { id } of begun) {
    expect(await stateOf(id)).toBe('waiting');
    expect((await masterOf(id)).toString()).toBe('abcd');
  }
});

test('an upload that was broken off is kept for a week, and the words about it for ever', async () => {
  const { id } = await createClip(100);
  await tus('POST', '/api/uploads', { 'upload-length': '100', 'upload-metadata': metadata(id) });
  room.clock.aheadMs = 6 * 86_400_000;
  await room.clips.tidyUploads();
  expect((await stat(join(room.dataDir, 'uploads', id))).size).toBe(0);
  room.clock.aheadMs = 8 * 86_400_000;
  await room.clips.tidyUploads();
  room.clock.aheadMs = 0;
  await expect(stat(join(room.dataDir, 'uploads', id))).rejects.toThrow('ENOENT');
  expect(await stateOf(id)).toBe('uploading');
  expect((await tus('HEAD', `/api/uploads/${id}`, {})).status).toBe(404);
});

test('only the owner uploads, and only while the clip waits for its file', async () => {
  const { id } = await createClip(10);
  const colleague = await makeActor(room.database.db, course, 'lecturer');
  const student = await makeActor(room.database.db, course, 'student');
  const begin = (headers: Record<string, string>) =>
    tus('POST', '/api/uploads', {
      'upload-length': '10',
      'upload-metadata': metadata(id),
      ...headers,
    });
  const as = (actor: Actor) => ({ authorization: `Bearer ${room.token(actor)}` });
  expect((await begin({ authorization: '' })).status).toBe(401);
  expect((await begin(as(colleague))).status).toBe(404);
  expect((await begin(as(student))).status).toBe(403);
  expect((await begin({ 'upload-metadata': metadata(randomUUID()) })).status).toBe(404);
  expect((await begin({ 'upload-metadata': metadata('../../etc/passwd') })).status).toBe(400);
  expect((await begin({ 'upload-metadata': '' })).status).toBe(400);
  expect((await begin({})).status).toBe(201);
  for (const method of ['HEAD', 'PATCH']) {
    const headers = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const path = `/api/uploads/${id}`;
    expect((await tus(method, path, { ...headers, authorization: '' })).status).toBe(401);
    expect((await tus(method, path, { ...headers, ...as(colleague) })).status).toBe(404);
  }
  // What arrives can never be read back.
  expect((await tus('GET', `/api/uploads/${id}`, {})).status).toBe(404);
  await upload(id, Buffer.alloc(10), { uploadUrl: `${room.url}/api/uploads/${id}` }).done;
  expect((await begin({})).status).toBe(409);
});

test('a file larger than the installation accepts is refused before a byte is sent', async () => {
  const refused = await createClip(20_000_001);
  expect(refused).toMatchObject({ status: 422, code: 'too_large' });
  const { id } = await createClip(10);
  const lied = await tus('POST', '/api/uploads', {
    'upload-length': '20000001',
    'upload-metadata': metadata(id),
  });
  expect(lied.status).toBe(413);
});

test('a file for which the disk has no room is refused before a byte is sent', async () => {
  const roomy = await openClipRoom({ maxUploadBytes: Number.MAX_SAFE_INTEGER });
  try {
    const lecturer = await makeActor(
      roomy.database.db,
      await makeCourse(roomy.database.db),
      'lecturer',
    );
    const body = { fileName: 'a-year.mp4', bytes: 2 ** 52 };
    expect(await roomy.call(lecturer, clipRoutes.createClip, { body })).toMatchObject({
      ...{ status: 507, code: 'storage_full' },
    });
  } finally {
    await roomy.close();
  }
});

test('an upload that fills the disk is told so, and goes on when there is room again', async () => {
  const { id } = await createClip();
  await tus('POST', '/api/uploads', {
    'upload-length': String(FILE.length),
    'upload-metadata': metadata(id),
  });
  // Whatever is written there is refused as by a full disk.
  const part = join(room.dataDir, 'uploads', id);
  await rm(part);
  await symlink('/dev/full', part);
  const uploadUrl = `${room.url}/api/uploads/${id}`;
  const refused = await upload(id, FILE, { uploadUrl }).done.catch((error: unknown) => error);
  expect((refused as DetailedError).originalResponse?.getStatus()).toBe(507);
  expect(await stateOf(id)).toBe('uploading');

  await rm(part);
  await writeFile(part, FILE.subarray(0, 700_000));
  await upload(id, FILE, { uploadUrl }).done;
  expect(await stateOf(id)).toBe('waiting');
  expect((await masterOf(id)).equals(FILE)).toBe(true);
});

test('an upload whose few facts were cut off by a full disk begins anew', async () => {
  const { id } = await createClip();
  await tus('POST', '/api/uploads', {
    'upload-length': String(FILE.length),
    'upload-metadata': metadata(id),
  });
  await writeFile(join(room.dataDir, 'uploads', `${id}.json`), '');
  await upload(id, FILE, { uploadUrl: `${room.url}/api/uploads/${id}` }).done;
  expect(await stateOf(id)).toBe('waiting');
});

test('two who describe a clip at once, in fields beside each other, both keep their words', async () => {
  const { id } = await createClip();
  const describe = (body: RouteRequest<typeof clipRoutes.describeClip>['body']) =>
    room.call(lecturer, clipRoutes.describeClip, { params: { clipId: id }, body });
  await describe({ context: { setting: 'The hall' }, strategy: { title: 'Waiting' } });
  const { description } = await describe({
    context: { group: 'Four children' },
    strategy: { text: 'She waits.' },
  });
  expect(description).toMatchObject({
    context: { setting: 'The hall', group: 'Four children' },
    strategy: { title: 'Waiting', text: 'She waits.' },
  });
});

test('an empty file is refused before anything is begun for it', async () => {
  expect(await createClip(0)).toMatchObject({ status: 422, code: 'empty_file' });
});

test('a clip that is removed takes its half-arrived file with it', async () => {
  const { id } = await createClip(100);
  await tus('POST', '/api/uploads', { 'upload-length': '100', 'upload-metadata': metadata(id) });
  expect(
    (await room.call(lecturer, clipRoutes.removeClip, { params: { clipId: id } })).status,
  ).toBe(204);
  expect(
    (await readdir(join(room.dataDir, 'uploads'))).filter((name) => name.includes(id)),
  ).toEqual([]);
});

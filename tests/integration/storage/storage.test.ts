import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { s3Refusal, s3Storage } from '#server/infra/s3-storage';
import { folderStorage, readWhole, sendInto, type Storage } from '#server/infra/storage';
import { startObjectStore, type ObjectStore } from '../../support/object-store.ts';

let folder: string;
let store: ObjectStore;
const PATIENCE = { connectMs: 20_000, silenceMs: 20_000, attempts: 2 };
/** For a store that never answers. One that is only slow, as on a busy machine, is not given up. */
const IMPATIENCE = { connectMs: 500, silenceMs: 500, attempts: 2 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'storage-'));
  store = await startObjectStore('school/');
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function localFile(content: string | Buffer, name = `file-${Math.random()}`) {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function localFolder(files: Record<string, string>): Promise<string> {
  const path = join(folder, `folder-${Math.random()}`);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(path, name, '..'), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return path;
}

const adapters: [string, () => Storage][] = [
  ['a folder', () => folderStorage(join(folder, 'kept'))],
  ['S3', () => s3Storage(store.place, PATIENCE)],
];

describe.each(adapters)('%s', (_, open) => {
  let storage: Storage;
  beforeAll(() => {
    storage = open();
  });

  test('what nobody listens to any more is let go of', async () => {
    await storage.adopt(await localFile(randomBytes(200_000)), 'left/film.m4s');
    const gone = new PassThrough().destroy();
    const content = await storage.read('left/film.m4s');
    await expect(sendInto(content, gone)).rejects.toThrow();
    expect(content.destroyed).toBe(true);
  });
  const textOf = async (key: string) => (await readWhole(storage, key)).toString('utf8');

  test('takes over a file, says how long it is, and reads all or a stretch of it', async () => {
    const path = await localFile('0123456789');
    await storage.adopt(path, 'masters/one');
    expect(existsSync(path)).toBe(false);
    const file = await storage.stat('masters/one');
    expect(file).toMatchObject({ bytes: 10, tag: expect.stringMatching(/^"[^"]+"$/) as string });
    expect(await textOf('masters/one')).toBe('0123456789');
    const stretch = await storage.read('masters/one', { range: { start: 2, end: 4 } });
    expect(Buffer.concat(await stretch.toArray()).toString()).toBe('234');
  });

  test('what is not there is told apart from what cannot be reached', async () => {
    expect(await storage.stat('masters/none')).toBeNull();
    await expect(storage.read('masters/none')).rejects.toMatchObject({ code: 'not_found' });
    await expect(storage.checkOut('masters/none', folder)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('a file that is replaced has another tag, and no read mixes both', async () => {
    await storage.adopt(await localFile('before'), 'served/a/master.m3u8');
    const before = await storage.stat('served/a/master.m3u8');
    await storage.adopt(await localFile('later!'), 'served/a/master.m3u8');
    await expect(
      storage.read('served/a/master.m3u8', before ? { tag: before.tag } : {}),
    ).rejects.toMatchObject({ code: 'unavailable' });
    const after = await storage.stat('served/a/master.m3u8');
    expect(after?.tag).not.toBe(before?.tag);
    const read = await storage.read('served/a/master.m3u8', { tag: after?.tag ?? '' });
    expect(Buffer.concat(await read.toArray()).toString()).toBe('later!');
  });

  test('a folder replaces the whole of an older one, and is removed with all that is in it', async () => {
    const key = 'served/b/run';
    await storage.adopt(await localFolder({ 'master.m3u8': '1', 'v360/s00000.m4s': 'old' }), key);
    await storage.adopt(await localFolder({ 'master.m3u8': '2', 'v720/s00000.m4s': 'new' }), key);
    expect(await textOf(`${key}/master.m3u8`)).toBe('2');
    expect(await textOf(`${key}/v720/s00000.m4s`)).toBe('new');
    expect(await storage.stat(`${key}/v360/s00000.m4s`)).toBeNull();
    await storage.adopt(await localFile('kept'), 'served/bb');
    expect(await storage.measure('served/b')).toEqual({ files: 2, bytes: 4 });
    expect(await storage.measure('served/bb')).toEqual({ files: 1, bytes: 4 });
    await storage.remove('served/b');
    expect(await storage.measure('served/b')).toEqual({ files: 0, bytes: 0 });
    expect(await storage.stat(`${key}/master.m3u8`)).toBeNull();
    expect(await textOf('served/bb')).toBe('kept');
  });

  test('a program gets a path that it can read', async () => {
    await storage.adopt(await localFile('a film'), 'masters/film');
    const path = await storage.checkOut('masters/film', join(folder, 'work'));
    expect(await readFile(path, 'utf8')).toBe('a film');
    expect(await textOf('masters/film')).toBe('a film');
  });

  test('nothing to be concerned about', async () => {
    expect(await storage.concerns()).toEqual([]);
  });
});

describe('an object store that fails', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = s3Storage(store.place, PATIENCE);
    await storage.adopt(await localFile('0123456789'.repeat(20_000)), 'served/c/s00000.m4s');
  });

  test.each(['busy', 'silent'] as const)('%s: whoever asks may ask again', async (fault) => {
    const asking = fault === 'silent' ? s3Storage(store.place, IMPATIENCE) : storage;
    store.fail(fault);
    await expect(asking.stat('served/c/other')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(asking.read('served/c/s00000.m4s')).rejects.toMatchObject({
      code: 'unavailable',
    });
    store.fail(null);
    expect((await readWhole(storage, 'served/c/s00000.m4s')).length).toBe(200_000);
  });

  test('a moment of trouble is not noticed', async () => {
    store.fail('busy', { times: 1 });
    expect((await readWhole(storage, 'served/c/s00000.m4s')).length).toBe(200_000);
  });

  test('a read that breaks off fails, and leaves no half of a file behind', async () => {
    store.fail('breaks-off', { method: 'GET', times: 2 });
    await expect(readWhole(storage, 'served/c/s00000.m4s')).rejects.toMatchObject({
      code: 'unavailable',
    });
    const work = join(folder, 'broken');
    await expect(storage.checkOut('served/c/s00000.m4s', work)).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await readdir(work)).toEqual([]);
    store.fail(null);
    const path = await storage.checkOut('served/c/s00000.m4s', work);
    expect((await readFile(path)).length).toBe(200_000);
  });

  test('a file that could not be sent stays where it was, and nothing of it is to be seen', async () => {
    const path = await localFile('a master');
    store.fail('busy', { method: 'PUT' });
    await expect(storage.adopt(path, 'masters/late')).rejects.toMatchObject({
      code: 'unavailable',
    });
    store.fail(null);
    expect(await storage.stat('masters/late')).toBeNull();
    await storage.adopt(path, 'masters/late');
    expect((await storage.stat('masters/late'))?.bytes).toBe(8);
  });
});

test('a large file is sent in parts and arrives as it was', async () => {
  const storage = s3Storage(store.place);
  const content = randomBytes(17 * 1024 ** 2);
  await storage.adopt(await localFile(content), 'masters/large');
  expect(store.requests.some((line) => line.includes('uploadId='))).toBe(true);
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(hash(await readWhole(storage, 'masters/large'))).toBe(hash(content));
});

test('everything lies below the folder of the bucket that was named', () => {
  const keys = store.requests.flatMap((line) => /^PUT \/clips\/([^?]+)/.exec(line)?.[1] ?? []);
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((key) => !key.startsWith('school/'))).toEqual([]);
});

test('a bucket that everybody can list is named', async () => {
  const storage = s3Storage(store.place, PATIENCE);
  store.isPublic = true;
  expect(await storage.concerns()).toEqual([expect.stringContaining('Everybody can list')]);
  store.isPublic = false;
  expect(await storage.concerns()).toEqual([]);
});

test('wrong settings are told apart from a store that is away', async () => {
  expect(await s3Refusal(store.place)).toBeNull();
  expect(await s3Refusal({ ...store.place, bucket: 'another' })).toMatch(/NoSuchBucket/);
  const credentials = { accessKeyId: 'somebody', secretAccessKey: 'else' };
  expect(await s3Refusal({ ...store.place, credentials })).toMatch(/InvalidAccessKeyId/);
  store.fail('busy');
  expect(await s3Refusal(store.place)).toBeNull();
  store.fail(null);
});

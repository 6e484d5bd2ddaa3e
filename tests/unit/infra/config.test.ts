import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#server/infra/config';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookfor-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every wrong setting is named in one message', () => {
  const wrong = {
    PORT: 'eighty',
    DATABASE_URL: 'mysql://x',
    SECRET_KEY: 'short',
    DATA_DIR: folder,
    DEMO: 'yes',
    WEB_PROCESSES: '0',
  };
  const named = /PORT[^]*WEB_PROCESSES[^]*DATABASE_URL[^]*SECRET_KEY[^]*DEMO/;
  expect(() => readConfig(wrong)).toThrow(named);
});

test('production demands a key and an address, and refuses the demo', () => {
  const production = { NODE_ENV: 'production', DATA_DIR: folder, DEMO: '1' };
  expect(() => readConfig(production)).toThrow(/SECRET_KEY[^]*PUBLIC_URL[^]*DEMO/);
});

test('elsewhere a secret key is made once and kept for its owner only', () => {
  const first = readConfig({ DATA_DIR: folder });
  expect(first.secretKey.length).toBeGreaterThanOrEqual(32);
  expect(readConfig({ DATA_DIR: folder }).secretKey).toBe(first.secretKey);
  expect(readFileSync(join(folder, 'secret-key'), 'utf8')).toBe(first.secretKey);
});

test('an empty setting counts as absent', () => {
  expect(readConfig({ DATA_DIR: folder, DATABASE_URL: '', PORT: '' })).toMatchObject({
    databaseUrl: null,
    port: 3000,
  });
});

test.each([
  [{}, { kind: 'folder' }],
  [{ STORAGE_URL: 'file:///srv/clips/' }, { kind: 'folder', folder: '/srv/clips' }],
  [
    { STORAGE_URL: 's3://clips' },
    { kind: 's3', bucket: 'clips', prefix: '', endpoint: null, isPathStyle: false },
  ],
  [
    {
      STORAGE_URL: 's3://clips/school/a/',
      S3_ENDPOINT: 'https://store.example.org',
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'secret',
    },
    {
      prefix: 'school/a/',
      endpoint: 'https://store.example.org',
      isPathStyle: true,
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    },
  ],
])('%o says where clips are kept', (settings, expected) => {
  expect(readConfig({ DATA_DIR: folder, ...settings }).storage).toMatchObject(expected);
});

test.each([
  { STORAGE_URL: 'https://store.example.org/clips' },
  { STORAGE_URL: 'file://host/srv' },
  { STORAGE_URL: 's3://Clips_of_us' },
  { STORAGE_URL: 's3://key:secret@clips' },
  { STORAGE_URL: 's3://clips', S3_ACCESS_KEY_ID: 'key' },
])('%o is refused by name', (settings) => {
  expect(() => readConfig({ DATA_DIR: folder, ...settings })).toThrow(/STORAGE_URL|S3_/);
});

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
  };
  expect(() => readConfig(wrong)).toThrow(/PORT[^]*DATABASE_URL[^]*SECRET_KEY[^]*DEMO/);
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

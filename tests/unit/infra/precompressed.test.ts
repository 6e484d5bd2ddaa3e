import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { precompressed } from '#server/infra/precompressed';

let folder: string;
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precompressed-'));
  // Each file says which one it is, also once the coding is undone.
  await writeFile(join(folder, 'app.js'), '"plain"');
  await writeFile(join(folder, 'app.js.br'), brotliCompressSync('"br"'));
  await writeFile(join(folder, 'app.js.gz'), gzipSync('"gzip"'));
  await writeFile(join(folder, 'page.css'), 'plain{}');
  await writeFile(join(folder, 'page.css.gz'), gzipSync('gzip{}'));
  await writeFile(join(folder, 'font.woff2'), 'plain');
  await writeFile(join(folder, 'gone.js'), '"plain"');
  await writeFile(join(folder, 'gone.js.br'), brotliCompressSync('"br"'));
  const app = express().use('/assets', precompressed(folder));
  app.use((_request, response) => {
    response.status(404).send('nothing here');
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/assets`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Undoes the coding, as a browser does. */
function get(name: string, accepted: string): Promise<Response> {
  return fetch(`${baseUrl}/${name}`, { headers: { 'accept-encoding': accepted } });
}

test.each([
  ['gzip, deflate, br, zstd', 'br', '"br"'],
  ['gzip', 'gzip', '"gzip"'],
  ['br;q=0, gzip', 'gzip', '"gzip"'],
  ['identity', null, '"plain"'],
  ['gzip;q=0, br;q=0', null, '"plain"'],
])('who accepts %s is sent %s', async (accepted, coding, text) => {
  const answer = await get('app.js', accepted);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-encoding')).toBe(coding);
  expect(await answer.text()).toBe(text);
  expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(answer.headers.get('vary')).toBe('Accept-Encoding');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('a style without a brotli twin goes out as gzip', async () => {
  const answer = await get('page.css', 'br, gzip');
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(answer.headers.get('content-type')).toMatch(/^text\/css/);
  expect(await answer.text()).toBe('gzip{}');
});

test('a file without twins is sent as it is, and does not vary', async () => {
  const answer = await get('font.woff2', 'br, gzip');
  expect(answer.headers.get('content-encoding')).toBeNull();
  expect(answer.headers.get('vary')).toBeNull();
  expect(await answer.text()).toBe('plain');
});

test('a browser that has the file is not sent it again', async () => {
  const first = await get('app.js', 'br');
  await first.text();
  const again = await fetch(`${baseUrl}/app.js`, {
    headers: {
      'accept-encoding': 'br',
      'if-none-match': first.headers.get('etag') ?? '',
      'cache-control': 'max-age=0',
    },
  });
  expect(again.status).toBe(304);
});

test.each(['missing.js', '..%2fpackage.json', 'app.js%00', ''])(
  'what is not there is left to others: %s',
  async (name) => {
    const answer = await get(name, 'br');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-encoding')).toBeNull();
  },
);

test('a twin that has gone since the start leaves no coding behind', async () => {
  await rm(join(folder, 'gone.js.br'));
  const answer = await get('gone.js', 'br');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-encoding')).toBeNull();
  expect(await answer.text()).toBe('nothing here');
});

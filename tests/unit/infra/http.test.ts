import express from 'express';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { route } from '#contract/route';
import { bind } from '#server/infra/http';

const words = (count: number): string[] => Array.from({ length: count }, (_, at) => `word ${at}`);
const routes = {
  list: route({
    method: 'get',
    path: '/api/words/:count',
    summary: 'Words.',
    params: z.object({ count: z.coerce.number() }),
    reply: z.array(z.string()),
  }),
};
const app = express();
bind(app, routes, { list: (_actor, { params }) => Promise.resolve(words(params.count)) }, () =>
  Promise.resolve({}),
);
const server = createServer(app);

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => new Promise((done) => server.close(done)));

interface Answer {
  encoding: string | undefined;
  vary: string | undefined;
  bytes: Buffer;
}

function get(path: string, encodings: string): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((done, fail) => {
    request({ port, path, headers: { 'accept-encoding': encodings } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        done({
          encoding: answer.headers['content-encoding'],
          vary: answer.headers.vary,
          bytes: Buffer.concat(parts),
        }),
      );
    })
      .on('error', fail)
      .end();
  });
}

test('a long answer is squeezed for who reads that, and is the same', async () => {
  const squeezed = await get('/api/words/5000', 'gzip, br');
  const plain = await get('/api/words/5000', 'identity');
  expect(squeezed).toMatchObject({ encoding: 'gzip', vary: 'Accept-Encoding' });
  expect(plain.encoding).toBeUndefined();
  expect(squeezed.bytes.length).toBeLessThan(plain.bytes.length / 2);
  expect(gunzipSync(squeezed.bytes)).toEqual(plain.bytes);
  expect(JSON.parse(plain.bytes.toString())).toEqual(words(5_000));
});

test('a short one travels as it is', async () => {
  const { encoding, bytes } = await get('/api/words/3', 'gzip');
  expect(encoding).toBeUndefined();
  expect(JSON.parse(bytes.toString())).toEqual(words(3));
});

import express, { type ErrorRequestHandler } from 'express';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readForm } from '#server/infra/forms';
import { toAppError } from '#server/infra/http';

const app = express();
app.post('/', readForm({ maximumBytes: 64, maximumFields: 3 }), (request, response) => {
  response.json({ form: (request.body as unknown) ?? null });
});
const sayRefused: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) next(error);
  else response.status(400).json({ refused: toAppError(error).code });
};
app.use(sayRefused);
const server = createServer(app);
const port = (): number => (server.address() as AddressInfo).port;

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => new Promise((done) => server.close(done)));

const FORM = 'application/x-www-form-urlencoded';

async function post(body: string, headers: Record<string, string>): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port()}/`, { method: 'POST', body, headers });
  return answer.json();
}

test.each([
  ['texts', 'a=1&b=%C5%82+%26', FORM, { a: '1', b: 'ł &' }],
  ['a name that stands twice', 'a=1&a=2', FORM, { a: ['1', '2'] }],
  ['names that objects have already', '__proto__=x&constructor=y', FORM, null],
  ['what is no escape', 'a=%zz', `${FORM}; charset=UTF-8`, { a: '%zz' }],
  ['an empty form', '', FORM, {}],
])('%s', async (_what, body, type, form) => {
  const read = await post(body, { 'Content-Type': type });
  if (form) expect(read).toEqual({ form });
  else expect(JSON.stringify(read)).toBe('{"form":{"__proto__":"x","constructor":"y"}}');
});

test.each([
  ['JSON', '{}', { 'Content-Type': 'application/json' }, { form: null }],
  ['another charset', 'a=1', { 'Content-Type': `${FORM}; charset=utf-16` }, { form: null }],
  [
    'a pressed form',
    'a=1',
    { 'Content-Type': FORM, 'Content-Encoding': 'gzip' },
    { refused: 'invalid_request' },
  ],
  ['too long a form', 'a'.repeat(65), { 'Content-Type': FORM }, { refused: 'invalid_request' }],
  ['too many fields', 'a&b&c&d', { 'Content-Type': FORM }, { refused: 'invalid_request' }],
])('%s is not read', async (_what, body, headers, answer) => {
  expect(await post(body, headers)).toEqual(answer);
});

test('a form may come in pieces, and is refused as soon as they are too long together', async () => {
  const head = `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${FORM}\r\n`;
  const send = async (pieces: readonly string[]): Promise<string> => {
    const socket = connect(port(), '127.0.0.1');
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    for (const piece of pieces) {
      await new Promise((done) => setImmediate(done));
      socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
    }
    socket.write('0\r\n\r\n');
    return text(socket);
  };
  expect(await send(['a=1&', 'b=2'])).toContain('{"form":{"a":"1","b":"2"}}');
  expect(await send(['a=1&', 'b='.padEnd(70, 'x')])).toContain('{"refused":"invalid_request"}');
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGuardedFetch, isPrivateAddress } from '#server/infra/guarded-fetch';

let server: Server;
let host: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/away')
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else if (request.url === '/large') response.end('x'.repeat(10_000));
    else if (request.url === '/endless') {
      const more = setInterval(() => response.write('x'.repeat(50)), 5);
      response.once('close', () => clearInterval(more));
    } else if (request.url === '/credentials')
      response.writeHead(302, { location: `http://user:secret@${request.headers.host}/` }).end();
    else if (request.url !== '/silent') response.end('{"ok":true}');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  host = `lms.localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.1.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '100.64.1.1',
    '0.0.0.0',
    '172.31.255.255',
    '::',
    '::ffff:7f00:1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'ff02::1',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));
  test.each(['93.184.216.34', '2606:2800:220:1::1'])('%s is public', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});

test.each([
  'http://example.org/jwks',
  'https://127.0.0.1/jwks',
  'https://[::1]/jwks',
  'https://localhost/jwks',
  'https://2130706433/jwks',
  'https://0x7f000001/jwks',
  'https://0177.0.0.1/jwks',
  'https://127.1/jwks',
  'https://①②⑦.0.0.1/jwks',
  'https://[::ffff:127.0.0.1]/jwks',
  'https://[::ffff:169.254.169.254]/latest/meta-data',
  'https://[64:ff9b::127.0.0.1]/jwks',
  'https://0/jwks',
  'gopher://127.0.0.1/',
  'data:application/json,{}',
  'https://user:secret@example.org/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'not an address',
])('%s is refused', async (url) => {
  await expect(createGuardedFetch([])(url)).rejects.toMatchObject({ code: 'address_refused' });
});

test('a private host that the operator allows is fetched', async () => {
  const answer = await createGuardedFetch([host])(`http://${host}/jwks`);
  expect(answer).toMatchObject({ status: 200, text: '{"ok":true}' });
});

test('a redirect to a private address is refused, and so is a circle', async () => {
  const fetch = createGuardedFetch([host]);
  await expect(fetch(`http://${host}/away`, { maximumRedirects: 3 })).rejects.toMatchObject({
    code: 'address_refused',
  });
  await expect(fetch(`http://${host}/credentials`, { maximumRedirects: 3 })).rejects.toMatchObject({
    code: 'address_refused',
  });
  await expect(fetch(`http://${host}/round`, { maximumRedirects: 3 })).rejects.toMatchObject({
    code: 'address_refused',
  });
});

test('a large answer and a silent one end as unreachable', async () => {
  const fetch = createGuardedFetch([host]);
  await expect(fetch(`http://${host}/large`, { maximumBytes: 100 })).rejects.toMatchObject({
    code: 'platform_unreachable',
  });
  await expect(fetch(`http://${host}/silent`, { timeoutMs: 50 })).rejects.toMatchObject({
    code: 'platform_unreachable',
  });
});

test('an answer that never ends is cut off, by its size and by the time', async () => {
  const fetch = createGuardedFetch([host]);
  const code = 'platform_unreachable';
  await expect(fetch(`http://${host}/endless`, { maximumBytes: 500 })).rejects.toMatchObject({
    code,
  });
  await expect(fetch(`http://${host}/endless`, { timeoutMs: 100 })).rejects.toMatchObject({ code });
});

test('what is looked up is what is connected to: a name with any private answer is refused', async () => {
  // The system knows this name as loopback; what is allowed for one port is not for another.
  await expect(createGuardedFetch([host])('https://localhost:1/')).rejects.toMatchObject({
    code: 'address_refused',
  });
  await expect(createGuardedFetch([]).check('https://localhost/')).rejects.toMatchObject({
    code: 'address_refused',
  });
});

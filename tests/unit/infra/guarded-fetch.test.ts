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

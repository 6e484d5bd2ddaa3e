import { generateKeyPairSync, sign } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, SignJWT, type JSONWebKeySet } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeKey } from './pretend-platform.ts';
import {
  beginLogin,
  claimsOf,
  ISSUER,
  launch,
  newSubject,
  postLaunch,
  startPretendTool,
  type PretendTool,
} from './pretend-tool.ts';

let tool: PretendTool;
let minutes = 0;
beforeAll(async () => {
  tool = await startPretendTool();
});
afterEach(() => {
  tool.platform.keySetFault = null;
});
afterAll(() => tool.close());

/** Every test begins when what was known before is no longer fresh. */
function later(more: number): void {
  minutes += more;
  tool.setNow(new Date(Date.now() + minutes * 60_000));
}

/** A launch with the platform's clock on the tool's. */
async function launchNow(key?: Awaited<ReturnType<typeof makeKey>>) {
  const login = await beginLogin(tool);
  const nowSeconds = Math.floor(Date.now() / 1000) + minutes * 60;
  const claims = claimsOf(login, { sub: newSubject(), iat: nowSeconds, exp: nowSeconds + 60 });
  const idToken = key
    ? await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: key.kid })
        .sign(key.privateKey)
    : await tool.platform.sign(claims);
  return postLaunch(tool, { id_token: idToken, state: login.state }, login.cookie);
}

test('many first launches at once fetch the key set once', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => launch(tool)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(tool.platform.keySetRequests).toBe(1);
  await launch(tool);
  expect(tool.platform.keySetRequests).toBe(1);
});

test('a new key of the platform is found at its first launch', async () => {
  const next = await makeKey('key-2');
  tool.platform.publishedKeys.push(next.jwk);
  const before = tool.platform.keySetRequests;
  expect((await launchNow(next)).status).toBe(200);
  expect(tool.platform.keySetRequests).toBe(before + 1);
});

test('many launches at once with a new key all wait for one fetch', async () => {
  later(1);
  const next = await makeKey('key-of-the-rush');
  tool.platform.publishedKeys.push(next.jwk);
  const before = tool.platform.keySetRequests;
  const answers = await Promise.all(Array.from({ length: 8 }, () => launchNow(next)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  expect(tool.platform.keySetRequests).toBe(before + 1);
});

test('forged key ids do not make us hammer the platform', async () => {
  later(1);
  const forged = await makeKey('forged');
  const before = tool.platform.keySetRequests;
  for (let count = 0; count < 5; count += 1) {
    expect((await launchNow(forged)).status).toBe(401);
  }
  expect(tool.platform.keySetRequests).toBe(before + 1);
});

test.each([
  ['answers 500', (response: { sendStatus(status: number): unknown }) => response.sendStatus(500)],
  ['answers HTML', (response: { send(text: string): unknown }) => response.send('<h1>hi</h1>')],
  [
    'sends us to a private address',
    (response: { redirect(to: string): unknown }) => response.redirect('http://192.168.1.1/keys'),
  ],
])('while the platform %s the last good set is used, for a day', async (_name, fault) => {
  later(20);
  expect((await launchNow()).status).toBe(200);
  later(20);
  tool.platform.keySetFault = fault;
  expect((await launchNow()).status).toBe(200);
  later(25 * 60);
  const refused = await launchNow();
  expect(refused.status).toBe(401);
  expect(refused.page).toContain('Your LMS does not answer');
  tool.platform.keySetFault = null;
  later(1);
  expect((await launchNow()).status).toBe(200);
});

test('a set that names one key id twice is accepted if one key alone fits', async () => {
  later(20);
  const twin = await makeKey(tool.platform.kid);
  tool.platform.publishedKeys.unshift(twin.jwk);
  expect((await launchNow()).status).toBe(200);
  expect((await launchNow(twin)).status).toBe(200);
  later(20);
  const [own] = tool.platform.publishedKeys.splice(1, 1);
  tool.platform.publishedKeys.push({ ...own }, { ...own });
  expect((await launchNow()).status).toBe(401);
  tool.platform.publishedKeys = own ? [own] : [];
  later(20);
  expect((await launchNow()).status).toBe(200);
});

test('keys that are too short, of another kind or unreadable are none', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const short = { ...publicKey.export({ format: 'jwk' }), kid: 'short', alg: 'RS256' };
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  later(11);
  tool.platform.publishedKeys.push(
    short,
    { ...elliptic.export({ format: 'jwk' }), kid: 'elliptic' },
    { kty: 'RSA', kid: 'unreadable' },
  );
  for (const kid of ['short', 'elliptic', 'unreadable']) {
    const login = await beginLogin(tool);
    const nowSeconds = Math.floor(Date.now() / 1000) + minutes * 60;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = claimsOf(login, { iat: nowSeconds, exp: nowSeconds + 60 });
    const text = `${part({ alg: 'RS256', kid })}.${part(claims)}`;
    const signature = sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url');
    const fields = { id_token: `${text}.${signature}`, state: login.state };
    expect((await postLaunch(tool, fields, login.cookie)).status, kid).toBe(401);
  }
  expect((await launchNow()).status).toBe(200);
});

test('keys without alg and use are taken as RS256', async () => {
  later(20);
  const [own] = tool.platform.publishedKeys;
  tool.platform.publishedKeys = [{ ...own, alg: undefined, use: undefined }];
  expect((await launchNow()).status).toBe(200);
});

test('our own keys: published ahead, used after a day, published on for a week', async () => {
  const published = async () => {
    const answer = await fetch(`${tool.url}/lti/jwks`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const { keys } = (await answer.json()) as { keys: Record<string, string>[] };
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
      expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
    }
    return keys.map(({ kid }) => kid);
  };
  tool.setNow(null);
  minutes = 0;
  const first = await published();
  expect(first).toHaveLength(2);
  await tool.lti.signingKeys.ensure();
  expect(await published()).toEqual(first);
  later(-1);
  await expect(tool.lti.signingKeys.rotate()).rejects.toMatchObject({ code: 'conflict' });
  later(25 * 60);
  await tool.lti.signingKeys.rotate();
  const second = await published();
  expect(second).toHaveLength(3);
  expect(second.slice(0, 2).sort()).toEqual([...first].sort());
  later(8 * 24 * 60);
  await tool.lti.signingKeys.rotate();
  later(8 * 24 * 60);
  await tool.lti.signingKeys.rotate();
  expect(await published()).toHaveLength(3);
  tool.setNow(null);
});

test('nobody notices a rotation: a platform with the old key set reads what is signed after it', async () => {
  const fetchKeys = async () => {
    const answer = await fetch(`${tool.url}/lti/jwks`);
    return createLocalJWKSet((await answer.json()) as JSONWebKeySet);
  };
  const { signingKeys } = tool.lti;
  later(2 * 24 * 60);
  const cached = await fetchKeys();
  const before = await signingKeys.sign({ purpose: 'an answer that is under way' });
  await signingKeys.rotate();
  const after = await signingKeys.sign({ purpose: 'the next one' });
  const kidOf = async (jwt: string, keys: typeof cached) =>
    (await jwtVerify(jwt, keys, { currentDate: new Date(Date.now() + minutes * 60_000) }))
      .protectedHeader.kid;
  expect(await kidOf(after, cached)).not.toBe(await kidOf(before, cached));
  // And one that fetches them now still reads what was signed before.
  const fresh = await fetchKeys();
  expect(await kidOf(before, fresh)).toBe(await kidOf(before, cached));
  expect(await kidOf(after, fresh)).toBe(await kidOf(after, cached));
  tool.setNow(null);
});

test('private keys are sealed in the database', async () => {
  const rows = await tool.database.pool.query('SELECT * FROM signing_key');
  expect(rows.rowCount).toBeGreaterThan(1);
  expect(JSON.stringify(rows.rows)).not.toMatch(/"d":|PRIVATE/);
});

test('two servers that start at once make one pair of keys', async () => {
  await tool.database.pool.query('DELETE FROM signing_key');
  await Promise.all([1, 2, 3].map(() => tool.lti.signingKeys.ensure()));
  const rows = await tool.database.pool.query('SELECT state FROM signing_key ORDER BY state');
  expect(rows.rows).toEqual([{ state: 'active' }, { state: 'next' }]);
});

test('login by GET and POST alike keeps the query of the authorisation address', async () => {
  for (const method of ['GET', 'POST'] as const) {
    const { location } = await beginLogin(tool, { lti_message_hint: '{"cmid":8}' }, method);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      site: '1',
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: 'client-1',
      redirect_uri: 'http://tool.localhost:3100/lti/launch',
      login_hint: '5',
      lti_message_hint: '{"cmid":8}',
    });
  }
});

test.each([
  ['an unknown issuer', 'iss=https%3A%2F%2Funknown.example', 'Lookfor does not know this LMS'],
  ['an unknown client', 'client_id=unknown', 'Lookfor does not know this LMS'],
  ['no login hint', 'login_hint=', 'This is not the whole link'],
  ['no target', 'target_link_uri=', 'This is not the whole link'],
  ['a parameter twice', 'client_id=client-1&client_id=client-1', 'This is not the whole link'],
  ['a value of 9 KB', `lti_message_hint=${'x'.repeat(9_000)}`, 'This is not the whole link'],
])('a login with %s is refused in words', async (_name, changes, heading) => {
  const given = new URLSearchParams({
    iss: ISSUER,
    login_hint: '5',
    target_link_uri: 'http://tool.localhost:3100/',
    client_id: 'client-1',
  });
  const changed = new URLSearchParams(changes);
  for (const name of changed.keys()) given.delete(name);
  const answer = await fetch(`${tool.url}/lti/login?${given}&${changed}`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(`<h1>${heading}</h1>`);
});

test('without client_id the deployment decides between registrations, never the first', async () => {
  await tool.lti.platforms.register({
    name: 'Second school',
    issuer: ISSUER,
    clientId: 'client-2',
    authUrl: 'http://moodle.localhost:8080/second',
    tokenUrl: `${tool.platform.url}/token`,
    jwksUrl: `${tool.platform.url}/jwks`,
    deploymentIds: ['second-1'],
  });
  const ambiguous = await fetch(
    `${tool.url}/lti/login?${new URLSearchParams({ iss: ISSUER, login_hint: '5', target_link_uri: 'http://tool.localhost:3100/' })}`,
  );
  expect(ambiguous.status).toBe(400);
  const meant = await beginLogin(tool, { client_id: '', lti_deployment_id: 'second-1' });
  expect(meant.location.pathname).toBe('/second');
});

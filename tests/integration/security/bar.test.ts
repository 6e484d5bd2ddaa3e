import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGuardedFetch } from '#server/infra/guarded-fetch';
import { httpCall } from '../../support/http-launch.ts';
import {
  beginLogin,
  claimsOf,
  ISSUER,
  launch,
  LTI,
  postLaunch,
  PUBLIC_URL,
  CLIENT_ID,
  startPretendTool,
  type PretendTool,
} from '../lti/pretend-tool.ts';
import { startApp, type TestApp } from './api-world.ts';

/**
 * What must hold for every launch, sentence by sentence. That no institution sees a row of another
 * stands in isolation.test.ts, for each route; for films in clip-playback.test.ts; that no token
 * and nobody's name reaches the log in lti-certification/advantage.test.ts; that secrets are
 * compared in constant time in tests/structure.
 */
let tool: PretendTool;
beforeAll(async () => {
  tool = await startPretendTool();
});
afterAll(() => tool.close());

test('state bound to the browser', async () => {
  const theirs = await beginLogin(tool);
  for (const cookie of ['', theirs.cookie, '__Host-lti-known=1']) {
    const mine = await beginLogin(tool);
    const idToken = await tool.platform.sign(claimsOf(mine));
    const answer = await postLaunch(tool, { id_token: idToken, state: mine.state }, cookie);
    expect(answer).toMatchObject({ status: 401, boot: null });
    expect(answer.page).toContain('could not recognise your browser');
  }
});

test('nonce bound to the login', async () => {
  const other = await beginLogin(tool);
  for (const changeOf of [
    () => other.nonce,
    () => '',
    () => null,
    (nonce: string) => [nonce],
    (nonce: string) => `${nonce} `,
  ]) {
    const login = await beginLogin(tool);
    const idToken = await tool.platform.sign(claimsOf(login, { nonce: changeOf(login.nonce) }));
    const cookie = `${login.cookie}; ${other.cookie}`;
    const answer = await postLaunch(tool, { id_token: idToken, state: login.state }, cookie);
    expect(answer).toMatchObject({ status: 401, boot: null });
  }
});

test('single use', async () => {
  const login = await beginLogin(tool);
  const idToken = await tool.platform.sign(claimsOf(login));
  const message = { id_token: idToken, state: login.state };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => postLaunch(tool, message, login.cookie)),
  );
  expect(answers.filter(({ boot }) => boot !== null)).toHaveLength(1);
  expect(await postLaunch(tool, message, login.cookie)).toMatchObject({ status: 400, boot: null });
});

describe('no open redirect', () => {
  const EVIL = 'https://evil.example/';

  test('a login leads to the address of the registration alone', async () => {
    const { location } = await beginLogin(tool, { target_link_uri: EVIL, login_hint: EVIL });
    expect(location.origin).toBe('http://moodle.localhost:8080');
    expect(location.searchParams.get('redirect_uri')).toBe(`${PUBLIC_URL}/lti/launch`);
    const stranger = new URLSearchParams({ iss: EVIL, login_hint: '5', target_link_uri: EVIL });
    const answer = await fetch(`${tool.url}/lti/login?${stranger}`, { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  test('a message leads nowhere but here, and back by web addresses alone', async () => {
    expect(await launch(tool, { [`${LTI}target_link_uri`]: EVIL })).toMatchObject({ boot: null });
    const presentation = { return_url: 'javascript:alert(1)' };
    const { boot } = await launch(tool, { [`${LTI}launch_presentation`]: presentation });
    expect(boot).toMatchObject({ returnUrl: null });
  });
});

describe('no SSRF', () => {
  /** Names whose first answer is harmless, and whose second is not. */
  function rebinding(...answers: readonly string[][]) {
    const asked: string[] = [];
    const fetch = createGuardedFetch([], (hostname, _options, callback) => {
      const at = Math.min(asked.push(hostname), answers.length) - 1;
      const addresses: LookupAddress[] = (answers[at] ?? []).map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
      callback(null, addresses);
    });
    return { fetch, asked };
  }

  test.each(['127.0.0.1', '10.0.0.7', '169.254.169.254', '::1', 'fd00::7', '::ffff:127.0.0.1'])(
    'a name that turns to %s between check and fetch is not connected to',
    async (address) => {
      const { fetch, asked } = rebinding(['93.184.216.34'], [address]);
      await fetch.check('https://rebinding.example/jwks');
      await expect(fetch('https://rebinding.example/jwks')).rejects.toMatchObject({
        code: 'address_refused',
      });
      expect(asked).toHaveLength(2);
    },
  );

  test('a private answer among public ones is one too many', async () => {
    const { fetch } = rebinding(['93.184.216.34', '192.168.1.1']);
    await expect(fetch('https://mixed.example/')).rejects.toMatchObject({
      code: 'address_refused',
    });
  });
});

test('rate limits on login, launch and registration', async () => {
  const strict = await startPretendTool({
    config: { publicUrl: PUBLIC_URL, launchesPerMinute: 3, registrationsPerMinute: 3 },
  });
  try {
    const statusOf = async (path: string, method: 'GET' | 'POST') =>
      (await fetch(`${strict.url}${path}`, { method, redirect: 'manual' })).status;
    const login = `/lti/login?iss=${encodeURIComponent(ISSUER)}&login_hint=5&client_id=${CLIENT_ID}&target_link_uri=${encodeURIComponent(PUBLIC_URL)}`;
    const statuses: number[] = [];
    for (let tries = 0; tries < 4; tries += 1)
      statuses.push(await statusOf(login, 'GET'), await statusOf('/lti/launch', 'POST'));
    // Six of a launch, which asks twice; then nothing is looked at any more.
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect(statuses.slice(0, 6)).not.toContain(429);
    const notices: number[] = [];
    for (let tries = 0; tries < 7; tries += 1) notices.push(await statusOf('/lti/notices', 'POST'));
    expect(notices.findIndex((status) => status === 429)).toBe(6);
    const guesses: number[] = [];
    for (let tries = 0; tries < 5; tries += 1)
      guesses.push(await statusOf(`/lti/register/guess-${tries}`, 'GET'));
    expect(guesses.slice(-2)).toEqual([429, 429]);
  } finally {
    await strict.close();
  }
});

describe('CSP without unsafe-inline', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  /** Of the policy: no script or style that anybody could write into the page. */
  function expectStrict(headers: Headers | Record<string, unknown>, page: string): void {
    const policy =
      headers instanceof Headers
        ? headers.get('content-security-policy')
        : headers['content-security-policy'];
    expect(policy).toMatch(/script-src 'self'/);
    expect(policy).toMatch(/style-src 'self'/);
    expect(policy).toMatch(/base-uri 'none'/);
    expect(policy).not.toMatch(/unsafe-|script-src[^;]*(\*|https?:|data:)/);
    expect(page).not.toMatch(/<[^>]*\son\w+=|<[^>]*\sstyle=|<style/i);
    for (const [script = ''] of page.matchAll(/<script\b[^>]*>/g))
      expect(script).toMatch(/\ssrc=|type="application\/json"|nonce=/);
  }

  test.each([
    '/operator',
    '/operator/enter/not-a-link',
    '/lti/login',
    '/lti/login?iss=https%3A%2F%2Fstranger.example&login_hint=5&target_link_uri=x',
    '/lti/launch?error=access_denied',
    '/lti/register',
    '/lti/register/not-an-invitation',
    '/lti/config',
    '/lti/nowhere',
    '/app',
    '/app/nobody',
    '/',
    '/nowhere',
    '/api/openapi.json',
  ])('%s', async (path) => {
    const answer = await httpCall(`${app.baseUrl}${path}`);
    expectStrict(answer.headers, answer.text);
  });

  test('the page of a login and that of a launch', async () => {
    const begun = await fetch(
      `${tool.url}/lti/login?iss=${encodeURIComponent(ISSUER)}&login_hint=5&client_id=${CLIENT_ID}&target_link_uri=${encodeURIComponent(PUBLIC_URL)}`,
    );
    expect(begun.status).toBe(200);
    expectStrict(begun.headers, await begun.text());
    const opened = await launch(tool);
    expectStrict(opened.headers, opened.page);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  askToken,
  assertionClaims,
  bearer,
  jsonOf,
  makeKey,
  openBench,
  send,
} from './pretend-tool.ts';
import type { Bench } from './pretend-tool.ts';

const SCORE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
const LINE_ITEM = 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem';
const CONTAINER = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test('a correct assertion gets an opaque token with the scopes that were asked for', async () => {
  const answer = await askToken(bench, await bench.key.sign(assertionClaims(bench)), {
    scope: `${SCORE} ${LINE_ITEM}`,
  });
  expect(answer.status).toBe(200);
  expect(jsonOf(answer)).toMatchObject({
    token_type: 'Bearer',
    expires_in: 3600,
    scope: `${SCORE} ${LINE_ITEM}`,
  });
  expect(answer.headers['cache-control']).toBe('no-store');
});

describe('the assertion is refused as invalid_client', () => {
  test.each([
    ['iss of somebody else', { iss: 'somebody' }, 'no client id'],
    ['sub unlike iss', { sub: 'somebody' }, 'iss and sub'],
    ['the issuer as aud', { aud: 'ISSUER' }, 'aud'],
    ['aud with a slash at the end', { aud: 'TOKEN/' }, 'aud'],
    ['aud as a list', { aud: ['TOKEN'] }, 'aud'],
    ['no exp', { exp: undefined }, 'exp is missing'],
    ['no iat', { iat: undefined }, 'iat is missing'],
    ['exp long past', { iat: -4000, exp: -3700 }, 'exp has passed'],
    ['iat in the future', { iat: 120, exp: 300 }, 'future'],
    ['a life of two hours', { exp: 7200 }, 'longer than an hour'],
    ['no jti', { jti: undefined }, 'no jti'],
    [
      'a foreign deployment',
      { 'https://purl.imsglobal.org/spec/lti/claim/deployment_id': '77' },
      'deployment',
    ],
  ])('for %s', async (_name, wrong, reason) => {
    const claims = { ...assertionClaims(bench), ...wrong };
    const now = Math.floor(bench.clock.ms / 1000);
    for (const name of ['iat', 'exp'] as const) {
      const given = (wrong as Record<string, unknown>)[name];
      if (typeof given === 'number') claims[name] = now + given;
    }
    const replaced = JSON.parse(
      JSON.stringify(claims)
        .replaceAll('"TOKEN/"', JSON.stringify(`${bench.lms.baseUrl}/token/`))
        .replaceAll('"TOKEN"', JSON.stringify(`${bench.lms.baseUrl}/token`))
        .replaceAll('"ISSUER"', JSON.stringify(bench.lms.issuer)),
    ) as Record<string, unknown>;
    const answer = await askToken(bench, await bench.key.sign(replaced));
    expect(answer.status).toBe(401);
    expect(jsonOf(answer)['error']).toBe('invalid_client');
    expect(String(jsonOf(answer)['error_description'])).toContain(reason);
    expect(bench.lms.state.log.entries[0]).toMatchObject({
      kind: 'Access token',
      outcome: 'refused',
    });
  });

  test('for a jti that was used before', async () => {
    const assertion = await bench.key.sign(assertionClaims(bench));
    expect((await askToken(bench, assertion)).status).toBe(200);
    const again = await askToken(bench, assertion);
    expect(jsonOf(again)).toMatchObject({ error: 'invalid_client' });
    expect(String(jsonOf(again)['error_description'])).toContain('jti');
  });

  test('for a header without kid', async () => {
    const assertion = await bench.key.sign(assertionClaims(bench), { kid: undefined });
    expect(String(jsonOf(await askToken(bench, assertion))['error_description'])).toContain(
      'no kid',
    );
  });

  test('for a signature of another key under the same kid', async () => {
    const forger = await makeKey(bench.key.kid);
    const answer = await askToken(bench, await forger.sign(assertionClaims(bench)));
    expect(String(jsonOf(answer)['error_description'])).toContain('signature');
  });

  test('for alg none', async () => {
    const [, payload] = (await bench.key.sign(assertionClaims(bench))).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: bench.key.kid })).toString(
      'base64url',
    );
    const answer = await askToken(bench, `${header}.${payload}.`);
    expect(answer.status).toBe(401);
    expect(String(jsonOf(answer)['error_description'])).toContain('RS256');
  });

  test('for two keys with one kid', async () => {
    const twin = await makeKey('twin');
    bench.keySet.keys = [bench.key.jwk, twin.jwk, twin.jwk];
    const answer = await askToken(bench, await twin.sign(assertionClaims(bench)));
    bench.keySet.keys = [bench.key.jwk];
    expect(String(jsonOf(answer)['error_description'])).toContain('two keys');
  });
});

describe('clocks may differ by a minute', () => {
  test.each([
    ['ahead', 50],
    ['behind', -350],
  ])('the tool is %s', async (_name, shiftSeconds) => {
    const iat = Math.floor(bench.clock.ms / 1000) + shiftSeconds;
    const claims = { ...assertionClaims(bench), iat, exp: iat + 300 };
    expect((await askToken(bench, await bench.key.sign(claims))).status).toBe(200);
  });
});

test('a new kid makes the LMS fetch the key set again, a known one does not', async () => {
  await askToken(bench, await bench.key.sign(assertionClaims(bench)));
  const before = bench.keySet.fetched;
  await askToken(bench, await bench.key.sign(assertionClaims(bench)));
  expect(bench.keySet.fetched).toBe(before);
  const next = await makeKey();
  bench.keySet.keys = [bench.key.jwk, next.jwk];
  const answer = await askToken(bench, await next.sign(assertionClaims(bench)));
  expect(answer.status).toBe(200);
  expect(bench.keySet.fetched).toBe(before + 1);
});

describe('the request is refused', () => {
  test.each([
    ['another grant_type', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['another assertion type', { client_assertion_type: 'other' }, 'invalid_request'],
    ['no assertion', { client_assertion: undefined }, 'invalid_request'],
    ['no scope', { scope: undefined }, 'invalid_scope'],
    ['one scope too many', { scope: `${SCORE} openid` }, 'invalid_scope'],
  ])('for %s', async (_name, wrong, code) => {
    const answer = await askToken(bench, await bench.key.sign(assertionClaims(bench)), wrong);
    expect(answer.status).toBe(400);
    expect(jsonOf(answer)['error']).toBe(code);
  });

  test('as JSON', async () => {
    const assertion = await bench.key.sign(assertionClaims(bench));
    const answer = await askToken(bench, assertion, {}, { 'content-type': 'application/json' });
    expect(jsonOf(answer)['error']).toBe('invalid_request');
  });
});

describe('a token', () => {
  const list = async (headers: Record<string, string>) =>
    send(`${bench.lms.baseUrl}/services/12/lineitems?type_id=${bench.tool.deploymentId}`, {
      headers: { accept: CONTAINER, ...headers },
    });

  test('opens only what its scopes say', async () => {
    expect((await list(await bearer(bench, LINE_ITEM))).status).toBe(200);
    const refused = await list(await bearer(bench, SCORE));
    expect(refused.status).toBe(403);
    expect(String(jsonOf(refused)['reason'])).toContain('scope');
  });

  test('is needed, and must be known', async () => {
    expect((await list({})).status).toBe(401);
    expect((await list({ authorization: 'Bearer invented' })).status).toBe(401);
  });

  test('expires after an hour, or after five seconds when switched so', async () => {
    const headers = await bearer(bench, LINE_ITEM);
    bench.clock.ms += 3_599_000;
    expect((await list(headers)).status).toBe(200);
    bench.clock.ms += 1000;
    expect((await list(headers)).status).toBe(401);
    bench.lms.state.setSwitches({ shortTokens: true });
    const short = await bearer(bench, LINE_ITEM);
    bench.lms.state.setSwitches({ shortTokens: false });
    bench.clock.ms += 5000;
    expect((await list(short)).status).toBe(401);
  });
});

test('the log shows the assertion decoded, without signature and without the token', async () => {
  const assertion = await bench.key.sign(assertionClaims(bench));
  const answer = await askToken(bench, assertion);
  const [entry] = bench.lms.state.log.entries;
  const text = JSON.stringify(entry);
  expect(text).toContain(`"sub":"${bench.tool.clientId}"`);
  expect(text).not.toContain(assertion.split('.')[2]);
  expect(text).not.toContain(String(jsonOf(answer)['access_token']));
});

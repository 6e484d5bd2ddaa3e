import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encode, launch, makeKey, openBench, send } from './pretend-tool.ts';
import type { Answer, Bench } from './pretend-tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.lms.state.reset({ keepTools: true }));

interface Settings {
  deep_link_return_url: string;
  data: string;
  [name: string]: unknown;
}

async function openChoice(): Promise<{ claims: JWTPayload; settings: Settings }> {
  const claims = await launch(bench, 'lee', `/tools/${bench.tool.clientId}/choose`);
  return { claims, settings: claims[`${DL}deep_linking_settings`] as Settings };
}

const item = {
  type: 'ltiResourceLink',
  title: 'Narration 1',
  url: 'http://tool.localhost/start?task=1',
  custom: { task: '1' },
  lineItem: { scoreMaximum: 20, resourceId: 'task-1', tag: 'narration' },
  submission: { endDateTime: '2026-12-01T18:00:00Z' },
};

function answerClaims(data: string, items: unknown): JWTPayload {
  const iat = Math.floor(bench.clock.ms / 1000);
  return {
    iss: bench.tool.clientId,
    aud: bench.lms.issuer,
    iat,
    exp: iat + 300,
    nonce: randomUUID(),
    [`${LTI}message_type`]: 'LtiDeepLinkingResponse',
    [`${LTI}version`]: '1.3.0',
    [`${LTI}deployment_id`]: bench.tool.deploymentId,
    [`${DL}data`]: data,
    [`${DL}content_items`]: items,
  };
}

function post(address: string, token: string, field = 'JWT'): Promise<Answer> {
  return send(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://tool.localhost',
    },
    body: encode({ [field]: token }),
  });
}

test('the request says what this LMS takes', async () => {
  const { claims, settings } = await openChoice();
  expect(claims[`${LTI}message_type`]).toBe('LtiDeepLinkingRequest');
  expect(claims[`${LTI}target_link_uri`]).toBe(bench.tool.deepLinkingUrl);
  expect(claims).not.toHaveProperty(`${LTI}resource_link`);
  expect(settings).toMatchObject({
    accept_types: ['ltiResourceLink'],
    accept_multiple: true,
    accept_lineitem: true,
  });
});

test('two items become two activities, and a column for the one with points', async () => {
  const { settings } = await openChoice();
  const items = [item, { type: 'ltiResourceLink', title: 'A clip' }];
  const answer = await post(
    settings.deep_link_return_url,
    await bench.key.sign(answerClaims(settings.data, items)),
  );
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('2 activities created');
  const made = bench.lms.state.activities.filter((one) => one.origin === 'deep linking');
  expect(made).toMatchObject([
    { title: 'Narration 1', url: item.url, custom: { task: '1' }, submission: item.submission },
    { title: 'A clip' },
  ]);
  expect(bench.lms.state.gradebook.columns).toMatchObject([
    {
      label: 'Narration 1',
      scoreMaximum: 20,
      resourceId: 'task-1',
      tag: 'narration',
      activityId: made[0]?.id,
    },
  ]);
  const started = await launch(bench, 'sam', `/activities/${made[0]?.id}/open`);
  expect(started[`${LTI}target_link_uri`]).toBe(item.url);
  expect(started['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint']).toMatchObject({
    lineitem: `${bench.lms.baseUrl}/services/12/lineitems/${bench.lms.state.gradebook.columns[0]?.id}/lineitem?type_id=${bench.tool.deploymentId}`,
  });
});

test.each([
  ['an empty list', []],
  ['no list', undefined],
])('%s means that nothing was chosen', async (_name, items) => {
  const { settings } = await openChoice();
  const token = await bench.key.sign(answerClaims(settings.data, items));
  const answer = await post(settings.deep_link_return_url, token);
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('Nothing created');
  expect(bench.lms.state.activities).toHaveLength(1);
});

describe('the answer is refused', () => {
  function expectRefused(answer: Answer, reason: string): void {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).toContain('Nothing was added');
    expect(bench.lms.state.log.entries[0]).toMatchObject({
      kind: 'LtiDeepLinkingResponse',
      outcome: 'refused',
    });
    expect(bench.lms.state.log.entries[0]?.reason).toContain(reason);
    expect(bench.lms.state.activities).toHaveLength(1);
    expect(bench.lms.state.gradebook.columns).toHaveLength(0);
  }

  test.each([
    ['iss of somebody else', { iss: 'somebody' }, 'iss'],
    ['aud of somebody else', { aud: 'http://other.localhost' }, 'aud'],
    ['no exp', { exp: undefined }, 'exp'],
    ['an old token', { iat: 1_700_000_000, exp: 1_700_000_300 }, 'exp has passed'],
    ['no nonce', { nonce: undefined }, 'nonce'],
    ['another message type', { [`${LTI}message_type`]: 'LtiResourceLinkRequest' }, 'message_type'],
    ['another version', { [`${LTI}version`]: '1.3' }, 'version'],
    ['no version', { [`${LTI}version`]: undefined }, 'version'],
    ['another deployment', { [`${LTI}deployment_id`]: '99' }, 'deployment_id'],
    ['no data', { [`${DL}data`]: undefined }, 'data'],
    ['invented data', { [`${DL}data`]: 'invented' }, 'data'],
  ])('for %s', async (_name, wrong, reason) => {
    const { settings } = await openChoice();
    const claims = { ...answerClaims(settings.data, [item]), ...wrong };
    expectRefused(await post(settings.deep_link_return_url, await bench.key.sign(claims)), reason);
  });

  test.each([
    ['another type', { type: 'link' }, 'ltiResourceLink'],
    ['no points', { lineItem: { scoreMaximum: 0 } }, 'scoreMaximum'],
    ['points as text', { lineItem: { scoreMaximum: '20' } }, 'scoreMaximum'],
    ['a number as custom value', { custom: { task: 1 } }, 'custom'],
    ['half an address', { url: '/start' }, 'url'],
    ['a date without zone', { submission: { endDateTime: '2026-12-01T18:00:00' } }, 'zone'],
  ])('and nothing is made of any item, for %s', async (_name, wrong, reason) => {
    const { settings } = await openChoice();
    const items = [item, { ...item, ...wrong }];
    const token = await bench.key.sign(answerClaims(settings.data, items));
    expectRefused(await post(settings.deep_link_return_url, token), reason);
  });

  test('for the signature of another key', async () => {
    const { settings } = await openChoice();
    const forger = await makeKey(bench.key.kid);
    const token = await forger.sign(answerClaims(settings.data, [item]));
    expectRefused(await post(settings.deep_link_return_url, token), 'signature');
  });

  test('for a field of another name', async () => {
    const { settings } = await openChoice();
    const token = await bench.key.sign(answerClaims(settings.data, [item]));
    expectRefused(await post(settings.deep_link_return_url, token, 'jwt'), 'JWT');
  });

  test('for a return address without its query', async () => {
    const { settings } = await openChoice();
    const bare = new URL(settings.deep_link_return_url);
    bare.search = '';
    const token = await bench.key.sign(answerClaims(settings.data, [item]));
    expectRefused(await post(bare.href, token), 'session key');
  });
});

test('the same answer a second time makes nothing', async () => {
  const { settings } = await openChoice();
  const token = await bench.key.sign(answerClaims(settings.data, [item]));
  expect((await post(settings.deep_link_return_url, token)).status).toBe(200);
  expect((await post(settings.deep_link_return_url, token)).status).toBe(401);
  const fresh = await bench.key.sign(answerClaims(settings.data, [item]));
  expect((await post(settings.deep_link_return_url, fresh)).status).toBe(400);
  expect(bench.lms.state.gradebook.columns).toHaveLength(1);
});

test.each(['sam', 'ash'])('%s may not add content', async (person) => {
  const answer = await send(`${bench.lms.baseUrl}/tools/${bench.tool.clientId}/choose`, {
    as: person,
  });
  expect(answer.status).toBe(403);
  expect(answer.text).not.toContain('<form');
});

import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deployments, ltiContexts } from '#server/lti/lti.table';
import type { CopiedContext } from '#server/lti/notices.service';
import { makeKey } from './pretend-platform.ts';
import {
  CLIENT_ID,
  ISSUER,
  launch,
  LTI,
  PUBLIC_URL,
  startPretendTool,
  type PretendTool,
} from './pretend-tool.ts';
import { SignJWT } from 'jose';

/** Platform Notification Service 1.0, as Canvas has it: word that a course was copied. */
let tool: PretendTool;
const copied: CopiedContext[] = [];

beforeAll(async () => {
  tool = await startPretendTool({
    onCopied(copy) {
      copied.push(copy);
      return Promise.resolve();
    },
  });
});
afterAll(() => tool.close());
beforeEach(() => {
  copied.length = 0;
});

const SCOPE = 'https://purl.imsglobal.org/spec/lti/scope/noticehandlers';
const service = () => ({
  service_versions: ['1.0'],
  platform_notification_service_url: `${tool.platform.url}/api/lti/notice-handlers/106`,
  scope: [SCOPE],
  notice_types_supported: ['LtiHelloWorldNotice', 'LtiContextCopyNotice'],
});

/** Claims of a notice that the old course (context 2) was copied; `null` takes one away. */
function noticeClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const claims: Record<string, unknown> = {
    ...{ iss: ISSUER, aud: CLIENT_ID, azp: CLIENT_ID, nonce: randomUUID() },
    ...{ iat: nowSeconds, exp: nowSeconds + 3_600 },
    [`${LTI}version`]: '1.3.0',
    [`${LTI}deployment_id`]: '2',
    [`${LTI}notice`]: {
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      type: 'LtiContextCopyNotice',
    },
    [`${LTI}context`]: { id: `new-${randomUUID()}`, label: 'ECE102', title: 'ECE 102' },
    [`${LTI}origin_contexts`]: ['2'],
    ...changes,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
}

async function post(...tokens: string[]): Promise<number> {
  const answer = await fetch(`${tool.url}/lti/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ notices: tokens.map((jwt) => ({ jwt })) }),
  });
  return answer.status;
}

test('a launch that offers the service registers our address there, once', async () => {
  tool.platform.answers.set('POST /token', {
    body: { access_token: 'token', expires_in: 3600, scope: SCOPE },
  });
  tool.platform.answers.set('PUT /api/lti/notice-handlers/106', { body: {} });
  const claim = { [`${LTI}platformnotificationservice`]: service() };
  await launch(tool, claim);
  const subscribed = async () => {
    const [row] = await tool.database.db
      .select()
      .from(deployments)
      .where(eq(deployments.deploymentId, '2'));
    return row?.noticeServiceUrl;
  };
  await expect.poll(subscribed).toBe(service().platform_notification_service_url);
  await launch(tool, claim);
  const asked = tool.platform.asked.filter(({ method }) => method === 'PUT');
  expect(asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { notice_type: 'LtiContextCopyNotice', handler: `${PUBLIC_URL}/lti/notices` },
  ]);
});

test('a copied course is told to whoever keeps the tasks, before anybody opened it', async () => {
  await launch(tool);
  const claims = noticeClaims();
  expect(await post(await tool.platform.sign(claims))).toBe(204);
  const contextIdOf = async (id: string | undefined) => {
    const [row] = await tool.database.db
      .select()
      .from(ltiContexts)
      .where(eq(ltiContexts.id, id ?? ''));
    return row?.contextId;
  };
  const { id } = claims[`${LTI}context`] as { id: string };
  expect(copied).toHaveLength(1);
  expect(await contextIdOf(copied[0]?.ltiContextId)).toBe(id);
  expect(await contextIdOf(copied[0]?.fromContextId)).toBe('2');
  // The first launch finds the same course.
  await launch(tool, { [`${LTI}context`]: { id, title: 'ECE 102, autumn' } });
  expect(await contextIdOf(copied[0]?.ltiContextId)).toBe(id);
});

test('a notice is used once, however often it is sent', async () => {
  const token = await tool.platform.sign(noticeClaims());
  expect(await post(token, token)).toBe(204);
  expect(await post(token)).toBe(204);
  expect(copied).toHaveLength(1);
});

test('what is not about courses that are known here changes nothing', async () => {
  const unknown = { [`${LTI}origin_contexts`]: ['a course from which nobody ever came'] };
  const hello = { [`${LTI}notice`]: { id: randomUUID(), type: 'LtiHelloWorldNotice' } };
  const tokens = await Promise.all(
    [unknown, hello].map((changes) => tool.platform.sign(noticeClaims(changes))),
  );
  expect(await post(...tokens)).toBe(204);
  expect(copied).toEqual([]);
});

test.each<[string, Record<string, unknown>, number]>([
  ['of a stranger', { iss: 'https://stranger.example' }, 400],
  ['for another tool', { aud: ['another', CLIENT_ID] }, 400],
  ['that has expired', { exp: 1_700_000_000 }, 400],
  ['that was made long ago', { iat: Math.floor(Date.now() / 1_000) - 3_000 }, 400],
  ['without a deployment', { [`${LTI}deployment_id`]: null }, 400],
  ['of an unknown deployment', { [`${LTI}deployment_id`]: 'stranger' }, 403],
  ['without its number', { [`${LTI}notice`]: { type: 'LtiContextCopyNotice' } }, 400],
  ['of another version', { [`${LTI}version`]: '1.1.1' }, 400],
])('a notice %s is refused', async (_name, changes, status) => {
  expect(await post(await tool.platform.sign(noticeClaims(changes)))).toBe(status);
  expect(copied).toEqual([]);
});

test('a notice that the platform did not sign is refused; a good one beside it counts', async () => {
  const { privateKey } = await makeKey('forged');
  const forged = await new SignJWT(noticeClaims())
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: tool.platform.kid })
    .sign(privateKey);
  expect(await post(forged)).toBe(401);
  expect(await post('no token at all')).toBe(401);
  expect(copied).toEqual([]);
  expect(await post(forged, await tool.platform.sign(noticeClaims()))).toBe(401);
  expect(copied).toHaveLength(1);
});

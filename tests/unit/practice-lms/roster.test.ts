import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearer, jsonOf, openBench, send } from './pretend-tool.ts';
import type { Answer, Bench } from './pretend-tool.ts';

const SCOPE = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const CONTAINER = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';

interface Member {
  user_id: string;
  roles: string[];
  name?: string;
  message?: unknown[];
}

let bench: Bench;
let headers: Record<string, string>;

beforeAll(async () => {
  bench = await openBench();
  headers = await bearer(bench, SCOPE);
});
afterAll(() => bench.close());

function ask(query: Record<string, string> = {}, accept = CONTAINER): Promise<Answer> {
  const url = new URL('/services/12/memberships', bench.lms.baseUrl);
  url.searchParams.set('type_id', bench.tool.deploymentId);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return send(url.href, { headers: { ...headers, accept } });
}

function members(answer: Answer): Member[] {
  return jsonOf(answer)['members'] as Member[];
}

test('everybody who is enrolled is there, and the assessor stands there as a learner', async () => {
  const answer = await ask();
  expect(answer.headers['content-type']).toContain(CONTAINER);
  expect(jsonOf(answer)['context']).toMatchObject({ id: '12', label: 'EDU 210' });
  expect(members(answer).map(({ user_id, roles }) => [user_id, ...roles])).toEqual([
    ['3', `${MEMBERSHIP}Instructor`],
    ['4', `${MEMBERSHIP}Learner`],
    ['5', `${MEMBERSHIP}Learner`],
    ['6', `${MEMBERSHIP}Learner`],
    ['7', `${MEMBERSHIP}Learner`],
  ]);
});

test.each([`${MEMBERSHIP}Instructor`, 'Instructor'])('role %s filters', async (role) => {
  expect(members(await ask({ role })).map((member) => member.user_id)).toEqual(['3']);
});

test('comes page by page, and the next address keeps its query', async () => {
  const found: string[] = [];
  let answer = await ask({ limit: '2', role: `${MEMBERSHIP}Learner` });
  for (let pages = 0; pages < 5; pages += 1) {
    found.push(...members(answer).map((member) => member.user_id));
    const next = /<([^>]*)>; rel="next"/.exec(String(answer.headers['link'] ?? ''))?.[1];
    if (next === undefined) break;
    answer = await send(next, { headers: { ...headers, accept: CONTAINER } });
  }
  expect(found).toEqual(['4', '5', '6', '7']);
});

test('rlid adds the message of that link, and must be a link of the tool', async () => {
  const [first] = members(await ask({ rlid: '1' }));
  expect(first?.message).toHaveLength(1);
  expect((await ask({ rlid: '99' })).status).toBe(404);
});

describe('is refused', () => {
  test.each(['application/json', '*/*', `${CONTAINER}, application/json`])(
    'with 406 to Accept: %s',
    async (accept) => {
      expect((await ask({}, accept)).status).toBe(406);
    },
  );

  test.each(['0', '-1', 'many'])('with 400 to limit=%s', async (limit) => {
    expect((await ask({ limit })).status).toBe(400);
  });

  test('with 403 to a token for something else', async () => {
    const other = await bearer(bench, 'https://purl.imsglobal.org/spec/lti-ags/scope/score');
    const url = `${bench.lms.baseUrl}/services/12/memberships?type_id=${bench.tool.deploymentId}`;
    const answer = await send(url, { headers: { ...other, accept: CONTAINER } });
    expect(answer.status).toBe(403);
  });
});

test('has no names when names are not sent', async () => {
  bench.lms.state.setSwitches({ noNames: true });
  const answer = await ask();
  bench.lms.state.setSwitches({ noNames: false });
  expect(members(answer)).toHaveLength(5);
  expect(answer.text).not.toContain('Sparrow');
  expect(answer.text).not.toContain('example.org');
});

test('has short role names when odd answers are on', async () => {
  bench.lms.state.setSwitches({ oddAnswers: true });
  const answer = await ask();
  bench.lms.state.setSwitches({ oddAnswers: false });
  expect(members(answer)[0]?.roles).toEqual(['Instructor']);
});

test('shows the assistant when Ash is one', async () => {
  bench.lms.state.setSwitches({ assessorAsTeachingAssistant: true });
  const answer = await ask();
  bench.lms.state.setSwitches({ assessorAsTeachingAssistant: false });
  expect(members(answer)[1]?.roles).toHaveLength(2);
});

import { readFileSync } from 'node:fs';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Boot, Course } from '#contract/launch';
import type { Actor } from '#server/lti/actor';
import type { AgsScore } from '#server/lti/ags';
import {
  callApi,
  CLIENT_ID,
  INSTRUCTOR,
  ISSUER,
  launch,
  LEARNER,
  LTI,
  newSubject,
  startPretendTool,
  type PretendTool,
} from './pretend-tool.ts';

let tool: PretendTool;
let platformId: string;
beforeAll(async () => {
  tool = await startPretendTool();
  const [registered] = await tool.lti.platforms.list();
  platformId = registered?.platform.id ?? '';
});
beforeEach(() => {
  tool.platform.asked.length = 0;
  tool.platform.answers.clear();
  // Moodle labels its JSON as HTML.
  tool.platform.answers.set('POST /token', {
    headers: { 'content-type': 'text/html' },
    body: JSON.stringify({ access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 }),
  });
});
afterAll(() => tool.close());

const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope/';

function lecturerOf(context: string, membershipsPath: string | null, sub = newSubject()) {
  return launch(tool, {
    sub,
    [`${LTI}roles`]: [INSTRUCTOR],
    [`${LTI}context`]: { id: context, title: context },
    ...(membershipsPath && {
      [NRPS]: { context_memberships_url: tool.platform.url + membershipsPath },
    }),
  });
}

const readRoster = (boot: Boot | null) => callApi(tool, boot, 'POST', '/api/course/roster', {});
const peopleOf = (answer: { body: unknown }) => (answer.body as Course).people;
const askedFor = (path: string) => tool.platform.asked.filter((asked) => asked.path === path);

describe('6.3 names and roles', () => {
  test('the roster of a real Moodle', async () => {
    const file = new URL('../../fixtures/moodle/nrps.json', import.meta.url);
    const { body } = JSON.parse(readFileSync(file, 'utf8')) as { body: { members: unknown[] } };
    const path = '/services.php/CourseSection/2/bindings/2/memberships';
    tool.platform.answers.set(`GET ${path}`, { body });
    const { boot } = await lecturerOf('moodle', path, '3');
    const answer = await readRoster(boot);
    expect(answer.status).toBe(200);
    const people = peopleOf(answer);
    expect(people).toHaveLength(body.members.length);
    // Taken for a learner by the roster, though at launch for an instructor.
    expect(people).toContainEqual(
      expect.objectContaining({
        name: 'Asa Assessor',
        platformRoles: ['Learner'],
        role: 'student',
      }),
    );
    expect(people.find(({ isMe }) => isMe)).toMatchObject({ role: 'lecturer', hasLaunched: true });
    const [asked] = askedFor(path);
    expect(asked?.headers['accept']).toBe(
      'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
    );
    expect(asked?.headers['authorization']).toBe('Bearer token-1');
    const form = new URLSearchParams(askedFor('/token').at(-1)?.body);
    expect(form.get('scope')).toBe(
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    );
  });

  test('who a lecturer named assessor stays one, whatever roster and launch say', async () => {
    const path = '/named';
    const members = [
      { user_id: 'colleague', name: 'K. D.', roles: ['Learner'] },
      { user_id: 'other', roles: ['Learner'] },
    ];
    tool.platform.answers.set(`GET ${path}`, { body: { members } });
    const { boot } = await lecturerOf('named', path);
    const people = peopleOf(await readRoster(boot));
    const colleague = people.find(({ name }) => name === 'K. D.')?.personId ?? '';
    const address = `/api/course/people/${colleague}/role`;
    const named = await callApi(tool, boot, 'PUT', address, { role: 'assessor' });
    expect(peopleOf(named)).toContainEqual(
      expect.objectContaining({ personId: colleague, role: 'assessor', assignedRole: 'assessor' }),
    );
    const launched = await launch(tool, {
      sub: 'colleague',
      [`${LTI}roles`]: [LEARNER],
      [`${LTI}context`]: { id: 'named', title: 'named' },
    });
    const session = await callApi(tool, launched.boot, 'GET', '/api/session');
    expect(session.body['role']).toBe('assessor');
    expect(peopleOf(await readRoster(boot))).toContainEqual(
      expect.objectContaining({ personId: colleague, role: 'assessor' }),
    );
    // A role holds at once, also in a session that is open.
    await callApi(tool, boot, 'PUT', address, { role: null });
    const after = await callApi(tool, launched.boot, 'GET', '/api/session');
    expect(after.body['role']).toBe('student');
  });

  test('names that the LMS withholds become pseudonyms, other ones in every course', async () => {
    const members = [
      { user_id: 'quiet-1', roles: ['Learner'] },
      { user_id: 'quiet-2', roles: [] },
    ];
    tool.platform.answers.set('GET /quiet', { body: { members } });
    const names = async (context: string) => {
      const { boot } = await lecturerOf(context, '/quiet');
      return peopleOf(await readRoster(boot))
        .filter(({ isMe }) => !isMe)
        .map(({ name }) => name)
        .sort();
    };
    const first = await names('quiet-a');
    expect(first).toEqual([
      expect.stringMatching(/^Participant [0-9A-F]{4}$/),
      expect.stringMatching(/^Participant [0-9A-F]{4}$/),
    ]);
    expect(await names('quiet-a')).toEqual(first);
    expect(await names('quiet-b')).not.toEqual(first);
  });

  test('all pages are read; who is in none has left, and is there again with the next launch', async () => {
    const member = (id: string) => ({ user_id: id, name: id, roles: ['Learner'] });
    tool.platform.answers.set('GET /pages', {
      headers: { link: '</pages?p=2&amp;x=1>; rel="next"' },
      body: { members: [member('page-1'), { ...member('gone'), status: 'Inactive' }] },
    });
    tool.platform.answers.set('GET /pages?p=2&x=1', { body: { members: [member('page-2')] } });
    const { boot } = await lecturerOf('pages', '/pages');
    const named = (answer: { body: unknown }) =>
      peopleOf(answer)
        .filter(({ isMe }) => !isMe)
        .map(({ name }) => name);
    expect(named(await readRoster(boot))).toEqual(['page-1', 'page-2']);
    tool.platform.answers.set('GET /pages', { body: { members: [member('page-2')] } });
    expect(named(await readRoster(boot))).toEqual(['page-2']);
    const kept = await tool.database.pool.query("SELECT 1 FROM person WHERE subject = 'page-1'");
    expect(kept.rowCount).toBe(1);
    await launch(tool, { sub: 'page-1', name: 'page-1', [`${LTI}context`]: { id: 'pages' } });
    expect(named(await callApi(tool, boot, 'GET', '/api/course'))).toHaveLength(2);
  });

  test.each([
    ['a page that fails', { status: 500, body: 'error' }, 502],
    ['an empty page', { body: '' }, 502],
    ['a page that is no roster', { body: { error: 'x' } }, 502],
    ['a page that names itself as the next', { headers: { link: '</bad>; rel=next' } }, 502],
    ['a next page elsewhere', { headers: { link: '<https://evil.example/>; rel=next' } }, 502],
  ])('%s changes nothing', async (_name, answer, status) => {
    const context = newSubject();
    const members = [{ user_id: 'stays', roles: ['Learner'] }];
    tool.platform.answers.set('GET /bad', { body: { members } });
    const { boot } = await lecturerOf(context, '/bad');
    await readRoster(boot);
    tool.platform.answers.set('GET /bad', { body: { members: [] }, ...answer });
    const failed = await readRoster(boot);
    expect(failed.status).toBe(status);
    expect(failed.body['code']).toBe('platform_refused');
    expect(peopleOf(await callApi(tool, boot, 'GET', '/api/course'))).toHaveLength(2);
  });

  test('without the service there is nothing to read, and only who manages may', async () => {
    const { boot } = await lecturerOf('no-service', null);
    expect(await readRoster(boot)).toMatchObject({
      status: 409,
      body: { code: 'roster_not_offered' },
    });
    const student = await launch(tool, { sub: newSubject() });
    expect((await readRoster(student.boot)).status).toBe(403);
    expect((await callApi(tool, student.boot, 'GET', '/api/course')).status).toBe(403);
  });

  test('nobody takes their own rights away', async () => {
    const { boot } = await lecturerOf('self', null);
    const [me] = peopleOf(await callApi(tool, boot, 'GET', '/api/course'));
    const address = `/api/course/people/${me?.personId}/role`;
    expect((await callApi(tool, boot, 'PUT', address, { role: 'student' })).status).toBe(403);
  });

  test('nobody reaches the people of another course', async () => {
    const here = await lecturerOf('here', null);
    const there = await lecturerOf('there', null);
    const [person] = peopleOf(await callApi(tool, there.boot, 'GET', '/api/course'));
    const address = `/api/course/people/${person?.personId}/role`;
    expect((await callApi(tool, here.boot, 'PUT', address, { role: 'student' })).status).toBe(404);
  });
});

describe('6.4 assignment and grades', () => {
  const score: AgsScore = {
    userId: '5',
    timestamp: '2026-11-21T23:21:12.672Z',
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    scoreGiven: 17,
    scoreMaximum: 20,
    comment: 'Well seen.',
  };

  test("a score goes below the path of Moodle's line item, with its query and its type", async () => {
    const path = '/services.php/2/lineitems/2/lineitem/scores?type_id=2';
    tool.platform.answers.set(`POST ${path}`, { body: '' });
    const answer = await tool.lti.services.postScore(
      { platformId, deploymentId: '2' },
      { lineItemUrl: `${tool.platform.url}/services.php/2/lineitems/2/lineitem?type_id=2`, score },
    );
    expect(answer).toMatchObject({ status: 200, text: '' });
    const [asked] = askedFor(path);
    expect(asked?.headers['content-type']).toBe('application/vnd.ims.lis.v1.score+json');
    expect(JSON.parse(asked?.body ?? '')).toEqual(score);
  });

  test('a refusal of Moodle, which says why in the first line alone, without what we sent', async () => {
    const answered = { status: 400, body: '[]' };
    const lineItemUrl = `${tool.platform.url}/refusing`;
    const post = (statusWords: string) => {
      tool.platform.answers.set('POST /refusing/scores', { ...answered, statusWords });
      return tool.lti.services.postScore({ platformId, deploymentId: '2' }, { lineItemUrl, score });
    };
    const refused = await post(`Incorrect score received${JSON.stringify(score)}`);
    expect(refused).toMatchObject({ status: 400, text: 'Incorrect score received' });
    expect(await post('Bad Request')).toMatchObject({ status: 400, text: '[]' });
  });

  test('the client assertion is ours, verifiable by our key set, and never the same', async () => {
    const [first, second] = ['/scope-a', '/scope-b'].map((lineItemUrl, index) => ({
      place: { platformId, deploymentId: `assertion-${index}` },
      lineItemUrl: tool.platform.url + lineItemUrl,
    }));
    for (const { place, lineItemUrl } of [first, second].filter((one) => one !== undefined)) {
      await tool.lti.services.postScore(place, { lineItemUrl, score });
    }
    const assertions = askedFor('/token').map(
      ({ body }) => new URLSearchParams(body).get('client_assertion') ?? '',
    );
    expect(assertions).toHaveLength(2);
    const keySet = (await (await fetch(`${tool.url}/lti/jwks`)).json()) as JSONWebKeySet;
    const verified = await jwtVerify(assertions[0] ?? '', createLocalJWKSet(keySet), {
      algorithms: ['RS256'],
      issuer: CLIENT_ID,
      subject: CLIENT_ID,
      audience: `${tool.platform.url}/token`,
    });
    expect(verified.payload[`${LTI}deployment_id`]).toBe('assertion-0');
    expect(verified.payload.iat).toBeLessThan(Date.now() / 1000 - 4);
    const ids = assertions.map((assertion) => decodeJwt(assertion).jti);
    expect(new Set(ids).size).toBe(2);
  });

  test('one token serves many calls at once, and a void one is fetched again, once', async () => {
    const place = { platformId, deploymentId: 'tokens' };
    const lineItemUrl = `${tool.platform.url}/void`;
    let valid = 'token-1';
    tool.platform.answers.set('POST /void/scores', () => ({
      status:
        tool.platform.asked.at(-1)?.headers['authorization'] === `Bearer ${valid}` ? 200 : 401,
    }));
    const post = () => tool.lti.services.postScore(place, { lineItemUrl, score });
    const answers = await Promise.all(Array.from({ length: 6 }, post));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(askedFor('/token')).toHaveLength(1);
    valid = 'token-2';
    tool.platform.answers.set('POST /token', { body: { access_token: 'token-2' } });
    expect((await post()).status).toBe(200);
    valid = 'token-3';
    expect((await post()).status).toBe(401);
    expect(askedFor('/token')).toHaveLength(3);
  });

  test.each([
    ['refuses the client', { status: 400, body: { error: 'invalid_client' } }],
    ['answers with a broken page', { body: '<html>' }],
    ['grants another right', { body: { access_token: 'x', scope: `${AGS}lineitem` } }],
  ])('a platform that %s gives no token', async (name, answer) => {
    tool.platform.answers.set('POST /token', answer);
    const place = { platformId, deploymentId: name };
    const lineItemUrl = `${tool.platform.url}/never`;
    await expect(tool.lti.services.postScore(place, { lineItemUrl, score })).rejects.toMatchObject({
      code: 'platform_refused',
    });
    expect(askedFor('/never/scores')).toHaveLength(0);
  });

  test('a platform that is not there cannot be reached', async () => {
    const place = { platformId, deploymentId: 'nobody' };
    await expect(
      tool.lti.services.postScore(place, { lineItemUrl: 'http://127.0.0.1:1/item', score }),
    ).rejects.toMatchObject({ code: 'platform_unreachable' });
  });

  const wanted = (path: string) => ({
    platformId,
    deploymentId: '2',
    lineItemsUrl: `${tool.platform.url}${path}?type_id=2`,
    scopes: [`${AGS}lineitem`],
    resourceLinkId: '8',
    resourceId: 'vid-42',
    tag: 'obs',
    label: 'Observation',
    scoreMaximum: 20,
  });

  test('the column that the link has already is found, in the words of a real Moodle', async () => {
    const file = new URL('../../fixtures/moodle/ags-lineitems-after.json', import.meta.url);
    const { body } = JSON.parse(readFileSync(file, 'utf8')) as { body: { lineItems: unknown[] } };
    tool.platform.answers.set('GET /items?type_id=2&resource_link_id=8', { body: body.lineItems });
    const found = await tool.lti.services.findOrCreateLineItem(wanted('/items'));
    expect(found).toMatchObject({ tag: 'obs', scoreMaximum: 20, resourceLinkId: '8' });
    const [asked] = tool.platform.asked.filter(({ method }) => method === 'GET');
    expect(asked?.headers['accept']).toBe('application/vnd.ims.lis.v2.lineitemcontainer+json');
  });

  test('two that want a column at once make one', async () => {
    const items: Record<string, unknown>[] = [];
    for (const query of ['resource_link_id=8', 'resource_id=vid-42&tag=obs']) {
      tool.platform.answers.set(`GET /new?type_id=2&${query}`, () => ({ body: [...items] }));
    }
    tool.platform.answers.set('POST /new?type_id=2', () => {
      const made = JSON.parse(tool.platform.asked.at(-1)?.body ?? '{}') as Record<string, unknown>;
      items.push({ ...made, id: `${tool.platform.url}/new/${items.length}` });
      return { status: 201, body: items.at(-1) };
    });
    const both = await Promise.all(
      [1, 2].map(() => tool.lti.services.findOrCreateLineItem(wanted('/new'))),
    );
    expect(items).toEqual([
      {
        id: `${tool.platform.url}/new/0`,
        scoreMaximum: 20,
        label: 'Observation',
        resourceId: 'vid-42',
        tag: 'obs',
        resourceLinkId: '8',
      },
    ]);
    expect(both[0]?.id).toBe(both[1]?.id);
  });

  test('without the right there is no column', async () => {
    await expect(
      tool.lti.services.findOrCreateLineItem({ ...wanted('/x'), scopes: [] }),
    ).rejects.toMatchObject({ code: 'no_gradebook' });
  });

  test('results of a real Moodle', async () => {
    const file = new URL('../../fixtures/moodle/ags-results.json', import.meta.url);
    const { body } = JSON.parse(readFileSync(file, 'utf8')) as { body: { scores: unknown[] } };
    tool.platform.answers.set('GET /item/results?type_id=2', { body: body.scores });
    const place = { platformId, deploymentId: '2' };
    const lineItemUrl = `${tool.platform.url}/item?type_id=2`;
    const results = await tool.lti.services.readResults(place, { lineItemUrl });
    expect(results.map(({ userId, resultScore }) => [userId, resultScore])).toEqual([
      ['5', 17],
      ['6', undefined],
      ['7', 17],
    ]);
    tool.platform.answers.set('GET /item/results?type_id=2&user_id=5', { body: body.scores });
    expect(await tool.lti.services.readResults(place, { lineItemUrl, userId: '5' })).toHaveLength(
      1,
    );
  });
});

describe('6.2 deep linking', () => {
  const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
  const ITEM = {
    type: 'ltiResourceLink',
    url: 'http://tool.localhost:3100/lti/launch?task=t',
    title: 'Observe',
    custom: { task: 't' },
    lineItem: { scoreMaximum: 20, resourceId: 't', tag: 'narration' },
  } as const;

  async function picker(settings: Record<string, unknown> = {}, roles = [INSTRUCTOR]) {
    const answer = await launch(tool, {
      sub: newSubject(),
      [`${LTI}message_type`]: 'LtiDeepLinkingRequest',
      [`${LTI}resource_link`]: null,
      [`${LTI}roles`]: roles,
      [`${DL}deep_linking_settings`]: {
        deep_link_return_url: 'http://moodle.localhost:8080/return?sesskey=x',
        accept_types: ['ltiResourceLink'],
        accept_presentation_document_targets: ['iframe'],
        ...settings,
      },
    });
    return answer;
  }

  async function actorOf(boot: Boot | null): Promise<Actor> {
    const request = { headers: { authorization: `Bearer ${boot?.token}` } };
    return tool.lti.authenticate(request as never);
  }

  test('the answer has every claim, is signed by us, and is given once', async () => {
    const { boot } = await picker({ data: 'opaque', accept_multiple: true });
    const actor = await actorOf(boot);
    const sealed = boot?.deepLinking?.request ?? '';
    const jwt = await tool.lti.signDeepLinkingAnswer(actor, sealed, [ITEM, { ...ITEM }]);
    const keySet = (await (await fetch(`${tool.url}/lti/jwks`)).json()) as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(jwt, createLocalJWKSet(keySet), {
      algorithms: ['RS256'],
      issuer: CLIENT_ID,
      audience: ISSUER,
    });
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(payload).toMatchObject({
      [`${LTI}message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}version`]: '1.3.0',
      [`${LTI}deployment_id`]: '2',
      [`${DL}data`]: 'opaque',
      [`${DL}content_items`]: [ITEM, ITEM],
    });
    expect(payload.nonce).toBeTypeOf('string');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(300);
    await expect(tool.lti.signDeepLinkingAnswer(actor, sealed, [ITEM])).rejects.toMatchObject({
      code: 'launch_used',
    });
  });

  test('what the platform does not accept is not sent', async () => {
    const { boot } = await picker({ accept_lineitem: false });
    const actor = await actorOf(boot);
    const sealed = boot?.deepLinking?.request ?? '';
    const sign = (items: Parameters<typeof tool.lti.signDeepLinkingAnswer>[2]) =>
      tool.lti.signDeepLinkingAnswer(actor, sealed, items);
    await expect(sign([ITEM, ITEM])).rejects.toMatchObject({ code: 'invalid_request' });
    const payload = decodeJwt(await sign([ITEM]));
    expect(payload[`${DL}content_items`]).toEqual([
      { type: ITEM.type, url: ITEM.url, title: ITEM.title, custom: ITEM.custom },
    ]);
    expect(payload).not.toHaveProperty([`${DL}data`]);
  });

  test('a request belongs to the session it came with, and ends', async () => {
    const [first, second] = [await picker(), await picker()];
    const sealed = first.boot?.deepLinking?.request ?? '';
    const stranger = await actorOf(second.boot);
    await expect(tool.lti.signDeepLinkingAnswer(stranger, sealed, [])).rejects.toMatchObject({
      code: 'invalid_request',
    });
    const actor = await actorOf(first.boot);
    const forged = `${sealed.slice(0, -4)}AAAA`;
    await expect(tool.lti.signDeepLinkingAnswer(actor, forged, [])).rejects.toMatchObject({
      code: 'invalid_request',
    });
    tool.setNow(new Date(Date.now() + 5 * 3_600_000));
    await expect(tool.lti.signDeepLinkingAnswer(actor, sealed, [])).rejects.toMatchObject({
      code: 'launch_expired',
    });
    tool.setNow(null);
  });

  test('students are shown no picker', async () => {
    const answer = await picker({}, [LEARNER]);
    expect(answer.status).toBe(403);
    expect(answer.page).toContain('<h1>This page is for those who teach the course</h1>');
    expect(answer.page).toContain('ECE101');
  });

  test.each([{ deep_link_return_url: 'javascript:alert(1)' }, { deep_link_return_url: null }])(
    'a request with nowhere to answer is refused: %j',
    async (settings) => {
      expect((await picker(settings)).status).toBe(400);
    },
  );
});

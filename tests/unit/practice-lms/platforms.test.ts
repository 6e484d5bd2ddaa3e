import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PlatformKey } from '../../../lti-tool/practice-lms/platforms/platform.ts';
import { PLATFORMS } from '../../../lti-tool/practice-lms/platforms/platforms.ts';
import { assertionClaims, encode, formOf, jsonOf, openBench, send } from './pretend-tool.ts';
import type { Answer, Bench } from './pretend-tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/';
const GROUPS = 'https://purl.imsglobal.org/spec/lti-gs/';
const SCORE = 'application/vnd.ims.lis.v1.score+json';
const LINE_ITEM = 'application/vnd.ims.lis.v2.lineitem+json';
const SCOPES = [
  `${AGS}scope/lineitem`,
  `${AGS}scope/score`,
  `${AGS}scope/result.readonly`,
  `${NRPS}scope/contextmembership.readonly`,
];
const [SAM, LEE] = ['5', '3'];

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

type Claims = Record<string, unknown>;

/** The LMS as this platform, with an activity worth 20 points. */
function play(platform: PlatformKey) {
  bench.clock.ms = Date.parse('2026-11-22T10:00:00.000Z');
  const { state } = bench.lms;
  state.playPlatform(platform);
  state.reset({ keepTools: true });
  const activity = state.addActivity(
    bench.tool,
    {
      title: 'Narration 1',
      text: 'Watch and write',
      custom: { Task: 't1', due: '$ResourceLink.submission.endDateTime', odd: '$Never.heard' },
      submission: { endDateTime: '2026-12-01T18:00:00Z' },
    },
    'deep linking',
    {
      label: 'Narration 1',
      scoreMaximum: 20,
      resourceId: 't1',
      tag: 'narration',
      submissionReview: { url: 'http://tool.localhost/review', custom: { view: 'review' } },
    },
  );
  return { activity, columnId: state.gradebook.columnsOf(activity.id)[0]?.id ?? '' };
}

/** Goes through the platform's own addresses, as a browser is sent. */
async function claimsAt(as: string, path: string): Promise<Claims> {
  const begun = await send(bench.lms.baseUrl + path, { as });
  const login = begun.headers.location
    ? Object.fromEntries(new URL(begun.headers.location).searchParams)
    : formOf(begun.text).fields;
  const query = {
    ...{ scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' },
    ...{ client_id: bench.tool.clientId, redirect_uri: bench.tool.redirectUris[0] },
    ...{ login_hint: login['login_hint'], lti_message_hint: login['lti_message_hint'] },
    ...{ state: randomUUID(), nonce: randomUUID() },
  };
  const answer = await send(`${bench.lms.urlsFor(bench.tool).auth}?${encode(query)}`, { as });
  const { fields } = formOf(answer.text);
  return decodeJwt(fields['id_token'] ?? '');
}

async function authorised(scopes: readonly string[] = SCOPES): Promise<Record<string, string>> {
  const { tokenAudience } = bench.lms.state.platform;
  const { token } = bench.lms.urlsFor(bench.tool);
  const assertion = await bench.key.sign({
    ...assertionClaims(bench),
    aud: tokenAudience ?? token,
  });
  const answer = await send(token, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: encode({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: scopes.join(' '),
    }),
  });
  expect(answer.status, answer.text).toBe(200);
  return {
    authorization: `Bearer ${String(jsonOf(answer)['access_token'])}`,
    'user-agent': 'Pretend tool',
  };
}

function recorded(file: string): Claims {
  const path = new URL(`../../fixtures/moodle/${file}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as Claims;
}

/** Every path of names in a value; of a list, those of all its members. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => fieldsOf(one, `${path}[]`)))];
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, `${path}.${name}`));
}

/** Fields without parameters of the link, which each tool chooses itself. */
function fieldSet(value: unknown): string[] {
  const own = `.${LTI}custom.context_memberships_url`;
  const isParameter = (path: string) => path.startsWith(`.${LTI}custom.`) && path !== own;
  return [...new Set(fieldsOf(value))].filter((path) => !isParameter(path)).sort();
}

const lineItemOf = (claims: Claims) =>
  String((claims[`${AGS}claim/endpoint`] as Claims)['lineitem']);
const lineItemsOf = (claims: Claims) =>
  String((claims[`${AGS}claim/endpoint`] as Claims)['lineitems']);
const rosterOf = (claims: Claims) =>
  String((claims[`${NRPS}claim/namesroleservice`] as Claims)['context_memberships_url']);

function below(address: string, tail: string): string {
  const url = new URL(address);
  url.pathname += tail;
  return url.href;
}

async function score(address: string, changes: Claims = {}): Promise<Answer> {
  bench.clock.ms += 5_000;
  return send(below(address, '/scores'), {
    method: 'POST',
    headers: { ...(await authorised()), 'content-type': SCORE },
    body: JSON.stringify({
      ...{ userId: SAM, timestamp: new Date(bench.clock.ms).toISOString() },
      ...{ activityProgress: 'Completed', gradingProgress: 'FullyGraded' },
      ...{ scoreGiven: 17, scoreMaximum: 20, comment: 'Well seen.' },
      ...changes,
    }),
  });
}

describe('what Moodle 4.5 was recorded to send, field by field', () => {
  let activityId: string;
  beforeEach(() => {
    activityId = play('moodle').activity.id;
  });

  test.each([
    ['idtoken-lecturer1', 'lee', ''],
    ['idtoken-student1', 'sam', ''],
    ['idtoken-assessor1', 'ash', ''],
    ['idtoken-submissionreview-lecturer1', 'lee', '?review=5'],
    ['idtoken-submissionreview-student1', 'sam', '?review=5'],
  ])('%s', async (file, as, query) => {
    const claims = await claimsAt(as, `/activities/${activityId}/open${query}`);
    const real = recorded(file)['payload'] as Claims;
    expect(fieldSet(claims)).toEqual(fieldSet(real));
    for (const name of ['roles', 'message_type', 'version']) {
      expect(claims[LTI + name]).toEqual(real[LTI + name]);
    }
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(60);
  });

  test('deep linking', async () => {
    const claims = await claimsAt('lee', `/tools/${bench.tool.clientId}/choose`);
    const real = recorded('idtoken-deeplinking-lecturer1')['payload'] as Claims;
    expect(fieldSet(claims)).toEqual(fieldSet(real));
    const settings = `${DL}deep_linking_settings`;
    const varying = { deep_link_return_url: '', title: '' };
    expect({ ...(claims[settings] as Claims), ...varying }).toEqual({
      ...(real[settings] as Claims),
      ...varying,
    });
  });

  test('each parameter a second time in lower case, an unknown variable as it was written', async () => {
    const claims = await claimsAt('sam', `/activities/${activityId}/open`);
    expect(claims[`${LTI}custom`]).toMatchObject({
      ...{ Task: 't1', task: 't1', odd: '$Never.heard' },
      due: '$ResourceLink.submission.endDateTime',
    });
  });

  test('the roster, of the course and of the link', async () => {
    const claims = await claimsAt('lee', `/activities/${activityId}/open`);
    const headers = {
      ...(await authorised()),
      accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
    };
    for (const [file, rlid] of [
      ['nrps', null],
      ['nrps-resourcelink', activityId],
    ] as const) {
      const address = new URL(rosterOf(claims));
      if (rlid !== null) address.searchParams.set('rlid', rlid);
      const answer = jsonOf(await send(address.href, { headers }));
      expect(fieldSet(answer)).toEqual(fieldSet(recorded(file)['body']));
      const members = answer['members'] as { user_id: string; roles: string[] }[];
      expect(Object.fromEntries(members.map((one) => [one.user_id, one.roles]))).toMatchObject({
        ...{ 3: ['Instructor'], 4: ['Learner'], 5: ['Learner'] },
      });
    }
  });

  test('line items and results', async () => {
    const claims = await claimsAt('lee', `/activities/${activityId}/open`);
    const headers = await authorised();
    const made = await send(lineItemsOf(claims), {
      method: 'POST',
      headers: { ...headers, accept: LINE_ITEM, 'content-type': LINE_ITEM },
      body: JSON.stringify({ scoreMaximum: 10, label: 'Second', resourceId: 'r', tag: 'refl' }),
    });
    expect(made.status).toBe(201);
    expect(fieldSet(jsonOf(made))).toEqual(fieldSet(recorded('ags-lineitem-create')['body']));
    const accept = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
    const list = await send(lineItemsOf(claims), { headers: { ...headers, accept } });
    const real = recorded('ags-lineitems-after')['body'] as { lineItems: unknown };
    const ownParameter = (path: string) => !path.includes('.custom.');
    expect(fieldSet(JSON.parse(list.text)).filter(ownParameter)).toEqual(
      fieldSet(real.lineItems).filter(ownParameter),
    );
    expect((await score(lineItemOf(claims))).status).toBe(200);
    await score(lineItemOf(claims), {
      ...{ userId: '6', scoreGiven: 5 },
      ...{ activityProgress: 'Submitted', gradingProgress: 'PendingManual', comment: 'waiting' },
    });
    const results = await send(below(lineItemOf(claims), '/results'), {
      headers: { ...headers, accept: 'application/vnd.ims.lis.v2.resultcontainer+json' },
    });
    const { scores } = recorded('ags-results')['body'] as { scores: Claims[] };
    const answered = JSON.parse(results.text) as Claims[];
    expect(fieldSet(answered.find(({ userId }) => userId === SAM))).toEqual(
      fieldSet(scores.find(({ userId }) => userId === SAM)),
    );
    expect(fieldSet(answered.find(({ userId }) => userId === '6'))).toEqual(
      fieldSet(scores.find(({ userId }) => userId === '6')),
    );
  });

  test('a refused score says why in the first line of the answer, and [] in its body', async () => {
    const claims = await claimsAt('lee', `/activities/${activityId}/open`);
    const refused = await score(lineItemOf(claims), { userId: LEE });
    const { error, upstream } = recorded('ags-score-nonstudent')['body'] as {
      error: string;
      upstream: { status: number; body: string };
    };
    expect(refused).toMatchObject({ status: upstream.status, text: upstream.body });
    expect(error).toContain('(Incorrect score received{"userId":"3"');
    expect(refused.statusWords).toMatch(/^Incorrect score received\{"userId":"3"/);
  });

  test('a launch id is spent after one use', async () => {
    const begun = await send(`${bench.lms.baseUrl}/activities/${activityId}/open`, { as: 'sam' });
    const { fields } = formOf(begun.text);
    const hint = JSON.parse(fields['lti_message_hint'] ?? '') as Claims;
    expect(Object.keys(hint)).toEqual(['cmid', 'launchid']);
    expect(fields['lti_storage_target']).toBeUndefined();
  });

  test('a limit on results fails, and the next page of the roster loses its role', async () => {
    bench.lms.state.setSwitches({ smallPages: true });
    const claims = await claimsAt('lee', `/activities/${activityId}/open`);
    const headers = await authorised();
    const results = new URL(below(lineItemOf(claims), '/results'));
    results.searchParams.set('limit', '1');
    const accept = 'application/vnd.ims.lis.v2.resultcontainer+json';
    expect((await send(results.href, { headers: { ...headers, accept } })).status).toBe(500);
    const roster = new URL(rosterOf(claims));
    roster.searchParams.set('role', 'Learner');
    const page = await send(roster.href, {
      headers: {
        ...headers,
        accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
      },
    });
    expect(page.headers.link).toContain('&amp;');
    expect(page.headers.link).not.toContain('Learner');
  });
});

const OTHERS = ['canvas', 'brightspace', 'blackboard', 'sakai'] as const;

describe.each(OTHERS)('%s', (key) => {
  const platform = PLATFORMS[key];
  let activityId: string;
  let columnId: string;
  let claims: Claims;
  beforeEach(async () => {
    const placed = play(key);
    activityId = placed.activity.id;
    columnId = placed.columnId;
    claims = await claimsAt('sam', `/activities/${activityId}/open`);
  });

  test('issuer, family, roles and addresses are its own', async () => {
    expect(claims['iss']).toBe(platform.issuer ?? bench.lms.baseUrl);
    expect(claims[`${LTI}tool_platform`]).toMatchObject({ product_family_code: platform.family });
    expect(claims[`${LTI}roles`]).toEqual(platform.roles.student.launch);
    const { pathname } = new URL(lineItemsOf(claims));
    expect(pathname).toBe(
      platform.places.lineItems
        .replace('{course}', '12')
        .replace('{deployment}', bench.tool.deploymentId),
    );
    const assessor = await claimsAt('ash', `/activities/${activityId}/open`);
    expect(assessor[`${LTI}roles`]).toEqual(platform.roles.assessor.launch);
    expect(`${GROUPS}claim/groupsservice` in claims).toBe(platform.hasGroups);
  });

  test('the roster comes in pages, each once, the last as the platform has it', async () => {
    bench.lms.state.setSwitches({ smallPages: true });
    const headers = {
      ...(await authorised()),
      accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
    };
    const members: Claims[] = [];
    let address: string | undefined = rosterOf(claims);
    let last = '';
    while (address !== undefined) {
      const page = await send(address, { headers });
      last = page.text;
      if (page.text !== '') members.push(...(jsonOf(page)['members'] as Claims[]));
      const next = /<([^>]*)>;\s*rel="?next/.exec(page.headers.link as string);
      address = next ? new URL(next[1] ?? '', address).href : undefined;
    }
    expect(members.map((one) => one['user_id'])).toEqual(['3', '4', '5', '6', '7']);
    expect(last === '').toBe(platform.paging.endsEmpty);
    const first = members[0] ?? {};
    expect('group_enrollments' in first).toBe(platform.roster.tellsGroups);
  });

  test('a score that waits for marking does what the platform makes of it', async () => {
    const cell = () => bench.lms.state.gradebook.cell(columnId, SAM)?.points ?? null;
    const first = await score(lineItemOf(claims));
    expect(first.status).toBe(200);
    expect(first.text === '').toBe(!platform.scores.answersResultUrl);
    expect(cell()).toBe(17);
    await score(lineItemOf(claims), {
      ...{ activityProgress: 'Submitted', gradingProgress: 'PendingManual' },
      ...{ scoreGiven: undefined, scoreMaximum: undefined },
    });
    expect(cell()).toBe(platform.scores.progress === 'empties' ? null : 17);
  });

  test('clearing by the standard, and by a final score without points', async () => {
    const points = () => bench.lms.state.gradebook.cell(columnId, SAM)?.points ?? null;
    const nothing = { scoreGiven: undefined, scoreMaximum: undefined, comment: undefined };
    await score(lineItemOf(claims));
    await score(lineItemOf(claims), {
      ...{ ...nothing, activityProgress: 'Initialized', gradingProgress: 'NotReady' },
    });
    expect(points()).toBe(platform.scores.reset === 'empties' ? null : 17);
    await score(lineItemOf(claims), nothing);
    expect(points()).toBe(null);
  });

  test('timestamps and strangers are refused in its own words', async () => {
    await score(lineItemOf(claims));
    const early = await score(lineItemOf(claims), { timestamp: '2026-01-01T00:00:00.000Z' });
    expect(early.status).toBe(platform.scores.conflictStatus);
    expect(early.text).toContain('timestamp');
    const stranger = await score(lineItemOf(claims), { userId: LEE });
    expect(stranger.status).toBe(platform.scores.notStudentStatus);
    const { scores } = platform;
    const tooMuch = await score(lineItemOf(claims), { scoreGiven: 30 });
    expect(tooMuch.status).toBe(200);
    expect(bench.lms.state.gradebook.cell(columnId, SAM)?.points).toBe(
      scores.overMaximum === 'capped' ? 20 : 30,
    );
  });

  test('a void token has the status that the platform gives it', async () => {
    const answer = await send(below(lineItemOf(claims), '/results'), {
      headers: {
        authorization: 'Bearer of-yesterday',
        'user-agent': 'Pretend tool',
        accept: 'application/vnd.ims.lis.v2.resultcontainer+json',
      },
    });
    expect(answer.status).toBe(platform.voidTokenStatus);
  });
});

test('Canvas: a link of the course menu has the id of the course', async () => {
  play('canvas');
  const start = bench.lms.state.startLink(bench.tool.clientId)?.id ?? '';
  const claims = await claimsAt('lee', `/activities/${start}/open`);
  expect(claims[`${LTI}resource_link`]).toMatchObject({ id: '12', description: null });
  expect(claims['azp']).toBe(bench.tool.clientId);
});

test('groups where the platform has them, and only with the right', async () => {
  play('sakai');
  const scope = `${GROUPS}scope/contextgroup.readonly`;
  bench.lms.state.registerTool({ ...bench.tool, scopes: [...SCOPES, scope] });
  const start = bench.lms.state.startLink(bench.tool.clientId)?.id ?? '';
  const claims = await claimsAt('lee', `/activities/${start}/open`);
  const { context_groups_url: address } = claims[`${GROUPS}claim/groupsservice`] as Claims;
  const headers = {
    ...(await authorised([scope])),
    accept: 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json',
  };
  const answer = jsonOf(await send(String(address), { headers }));
  expect(answer['groups']).toEqual([
    { id: '31', name: 'Morning group' },
    { id: '32', name: 'Afternoon group' },
  ]);
});

describe('what is kept of a deep link', () => {
  const item = {
    ...{ type: 'ltiResourceLink', title: 'Task', url: 'http://tool.localhost/start?task=1' },
    lineItem: { scoreMaximum: 20, label: 'Label', gradesReleased: true },
    available: { startDateTime: '2026-12-01T08:00:00Z' },
    submission: { startDateTime: '2026-12-01T08:00:00Z', endDateTime: '2026-12-08T18:00:00Z' },
  };

  async function choose(items: unknown[]) {
    const request = await claimsAt('lee', `/tools/${bench.tool.clientId}/choose`);
    const settings = request[`${DL}deep_linking_settings`] as Claims;
    const token = await bench.key.sign({
      ...assertionClaims(bench),
      ...{ aud: String(request['iss']), nonce: randomUUID() },
      [`${LTI}message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}version`]: '1.3.0',
      [`${LTI}deployment_id`]: bench.tool.deploymentId,
      ...(settings['data'] !== undefined && { [`${DL}data`]: settings['data'] }),
      [`${DL}content_items`]: items,
    });
    const answer = await send(String(settings['deep_link_return_url']), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: encode({ JWT: token }),
    });
    const { activities, gradebook } = bench.lms.state;
    const made = activities.filter(({ origin, text }) => origin === 'deep linking' && !text);
    return { status: answer.status, made, column: gradebook.columnsOf(made[0]?.id ?? '')[0] };
  }

  test('Moodle: no dates, the name of the activity heads the column, 150 points vanish', async () => {
    play('moodle');
    const { status, made, column } = await choose([
      item,
      { ...item, lineItem: { scoreMaximum: 150 } },
    ]);
    expect(status).toBe(200);
    expect(made).toHaveLength(1);
    expect(made[0]).not.toHaveProperty('submission');
    expect(made[0]).not.toHaveProperty('available');
    expect(column).toMatchObject({ label: 'Task', scoreMaximum: 20 });
    expect(column).not.toHaveProperty('gradesReleased');
    expect((await choose([{ ...item, lineItem: { scoreMaximum: 150 } }])).status).toBe(400);
  });

  test('Canvas: the label becomes the title, the start of submission is lost', async () => {
    play('canvas');
    const { made } = await choose([item]);
    expect(made[0]).toMatchObject({
      title: 'Label',
      available: { startDateTime: '2026-12-01T08:00:00Z' },
      submission: { endDateTime: '2026-12-08T18:00:00Z' },
    });
    expect(made[0]?.submission).not.toHaveProperty('startDateTime');
  });

  test('Blackboard: an item without an address is no link', async () => {
    play('blackboard');
    expect((await choose([{ ...item, url: undefined }])).status).toBe(400);
    expect((await choose([item])).made).toHaveLength(1);
  });

  test('Brightspace and Sakai: the data comes back, or nothing is made', async () => {
    for (const key of ['brightspace', 'sakai'] as const) {
      play(key);
      expect((await choose([item])).made, key).toHaveLength(1);
    }
  });
});

test('Sakai refuses all scopes for one too many, Moodle leaves it out', async () => {
  const granted = SCOPES.slice(0, 1);
  for (const [key, passes] of [
    ['sakai', false],
    ['moodle', true],
  ] as const) {
    play(key);
    bench.lms.state.registerTool({ ...bench.tool, scopes: granted });
    const asking = authorised([...granted, `${AGS}scope/score`]);
    await expect(asking.then(() => true).catch(() => false)).resolves.toBe(passes);
  }
});

import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseRoutes } from '#contract/launch';
import { assessmentRoutes } from '#contract/assessments';
import { taskRoutes } from '#contract/tasks';
import type { LogEntry } from '../../../lti-tool/practice-lms/message-log.ts';
import { addLibraryClip, addTask, handInWork, markAndRelease } from '../../support/course-work.ts';
import { httpCall, httpLaunch, type HttpPerson } from '../../support/http-launch.ts';
import { openToolWithLms, until, type ToolWithLms } from '../../support/tool-with-lms.ts';

/**
 * Certification guide 1.3, 6.2 to 6.4, and submission review: the tool as it is built, in a process
 * of its own, with the practice LMS as the platform. That LMS refuses whatever is not exactly right.
 */
let world: ToolWithLms;
let lecturer: HttpPerson;
let clipId: string;
let taskId: string;

beforeAll(async () => {
  world = await openToolWithLms();
  lecturer = await world.launch('lee');
  clipId = await addLibraryClip(world.tool, lecturer, 'A tower');
  taskId = await addTask(lecturer, clipId, 'What the tower says');
});
afterAll(() => world.close());

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/';
const SAM = '5';

const choose = (as: string) =>
  httpLaunch(world.lms.baseUrl, { as, choose: world.registration.clientId });
const placed = () => {
  const found = world.lms.state.activities.find(({ origin }) => origin === 'deep linking');
  if (!found) throw new Error('no activity was placed');
  return found;
};

/** Any text of this form. */
const some = (form: RegExp): unknown => expect.stringMatching(form);

/** Newest message of a kind, as the platform saw it. */
function seen(kind: string): LogEntry & { asked: Record<string, unknown> } {
  const entry = world.lms.state.log.entries.find((one) => one.kind === kind);
  if (!entry) throw new Error(`the platform saw no ${kind}`);
  return { ...entry, asked: { ...(entry.asked as object) } };
}

/** Claims of the newest message of a type. */
function claimsOf(messageType: string): JWTPayload {
  const { answered } = seen(messageType) as { answered?: { id_token?: { payload: JWTPayload } } };
  return answered?.id_token?.payload ?? {};
}

/** Scopes of each access token: the worker fetches them when it wants to, for what it does next. */
function grantedScopes(): string[] {
  return world.lms.state.log.entries
    .filter(({ kind }) => kind === 'Access token')
    .map(({ asked }) => (asked as { form: { scope: string } }).form.scope);
}

describe('6.2 deep linking', () => {
  let jwt: string;
  let claims: JWTPayload;
  let requested: Record<string, unknown>;
  let returnUrl: string;

  test('deep linking request is accepted', async () => {
    const chooser = await choose('lee');
    expect(chooser.boot.target).toEqual({ screen: 'deep-linking' });
    requested = claimsOf('LtiDeepLinkingRequest')[`${DL}deep_linking_settings`] as typeof requested;
    returnUrl = chooser.boot.deepLinking?.returnUrl ?? '';
    const request = chooser.boot.deepLinking?.request ?? '';
    const answer = await chooser.call(taskRoutes.answerDeepLinking, {
      body: { request, taskIds: [taskId] },
    });
    jwt = answer.jwt;
    claims = decodeJwt(jwt);
  });

  test('deep linking response is received', async () => {
    const page = await httpCall(returnUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ JWT: jwt }).toString(),
    });
    expect(page.status).toBe(200);
    expect(seen('LtiDeepLinkingResponse')).toMatchObject({ outcome: 'accepted', status: 200 });
  });

  test('deep linking response format is valid', () => {
    const items = claims[`${DL}content_items`] as Record<string, unknown>[];
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      type: 'ltiResourceLink',
      title: 'What the tower says',
      lineItem: { scoreMaximum: 20, resourceId: taskId },
    });
    expect(new URL(String(items[0]?.['url'])).origin).toBe(world.tool.baseUrl);
    const { custom } = items[0] as { custom: Record<string, unknown> };
    expect(Object.values(custom).every((value) => typeof value === 'string')).toBe(true);
  });

  test('deep linking response timestamps are valid', () => {
    const nowSeconds = Date.now() / 1000;
    expect(claims.iat).toBeLessThan(nowSeconds);
    expect(claims.exp).toBeGreaterThan(nowSeconds);
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBeLessThanOrEqual(300);
  });

  test('deep linking response signature is valid', async () => {
    const { text } = await httpCall(`${world.tool.baseUrl}/lti/jwks`);
    const keys = createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
    const { protectedHeader } = await jwtVerify(jwt, keys, { algorithms: ['RS256'] });
    expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: some(/./), typ: 'JWT' });
  });

  test('deep linking response required claims are valid', () => {
    expect(claims).toMatchObject({
      iss: world.registration.clientId,
      aud: world.lms.issuer,
      nonce: some(/.{16,}/),
      [`${LTI}message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}version`]: '1.3.0',
      [`${LTI}deployment_id`]: world.registration.deploymentId,
      [`${DL}data`]: requested['data'],
    });
  });

  test('the content appears in the course, and opens what was chosen', async () => {
    expect(placed()).toMatchObject({ title: 'What the tower says' });
    const { boot } = await world.launch('sam', placed().id);
    expect(boot.target).toMatchObject({ screen: 'task', taskId });
  });

  test('an answer is given once, and to those alone who may place content', async () => {
    const chooser = await choose('lee');
    const body = { request: chooser.boot.deepLinking?.request ?? '', taskIds: [taskId] };
    await chooser.call(taskRoutes.answerDeepLinking, { body });
    await expect(chooser.call(taskRoutes.answerDeepLinking, { body })).rejects.toThrow(
      /launch_used/,
    );
    const { boot } = await choose('lee');
    const foreign = { request: boot.deepLinking?.request ?? '', taskIds: [taskId] };
    const student = await world.launch('sam', placed().id);
    await expect(student.call(taskRoutes.answerDeepLinking, { body: foreign })).rejects.toThrow();
  });
});

describe('6.3 names and role provisioning services', () => {
  test('launch contains the names and roles claim', () => {
    const service = claimsOf('LtiResourceLinkRequest')[`${NRPS}claim/namesroleservice`];
    expect(service).toMatchObject({ context_memberships_url: some(/^http/) });
  });

  test('names and roles request is received, and its members stand in the course', async () => {
    const { people } = await lecturer.call(courseRoutes.readRoster);
    expect(seen('Roster')).toMatchObject({ outcome: 'accepted', status: 200 });
    expect(people.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Lee Lantern', 'Sam Sparrow', 'Robin Reed', 'Kit Kettle']),
    );
  });

  test('accept header has the media type of names and roles', () => {
    expect(seen('Roster').asked['headers']).toMatchObject({
      accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
    });
  });

  test('bearer token is present', () => {
    expect(seen('Roster').asked['headers']).toMatchObject({ authorization: '(kept secret)' });
  });

  test('access token has the scope of names and roles', () => {
    expect(grantedScopes().join(' ')).toContain(`${NRPS}scope/contextmembership.readonly`);
  });
});

describe('6.4 assignment and grade services', () => {
  test('learner launch with the endpoint claim', async () => {
    const student = await world.launch('sam', placed().id);
    expect(claimsOf('LtiResourceLinkRequest')[`${AGS}claim/endpoint`]).toMatchObject({
      lineitem: some(/\/lineitem/),
    });
    await handInWork(student, taskId);
  });

  test('score is posted, with the media type and the scope of scores', async () => {
    await markAndRelease(lecturer, taskId, 'Good.');
    const column = world.lms.state.gradebook.columnsOf(placed().id)[0]?.id ?? '';
    const cell = () => world.lms.state.gradebook.cell(column, SAM);
    await until('the score is there', () => Promise.resolve(cell()?.points === 20));
    expect(grantedScopes()).toContain(`${AGS}scope/score`);
    expect(seen('Score').asked).toMatchObject({
      headers: { 'content-type': 'application/vnd.ims.lis.v1.score+json' },
      body: {
        ...{ userId: SAM, scoreGiven: 20, scoreMaximum: 20, comment: 'Good.' },
        ...{ activityProgress: 'Completed', gradingProgress: 'FullyGraded' },
        timestamp: some(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/),
      },
    });
  });

  test('results are read, with the media type and the scope of results', async () => {
    const view = await lecturer.call(assessmentRoutes.readGradebook, { params: { taskId } });
    expect(view.transfers).toHaveLength(1);
    expect(grantedScopes()).toContain(`${AGS}scope/result.readonly`);
    expect(seen('Results')).toMatchObject({
      outcome: 'accepted',
      asked: {
        headers: { accept: 'application/vnd.ims.lis.v2.resultcontainer+json' },
      },
    });
  });

  test('line items are looked for by link and by tag, and made where there is none', async () => {
    const { state } = world.lms;
    const bareId = await addTask(lecturer, clipId, 'Without a column');
    const url = `${world.tool.baseUrl}/lti/launch?task=${bareId}`;
    const bare = state.addActivity(
      world.registration,
      { title: 'Without a column', url, custom: { task: bareId } },
      'by hand',
    );
    await handInWork(await world.launch('robin', bare.id), bareId);
    await markAndRelease(lecturer, bareId, 'Good too.');
    await until('the score is in a new column', () =>
      Promise.resolve(state.gradebook.cells.some(({ comment }) => comment === 'Good too.')),
    );
    expect(state.gradebook.columnsOf(bare.id)).toMatchObject([
      { label: 'Without a column', resourceId: bareId, scoreMaximum: 20 },
    ]);
    const asked = state.log.entries
      .filter(({ kind }) => kind === 'Line items')
      .map((entry) => entry.asked as { method: string; address: string });
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const queries = asked.map(({ address }) => new URL(address, world.lms.baseUrl).searchParams);
    expect(queries.some((query) => query.get('resource_link_id') === bare.id)).toBe(true);
    expect(queries.some((query) => query.get('resource_id') === bareId)).toBe(true);
    expect(queries.every((query) => query.has('type_id'))).toBe(true);
  });
});

describe('submission review', () => {
  const review = (as: string, of: string) => {
    const activity = world.lms.state.activities.find(({ custom }) => custom?.['task'] === taskId);
    return httpLaunch(world.lms.baseUrl, { as, activityId: activity?.id ?? '', review: of });
  };

  test('those who mark open the work of a student', async () => {
    const { boot } = await review('lee', SAM);
    expect(claimsOf('LtiSubmissionReviewRequest')[`${LTI}for_user`]).toEqual({ user_id: SAM });
    expect(boot.target).toMatchObject({ taskId });
  });

  test('a student opens the own work with its feedback', async () => {
    const { boot } = await review('sam', SAM);
    expect(boot.target).toMatchObject({ taskId });
  });

  test('a student does not open the work of another, though the platform signed it', async () => {
    await expect(review('robin', SAM)).rejects.toThrow(/403/);
  });
});

test('no token, id_token or personal data of all this is in the log, at its most talkative', async () => {
  const logged = world.tool.output();
  expect(logged).toContain('a score was posted');
  expect(logged).toContain('"launch"');
  expect(logged).not.toMatch(/eyJ[\w-]{8,}/);
  expect(logged).not.toMatch(/bearer|id_token=|"(?:sub|subject|userId|user_id|email|name)":/i);
  const sessions = [lecturer, await world.launch('sam')].flatMap(({ token }) => [
    token,
    ...token.split('.').slice(0, 1),
  ]);
  const { people, sesskey } = world.lms.state;
  const ofPeople = people.flatMap(({ givenName, familyName, email }) => [
    ...[givenName, familyName, email],
  ]);
  const written = [
    ...['It falls, and waits.', 'The tower falls', 'Good too.', 'Child A', 'library.mp4'],
    ...['What the tower says', 'A tower'],
  ];
  const leaked = [...sessions, sesskey, ...ofPeople, ...written].filter((word) =>
    new RegExp(`(?<![\\w])${word.replaceAll(/[.+?]/g, '\\$&')}(?![\\w])`).test(logged),
  );
  expect(leaked).toEqual([]);
});

test('the platform refused no message of the tool', () => {
  const { entries } = world.lms.state.log;
  expect(entries.filter(({ outcome }) => outcome !== 'accepted')).toEqual([]);
});

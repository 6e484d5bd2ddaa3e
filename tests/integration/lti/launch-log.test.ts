import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  beginLogin,
  claimsOf,
  CLIENT_ID,
  ISSUER,
  launch,
  LTI,
  newSubject,
  postLaunch,
  PUBLIC_URL,
  startPretendTool,
  type PretendTool,
} from './pretend-tool.ts';

let tool: PretendTool;
beforeAll(async () => {
  tool = await startPretendTool();
});
afterAll(() => tool.close());

const newest = async () => (await tool.lti.launchLog.list({ limit: 1 }))[0];

test('a launch that opened stands there with its registration, and with nobody’s name', async () => {
  const subject = newSubject();
  expect((await launch(tool, { sub: subject })).status).toBe(200);
  const line = await newest();
  expect(line).toMatchObject({
    platformName: 'Pretend',
    issuer: ISSUER,
    clientId: CLIENT_ID,
    deploymentId: '2',
    messageType: 'LtiResourceLinkRequest',
    code: 'opened',
    reference: null,
  });
  expect(line?.nonceHash).toMatch(/^[0-9a-f]{16}$/);
  const { rows } = await tool.database.pool.query<{ all: string }>(
    'SELECT string_agg(launch_record::text, chr(10)) AS all FROM launch_record',
  );
  expect(rows[0]?.all).toContain(CLIENT_ID);
  for (const personal of [subject, 'Stu', 'stu@example.test']) {
    expect(rows[0]?.all).not.toContain(personal);
  }
});

test('a refusal stands there with its code, its reason and the reference of its page', async () => {
  const login = await beginLogin(tool);
  const idToken = await tool.platform.sign(claimsOf(login, { [`${LTI}version`]: '1.1' }));
  const refused = await postLaunch(tool, { id_token: idToken, state: login.state }, login.cookie);
  await expect.poll(newest).not.toMatchObject({ code: 'opened' });
  const line = await newest();
  expect(line).toMatchObject({ platformName: 'Pretend', clientId: CLIENT_ID });
  expect(line?.code).toMatch(/^launch_/);
  expect(line?.reason).toBeTruthy();
  expect(refused.page).toContain(line?.reference ?? 'no reference');
  // The same message again: the same login, another code.
  await postLaunch(tool, { id_token: idToken, state: login.state }, login.cookie);
  await expect
    .poll(newest)
    .toMatchObject({ code: 'launch_used', nonceHash: line?.nonceHash ?? '' });
});

test('an LMS that nobody registered stands there by its own name', async () => {
  const form = { iss: 'https://stranger.example', login_hint: 'x', target_link_uri: PUBLIC_URL };
  await fetch(`${tool.url}/lti/login`, { method: 'POST', body: new URLSearchParams(form) });
  await expect.poll(newest).toMatchObject({
    platformId: null,
    issuer: 'https://stranger.example',
    code: 'launch_unknown_platform',
  });
});

test('a message without a state of ours tells nothing', async () => {
  await postLaunch(tool, { id_token: 'x', state: 'made.up' });
  await expect.poll(newest).toMatchObject({
    ...{ platformId: null, issuer: null },
    code: 'launch_expired',
  });
});

test('is read page by page, narrowed to refusals and to one LMS, and counted', async () => {
  const { lti } = tool;
  const first = await lti.launchLog.list({ limit: 2 });
  const second = await lti.launchLog.list({ limit: 2, before: first[1]?.id ?? 0 });
  const ids = [...first, ...second].map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((one, other) => other - one));
  expect(new Set(ids).size).toBe(4);
  const refused = await lti.launchLog.list({ limit: 50, isRefusedOnly: true });
  expect(refused.map(({ code }) => code)).not.toContain('opened');
  const platformId = (await lti.platforms.find('Pretend')).id;
  const own = await lti.launchLog.list({ limit: 50, platformId });
  expect(new Set(own.map(({ platformName }) => platformName))).toEqual(new Set(['Pretend']));
  const hourAgo = new Date(Date.now() - 3_600_000);
  expect(await lti.launchLog.counts(hourAgo)).toEqual({
    all: refused.length + 1,
    refused: refused.length,
  });
});

test('forgets after two weeks, and keeps a thousand lines of strangers at most', async () => {
  const { lti, database } = tool;
  await database.pool.query(`
    INSERT INTO launch_record (at, code)
    SELECT now(), 'launch_expired' FROM generate_series(1, 1100)`);
  await database.pool.query(`UPDATE launch_record SET at = now() - interval '15 days'
    WHERE code = 'opened'`);
  await lti.sweep();
  const { rows } = await database.pool.query<{ strangers: number; opened: number; own: number }>(`
    SELECT count(*) FILTER (WHERE platform_id IS NULL)::int AS strangers,
           count(*) FILTER (WHERE code = 'opened')::int AS opened,
           count(*) FILTER (WHERE platform_id IS NOT NULL)::int AS own FROM launch_record`);
  expect(rows[0]).toEqual({ strangers: 1000, opened: 0, own: 2 });
});

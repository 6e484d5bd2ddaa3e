import { eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memberships, people } from '#server/lti/lti.table';
import type { PlatformPolicies } from '#server/lti/platform-administration';
import {
  beginLogin,
  callApi,
  CLIENT_ID,
  ISSUER,
  launch,
  LTI,
  newSubject,
  PUBLIC_URL,
  startPretendTool,
  type PretendTool,
} from './pretend-tool.ts';

let tool: PretendTool;
beforeAll(async () => {
  tool = await startPretendTool({
    config: { publicUrl: PUBLIC_URL, launchesPerMinute: 40, registrationsPerMinute: 3 },
  });
});
afterAll(() => tool.close());

async function policies(wish: Partial<PlatformPolicies>): Promise<void> {
  const { id } = await tool.lti.platforms.find(CLIENT_ID);
  await tool.lti.platforms.setPolicies(id, wish);
}

function deploymentState(deploymentId: string): Promise<string | undefined> {
  return tool.lti.platforms
    .list()
    .then((all) =>
      all
        .flatMap(({ deployments }) => deployments)
        .find((deployment) => deployment.deploymentId === deploymentId),
    )
    .then((found) => found?.state);
}

test('an unknown deployment is refused, noted, or let in: the registration decides', async () => {
  const from = (deploymentId: string) =>
    launch(tool, { sub: newSubject(), [`${LTI}deployment_id`]: deploymentId });
  await policies({ unknownDeployments: 'refuse' });
  expect((await from('d-refuse')).status).toBe(403);
  expect(await deploymentState('d-refuse')).toBeUndefined();
  await policies({ unknownDeployments: 'pending' });
  expect((await from('d-pending')).status).toBe(403);
  expect(await deploymentState('d-pending')).toBe('pending');
  const platform = await tool.lti.platforms.find(CLIENT_ID);
  await tool.lti.platforms.switchOn(platform, 'd-pending', 'Institution P');
  expect((await from('d-pending')).status).toBe(200);
  await tool.lti.platforms.switchOff(platform, 'd-pending');
  expect((await from('d-pending')).status).toBe(403);
  await policies({ unknownDeployments: 'activate', institution: 'Institution A' });
  expect((await from('d-activate')).status).toBe(200);
});

test('somebody without a name is refused, or reads and writes nothing, each alone', async () => {
  expect((await launch(tool, { sub: null })).status).toBe(403);
  await policies({ anonymousLaunches: 'read' });
  const opened = await launch(tool, {
    sub: null,
    [`${LTI}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'],
  });
  expect(opened.status).toBe(200);
  const session = await callApi(tool, opened.boot, 'GET', '/api/session');
  expect(session.body).toMatchObject({
    ...{ role: 'observer', capabilities: ['tasks.read'] },
    // The page says why so little is open.
    isAnonymous: true,
  });
  const known = await launch(tool, { sub: newSubject() });
  const theirs = await callApi(tool, known.boot, 'GET', '/api/session');
  expect(theirs.body).not.toHaveProperty('isAnonymous');
  await launch(tool, { sub: null });
  const isNameless = like(people.subject, 'anonymous:%');
  const nameless = await tool.database.db.select().from(people).where(isNameless);
  expect(nameless).toHaveLength(2);
  // They count nowhere.
  expect(nameless.every(({ isTestPerson }) => isTestPerson)).toBe(true);
  // An empty or malformed subject is not an anonymous launch.
  expect((await launch(tool, { sub: '' })).status).toBe(403);

  tool.setNow(new Date(Date.now() + 10 * 24 * 3_600_000));
  await tool.lti.sweep();
  tool.setNow(null);
  expect(await tool.database.db.select().from(people).where(isNameless)).toHaveLength(0);
});

test('roles as the registration means them, at the next launch', async () => {
  const subject = newSubject();
  const role = async () => {
    const { boot } = await launch(tool, { sub: subject });
    return (await callApi(tool, boot, 'GET', '/api/session')).body['role'];
  };
  expect(await role()).toBe('student');
  await policies({ roleMap: { Learner: 'practitioner' } });
  expect(await role()).toBe('practitioner');
  await policies({ roleMap: {} });
  expect(await role()).toBe('student');
});

test('that somebody has been here is kept, and not when they came again', async () => {
  const subject = newSubject();
  const membership = async () => {
    await launch(tool, { sub: subject });
    const [row] = await tool.database.db
      .select({ since: memberships.lastLaunchAt })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .where(eq(people.subject, subject));
    return row?.since;
  };
  const first = await membership();
  expect(first).toBeInstanceOf(Date);
  tool.setNow(new Date(Date.now() + 3_600_000));
  expect(await membership()).toEqual(first);
  tool.setNow(null);
});

test('suspended: launches are refused in words, and open sessions end', async () => {
  const { boot } = await launch(tool, { sub: newSubject() });
  const { id } = await tool.lti.platforms.find(CLIENT_ID);
  await tool.lti.platforms.setState(id, 'disabled');
  await expect(beginLogin(tool)).rejects.toThrow('403');
  expect((await callApi(tool, boot, 'GET', '/api/session')).status).toBe(401);
  await tool.lti.platforms.setState(id, 'active');
  expect((await callApi(tool, boot, 'GET', '/api/session')).status).toBe(200);
});

test('only a registration from which nobody launched can be removed', async () => {
  const { id } = await tool.lti.platforms.find(CLIENT_ID);
  await expect(tool.lti.platforms.remove(id)).rejects.toMatchObject({ code: 'conflict' });
  const unused = await tool.lti.platforms.register({
    ...{ name: 'Never used', issuer: ISSUER, clientId: 'never-used', deploymentIds: ['1'] },
    authUrl: 'http://moodle.localhost:8080/auth',
    tokenUrl: 'http://moodle.localhost:8080/token',
    jwksUrl: 'http://moodle.localhost:8080/jwks',
  });
  await tool.lti.platforms.remove(unused.id);
  await expect(tool.lti.platforms.find('Never used')).rejects.toMatchObject({ code: 'not_found' });
});

test('too many at once read what to do: registration, login, launch', async () => {
  const words = async (path: string, method = 'GET') => {
    for (let count = 0; count < 90; count += 1) {
      const answer = await fetch(`${tool.url}${path}`, { method, redirect: 'manual' });
      if (answer.status === 429) {
        expect(answer.headers.get('content-type')).toContain('text/html');
        return answer.text();
      }
      await answer.arrayBuffer();
    }
    return 'never refused';
  };
  expect(await words('/lti/register/made-up')).toContain('Wait a minute');
  expect(await words('/lti/login')).toContain('Too many launches at once');
  expect(await words('/lti/launch', 'POST')).toContain('Too many launches at once');
  // Keys and addresses are still there for platforms.
  expect((await fetch(`${tool.url}/lti/jwks`)).status).toBe(200);
});

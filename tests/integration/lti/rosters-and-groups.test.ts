import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Boot, Course } from '#contract/launch';
import { ROSTER_FRESH_MS } from '#server/lti/memberships.service';
import {
  callApi,
  INSTRUCTOR,
  launch,
  LEARNER,
  LTI,
  newSubject,
  startPretendTool,
  type PretendTool,
} from './pretend-tool.ts';

let tool: PretendTool;
beforeAll(async () => {
  tool = await startPretendTool();
});
beforeEach(() => {
  tool.platform.asked.length = 0;
  tool.platform.answers.clear();
  tool.platform.answers.set('POST /token', {
    body: { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 },
  });
});
afterAll(() => tool.close());

const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
const GROUPS = 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice';
const GROUP_SCOPE = 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly';
const GROUP_TYPE = 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json';

/** A lecturer in a course of their own, on a platform of some family. */
async function lecturerOf(
  context: string,
  family: string,
  more: Record<string, unknown> = {},
): Promise<Boot | null> {
  const { boot } = await launch(tool, {
    sub: `lecturer of ${context}`,
    [`${LTI}roles`]: [INSTRUCTOR],
    [`${LTI}context`]: { id: context, title: context },
    [`${LTI}resource_link`]: { id: `link-of-${context}` },
    [`${LTI}tool_platform`]: { guid: family, product_family_code: family },
    [NRPS]: { context_memberships_url: `${tool.platform.url}/roster?type_id=1` },
    ...more,
  });
  return boot;
}

const withGroups = (sets = false) => ({
  [GROUPS]: {
    scope: [GROUP_SCOPE],
    context_groups_url: `${tool.platform.url}/groups`,
    ...(sets && { context_group_sets_url: `${tool.platform.url}/sets` }),
    service_versions: ['1.0'],
  },
});
const learner = (id: string, more: Record<string, unknown> = {}) => ({
  user_id: id,
  roles: [LEARNER],
  ...more,
});
const roster = (path: string, members: unknown[]) =>
  tool.platform.answers.set(`GET ${path}`, { body: { members } });
async function read(boot: Boot | null, body: Record<string, unknown> = {}): Promise<Course> {
  const answer = await callApi(tool, boot, 'POST', '/api/course/roster', body);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Course;
}
const asked = (path: string) => tool.platform.asked.filter((one) => one.path.startsWith(path));
const groupsOf = (course: Course, name: string) =>
  course.people.find((person) => person.name === name)?.groups;
const contextId = async (
  context: string,
): Promise<{ ltiContextId: string; tenantId: string; locale: 'en' }> => {
  const { rows } = await tool.database.pool.query<{ ltiContextId: string; tenantId: string }>(
    'SELECT id AS "ltiContextId", tenant_id AS "tenantId" FROM lti_context WHERE context_id = $1',
    [context],
  );
  return { ltiContextId: '', tenantId: '', ...rows[0], locale: 'en' };
};

describe('a roster is read at most when it is stale', () => {
  test('once for a while, and for everybody who asks at the same moment', async () => {
    roster('/roster?type_id=1', [learner('a', { name: 'Ada' })]);
    const boot = await lecturerOf('stale', 'practice');
    const course = await callApi(tool, boot, 'GET', '/api/course');
    expect(course.body).toMatchObject({ rosterIsStale: true });
    await Promise.all([read(boot, { onlyIfStale: true }), read(boot, { onlyIfStale: true })]);
    expect(asked('/roster')).toHaveLength(1);
    expect(await read(boot, { onlyIfStale: true })).toMatchObject({ rosterIsStale: false });
    expect(asked('/roster')).toHaveLength(1);
    await tool.database.pool.query(
      'UPDATE lti_context SET roster_read_at = $1 WHERE context_id = $2',
      [new Date(Date.now() - ROSTER_FRESH_MS - 1_000), 'stale'],
    );
    await read(boot, { onlyIfStale: true });
    expect(asked('/roster')).toHaveLength(2);
  });

  test('always when somebody presses', async () => {
    roster('/roster?type_id=1', [learner('a', { name: 'Ada' })]);
    const boot = await lecturerOf('pressed', 'practice');
    await read(boot);
    await read(boot);
    expect(asked('/roster')).toHaveLength(2);
  });
});

describe('the list of one link', () => {
  test('gives names that the list of the course withholds, and takes nobody away', async () => {
    roster('/roster?type_id=1', [learner('named-1'), learner('named-2')]);
    roster('/roster?type_id=1&rlid=link-of-names', [learner('named-1', { name: 'Ada' })]);
    const course = await read(await lecturerOf('names', 'moodle'));
    const others = course.people.filter(({ isMe }) => !isMe).map(({ name }) => name);
    expect(others.toSorted()).toEqual(['Ada', expect.stringMatching(/^Participant /)]);
  });

  test('is not asked for where names are there already', async () => {
    roster('/roster?type_id=1', [learner('there', { name: 'There' })]);
    await read(await lecturerOf('there', 'canvas'));
    expect(asked('/roster')).toHaveLength(1);
  });

  test('may fail: what the course’s list says is there all the same', async () => {
    roster('/roster?type_id=1', [learner('alone', { name: 'Alone' })]);
    const course = await read(await lecturerOf('fails', 'moodle'));
    expect(asked('/roster?type_id=1&rlid=')).toHaveLength(1);
    expect(course.people.map(({ name }) => name)).toContain('Alone');
  });

  test('tells the groups of a Moodle, which has no service for them', async () => {
    const custom = (groups: string) => ({
      message: [{ [`${LTI}custom`]: { task: 't', groups } }],
    });
    roster('/roster?type_id=1', [
      learner('m-1', { name: 'One' }),
      learner('m-2', { name: 'Two' }),
      learner('m-3', { name: 'Three' }),
    ]);
    roster('/roster?type_id=1&rlid=link-of-moodle', [
      learner('m-1', custom('3,7')),
      learner('m-2', custom('7')),
      learner('m-3', custom('')),
    ]);
    const boot = await lecturerOf('moodle', 'moodle');
    const course = await read(boot);
    expect(groupsOf(course, 'One')).toEqual(['Group 3', 'Group 7']);
    expect(groupsOf(course, 'Two')).toEqual(['Group 7']);
    expect(groupsOf(course, 'Three')).toEqual([]);
    // Two leaves the group.
    roster('/roster?type_id=1&rlid=link-of-moodle', [learner('m-2', custom('3'))]);
    const after = await read(boot);
    expect(groupsOf(after, 'Two')).toEqual(['Group 3']);
    expect(groupsOf(after, 'One')).toEqual(['Group 3', 'Group 7']);
  });
});

test('a launch that tells its groups is enough, and a variable that nobody filled is none', async () => {
  const boot = await lecturerOf('told', 'moodle');
  const custom = (groups: string) => ({ [`${LTI}custom`]: { groups } });
  const student = {
    sub: newSubject(),
    name: 'Stu',
    [`${LTI}context`]: { id: 'told', title: 'told' },
  };
  const groups = async () =>
    groupsOf((await callApi(tool, boot, 'GET', '/api/course')).body as unknown as Course, 'Stu');
  await launch(tool, { ...student, ...custom('12') });
  expect(await groups()).toEqual(['Group 12']);
  await launch(tool, { ...student, ...custom('$Moodle.Person.userGroupIds') });
  expect(await groups()).toEqual(['Group 12']);
  await launch(tool, { ...student, ...custom('14,12') });
  expect(await groups()).toEqual(['Group 12', 'Group 14']);
});

describe('the service of course groups', () => {
  const members = [
    learner('g-1', { name: 'One', group_enrollments: [{ group_id: 'a' }, { group_id: 'b' }] }),
    learner('g-2', { name: 'Two', group_enrollments: [{ group_id: 'b' }] }),
    learner('g-3', { name: 'Three' }),
  ];

  test('gives groups over all pages, with their sets, and who is in them', async () => {
    roster('/roster?type_id=1', members);
    tool.platform.answers.set('GET /groups', {
      headers: { link: '</groups?page=2>; rel="next"' },
      body: { groups: [{ id: 'a', name: 'Lab A', set_ids: ['s'] }] },
    });
    tool.platform.answers.set('GET /groups?page=2', {
      body: { groups: [{ id: 'b', name: 'Lab B', set_id: 's', hidden: 'true' }] },
    });
    tool.platform.answers.set('GET /sets', { body: { sets: [{ id: 's', name: 'Labs' }] } });
    const boot = await lecturerOf('service', 'practice', withGroups(true));
    const course = await read(boot);
    expect(course.groups).toMatchObject([
      { name: 'Lab A', setName: 'Labs', size: 1 },
      { name: 'Lab B', setName: 'Labs', size: 2 },
    ]);
    expect(groupsOf(course, 'One')).toEqual(['Lab A', 'Lab B']);
    expect(groupsOf(course, 'Three')).toEqual([]);
    expect(asked('/groups')[0]?.headers['accept']).toBe(GROUP_TYPE);
    const at = await contextId('service');
    const { db } = tool.database;
    expect(await tool.lti.groupsOfCourse(db, at)).toMatchObject([
      { name: 'Lab A', isHidden: false },
      { name: 'Lab B', isHidden: true },
    ]);
    const two = course.people.find(({ name }) => name === 'Two')?.personId ?? '';
    expect(await tool.lti.groupsOf(db, at, two)).toMatchObject([{ name: 'Lab B' }]);
    const elsewhere = { ...at, tenantId: crypto.randomUUID() };
    expect(await tool.lti.groupsOfCourse(db, elsewhere)).toEqual([]);
    expect(await tool.lti.groupsOf(db, elsewhere, two)).toEqual([]);
  });

  test('a group that is gone is listed no more, and comes back as it was', async () => {
    roster('/roster?type_id=1', members.slice(0, 1));
    const list = (groups: unknown[]) =>
      tool.platform.answers.set('GET /groups', { body: { groups } });
    list([
      { id: 'a', name: 'Lab A' },
      { id: 'b', name: 'Lab B' },
    ]);
    const boot = await lecturerOf('gone', 'practice', withGroups());
    const first = await read(boot);
    roster('/roster?type_id=1', [
      learner('g-1', { name: 'One', group_enrollments: [{ group_id: 'a' }] }),
    ]);
    list([{ id: 'a', name: 'Lab A' }]);
    expect((await read(boot)).groups.map(({ name }) => name)).toEqual(['Lab A']);
    list([
      { id: 'a', name: 'Lab A' },
      { id: 'b', name: 'Lab B, renamed' },
    ]);
    const back = await read(boot);
    expect(back.groups.map(({ id }) => id)).toEqual(first.groups.map(({ id }) => id));
    expect(back.groups[1]).toMatchObject({ name: 'Lab B, renamed', size: 0 });
  });

  test('that fails leaves roster and groups as they were', async () => {
    roster('/roster?type_id=1', members.slice(0, 1));
    tool.platform.answers.set('GET /groups', { body: { groups: [{ id: 'a', name: 'Lab A' }] } });
    const boot = await lecturerOf('half', 'practice', withGroups());
    await read(boot);
    roster('/roster?type_id=1', []);
    tool.platform.answers.set('GET /groups', { status: 500, body: 'error' });
    const failed = await callApi(tool, boot, 'POST', '/api/course/roster', {});
    expect(failed).toMatchObject({ status: 502, body: { code: 'platform_refused' } });
    const course = (await callApi(tool, boot, 'GET', '/api/course')).body as unknown as Course;
    expect(groupsOf(course, 'One')).toEqual(['Lab A', 'Group b']);
  });

  test('whose next page fails (Sakai) is asked for one long page', async () => {
    roster('/roster?type_id=1', members.slice(1, 2));
    tool.platform.answers.set('GET /groups?limit=1000', {
      headers: { link: '</groupsservice?page=2>; rel="next"' },
      body: { groups: [{ id: 'b', name: 'Lab B' }] },
    });
    const course = await read(await lecturerOf('sakai', 'sakai', withGroups()));
    expect(course.groups).toMatchObject([{ name: 'Lab B', size: 1 }]);
  });
});

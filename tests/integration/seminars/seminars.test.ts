import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LIVE_PATH } from '#contract/seminars';
import type { TaskPlan } from '#contract/tasks';
import type { Actor } from '#server/lti/actor';
import { courseGroupMembers, courseGroups } from '#server/lti/course-groups.table';
import { sessions } from '#server/lti/lti.table';
import { tasks } from '#server/tasks/tasks.table';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { httpCall } from '../../support/http-launch.ts';
import { until } from '../../support/tool-with-lms.ts';
import { workAndHandIn } from '../observations/observation-world.ts';
import { makeSeminar, type Seminar } from './seminar-world.ts';

let database: TestDatabase;
let seminar: Seminar;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterEach(() => seminar.close());
afterAll(() => database.close());

/** Noor and Sol handed in; Kit is still looking. */
async function open(change: Partial<TaskPlan> = {}) {
  seminar = await makeSeminar(database, change);
  const { course } = seminar.world;
  const noor = await join(database.db, course, 'student', { name: 'Noor' });
  const sol = await join(database.db, course, 'student', { name: 'Sol' });
  const kit = await join(database.db, course, 'student', { name: 'Kit' });
  await workAndHandIn(seminar.world, noor, 'Noor’s reading');
  await workAndHandIn(seminar.world, sol, 'Sol’s reading');
  return { noor, sol, kit, lecturer: seminar.world.lecturer };
}

/** One group of some people. */
async function group(...members: Actor[]) {
  const { tenantId, ltiContextId } = seminar.world.course;
  const id = randomUUID();
  await database.db.insert(courseGroups).values({ id, tenantId, ltiContextId, groupId: id });
  await database.db
    .insert(courseGroupMembers)
    .values(members.map(({ personId }) => ({ tenantId, courseGroupId: id, personId })));
}

const reveal = async () => {
  const { taskId, course } = seminar.world;
  await database.db.transaction(async (tx) => {
    await tx.update(tasks).set({ revealedAt: new Date() }).where(eq(tasks.id, taskId));
    await seminar.announcing.announce(tx, {
      ...{ tenantId: course.tenantId, taskId, ltiContextId: null },
      ...{ kind: 'look-again', subjectId: null },
    });
  });
};

const compare = (actor: Actor) =>
  seminar.world.observations.useCases.compareObservations(actor, {
    params: { taskId: seminar.world.taskId },
    query: undefined,
    body: undefined,
  });

describe('talk about a moment', () => {
  test('everybody who may compare reads and writes; words are changed and taken back by their author', async () => {
    const { noor, sol, lecturer } = await open();
    const id = randomUUID();
    await seminar.say(noor, 'I found no glance.', id);
    await seminar.say(noor, 'I found no glance.', id);
    await seminar.say(lecturer, 'Try 1:44 at half speed.');
    expect(await seminar.read(sol)).toMatchObject([
      {
        id,
        name: 'Noor',
        isMine: false,
        fromLead: false,
        body: 'I found no glance.',
        editedAt: null,
      },
      { name: 'Lecturer', fromLead: true },
    ]);
    expect(await seminar.say(noor, 'Nor a word.', id)).toMatchObject({
      isMine: true,
      body: 'Nor a word.',
      editedAt: expect.stringContaining('T') as string,
    });
    await expect(seminar.say(sol, 'Not hers.', id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(seminar.remove(sol, id)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(seminar.remove(lecturer, id)).rejects.toMatchObject({ code: 'not_allowed' });
    await seminar.remove(noor, id);
    await seminar.remove(noor, id);
    await expect(seminar.say(noor, 'Late.', id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await seminar.read(sol)).map((post) => post.name)).toEqual(['Lecturer']);
  });

  test('who leads hides with a reason; others then read the reason, not the words', async () => {
    const { noor, sol, lecturer } = await open();
    const { course } = seminar.world;
    const facilitator = await join(database.db, course, 'facilitator', { name: 'Fay' });
    const { id } = await seminar.say(noor, 'His name is known.');
    for (const role of ['student', 'assessor'] as const) {
      const actor = role === 'student' ? sol : await join(database.db, course, role);
      await expect(seminar.hide(actor, id)).rejects.toMatchObject({ code: 'not_allowed' });
    }
    await seminar.hide(facilitator, id);
    const hidden = { reason: 'It names a child.' };
    expect(await seminar.read(sol)).toMatchObject([{ body: '', hidden }]);
    expect(await seminar.read(noor)).toMatchObject([{ body: 'His name is known.', hidden }]);
    expect(await seminar.read(lecturer)).toMatchObject([{ body: 'His name is known.', hidden }]);
    await seminar.show(lecturer, id);
    expect(await seminar.read(sol)).toMatchObject([{ body: 'His name is known.', hidden: null }]);
  });

  test('what the platform’s test student says nobody else reads', async () => {
    const { noor } = await open();
    const test = await join(database.db, seminar.world.course, 'student', {
      name: 'Test student',
      isTestPerson: true,
    });
    await workAndHandIn(seminar.world, test);
    await seminar.say(test, 'Trying.');
    expect(await seminar.read(test)).toHaveLength(1);
    expect(await seminar.read(noor)).toEqual([]);
  });
});

describe('before the comparison is open, nothing of others leaves the server', () => {
  test.each([
    ['hand-in-first', {}],
    ['by-hand', { reveal: { rule: 'by-hand', at: null } }],
    ['at-date', { reveal: { rule: 'at-date', at: '2999-01-01T00:00:00Z' } }],
    ['group-first', { reveal: { rule: 'per-group', at: null } }],
  ] as const)('%s: by no route, and not live', async (reason, change) => {
    const { noor, sol, kit, lecturer } = await open(change);
    await group(noor, sol, kit);
    const reader = reason === 'hand-in-first' ? kit : noor;
    const { id } = await seminar.say(lecturer, 'Only for later.');
    const refusal = { code: 'not_revealed', details: { reason } };
    await expect(compare(reader)).rejects.toMatchObject(refusal);
    await expect(seminar.read(reader)).rejects.toMatchObject(refusal);
    await expect(seminar.say(reader, 'Me?')).rejects.toMatchObject(refusal);
    await expect(seminar.remove(reader, id)).rejects.toMatchObject(refusal);
    // From the beginning: hand-ins and posts that were before, and one that comes now.
    const waiting = await seminar.overhear(reader, seminar.first.baseUrl);
    await seminar.say(lecturer, 'Still only for later.');
    const { taskId } = seminar.world;
    const newestId = await seminar.announcing.newestId(database.db, lecturer, taskId);
    // An event ends with an empty line.
    const isTold = (id: number) => () =>
      Promise.resolve(new RegExp(`^id: ${id}\\n(.+\\n)?\\n`, 'm').test(waiting.sent()));
    await until('all that happened was gone through', isTold(newestId));
    expect(waiting.sent()).not.toContain('data:');
    await reveal();
    await until('it is told that it opened', isTold(newestId + 1));
    expect(waiting.sent().match(/data:.*/g)).toEqual(['data: {"kind":"look-again"}']);
  });

  test('a group sees its own when everyone in it handed in, and the rest when it is opened for all', async () => {
    const { noor, sol, kit, lecturer } = await open({ reveal: { rule: 'per-group', at: null } });
    await group(noor, sol);
    await workAndHandIn(seminar.world, kit, 'Kit’s reading');
    await seminar.say(lecturer, 'Welcome.');
    await seminar.say(sol, 'Shall we begin?');
    const names = async () => (await compare(noor)).readings.map(({ name }) => name);
    expect(await names()).toEqual(['', 'Sol']);
    await expect(seminar.read(kit)).rejects.toMatchObject({ details: { reason: 'by-hand' } });
    await reveal();
    await seminar.say(kit, 'From outside.');
    expect(await names()).toEqual(['', 'Kit', 'Sol']);
    await database.db
      .update(tasks)
      .set({ revealedAt: null })
      .where(eq(tasks.id, seminar.world.taskId));
    expect((await seminar.read(noor)).map(({ name }) => name)).toEqual(['Lecturer', 'Sol']);
  });

  test.each(['observer', 'administrator'] as const)('to an %s never', async (role) => {
    await open();
    const actor = await join(database.db, seminar.world.course, role);
    await expect(seminar.read(actor)).rejects.toMatchObject({ code: 'not_allowed' });
    const listening = seminar.listen(actor, seminar.first.baseUrl, 0);
    const { first, world } = seminar;
    const answer = await httpCall(first.baseUrl + LIVE_PATH.replace(':taskId', world.taskId));
    expect(answer.status).toBe(401);
    expect(listening.states).not.toContain(true);
  });
});

describe('live', () => {
  test('what is said and handed in on one process is heard on another; hidden words are not', async () => {
    const { noor, sol, kit, lecturer } = await open();
    await group(noor, kit);
    const { newsId } = await compare(noor);
    const other = await seminar.another();
    const listening = seminar.listen(noor, other.baseUrl, newsId);
    await listening.becomes(true);
    const { id } = await seminar.say(sol, 'Look at the hand.');
    await listening.hears('post');
    await workAndHandIn(seminar.world, kit, 'Kit’s reading');
    await listening.hears('reading');
    await seminar.hide(lecturer, id, 'Off the matter.');
    await listening.hears('post', 2);
    await seminar.remove(sol, id);
    await listening.hears('post-gone');
    expect(listening.heard).toMatchObject([
      { kind: 'post', post: { name: 'Sol', body: 'Look at the hand.', isMine: false } },
      {
        kind: 'reading',
        reading: { name: 'Kit', inMyGroup: true, marks: [{ body: 'Kit’s reading' }, {}] },
        ...{ handedIn: 3, expected: 3 },
      },
      { kind: 'post', post: { body: '', hidden: { reason: 'Off the matter.' } } },
      { kind: 'post-gone', postId: id },
    ]);
    expect(JSON.stringify(listening.heard)).not.toContain(kit.personId);
  });

  test('who comes again is told what they missed, once', async () => {
    const { noor, sol } = await open();
    const { newsId } = await compare(noor);
    const before = seminar.listen(noor, seminar.first.baseUrl, newsId);
    await before.becomes(true);
    await seminar.say(sol, 'One.');
    await before.hears('post');
    before.close();
    const heardId = (await compare(noor)).newsId;
    await seminar.say(sol, 'Two.');
    const after = seminar.listen(noor, seminar.first.baseUrl, heardId);
    await seminar.say(sol, 'Three.');
    await after.hears('post', 2);
    expect(after.heard).toMatchObject([{ post: { body: 'Two.' } }, { post: { body: 'Three.' } }]);
  });

  test('a session that ended while listening is told nothing more', async () => {
    const { noor, sol } = await open();
    const { newsId } = await compare(noor);
    const listening = seminar.listen(noor, seminar.first.baseUrl, newsId);
    await listening.becomes(true);
    await database.db
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() - 1_000) })
      .where(eq(sessions.id, noor.sessionId));
    await seminar.say(sol, 'Too late for Noor.');
    await listening.becomes(false);
    expect(listening.heard).toEqual([]);
  });

  test('a course that goes on with the task elsewhere hears nothing of this one', async () => {
    const { noor } = await open();
    const { taskId, course } = seminar.world;
    await seminar.say(noor, 'Here.');
    const elsewhere = { tenantId: course.tenantId, ltiContextId: randomUUID() };
    expect(await seminar.announcing.eventsAfter(database.db, elsewhere, taskId, 0)).toEqual([]);
    expect(await seminar.announcing.eventsAfter(database.db, course, taskId, 0)).toHaveLength(3);
  });
});

import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CopyDecision } from '#contract/course-copies';
import type { Actor } from '#server/lti/actor';
import { ltiContexts, resourceLinks } from '#server/lti/lti.table';
import { tasks } from '#server/tasks/tasks.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor, makeCourse, makeNextCourse, type TestCourse } from '../../support/factories.ts';
import { complete, makeClip, makeLink, makeTasksWorld, type TasksWorld } from './tasks-world.ts';

let database: TestDatabase;
let world: TasksWorld;
let before: TestCourse;
let author: Actor;

beforeAll(async () => {
  database = await openTestDatabase();
  world = await makeTasksWorld(database.db);
  before = await makeCourse(database.db, 'EDU 210, 2026');
  author = await makeActor(database.db, before, 'lecturer');
});
afterAll(() => database.close());

const none = { params: undefined, query: undefined, body: undefined };
const refusal = (code: string) => expect.objectContaining({ code }) as Error;

/** A published task that a link of the old course opens. */
async function placedTask(title: string, dueAt: string | null = '2026-12-20T17:00:00.000Z') {
  const clipId = await makeClip(database.db, author, title);
  const begun = await world.tasks.useCases.createTask(author, { ...none, body: { clipId } });
  const at = { ...none, params: { taskId: begun.id } };
  const plan = { ...complete(begun.plan, title), dueAt };
  const body = { baseRevision: begun.revision, plan };
  await world.tasks.useCases.changeTask(author, { ...at, body });
  await world.tasks.useCases.publishTask(author, at);
  const resourceLinkId = await makeLink(database.db, before);
  await database.db
    .update(resourceLinks)
    .set({ title })
    .where(eq(resourceLinks.id, resourceLinkId));
  await land({ ...author, resourceLinkId }, { task: begun.id });
  const [link] = await database.db
    .select()
    .from(resourceLinks)
    .where(eq(resourceLinks.id, resourceLinkId));
  return { taskId: begun.id, platformLinkId: link?.resourceLinkId ?? '' };
}

function land(actor: Actor, custom: Record<string, unknown> = {}, title: string | null = null) {
  return world.tasks.resolveTarget(actor, {
    messageType: 'LtiResourceLinkRequest',
    custom,
    targetLinkUri: null,
    resourceLink: actor.resourceLinkId === null ? null : { id: actor.resourceLinkId, title },
  });
}

/** A copy of the old course with its people. */
async function copied() {
  const course = await makeNextCourse(database.db, before);
  const someone = (role: Actor['role']) => makeActor(database.db, course, role);
  const [lecturer, student] = [await someone('lecturer'), await someone('student')];
  const decide = (decision: CopyDecision, actor = lecturer) =>
    world.tasks.copyUseCases.decideCourseCopy(actor, {
      ...none,
      params: { fromCourseId: before.ltiContextId },
      body: { decision },
    });
  return { course, lecturer, student, decide };
}

const newLink = async (actor: Actor): Promise<Actor> => ({
  ...actor,
  resourceLinkId: await makeLink(database.db, actor as TestCourse & Actor),
});

const titlesFor = async (actor: Actor) =>
  (await world.tasks.useCases.listTasks(actor, none)).tasks.map(({ title }) => title);

const stateOf = async (taskId: string) => {
  const [row] = await database.db.select().from(tasks).where(eq(tasks.id, taskId));
  return row;
};

describe('a copied course whose links still name their tasks', () => {
  test('opens them at once for students; the lecturer is asked', async () => {
    const { taskId } = await placedTask('The tower');
    const { lecturer, student } = await copied();
    expect(await land(student, { task: taskId })).toEqual({ screen: 'task', taskId });
    expect(await land(lecturer, { task: taskId })).toEqual({ screen: 'copied-course', taskId });
    const told = await world.tasks.copyUseCases.getCourseCopy(lecturer, none);
    expect(told).toMatchObject({
      lostLink: null,
      copies: [{ fromTitle: 'EDU 210, 2026', decision: null }],
    });
    expect(told.copies[0]?.tasks).toContainEqual(
      expect.objectContaining({ taskId, title: 'The tower', isBegun: false }),
    );
  });

  test('going on with the tasks asks no more', async () => {
    const { taskId } = await placedTask('The bridge');
    const { lecturer, decide } = await copied();
    await land(lecturer, { task: taskId });
    await decide('keep');
    expect(await land(lecturer, { task: taskId })).toEqual({ screen: 'task', taskId });
    expect(await titlesFor(lecturer)).toEqual(['The bridge']);
  });

  test('own copies: every link opens its copy, with a column of the new course; the old course has what it had', async () => {
    const [one, other] = [
      await placedTask('One'),
      await placedTask('Other', '2027-06-01T17:00:00.000Z'),
    ];
    const { lecturer, student, decide } = await copied();
    await land(lecturer, { task: one.taskId });
    const models = [await stateOf(one.taskId), await stateOf(other.taskId)];
    await decide('own');
    const here = await land(student, { task: one.taskId });
    expect(here).toMatchObject({ screen: 'task' });
    const copyId = 'taskId' in here ? (here.taskId ?? '') : '';
    expect(copyId).not.toBe(one.taskId);
    expect(await stateOf(copyId)).toMatchObject({
      state: 'published',
      ltiContextId: lecturer.ltiContextId,
      createdBy: lecturer.personId,
      revealedAt: null,
      plan: { title: 'One', dueAt: null },
    });
    // Its second link was not launched before the decision.
    const second = await newLink(student);
    const there = await land(second, { task: other.taskId });
    const otherId = 'taskId' in there ? (there.taskId ?? '') : '';
    expect((await stateOf(otherId))?.plan.dueAt).toBe('2027-06-01T17:00:00.000Z');
    expect(await world.tasks.findLineItem(database.db, lecturer, copyId)).toMatchObject({
      lineItemUrl: `https://lms.example/${lecturer.ltiContextId}/lineitems/1/lineitem`,
    });
    expect(await world.tasks.findLineItem(database.db, lecturer, one.taskId)).toBeNull();
    expect([await stateOf(one.taskId), await stateOf(other.taskId)]).toEqual(models);
    expect(await titlesFor(author)).toEqual(expect.arrayContaining(['One', 'Other']));
    await expect(
      world.tasks.useCases.getTask(author, { ...none, params: { taskId: copyId } }),
    ).rejects.toEqual(refusal('not_found'));
    // Two who launch at once find the same copy, and saying it again makes no more.
    const again = await Promise.all(
      [student, lecturer].map((who) => land(who, { task: one.taskId })),
    );
    expect(again).toMatchObject([{ taskId: copyId }, { taskId: copyId }]);
    const count = (await titlesFor(lecturer)).length;
    await decide('own');
    expect(await titlesFor(lecturer)).toHaveLength(count);
  });

  test('a task with which students of the new course have begun stays the same for them', async () => {
    const { taskId } = await placedTask('Begun');
    const { lecturer, student, decide } = await copied();
    await land(student, { task: taskId });
    world.begun.add(taskId);
    await land(await newLink(lecturer), { task: taskId });
    await decide('own');
    expect(await land(student, { task: taskId })).toEqual({ screen: 'task', taskId });
    world.begun.delete(taskId);
    expect(await land(student, { task: taskId })).toEqual({ screen: 'task', taskId });
  });

  test('who only marks or learns decides nothing, and no stranger either', async () => {
    const { taskId } = await placedTask('Not yours');
    const { course, lecturer, student, decide } = await copied();
    await land(lecturer, { task: taskId });
    const assessor = await makeActor(database.db, course, 'assessor');
    await expect(decide('own', student)).rejects.toEqual(refusal('not_allowed'));
    await expect(decide('own', assessor)).rejects.toEqual(refusal('not_allowed'));
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'lecturer');
    await expect(decide('own', stranger)).rejects.toEqual(refusal('not_found'));
    expect(await world.tasks.copyUseCases.getCourseCopy(stranger, none)).toEqual({
      copies: [],
      lostLink: null,
    });
  });
});

describe('a copied course whose links name nothing', () => {
  test('the history of the link finds its task, the newest ancestor first', async () => {
    const [older, newer] = [await placedTask('Older'), await placedTask('Newer')];
    const { student } = await copied();
    const link_history = `unknown,${newer.platformLinkId},${older.platformLinkId}`;
    expect(await land(student, { link_history })).toEqual({
      screen: 'task',
      taskId: newer.taskId,
    });
    // From now on the link knows it by itself.
    expect(await land(student)).toEqual({ screen: 'task', taskId: newer.taskId });
  });

  test('the history of another platform means nothing', async () => {
    const { platformLinkId } = await placedTask('Elsewhere');
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'student');
    const link = await newLink(stranger);
    expect(await land(link, { link_history: platformLinkId })).toEqual({ screen: 'course' });
  });

  test('with the history of the course alone, a link of the same title finds its task', async () => {
    const title = `Titled ${randomUUID()}`;
    const { taskId } = await placedTask(title);
    const { student } = await copied();
    const context_history = await contextIdOf(before);
    expect(await land(student, { context_history }, title)).toEqual({ screen: 'task', taskId });
  });

  test('a course that the platform said was copied needs no history', async () => {
    const title = `Told ${randomUUID()}`;
    const { taskId } = await placedTask(title);
    const { student, lecturer, course } = await copied();
    await world.tasks.noteCopiedCourse({ ...course, fromContextId: before.ltiContextId });
    expect(await land(await newLink(student), {}, title)).toEqual({ screen: 'task', taskId });
    const told = await world.tasks.copyUseCases.getCourseCopy(lecturer, none);
    expect(told.copies).toMatchObject([{ fromCourseId: before.ltiContextId, decision: null }]);
  });

  test('the plain way into the course is no lost task', async () => {
    const title = `Lookfor ${randomUUID()}`;
    const resourceLinkId = await makeLink(database.db, before);
    await database.db
      .update(resourceLinks)
      .set({ title })
      .where(eq(resourceLinks.id, resourceLinkId));
    await placedTask('Another');
    const { lecturer } = await copied();
    const context_history = await contextIdOf(before);
    expect(await land(await newLink(lecturer), { context_history }, title)).toEqual({
      screen: 'course',
    });
  });

  test('otherwise students are told to wait, and the lecturer says it once', async () => {
    const { taskId } = await placedTask('Lost and found');
    const { lecturer, student } = await copied();
    const context_history = await contextIdOf(before);
    const waits = await land(student, { context_history }, 'A new title');
    expect(waits).toEqual({ screen: 'copied-course', taskId: null });
    const launched = { ...lecturer, resourceLinkId: student.resourceLinkId };
    const told = await world.tasks.copyUseCases.getCourseCopy(launched, none);
    expect(told.lostLink).not.toBeNull();
    const choose = (chosen: string) =>
      world.tasks.copyUseCases.chooseForLink(launched, {
        ...none,
        params: { fromCourseId: before.ltiContextId },
        body: { taskId: chosen },
      });
    await expect(choose(randomUUID())).rejects.toEqual(refusal('not_found'));
    expect((await choose(taskId)).lostLink).toBeNull();
    expect(await land(student, { context_history })).toEqual({ screen: 'task', taskId });
  });
});

async function contextIdOf(course: TestCourse): Promise<string> {
  const [row] = await database.db
    .select({ contextId: ltiContexts.contextId })
    .from(ltiContexts)
    .where(eq(ltiContexts.id, course.ltiContextId));
  return row?.contextId ?? '';
}

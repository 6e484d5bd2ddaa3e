import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { taskRoutes } from '#contract/tasks';
import type { Actor } from '#server/lti/actor';
import { clips } from '#server/clips/clips.table';
import { resourceLinks } from '#server/lti/lti.table';
import { sentTasks, taskPlacements } from '#server/tasks/tasks.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor, makeCourse, makeNextCourse, type TestCourse } from '../../support/factories.ts';
import { makeClip, makeLink, makeTasksWorld, type TasksWorld } from './tasks-world.ts';

let database: TestDatabase;
let world: TasksWorld;
let course: TestCourse;
let lecturer: Actor;

beforeAll(async () => {
  database = await openTestDatabase();
  world = await makeTasksWorld(database.db);
  course = await makeCourse(database.db);
  lecturer = await makeActor(database.db, course, 'lecturer');
});
afterAll(() => database.close());

const none = { params: undefined, query: undefined, body: undefined };
const refusal = (code: string) => expect.objectContaining({ code }) as Error;
const begin = async (actor = lecturer) =>
  (await world.tasks.useCases.createTask(actor, { ...none, body: { clipId: null } })).id;

describe('frameworks', () => {
  test('an institution has the ready ones at the first asking, once, however often it asks', async () => {
    const ask = () => world.frameworks.useCases.listFrameworks(lecturer, none);
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(one.frameworks.map((framework) => framework.key)).toEqual([
      'attuned-interaction',
      'initiative-response',
      'noticing',
      'seven-levers',
    ]);
    expect(other).toEqual(one);
  });

  test('another institution has its own', async () => {
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'student');
    const [mine, theirs] = await Promise.all(
      [lecturer, stranger].map((actor) => world.frameworks.useCases.listFrameworks(actor, none)),
    );
    expect(theirs?.frameworks).toHaveLength(4);
    const ids = mine?.frameworks.map((framework) => framework.id) ?? [];
    for (const { id } of theirs?.frameworks ?? []) {
      expect(ids).not.toContain(id);
      expect(await world.frameworks.loadFramework(database.db, lecturer.tenantId, id)).toBeNull();
    }
  });
});

describe('course templates', () => {
  const make = (activityKeys: string[], different: { key?: string; firstMonday?: string } = {}) =>
    world.tasks.useCases.createFromTemplate(lecturer, {
      query: undefined,
      params: { templateKey: different.key ?? 'learning-to-notice' },
      body: {
        activityKeys,
        firstMonday: different.firstMonday ?? '2027-02-01',
        timeZone: 'Europe/Warsaw',
      },
    });

  test('are listed with what the picker draws', async () => {
    const reply = await world.tasks.useCases.listTemplates(lecturer, none);
    expect(taskRoutes.listTemplates.reply?.parse(reply)).toEqual(reply);
    expect(reply.templates[0]).toMatchObject({ key: 'learning-to-notice', weeks: 2 });
    expect(reply.templates[0]?.activities).toHaveLength(4);
  });

  test('make drafts of what was chosen, in their order, dated from the first Monday', async () => {
    const { tasks } = await make(['second-narration', 'three-moments']);
    expect(tasks).toMatchObject([
      {
        title: 'Three moments',
        state: 'draft',
        maximumPoints: 0,
        opensAt: '2027-02-01T07:00:00.000Z',
        dueAt: '2027-02-03T22:59:00.000Z',
      },
      {
        title: 'Narration 2: The child’s initiative',
        maximumPoints: 20,
        opensAt: '2027-02-08T07:00:00.000Z',
        dueAt: '2027-02-14T22:59:00.000Z',
      },
    ]);
  });

  test('wait for a clip where the demo’s is not there, and lack nothing where it is', async () => {
    expect((await make(['second-narration'])).tasks[0]).toMatchObject({
      clipTitle: null,
      gapCount: 1,
    });
    await makeClip(database.db, lecturer, 'Blocks before snack', {
      demoKey: 'bridge-that-was-a-bed',
    });
    const [task] = (await make(['second-narration'])).tasks;
    expect(task).toMatchObject({ clipTitle: 'Blocks before snack', gapCount: 0 });
    const published = await world.tasks.useCases.publishTask(lecturer, {
      ...none,
      params: { taskId: task!.id },
    });
    expect(published.state).toBe('published');
  });

  test.each([
    ['a template that is not there', ['three-moments'], { key: 'no-such' }, 'not_found'],
    ['an activity that is not there', ['three-moments', 'no-such'], {}, 'invalid_request'],
    ['a Tuesday', ['three-moments'], { firstMonday: '2027-02-02' }, 'invalid_request'],
  ])('refuse %s', async (_what, keys, different, code) => {
    await expect(make(keys, different)).rejects.toEqual(refusal(code));
  });

  test('a time zone that is not known is refused by the schema', () => {
    const body = { activityKeys: ['x'], firstMonday: '2027-02-01' };
    const { createFromTemplate } = taskRoutes;
    expect(
      createFromTemplate.body?.safeParse({ ...body, timeZone: 'Europe/Nowhere' })?.success,
    ).toBe(false);
    expect(createFromTemplate.body?.parse(body)).toMatchObject({ timeZone: 'UTC' });
  });
});

describe('deep linking', () => {
  type Answer = Parameters<typeof world.tasks.useCases.answerDeepLinking>[1]['body'];
  const answer = (taskIds: string[], actor = lecturer, also: Partial<Answer> = {}) =>
    world.tasks.useCases.answerDeepLinking(actor, {
      ...none,
      body: { request: 'sealed', taskIds, clipIds: [], clipsAlone: false, part: null, ...also },
    });

  test('answers with one item for each task, in the order in which they were chosen', async () => {
    const [one, other] = [await begin(), await begin()];
    expect(await answer([other, one, other])).toEqual({ jwt: 'signed.2' });
    expect(world.answers.at(-1)).toMatchObject({
      request: 'sealed',
      items: [
        { custom: { task: other }, lineItem: { scoreMaximum: 20, resourceId: other } },
        { custom: { task: one }, url: `https://tool.example/lti/launch?task=${one}` },
      ],
    });
  });

  test('what was sent is known as sent, in this course, until a link of it is opened', async () => {
    const taskId = await begin();
    const seen = async (actor = lecturer) => {
      const { placed, sentAt } = await world.tasks.useCases.getTask(actor, {
        ...none,
        params: { taskId },
      });
      const { tasks } = await world.tasks.useCases.listTasks(actor, none);
      expect(tasks.find(({ id }) => id === taskId)).toMatchObject({ placed, sentAt });
      return { placed, isSent: sentAt !== null };
    };
    expect(await seen()).toEqual({ placed: false, isSent: false });
    await answer([taskId]);
    await answer([taskId]);
    expect(await seen()).toEqual({ placed: false, isSent: true });
    const link = await makeLink(database.db, course);
    await world.tasks.resolveTarget(
      { ...lecturer, resourceLinkId: link },
      { messageType: 'LtiResourceLinkRequest', custom: { task: taskId }, targetLinkUri: null },
    );
    expect(await seen()).toEqual({ placed: true, isSent: true });
  });

  test('a draft that was sent may still go: nobody can tell whether the LMS kept it', async () => {
    const taskId = await begin();
    await answer([taskId]);
    await world.tasks.useCases.removeTask(lecturer, { ...none, params: { taskId } });
    expect(await database.db.select().from(sentTasks).where(eq(sentTasks.taskId, taskId))).toEqual(
      [],
    );
  });

  test('nothing chosen is an answer too', async () => {
    expect(await answer([])).toEqual({ jwt: 'signed.0' });
  });

  test('clips by themselves go with tasks in one answer', async () => {
    const [taskId, clipId] = [await begin(), await makeClip(database.db, lecturer, 'Blocks')];
    await answer([taskId], lecturer, { clipIds: [clipId], clipsAlone: true, part: 'narration' });
    expect(world.answers.at(-1)?.items).toMatchObject([
      { custom: { task: taskId, part: 'narration' } },
      { title: 'Blocks', custom: { clip: clipId, alone: 'yes' } },
    ]);
  });

  test('a clip that is not published, or not of the institution, is not linked', async () => {
    const draft = await makeClip(database.db, lecturer, 'A draft');
    await database.db.update(clips).set({ curation: 'draft' }).where(eq(clips.id, draft));
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'lecturer');
    const theirs = await makeClip(database.db, stranger, 'Theirs');
    const before = world.answers.length;
    await expect(answer([], lecturer, { clipIds: [draft] })).rejects.toEqual(
      refusal('clip_not_published'),
    );
    await expect(answer([], lecturer, { clipIds: [theirs] })).rejects.toEqual(refusal('not_found'));
    expect(world.answers).toHaveLength(before);
  });

  test('a task that is not there gives no answer at all', async () => {
    const before = world.answers.length;
    await expect(answer([await begin(), randomUUID()])).rejects.toEqual(refusal('not_found'));
    expect(world.answers).toHaveLength(before);
  });
});

describe('where a launch lands', () => {
  const land = (
    actor: Actor,
    custom: Record<string, unknown> = {},
    targetLinkUri: string | null = null,
  ) =>
    world.tasks.resolveTarget(actor, {
      messageType: 'LtiResourceLinkRequest',
      custom,
      targetLinkUri,
    });
  const placement = async (resourceLinkId: string | null) =>
    (
      await database.db
        .select()
        .from(taskPlacements)
        .where(eq(taskPlacements.resourceLinkId, resourceLinkId ?? ''))
    ).map((row) => row.taskId);
  const someone = async (role: Actor['role']) => ({
    ...(await makeActor(database.db, course, role)),
    resourceLinkId: await makeLink(database.db, course),
  });

  test.each([
    ['student', 'task'],
    ['practitioner', 'task'],
    ['observer', 'task'],
    ['lecturer', 'task'],
    ['facilitator', 'task'],
    ['assessor', 'assessment'],
  ] as const)('%s on %s', async (role, screen) => {
    const taskId = await begin();
    const actor = await someone(role);
    expect(await land(actor, { task: taskId })).toMatchObject({ screen, taskId });
    expect(await placement(actor.resourceLinkId)).toEqual([taskId]);
  });

  test('the link remembers its task when the LMS loses what it was told', async () => {
    const taskId = await begin();
    const student = await someone('student');
    await land(student, {}, `https://tool.example/lti/launch?task=${taskId}`);
    expect(await land(student)).toEqual({ screen: 'task', taskId });
  });

  test('a link that was edited opens what it says now', async () => {
    const [first, second] = [await begin(), await begin()];
    const student = await someone('student');
    await land(student, { task: first });
    await land(student, { task: second });
    expect(await placement(student.resourceLinkId)).toEqual([second]);
  });

  test('without a task it is the course; asking for content, the picker', async () => {
    const teacher = await someone('lecturer');
    expect(await land(teacher)).toEqual({ screen: 'course' });
    expect(await land({ ...teacher, resourceLinkId: null })).toEqual({ screen: 'course' });
    expect(await land(teacher, { task: randomUUID() })).toEqual({ screen: 'course' });
    const request = { messageType: 'LtiDeepLinkingRequest', custom: {}, targetLinkUri: null };
    expect(await world.tasks.resolveTarget(teacher, request)).toEqual({
      screen: 'deep-linking',
    });
  });

  test('a part of a task', async () => {
    const taskId = await begin();
    expect(await land(await someone('student'), { task: taskId, part: 'narration' })).toEqual({
      screen: 'task',
      taskId,
      part: 'narration',
    });
  });

  test('a clip: its link remembers it, and its course may play it', async () => {
    const clipId = await makeClip(database.db, lecturer, 'Blocks');
    const student = await someone('student');
    expect(await world.tasks.grant(student, clipId)).toEqual([]);
    expect(await land(student, { clip: clipId })).toEqual({ screen: 'clip', clipId });
    expect(await land(student)).toEqual({ screen: 'clip', clipId });
    expect(await world.tasks.grant(student, clipId)).toBe('whole');
    const elsewhere = await makeNextCourse(database.db, course);
    const other = await makeActor(database.db, elsewhere, 'student');
    expect(await world.tasks.grant(other, clipId)).toEqual([]);
    await database.db.update(clips).set({ curation: 'retired' }).where(eq(clips.id, clipId));
    expect(await world.tasks.grant(student, clipId)).toEqual([]);
  });

  test('a clip that is a draft, or of another institution, opens nothing', async () => {
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'lecturer');
    const theirs = await makeClip(database.db, stranger, 'Theirs');
    expect(await land(await someone('student'), { clip: theirs })).toEqual({ screen: 'course' });
  });

  test('a task of another institution is as good as none, and nothing is remembered', async () => {
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'lecturer');
    const theirs = await begin(stranger);
    const student = await someone('student');
    expect(await land(student, { task: theirs })).toEqual({ screen: 'course' });
    expect(await placement(student.resourceLinkId)).toEqual([]);
  });
});

describe('the gradebook column of a task', () => {
  const column = (taskId: string, actor = lecturer) =>
    world.tasks.findLineItem(database.db, actor, taskId);

  test('is that of a link which has one, with what the client assertion needs', async () => {
    const taskId = await begin();
    expect(await column(taskId)).toBeNull();
    for (const lineItemUrl of [null, 'https://lms.example/7/lineitem?type_id=1']) {
      const resourceLinkId = await makeLink(database.db, course, lineItemUrl);
      await world.tasks.resolveTarget(
        { ...lecturer, resourceLinkId },
        { messageType: 'LtiResourceLinkRequest', custom: { task: taskId }, targetLinkUri: null },
      );
    }
    expect(await column(taskId)).toMatchObject({
      lineItemUrl: 'https://lms.example/7/lineitem?type_id=1',
      platformId: course.platformId,
      deploymentId: '1',
    });
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'lecturer');
    expect(await column(taskId, stranger)).toBeNull();
  });

  test('is gone when the link loses it', async () => {
    const taskId = await begin();
    const resourceLinkId = await makeLink(database.db, course, 'https://lms.example/8/lineitem');
    await world.tasks.resolveTarget(
      { ...lecturer, resourceLinkId },
      { messageType: 'LtiResourceLinkRequest', custom: { task: taskId }, targetLinkUri: null },
    );
    await database.db
      .update(resourceLinks)
      .set({ lineItemUrl: null })
      .where(eq(resourceLinks.id, resourceLinkId));
    expect(await column(taskId)).toBeNull();
  });
});

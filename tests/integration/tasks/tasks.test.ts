import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Task, TaskPlan } from '#contract/tasks';
import { taskSchema, taskRoutes } from '#contract/tasks';
import { ROLES } from '#contract/vocabulary';
import { eq } from 'drizzle-orm';
import { SCOPE } from '#server/lti/claims';
import { ltiContexts } from '#server/lti/lti.table';
import type { Actor } from '#server/lti/actor';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor, makeCourse, type TestCourse } from '../../support/factories.ts';
import { complete, makeClip, makeLink, makeTasksWorld, type TasksWorld } from './tasks-world.ts';

let database: TestDatabase;
let world: TasksWorld;
let course: TestCourse;
let lecturer: Actor;
let student: Actor;
let clipId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  world = await makeTasksWorld(database.db);
  course = await makeCourse(database.db);
  lecturer = await makeActor(database.db, course, 'lecturer');
  student = await makeActor(database.db, course, 'student');
  clipId = await makeClip(database.db, lecturer, 'Blocks before snack', {
    demoKey: 'bridge-that-was-a-bed',
  });
});
afterAll(() => database.close());

const none = { params: undefined, query: undefined, body: undefined };
const at = (taskId: string) => ({ ...none, params: { taskId } });
const create = (actor = lecturer, clip: string | null = clipId) =>
  world.tasks.useCases.createTask(actor, { ...none, body: { clipId: clip } });
const change = (task: Task, plan: TaskPlan, actor = lecturer) =>
  world.tasks.useCases.changeTask(actor, {
    ...at(task.id),
    body: { baseRevision: task.revision, plan },
  });
const publish = async (different: Partial<TaskPlan> = {}): Promise<Task> => {
  const begun = await create();
  const task = await change(begun, { ...complete(begun.plan), ...different });
  return world.tasks.useCases.publishTask(lecturer, at(task.id));
};
const get = (actor: Actor, taskId: string) => world.tasks.useCases.getTask(actor, at(taskId));
/** A launch of a link of `where` that names the task. */
const launch = async (taskId: string, where: TestCourse, lineItemUrl: string | null = null) => {
  const resourceLinkId = await makeLink(database.db, where, lineItemUrl);
  const actor = { ...(await makeActor(database.db, where, 'student')), resourceLinkId };
  await world.tasks.resolveTarget(actor, {
    messageType: 'LtiResourceLinkRequest',
    custom: { task: taskId },
    targetLinkUri: null,
  });
  return actor;
};
const refusal = (code: string, details: unknown = expect.anything()) =>
  expect.objectContaining({ code, details }) as Error;

describe('building', () => {
  test('a new task begins with good defaults and says what it lacks', async () => {
    const task = await create();
    expect(taskSchema.parse(task)).toEqual(task);
    expect(task).toMatchObject({
      state: 'draft',
      clipTitle: 'Blocks before snack',
      clipDurationSeconds: 87,
      framework: { key: 'seven-levers' },
      placed: false,
      hasLineItem: false,
    });
    expect(task.gaps.map((gap) => gap.gap)).toContain('look-for-without-code');
  });

  test('without a clip, it says so; with a clip of another institution, there is none', async () => {
    expect((await create(lecturer, null)).gaps).toContainEqual(
      expect.objectContaining({ gap: 'clip-missing' }),
    );
    const elsewhere = await makeActor(database.db, await makeCourse(database.db), 'lecturer');
    await expect(create(elsewhere)).rejects.toEqual(refusal('not_found'));
  });

  test('its words are those of the language in which the lecturer works', async () => {
    const polish = await create({ ...lecturer, locale: 'pl' });
    expect(polish.plan.passes[0]?.title).toBe('Swobodne zauważanie');
  });

  test('a saved plan comes back as it was, one revision later', async () => {
    const begun = await create();
    const plan = complete(begun.plan, 'Who waits?');
    const saved = await change(begun, plan);
    expect(saved).toMatchObject({ plan, gaps: [], revision: begun.revision + 1 });
    expect(await get(lecturer, begun.id)).toEqual(saved);
  });

  test('an outdated change is refused and changes nothing', async () => {
    const begun = await create();
    const saved = await change(begun, complete(begun.plan, 'First'));
    await expect(change(begun, complete(begun.plan, 'Second'))).rejects.toEqual(
      refusal('conflict', { revision: saved.revision }),
    );
    expect((await get(lecturer, begun.id)).plan.title).toBe('First');
  });

  test('of two changes at the same moment one wins', async () => {
    const begun = await create();
    const results = await Promise.allSettled([
      change(begun, complete(begun.plan, 'One')),
      change(begun, complete(begun.plan, 'Other')),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a plan that names what is not there is refused', async () => {
    const begun = await create();
    await expect(change(begun, { ...begun.plan, clipId: randomUUID() })).rejects.toEqual(
      refusal('not_found'),
    );
    await expect(change(begun, { ...begun.plan, frameworkId: randomUUID() })).rejects.toEqual(
      refusal('not_found'),
    );
    const [pass] = begun.plan.passes;
    await expect(change(begun, { ...begun.plan, passes: [pass!, pass!] })).rejects.toEqual(
      refusal('invalid_request'),
    );
  });

  test('a framework of another institution cannot be used', async () => {
    const elsewhere = await makeActor(database.db, await makeCourse(database.db), 'lecturer');
    const theirs = await world.frameworks.useCases.listFrameworks(elsewhere, none);
    const begun = await create();
    await expect(
      change(begun, { ...begun.plan, frameworkId: theirs.frameworks[0]!.id }),
    ).rejects.toEqual(refusal('not_found'));
  });
});

describe('publishing', () => {
  test('is refused while something is missing, and says what', async () => {
    const begun = await create();
    await expect(world.tasks.useCases.publishTask(lecturer, at(begun.id))).rejects.toEqual(
      refusal('task_incomplete', { gaps: begun.gaps }),
    );
  });

  test('is done once; again changes nothing', async () => {
    const task = await publish();
    expect(task.state).toBe('published');
    expect(await world.tasks.useCases.publishTask(lecturer, at(task.id))).toEqual(task);
  });

  test('afterwards the task may be changed but not be broken', async () => {
    const task = await publish();
    const reworded = await change(task, { ...task.plan, title: 'Reworded' });
    expect(reworded).toMatchObject({ state: 'published', plan: { title: 'Reworded' } });
    await expect(change(reworded, { ...reworded.plan, title: '' })).rejects.toEqual(
      refusal('task_incomplete', { gaps: [{ gap: 'title-missing', path: 'title', label: '' }] }),
    );
  });

  test('a consent that ended meanwhile does not keep its words from being changed', async () => {
    const task = await publish();
    world.withoutConsent.add(clipId);
    try {
      const reworded = await change(task, { ...task.plan, title: 'Still mine' });
      expect(reworded.gaps.map((gap) => gap.gap)).toEqual(['consent-missing']);
    } finally {
      world.withoutConsent.delete(clipId);
    }
  });

  test('parts may go until somebody has begun', async () => {
    const task = await publish();
    const without = (whole: TaskPlan) => ({ ...whole, passes: whole.passes.slice(1) });
    world.begun.add(task.id);
    await expect(change(task, without(task.plan))).rejects.toEqual(
      refusal('task_in_use', { parts: ['passes.free'] }),
    );
    world.begun.delete(task.id);
    expect((await change(task, without(task.plan))).plan.passes).toHaveLength(1);
  });
});

describe('removing', () => {
  test('a draft goes', async () => {
    const task = await create();
    await world.tasks.useCases.removeTask(lecturer, at(task.id));
    await expect(get(lecturer, task.id)).rejects.toEqual(refusal('not_found'));
  });

  test('what is published, or what a link opens, stays', async () => {
    const published = await publish();
    const linked = await create();
    await launch(linked.id, course);
    for (const task of [published, linked])
      await expect(world.tasks.useCases.removeTask(lecturer, at(task.id))).rejects.toEqual(
        refusal('task_in_use'),
      );
  });
});

describe('who sees a task', () => {
  test('students see a published one without its gaps, and no draft', async () => {
    const draft = await create();
    const published = await publish();
    await expect(get(student, draft.id)).rejects.toEqual(refusal('not_found'));
    expect(await get(student, published.id)).toMatchObject({ id: published.id, gaps: [] });
    const { tasks } = await world.tasks.useCases.listTasks(student, none);
    expect(tasks.map((task) => task.id)).toContain(published.id);
    expect(tasks.map((task) => task.id)).not.toContain(draft.id);
  });

  test('before it opens, students are told when; staff may look', async () => {
    const opensAt = '2027-01-11T08:00:00Z';
    const task = await publish({ opensAt });
    await expect(get(student, task.id)).rejects.toEqual(refusal('task_not_open', { opensAt }));
    const assessor = await makeActor(database.db, course, 'assessor');
    expect((await get(assessor, task.id)).id).toBe(task.id);
    const before = world.clock.now;
    world.clock.now = new Date(opensAt);
    try {
      expect((await get(student, task.id)).id).toBe(task.id);
    } finally {
      world.clock.now = before;
    }
  });

  test('before it opens, the list shows no picture of its clip', async () => {
    const task = await publish({ opensAt: '2027-01-11T08:00:00Z' });
    const mine = async (actor: Actor) =>
      (await world.tasks.useCases.listTasks(actor, none)).tasks.find(({ id }) => id === task.id);
    expect(await mine(student)).toMatchObject({ posterUrl: null, clipTitle: null });
    expect(await mine(lecturer)).toMatchObject({ clipTitle: 'Blocks before snack' });
  });

  test('a link to a draft says that it is not open yet', async () => {
    const draft = await create();
    const early = await launch(draft.id, course);
    await expect(get(early, draft.id)).rejects.toEqual(refusal('task_not_open'));
  });

  test('a course that only links to it reads it, and does not change it', async () => {
    const task = await publish();
    const copy = { ...(await makeSecondCourse()), title: 'Copy' };
    const theirStudent = await makeActor(database.db, copy, 'student');
    const theirLecturer = await makeActor(database.db, copy, 'lecturer');
    await expect(get(theirStudent, task.id)).rejects.toEqual(refusal('not_found'));
    await launch(task.id, copy, 'https://lms.example/lineitems/9');
    expect(await get(theirStudent, task.id)).toMatchObject({ placed: true, hasLineItem: true });
    expect(await get(student, task.id)).toMatchObject({ placed: false, hasLineItem: false });
    await expect(change(task, task.plan, theirLecturer)).rejects.toEqual(refusal('not_allowed'));
  });

  test('where Lookfor may make columns, a link without one gets one with the first mark', async () => {
    const task = await publish();
    const place = { ...(await makeSecondCourse()), title: 'By hand' };
    const reader = await makeActor(database.db, place, 'lecturer');
    await launch(task.id, place);
    const says = async () => (await get(reader, task.id)).hasLineItem;
    const allow = (agsScopes: string[], lineItemsUrl = 'https://lms.example/lineitems') =>
      database.db
        .update(ltiContexts)
        .set({ agsScopes, lineItemsUrl })
        .where(eq(ltiContexts.id, place.ltiContextId));
    expect(await says()).toBe(false);
    await allow([SCOPE.score]);
    expect(await says()).toBe(false);
    await allow([SCOPE.score, SCOPE.lineItem]);
    expect(await says()).toBe(true);
  });

  test('another institution sees nothing of it, whatever it asks', async () => {
    const task = await publish();
    const elsewhere = await makeCourse(database.db);
    const stranger = await makeActor(database.db, elsewhere, 'lecturer');
    const { useCases } = world.tasks;
    const asked = [
      get(stranger, task.id),
      change(task, task.plan, stranger),
      useCases.publishTask(stranger, at(task.id)),
      useCases.removeTask(stranger, at(task.id)),
      useCases.revealTask(stranger, at(task.id)),
      useCases.answerDeepLinking(stranger, {
        ...none,
        body: {
          request: 'sealed',
          taskIds: [task.id],
          clipIds: [],
          clipsAlone: false,
          part: null,
        },
      }),
    ];
    for (const result of await Promise.allSettled(asked))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
    expect((await useCases.listTasks(stranger, none)).tasks).toEqual([]);
    expect(await world.tasks.usage(database.db, stranger, [clipId])).toEqual({});
    // Even a link that names it opens nothing there.
    const launched = await launch(task.id, elsewhere);
    await expect(get(launched, task.id)).rejects.toEqual(refusal('not_found'));
  });

  async function makeSecondCourse(): Promise<TestCourse> {
    const other = await makeCourse(database.db, 'EDU 211');
    const { ltiContexts } = await import('#server/lti/lti.table');
    const ltiContextId = randomUUID();
    await database.db.insert(ltiContexts).values({
      id: ltiContextId,
      tenantId: course.tenantId,
      deploymentId: course.deploymentId,
      contextId: ltiContextId,
    });
    return { ...other, ...course, ltiContextId };
  }
});

describe('roles', () => {
  const build = ['createTask', 'changeTask', 'publishTask', 'removeTask', 'revealTask'] as const;
  const offer = ['listTemplates', 'createFromTemplate', 'answerDeepLinking'] as const;

  test.each(ROLES.filter((role) => role !== 'lecturer'))('%s builds nothing', async (role) => {
    const task = await publish();
    const actor = await makeActor(database.db, course, role);
    const input = {
      query: undefined,
      params: { taskId: task.id, templateKey: 'learning-to-notice' },
      body: {
        clipId: null,
        baseRevision: task.revision,
        plan: task.plan,
        activityKeys: ['three-moments'],
        firstMonday: '2027-02-01',
        timeZone: 'UTC',
        request: 'sealed',
        taskIds: [],
      },
    };
    for (const name of [...build, ...offer]) {
      expect(taskRoutes).toHaveProperty(name);
      const useCase = world.tasks.useCases[name] as (
        actor: Actor,
        input: unknown,
      ) => Promise<unknown>;
      await expect(
        Promise.resolve().then(() => useCase(actor, input)),
        name,
      ).rejects.toEqual(refusal('not_allowed'));
    }
  });

  test('an administrator sees no task at all', async () => {
    const administrator = await makeActor(database.db, course, 'administrator');
    await expect(world.tasks.useCases.listTasks(administrator, none)).rejects.toEqual(
      refusal('not_allowed'),
    );
    await expect(world.frameworks.useCases.listFrameworks(administrator, none)).rejects.toEqual(
      refusal('not_allowed'),
    );
  });

  test('marking opens published tasks, for those who mark', async () => {
    const task = await publish();
    const draft = await create();
    const assessor = await makeActor(database.db, course, 'assessor');
    const open = (actor: Actor, taskId: string) =>
      world.tasks.openTask(database.db, actor, taskId, 'mark');
    expect(await open(assessor, task.id)).toMatchObject({ framework: { key: 'seven-levers' } });
    await expect(open(assessor, draft.id)).rejects.toEqual(refusal('not_found'));
    await expect(open(student, task.id)).rejects.toEqual(refusal('not_allowed'));
  });
});

describe('revealing', () => {
  test('is noted once, for a published task', async () => {
    const draft = await create();
    await expect(world.tasks.useCases.revealTask(lecturer, at(draft.id))).rejects.toEqual(
      refusal('task_not_open'),
    );
    const task = await publish({ reveal: { rule: 'by-hand', at: null } });
    const revealed = await world.tasks.useCases.revealTask(lecturer, at(task.id));
    expect(revealed.revealedAt).toBe(world.clock.now.toISOString());
    expect(await world.tasks.useCases.revealTask(lecturer, at(task.id))).toEqual(revealed);
  });
});

describe('a clip in tasks', () => {
  test('may be played by those whose open, published task shows it', async () => {
    const there = await makeCourse(database.db);
    const [teacher, learner] = [
      await makeActor(database.db, there, 'lecturer'),
      await makeActor(database.db, there, 'student'),
    ];
    const clip = await makeClip(database.db, teacher, 'The chair');
    const begun = await create(teacher, clip);
    expect(await world.tasks.grant(learner, clip)).toEqual([]);
    const opensAt = '2027-01-11T08:00:00Z';
    const saved = await change(begun, { ...complete(begun.plan), opensAt }, teacher);
    await world.tasks.useCases.publishTask(teacher, at(saved.id));
    expect(await world.tasks.grant(learner, clip)).toEqual([]);
    world.clock.now = new Date('2027-01-12T08:00:00Z');
    expect(await world.tasks.grant(learner, clip)).toBe('whole');
    world.clock.now = new Date('2027-01-10T12:00:00Z');
    expect(await world.tasks.grant(student, clip)).toEqual([]);
    expect(await world.tasks.usage(database.db, teacher, [clip, randomUUID()])).toEqual({
      [clip]: [{ taskId: saved.id, title: 'The child’s initiative', courseTitle: 'EDU 210' }],
    });
  });

  test('is opened only as far as the tasks of the course show it', async () => {
    const there = await makeCourse(database.db);
    const teacher = await makeActor(database.db, there, 'lecturer');
    const learner = await makeActor(database.db, there, 'student');
    const clip = await makeClip(database.db, teacher, 'The long morning');
    const begin = async (excerpt: TaskPlan['excerpt']) => {
      const begun = await create(teacher, clip);
      const saved = await change(begun, { ...complete(begun.plan), excerpt }, teacher);
      return world.tasks.useCases.publishTask(teacher, at(saved.id));
    };
    const excerpt = { title: 'The shoe', startSeconds: 10, endSeconds: 30 };
    const task = await begin(excerpt);
    expect(task.clipDurationSeconds).toBe(20);
    expect(await world.tasks.grant(learner, clip)).toEqual([excerpt]);
    const { tasks } = await world.tasks.useCases.listTasks(learner, none);
    expect(tasks).toMatchObject([{ id: task.id, posterUrl: null }]);
    await begin({ title: '', startSeconds: 40, endSeconds: 41 });
    expect(await world.tasks.grant(learner, clip)).toHaveLength(2);
    world.begun.add(task.id);
    const moved = { ...task.plan, excerpt: { ...excerpt, endSeconds: 31 } };
    await expect(change(task, moved, teacher)).rejects.toEqual(
      refusal('task_in_use', { parts: ['excerpt'] }),
    );
    await begin(null);
    expect(await world.tasks.grant(learner, clip)).toBe('whole');
  });
});

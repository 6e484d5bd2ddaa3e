import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonSchema, type Mark } from '#contract/observations';
import type { TaskPlan } from '#contract/tasks';
import { frameworks } from '#server/frameworks/frameworks.table';
import type { Actor } from '#server/lti/actor';
import { courseGroupMembers, courseGroups } from '#server/lti/course-groups.table';
import { memberships } from '#server/lti/lti.table';
import { taskPlacements, tasks } from '#server/tasks/tasks.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join, makeNextCourse } from '../../support/factories.ts';
import { makeWorld, put, workAndHandIn, type World } from './observation-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const compare = (world: World, actor: Actor) =>
  world.observations.useCases.compareObservations(actor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: undefined,
  });

/** Noor and 'nobody' (no name) handed in, Sol drafts, the platform's test student handed in. */
async function makeClass(change: Partial<TaskPlan> = {}) {
  const world = await makeWorld(database.db, change, new Date('2026-11-21T12:00:00Z'));
  const noor = await join(database.db, world.course, 'student', { name: 'Noor' });
  const nobody = await join(database.db, world.course, 'student');
  const sol = await join(database.db, world.course, 'student', { name: 'Sol' });
  const test = await join(database.db, world.course, 'student', {
    name: 'Test student',
    isTestPerson: true,
  });
  await workAndHandIn(world, noor, 'Noor’s words');
  await workAndHandIn(world, nobody, 'Nameless words');
  await workAndHandIn(world, test, 'Test words');
  await world.observations.useCases.changeMarks(sol, {
    params: { taskId: world.taskId },
    query: undefined,
    body: { changes: [put(randomUUID(), 1, { body: 'Sol’s draft' })] },
  });
  await world.observations.saveExpertReading(database.db, {
    tenantId: world.course.tenantId,
    clipId: world.clipId,
    frameworkId: world.frameworkId,
    name: 'Expert 1',
    marks: [
      {
        startSeconds: 43,
        endSeconds: 52,
        codeId: 'answer',
        child: 'Child A',
        body: 'Waits.',
        because: 'The palm is open.',
      },
    ],
  });
  return { world, noor, nobody, sol, test };
}

test('in a copied course that goes on with the task, everybody sees their own course alone', async () => {
  const { world, noor } = await makeClass();
  const next = await makeNextCourse(database.db, world.course);
  const { tenantId, resourceLinkId } = next;
  await database.db
    .insert(taskPlacements)
    .values({ tenantId, resourceLinkId, taskId: world.taskId });
  const kim = await join(database.db, next, 'student', { name: 'Kim' });
  await workAndHandIn(world, kim, 'Kim’s words');
  const there = await compare(world, kim);
  expect(there).toMatchObject({ handedIn: 1, expected: 1 });
  expect(there.readings.map(({ kind }) => kind)).toEqual(['me', 'expert']);
  // And the old course is as it was.
  expect(await compare(world, noor)).toMatchObject({ handedIn: 2, expected: 3 });
  const { rows } = await database.pool.query<{ courses: string }>(
    'SELECT count(DISTINCT lti_context_id) AS courses FROM observation WHERE task_id = $1',
    [world.taskId],
  );
  expect(rows[0]?.courses).toBe('2');
});

describe('what is compared', () => {
  test('what an expert coded with an older version is read in the codes of the task’s', async () => {
    const { world, noor } = await makeClass();
    const { db } = database;
    const [old] = await db.select().from(frameworks).where(eq(frameworks.id, world.frameworkId));
    if (!old) throw new Error('the framework is missing');
    const replaces = {
      key: old.key,
      version: 1,
      codes: [
        { from: 'initiative', to: ['initiative'] },
        { from: 'answer', to: ['received', 'initiative'] },
      ],
    };
    const codes = old.content.codes.map((code) =>
      code.id === 'answer' ? { ...code, id: 'received' } : code,
    );
    const id = randomUUID();
    const content = { ...old.content, version: 2, codes, replaces };
    await db.insert(frameworks).values({ ...old, id, version: 2, content });
    await db.update(tasks).set({ frameworkId: id }).where(eq(tasks.id, world.taskId));
    const { readings } = await compare(world, noor);
    const expert = readings.find(({ kind }) => kind === 'expert');
    expect(expert?.marks.map(({ codeIds }) => codeIds)).toEqual([['received'], ['initiative']]);
  });

  test('what somebody said beyond words and codes, and drew on the picture, is read as well', async () => {
    const { world, sol } = await makeClass();
    const noor = await join(database.db, world.course, 'student', { name: 'Noor B' });
    const said = {
      initiative: { by: 'Child A', response: 'none' as const },
      confidence: 2,
      drawings: [{ kind: 'circle' as const, from: [0.1, 0.2], to: [0.5, 1] }],
    } as Partial<Mark>;
    await world.observations.useCases.changeMarks(sol, {
      params: { taskId: world.taskId },
      query: undefined,
      body: { changes: [put(randomUUID(), 2, { body: 'Drawn', ...said })] },
    });
    await workAndHandIn(world, sol, 'Sol’s words');
    await workAndHandIn(world, noor, 'Noor’s words');
    const comparison = await compare(world, noor);
    expect(comparisonSchema.parse(comparison)).toEqual(comparison);
    const told = comparison.readings.flatMap(({ marks }) => marks);
    expect(told.find(({ body }) => body === 'Drawn')).toMatchObject(said);
    expect(told.filter((mark) => 'drawings' in mark)).toHaveLength(1);
  });

  test('of very many marks the words come with the moment that is opened, to whom they are shown', async () => {
    const world = await makeWorld(
      database.db,
      { reveal: { rule: 'after-own', at: null } },
      undefined,
      undefined,
      undefined,
      1,
    );
    const [noor, kim] = [
      await join(database.db, world.course, 'student', { name: 'Noor' }),
      await join(database.db, world.course, 'student', { name: 'Kim' }),
    ];
    await workAndHandIn(world, kim, 'Kim’s words');
    const read = (actor: Actor, fromSeconds: number, toSeconds: number) =>
      world.observations.useCases.readWords(actor, {
        params: { taskId: world.taskId },
        query: { fromSeconds, toSeconds },
        body: undefined,
      });
    await expect(read(noor, 0, 100)).rejects.toMatchObject({ code: 'not_revealed' });
    await workAndHandIn(world, noor, 'Noor’s words');
    const comparison = await compare(world, noor);
    expect(comparisonSchema.parse(comparison)).toEqual(comparison);
    const [me, other] = comparison.readings;
    expect(me?.marks.some(({ body }) => body === 'Noor’s words')).toBe(true);
    expect(JSON.stringify(other)).not.toContain('Kim’s words');
    expect(other).toMatchObject({ name: 'Kim', marks: [] });
    const { words } = await read(noor, 0, 100);
    const [first] = other?.brief ?? [];
    expect(Object.keys(words).sort()).toEqual(other?.brief?.map(([id]) => id).sort());
    expect(words[first?.[0] ?? '']?.body).toBe('Kim’s words');
    expect((await read(noor, 99.5, 100)).words).toEqual({});
  });

  test('me, classmates who handed in, experts; never drafts, never test persons', async () => {
    const { world, noor } = await makeClass();
    const comparison = await compare(world, noor);
    expect(comparisonSchema.parse(comparison)).toEqual(comparison);
    expect(comparison).toMatchObject({
      handedIn: 2,
      expected: 3,
      handedInAt: world.clock.now.toISOString(),
    });
    expect(comparison.readings.map(({ kind, name }) => [kind, name])).toEqual([
      ['me', ''],
      ['classmate', expect.stringMatching(/^[0-9A-F]{3}$/)],
      ['expert', 'Expert 1'],
    ]);
    expect(comparison.readings.map(({ marks }) => marks.map((mark) => mark.body))).toEqual([
      ['Noor’s words', 'Noor’s words, later'],
      ['Nameless words', 'Nameless words, later'],
      ['Waits.'],
    ]);
    expect(comparison.readings[2]?.marks).toMatchObject([
      { codeIds: ['answer'], lookForId: 'answer', child: 'Child A', because: 'The palm is open.' },
    ]);
    expect(JSON.stringify(comparison)).not.toContain('Sol');
    expect(JSON.stringify(comparison)).not.toContain('Test');
  });

  test('who shares a group of the course is known; a group that is hidden or gone joins nobody', async () => {
    const { world, noor, nobody } = await makeClass();
    const { tenantId, ltiContextId } = world.course;
    const group = { tenantId, ltiContextId, id: randomUUID(), groupId: 'g1' };
    await database.db.insert(courseGroups).values(group);
    await database.db
      .insert(courseGroupMembers)
      .values(
        [noor, nobody].map(({ personId }) => ({ tenantId, personId, courseGroupId: group.id })),
      );
    const mates = async () =>
      (await compare(world, noor)).readings.map((reading) => reading.inMyGroup ?? false);
    expect(await mates()).toEqual([false, true, false]);
    for (const change of [{ isHidden: true }, { isHidden: false, goneAt: new Date() }]) {
      await database.db.update(courseGroups).set(change).where(eq(courseGroups.id, group.id));
      expect(await mates()).toEqual([false, false, false]);
    }
  });

  test('no id of a person leaves the server', async () => {
    const { world, noor, nobody } = await makeClass();
    const text = JSON.stringify(await compare(world, noor));
    expect(text).not.toContain(nobody.personId);
    expect(text).not.toContain(noor.personId);
  });

  test('an expert’s later coding replaces the earlier one, with the same ids', async () => {
    const { world, noor } = await makeClass();
    const ids = async () =>
      (await compare(world, noor)).readings
        .filter((reading) => reading.kind === 'expert')
        .map((reading) => reading.marks.map((mark) => mark.id));
    const before = await ids();
    await world.observations.saveExpertReading(database.db, {
      tenantId: world.course.tenantId,
      clipId: world.clipId,
      frameworkId: world.frameworkId,
      name: 'Expert 1',
      marks: [
        { startSeconds: 1, endSeconds: null, codeId: 'answer', child: null, body: '', because: '' },
      ],
    });
    expect(await ids()).toEqual(before);
  });

  test('another course that uses the same clip stays apart', async () => {
    const { world, noor } = await makeClass();
    const elsewhere = await makeClass();
    expect(elsewhere.world.clipId).not.toBe(world.clipId);
    expect((await compare(world, noor)).readings).toHaveLength(3);
    await expect(compare(world, elsewhere.noor)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('those who left the course are no longer expected', async () => {
    const { world, noor, sol } = await makeClass();
    await database.db
      .update(memberships)
      .set({ leftAt: new Date() })
      .where(eq(memberships.personId, sol.personId));
    expect(await compare(world, noor)).toMatchObject({ handedIn: 2, expected: 2 });
    expect(
      await world.observations.handedInCounts(database.db, world.lecturer, world.taskId),
    ).toEqual({ handedIn: 2, expected: 2 });
  });
});

describe('when it is shown', () => {
  test('to a student never before the own hand-in', async () => {
    const { world, sol } = await makeClass();
    await expect(compare(world, sol)).rejects.toMatchObject({
      code: 'not_revealed',
      details: { reason: 'hand-in-first' },
    });
    await workAndHandIn(world, sol, 'Now');
    expect((await compare(world, sol)).readings).toHaveLength(4);
  });

  test('at a date, and not a moment before', async () => {
    const at = '2026-11-21T13:00:00.000Z';
    const { world, noor } = await makeClass({ reveal: { rule: 'at-date', at } });
    await expect(compare(world, noor)).rejects.toMatchObject({
      code: 'not_revealed',
      details: { reason: 'at-date', opensAt: at },
    });
    world.clock.now = new Date(at);
    expect((await compare(world, noor)).readings).toHaveLength(3);
  });

  test('by the lecturer’s hand', async () => {
    const { world, noor, sol } = await makeClass({ reveal: { rule: 'by-hand', at: null } });
    await expect(compare(world, noor)).rejects.toMatchObject({
      code: 'not_revealed',
      details: { reason: 'by-hand' },
    });
    await database.db
      .update(tasks)
      .set({ revealedAt: new Date() })
      .where(eq(tasks.id, world.taskId));
    expect((await compare(world, noor)).readings).toHaveLength(3);
    await expect(compare(world, sol)).rejects.toMatchObject({ code: 'not_revealed' });
  });

  test.each(['lecturer', 'assessor', 'facilitator'] as const)(
    'to a %s at any time',
    async (role) => {
      const { world } = await makeClass({ reveal: { rule: 'by-hand', at: null } });
      const comparison = await compare(world, await join(database.db, world.course, role));
      expect(comparison.handedInAt).toBeNull();
      expect(comparison.readings.map((reading) => reading.kind)).toEqual([
        'classmate',
        'classmate',
        'expert',
      ]);
    },
  );

  test.each(['administrator', 'observer'] as const)('to an %s never', async (role) => {
    const { world } = await makeClass();
    const actor = await join(database.db, world.course, role);
    await expect(compare(world, actor)).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('the platform’s test student compares, and is counted nowhere', async () => {
    const { world, test } = await makeClass();
    const comparison = await compare(world, test);
    expect(comparison).toMatchObject({ handedIn: 2, expected: 3 });
    expect(comparison.readings.map((reading) => reading.kind)).toEqual([
      'me',
      'classmate',
      'classmate',
      'expert',
    ]);
  });
});

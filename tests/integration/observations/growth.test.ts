import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { growthSchema } from '#contract/observations';
import { frameworks } from '#server/frameworks/frameworks.table';
import type { Actor } from '#server/lti/actor';
import { tasks } from '#server/tasks/tasks.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join } from '../../support/factories.ts';
import { makeWorld, put, workAndHandIn, type World } from './observation-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const grow = (world: World, actor: Actor) =>
  world.observations.useCases.myGrowth(actor, {
    params: undefined,
    query: undefined,
    body: undefined,
  });

test('one looks back on what one handed in oneself, and on nothing else', async () => {
  const world = await makeWorld(database.db);
  const noor = await join(database.db, world.course, 'student', { name: 'Noor' });
  const sol = await join(database.db, world.course, 'student', { name: 'Sol' });
  expect(await grow(world, noor)).toEqual({ observations: [] });
  await workAndHandIn(world, noor, 'Noor’s words');
  const growth = await grow(world, noor);
  expect(growthSchema.parse(growth)).toEqual(growth);
  expect(growth.observations).toMatchObject([
    {
      taskId: world.taskId,
      title: 'The bridge that would not stay up',
      handedInAt: world.clock.now.toISOString(),
      framework: { key: 'initiative-answer' },
      marks: 2,
      children: 0,
      codes: { initiative: 1, answer: 1 },
    },
  ]);
  expect(JSON.stringify(growth)).not.toContain('Noor’s words');
  expect(await grow(world, sol)).toEqual({ observations: [] });
  await world.observations.useCases.openObservation(sol, {
    params: { taskId: world.taskId },
    query: undefined,
    body: undefined,
  });
  expect(await grow(world, sol)).toEqual({ observations: [] });
});

test('a lecturer has no such page, and another institution’s work is not mine', async () => {
  const world = await makeWorld(database.db);
  await expect(grow(world, world.lecturer)).rejects.toMatchObject({ code: 'not_allowed' });
  const noor = await join(database.db, world.course, 'student', { name: 'Noor' });
  await workAndHandIn(world, noor);
  const elsewhere = await makeWorld(database.db);
  const stranger = { ...noor, tenantId: elsewhere.course.tenantId };
  expect(await grow(elsewhere, stranger)).toEqual({ observations: [] });
});

test('a code that a newer version calls otherwise is the same code, in an earlier task too', async () => {
  const world = await makeWorld(database.db);
  const { course, frameworkId, clipId, lecturer } = world;
  const { tenantId, ltiContextId } = course;
  const noor = await join(database.db, course, 'student', { name: 'Noor' });
  await workAndHandIn(world, noor);
  const [row] = await database.db.select().from(frameworks).where(eq(frameworks.id, frameworkId));
  if (!row) throw new Error('no framework');
  const [nextId, taskId] = [randomUUID(), randomUUID()];
  const { content } = row;
  const renamed = content.codes.map((code) =>
    code.id === 'initiative' ? { ...code, id: 'beginning' } : code,
  );
  await database.db.insert(frameworks).values({
    ...{ id: nextId, tenantId, key: content.key, version: 2 },
    content: {
      ...{ ...content, version: 2, codes: renamed },
      replaces: {
        ...{ key: content.key, version: 1 },
        codes: [
          { from: 'initiative', to: ['beginning'] },
          { from: 'answer', to: ['answer'] },
        ],
      },
    },
  });
  const plan = { ...world.plan, clipId, frameworkId: nextId, lookFors: [], passes: [] };
  await database.db.insert(tasks).values({
    ...{ id: taskId, tenantId, ltiContextId, createdBy: lecturer.personId, state: 'published' },
    ...{ plan, clipId, frameworkId: nextId },
  });
  world.clock.now = new Date(world.clock.now.getTime() + 200 * 86_400_000);
  const params = { taskId };
  const codeIds = ['beginning'];
  await world.observations.useCases.changeMarks(noor, {
    ...{ params, query: undefined },
    body: { changes: [put(randomUUID(), 1, { codeIds }), put(randomUUID(), 2, { codeIds })] },
  });
  await world.observations.useCases.handInObservation(noor, {
    ...{ params, query: undefined, body: undefined },
  });
  const { observations } = await grow(world, noor);
  expect(observations.map(({ codes }) => codes)).toEqual([
    { beginning: 1, answer: 1 },
    { beginning: 2 },
  ]);
  for (const { framework } of observations)
    expect(framework?.codes.map(({ id }) => id)).toEqual(['beginning', 'answer']);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { growthSchema } from '#contract/observations';
import type { Actor } from '#server/lti/actor';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join, makeWorld, workAndHandIn, type World } from './observation-world.ts';

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
  const noor = await join(database.db, world.course, 'student', 'Noor');
  const sol = await join(database.db, world.course, 'student', 'Sol');
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
  const noor = await join(database.db, world.course, 'student', 'Noor');
  await workAndHandIn(world, noor);
  const elsewhere = await makeWorld(database.db);
  const stranger = { ...noor, tenantId: elsewhere.course.tenantId };
  expect(await grow(elsewhere, stranger)).toEqual({ observations: [] });
});

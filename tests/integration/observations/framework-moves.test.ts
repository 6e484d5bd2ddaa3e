import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Mark } from '#contract/observations';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { frameworks } from '#server/frameworks/frameworks.table';
import type { Actor } from '#server/lti/actor';
import { createFrameworkMoves } from '#server/observations/framework-moves.service';
import { tasks } from '#server/tasks/tasks.table';
import { createTasks } from '#server/tasks/tasks.service';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeWorld, put, type World } from './observation-world.ts';

let database: TestDatabase;
let world: World;
let noor: Actor;
let newer: string;
let initiative: string;
let split: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Noor has marked; then version 2 calls "initiative" something else and gives "answer" up. */
beforeEach(async () => {
  const { db } = database;
  world = await makeWorld(db);
  noor = await join(db, world.course, 'student', { name: 'Noor' });
  [initiative, split, newer] = [randomUUID(), randomUUID(), randomUUID()];
  await change(noor, initiative, { codeIds: ['initiative'], codeValues: { initiative: 4 } });
  await change(noor, split, { codeIds: ['answer'] });
  const [old] = await db.select().from(frameworks).where(eq(frameworks.id, world.frameworkId));
  if (!old) throw new Error('the framework is missing');
  const [first] = old.content.codes;
  if (!first) throw new Error('it has no codes');
  const codes = ['begins', 'offers'].map((id) => ({ ...first, id, name: { en: id } }));
  const replaces = {
    ...{ key: old.key, version: 1 },
    codes: [
      { from: 'initiative', to: ['begins'] },
      { from: 'answer', to: [] },
    ],
  };
  const content = { ...old.content, version: 2, codes, replaces };
  await db.insert(frameworks).values({ ...old, id: newer, version: 2, content });
});

function moves() {
  const { db } = database;
  const shelf = createFrameworks({ db, ready: [] });
  const built = createTasks({
    ...{ db, publicUrl: 'https://tool.example', templates: [], frameworks: shelf },
    now: () => world.clock.now,
    clips: { openClipForUse: () => Promise.resolve({ title: '' }), clipBriefs: () => Promise.resolve(new Map()) }, // prettier-ignore
    signDeepLinkingAnswer: () => Promise.resolve(''),
    hasWork: () => Promise.resolve(true),
  });
  return createFrameworkMoves({
    ...{ db, now: () => world.clock.now },
    openToBuild: built.openToBuild,
    changePlan: built.changeFramework,
    successorOf: shelf.successorOf,
    loadFramework: shelf.loadFramework,
  }).useCases;
}

const params = () => ({ taskId: world.taskId });
const preview = (actor: Actor) =>
  moves().previewFrameworkMove(actor, { params: params(), query: undefined, body: undefined });
const move = (actor: Actor, lookFors: Record<string, string> = { answer: 'offers' }) =>
  moves().moveFramework(actor, {
    params: params(),
    query: undefined,
    body: { frameworkId: newer, lookFors },
  });
const undo = (actor: Actor) =>
  moves().undoFrameworkMove(actor, { params: params(), query: undefined, body: undefined });
const change = (actor: Actor, id: string, mark: Partial<Mark>, second = 1) =>
  world.observations.useCases.changeMarks(actor, {
    params: params(),
    query: undefined,
    body: { changes: [put(id, second, mark)] },
  });
const open = async (actor: Actor) => {
  const opened = await world.observations.useCases.openObservation(actor, {
    params: params(),
    query: undefined,
    body: undefined,
  });
  return { ...opened, find: (id: string) => opened.marks.find((mark) => mark.id === id) };
};
const planNow = async () => {
  const [row] = await database.db.select().from(tasks).where(eq(tasks.id, world.taskId));
  return row;
};

test('a lecturer sees what changes and how much of it is coded; students may not ask', async () => {
  const { next, last } = await preview(world.lecturer);
  expect(last).toBeNull();
  expect(next).toMatchObject({ frameworkId: newer, fromVersion: 1, toVersion: 2 });
  const told = next?.changes.map(({ from, to, marks, observations }) => ({
    ...{ marks, observations, from: from.id, to: to.map(({ id }) => id) },
  }));
  expect(told).toEqual([
    { from: 'initiative', to: ['begins'], marks: 1, observations: 1 },
    { from: 'answer', to: [], marks: 1, observations: 1 },
  ]);
  expect(next?.openLookFors).toEqual([{ id: 'answer', label: 'Answer it got', codeIds: [] }]);
  await expect(preview(noor)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(move(noor)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(undo(world.lecturer)).rejects.toMatchObject({ code: 'conflict' });
});

test('marks show the new codes and keep what they were called; the student is told', async () => {
  await expect(move(world.lecturer, {})).rejects.toMatchObject({ code: 'invalid_request' });
  await move(world.lecturer);
  const { frameworkId, recoded, find } = await open(noor);
  expect(frameworkId).toBe(newer);
  expect(recoded).toMatchObject({ fromVersion: 1, toVersion: 2 });
  expect(recoded?.changes.map(({ from, to }) => [from.id, to.length])).toEqual([
    ['initiative', 1],
    ['answer', 0],
  ]);
  const earlier = [{ version: 1, codeIds: ['initiative'] }];
  expect(find(initiative)).toMatchObject({ codeIds: ['begins'], codeValues: { begins: 4 }, earlier }); // prettier-ignore
  expect(find(split)).toMatchObject({ codeIds: [], earlier: [{ version: 1, codeIds: ['answer'] }] }); // prettier-ignore
  const row = await planNow();
  expect(row?.plan.lookFors.map(({ codeId }) => codeId)).toEqual(['begins', 'offers']);
  expect(row).toMatchObject({ frameworkId: newer, plan: { frameworkId: newer } });
});

test('what a page sends that has not heard of it is read in the codes of today', async () => {
  await move(world.lecturer);
  await change(noor, randomUUID(), { body: 'late', codeIds: ['initiative', 'answer'] }, 3);
  await change(noor, initiative, { body: 'changed', codeIds: ['begins', 'offers'] }, 4);
  const { marks, find } = await open(noor);
  expect(marks.find(({ body }) => body === 'late')?.codeIds).toEqual(['begins']);
  expect(find(initiative)?.earlier).toEqual([{ version: 1, codeIds: ['initiative'] }]);
});

test('taken back, all is as it was; what was coded since is read backwards', async () => {
  await move(world.lecturer);
  const since = randomUUID();
  await change(noor, since, { codeIds: ['begins'] }, 3);
  expect((await preview(world.lecturer)).last).toMatchObject({ fromVersion: 1, toVersion: 2 });
  await undo(world.lecturer);
  const { frameworkId, recoded, find } = await open(noor);
  expect([frameworkId, recoded]).toEqual([world.frameworkId, null]);
  expect(find(initiative)).toMatchObject({
    codeIds: ['initiative'],
    codeValues: { initiative: 4 },
  });
  expect(find(split)?.codeIds).toEqual(['answer']);
  expect(find(since)?.codeIds).toEqual(['initiative']);
  expect(find(initiative)).not.toHaveProperty('earlier');
  const row = await planNow();
  expect(row?.plan.lookFors.map(({ codeId }) => codeId)).toEqual(['initiative', 'answer']);
  expect((await preview(world.lecturer)).last).toBeNull();
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { createCourseWork } from '#server/assessments/course-work.service';
import { assessments } from '#server/assessments/assessments.table';
import type { Actor } from '#server/lti/actor';
import { narrationMembers, narrations } from '#server/narrations/narrations.table';
import { observations } from '#server/observations/observations.table';
import { teamMembers, teams } from '#server/tasks/teams.table';
import { join, makeNextCourse } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addTask, handIn, makeWorld, type World } from '../narrations/narration-world.ts';

let database: TestDatabase;
let world: World;
let observing: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await makeWorld(database.db, { send: () => Promise.resolve() });
  observing = await addTask(database.db, world.course, world.lecturer, world.clipId, null);
});

const nothing = { params: undefined, query: undefined, body: undefined };
const courseWork = () =>
  createCourseWork({
    db: database.db,
    listTasks: () =>
      Promise.resolve([
        { id: world.taskId, state: 'published' },
        { id: observing, state: 'published' },
      ]),
  }).useCases;
const own = async (actor: Actor) =>
  Object.fromEntries(
    (await courseWork().listOwnWork(actor, nothing)).work.map(({ taskId, stage }) => [
      taskId === observing ? 'observing' : 'narrating',
      stage,
    ]),
  );
const student = (name: string) => join(database.db, world.course, 'student', { name });

async function observe(actor: Actor, taskId: string, handedInAt: Date | null): Promise<void> {
  await database.db
    .insert(observations)
    .values({ ...actor, id: crypto.randomUUID(), taskId, handedInAt });
}

test('own work goes from begun to returned, and says nothing of what was not opened', async () => {
  const noor = await student('Noor');
  expect(await own(noor)).toEqual({});
  await observe(noor, world.taskId, null);
  expect(await own(noor)).toEqual({ narrating: 'at-work' });
  await database.db
    .update(observations)
    .set({ handedInAt: world.clock.now })
    .where(eq(observations.personId, noor.personId));
  await observe(noor, observing, world.clock.now);
  expect(await own(noor)).toEqual({ narrating: 'observed', observing: 'handed-in' });

  const narrationId = await handIn(world, noor, world.taskId);
  expect(await own(noor)).toMatchObject({ narrating: 'handed-in' });
  await database.db.insert(assessments).values({
    ...{ id: crypto.randomUUID(), tenantId: noor.tenantId, narrationId },
    ...{ markerId: world.lecturer.personId, state: 'marked', marks: [], passages: [] },
  });
  // A mark that waits for its release is nobody's business yet.
  expect(await own(noor)).toMatchObject({ narrating: 'handed-in' });
  await database.db
    .update(assessments)
    .set({ state: 'released' })
    .where(eq(assessments.narrationId, narrationId));
  expect(await own(noor)).toMatchObject({ narrating: 'returned' });
});

test('the work of a group is that of each of its members', async () => {
  const [noor, sol] = [await student('Noor'), await student('Sol')];
  const { tenantId, ltiContextId } = noor;
  const team = { tenantId, id: crypto.randomUUID() };
  const place = { tenantId, ltiContextId, taskId: world.taskId };
  await database.db.insert(teams).values({ ...team, ...place, name: 'Oak' });
  await database.db
    .insert(teamMembers)
    .values([noor, sol].map(({ personId }) => ({ ...place, personId, teamId: team.id })));
  const narrationId = crypto.randomUUID();
  await database.db.insert(narrations).values({
    ...{ ...place, id: narrationId, personId: noor.personId, teamId: team.id },
    ...{
      candidateCode: '7QK',
      stage: 'observe' as const,
      doc: { type: 'doc' as const, content: [] },
      ownEstimate: {},
    },
  });
  expect(await own(sol)).toEqual({ narrating: 'at-work' });
  await database.db.update(narrations).set({ handedInAt: world.clock.now });
  await database.db
    .insert(narrationMembers)
    .values([noor, sol].map(({ personId }) => ({ tenantId, narrationId, personId })));
  // Whoever comes to the group later has handed in nothing.
  const late = await student('Kim');
  await database.db
    .insert(teamMembers)
    .values({ ...place, personId: late.personId, teamId: team.id });
  expect(await own(sol)).toEqual({ narrating: 'handed-in' });
  expect(await own(late)).toEqual({});
});

test('who teaches reads how many stand where, of those who are expected to work here', async () => {
  const [noor, sol] = [await student('Noor'), await student('Sol')];
  await student('Kim');
  await observe(noor, world.taskId, null);
  await observe(sol, observing, world.clock.now);
  await observe(world.lecturer, observing, world.clock.now);
  const next = await makeNextCourse(database.db, world.course);
  const guest = await join(database.db, next, 'student', { name: 'Guest' });
  await observe(guest, observing, world.clock.now);
  const none = { 'at-work': 0, observed: 0, 'handed-in': 0, returned: 0 };
  expect((await courseWork().readProgress(world.lecturer, nothing)).progress).toEqual([
    { taskId: world.taskId, notBegun: 2, stages: { ...none, 'at-work': 1 } },
    { taskId: observing, notBegun: 2, stages: { ...none, 'handed-in': 1 } },
  ]);
});

test('numbers are for who teaches, own work is for who learns', async () => {
  const noor = await student('Noor');
  await expect(courseWork().readProgress(noor, nothing)).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await expect(courseWork().listOwnWork(world.lecturer, nothing)).rejects.toMatchObject({
    code: 'not_allowed',
  });
});

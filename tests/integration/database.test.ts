import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateDatabase, openDatabase } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import { people } from '#server/lti/lti.table';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeActor, makeCourse } from '../support/factories.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('several processes may migrate at once', async () => {
  const others = [1, 2, 3, 4].map(() => openDatabase(database.url, createLog('silent'), 2));
  await expect(Promise.all(others.map(({ pool }) => migrateDatabase(pool)))).resolves.toHaveLength(
    4,
  );
  await Promise.all(others.map((other) => other.close()));
});

test('a person of one institution cannot be a member in another one', async () => {
  const [course, other] = [await makeCourse(database.db), await makeCourse(database.db)];
  const actor = await makeActor(database.db, course, 'student');
  expect(await database.db.select().from(people)).toHaveLength(1);
  await expect(
    makeActor(database.db, { ...course, ltiContextId: other.ltiContextId }, 'student'),
  ).rejects.toThrow();
  expect(actor.tenantId).toBe(course.tenantId);
});

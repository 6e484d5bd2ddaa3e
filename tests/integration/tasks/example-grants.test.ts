import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { frameworks } from '#server/frameworks/frameworks.table';
import { createTaskAccess } from '#server/tasks/task-access';
import { tasks } from '#server/tasks/tasks.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join, makeCourse } from '../../support/factories.ts';
import { makeWorld } from '../observations/observation-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('who reads what a code means may see its example, no more of that clip, and only with the task', async () => {
  const { db } = database;
  const world = await makeWorld(db);
  const [clipId, other] = [randomUUID(), randomUUID()];
  const [row] = await db.select().from(frameworks).where(eq(frameworks.id, world.frameworkId));
  if (!row) throw new Error('the framework is missing');
  const example = { text: { en: 'Seen here' }, clipId, startSeconds: 3, endSeconds: 7 };
  const codes = row.content.codes.map((code) => ({ ...code, examples: [example] }));
  const id = randomUUID();
  const content = { ...row.content, version: 2, codes: codes.slice(0, 1) };
  await db.insert(frameworks).values({ ...row, id, version: 2, content });
  await db.update(tasks).set({ frameworkId: id }).where(eq(tasks.id, world.taskId));
  const { grants } = createTaskAccess({
    now: () => world.clock.now,
    frameworks: createFrameworks({ db, ready: [] }),
  });
  const noor = await join(db, world.course, 'student', { name: 'Noor' });
  expect(await grants(db, noor, clipId)).toEqual([{ startSeconds: 3, endSeconds: 7 }]);
  expect(await grants(db, noor, other)).toEqual([]);
  expect(await grants(db, noor, world.clipId)).toBe('whole');
  const stranger = await join(db, await makeCourse(db), 'student', { name: 'Kim' });
  expect(await grants(db, stranger, clipId)).toEqual([]);
  await db.update(tasks).set({ state: 'draft' }).where(eq(tasks.id, world.taskId));
  expect(await grants(db, noor, clipId)).toEqual([]);
});

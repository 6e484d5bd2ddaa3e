import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#server/lti/actor';
import { createPreferences } from '#server/observations/preferences.service';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor, makeCourse } from '../../support/factories.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('who needs longer to react chooses it once, and nobody else has it', async () => {
  const { db } = database;
  const { useCases } = createPreferences({ db });
  const course = await makeCourse(db);
  const noor = await makeActor(db, course, 'student', 'Noor');
  const sol = await makeActor(db, course, 'student', 'Sol');
  const asked = { params: undefined, query: undefined };
  const read = (actor: Actor) => useCases.readPreferences(actor, { ...asked, body: undefined });
  const save = (actor: Actor, toleranceSeconds: number | null) =>
    useCases.savePreferences(actor, { ...asked, body: { toleranceSeconds } });
  expect(await read(noor)).toEqual({ toleranceSeconds: null });
  await save(noor, 4);
  expect(await save(noor, 6)).toEqual({ toleranceSeconds: 6 });
  // On another device it is another session of the same person.
  expect(await read({ ...noor, sessionId: randomUUID() })).toEqual({ toleranceSeconds: 6 });
  expect(await read(sol)).toEqual({ toleranceSeconds: null });
  expect(await save(noor, null)).toEqual({ toleranceSeconds: null });
  const assessor = await makeActor(db, course, 'assessor');
  await expect(read(assessor)).rejects.toMatchObject({ code: 'not_allowed' });
});

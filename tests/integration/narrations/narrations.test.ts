import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Narration, NarrationDoc } from '#contract/narrations';
import { CAPABILITIES_OF, ROLES } from '#contract/vocabulary';
import type { Actor } from '#server/lti/actor';
import { narrations, narrationVersions } from '#server/narrations/narrations.table';
import { tasks } from '#server/tasks/tasks.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join, makeActor, makeCourse, makeNextCourse } from '../../support/factories.ts';
import { addTask, handIn, makeWorld, textOf, WORDS, type World } from './narration-world.ts';

let database: TestDatabase;
let world: World;
let student: Actor;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await makeWorld(database.db, { send: () => Promise.resolve() });
  student = await join(database.db, world.course, 'student', { name: 'Noor Nowak' });
});

const open = (actor: Actor, taskId = world.taskId) =>
  world.narrating.openNarration(actor, { params: { taskId }, query: undefined, body: undefined });
const read = (actor: Actor, narrationId: string) =>
  world.narrating.readNarration(actor, {
    params: { narrationId },
    query: undefined,
    body: undefined,
  });
const submit = (actor: Actor, revision: number, ownEstimate: Record<string, string> = {}) =>
  world.narrating.handInNarration(actor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: { revision, ownEstimate },
  });
function save(actor: Actor, baseRevision: number, change: Partial<Narration> = {}) {
  return world.narrating.saveNarration(actor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: {
      baseRevision,
      title: 'The bridge that was a bed',
      question: 'Who began?',
      stage: 'observe',
      doc: text(),
      ...change,
    },
  });
}
const text = (words = WORDS): NarrationDoc => textOf(words, { clipId: world.clipId });
const minutesLater = (minutes: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
};

describe('beginning', () => {
  test('opening for the first time begins it, with the question that was given', async () => {
    const begun = await open(student);
    expect(begun).toMatchObject({ question: 'Who began?', stage: 'observe', revision: 1 });
    expect(begun.handedInAt).toBeNull();
    expect(await open(student)).toEqual(begun);
  });

  test('opening eight times at once begins one', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => open(student)));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    const rows = await database.db
      .select()
      .from(narrations)
      .where(eq(narrations.personId, student.personId));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.candidateCode).toMatch(/^[0-9A-F]{3}$/);
  });

  test('a task that asks for an observation only has no narration', async () => {
    const taskId = await addTask(database.db, world.course, world.lecturer, world.clipId, null);
    await expect(open(student, taskId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a task that opens tomorrow is not begun today', async () => {
    await open(student);
    const [task] = await database.db.select().from(tasks).where(eq(tasks.id, world.taskId));
    if (!task) throw new Error('The world has no task.');
    await database.db
      .update(tasks)
      .set({ plan: { ...task.plan, opensAt: '2026-11-15T08:00:00.000Z' } })
      .where(eq(tasks.id, world.taskId));
    await expect(open(student)).rejects.toMatchObject({ code: 'task_not_open' });
  });
});

describe('saving', () => {
  test('keeps the words and counts them', async () => {
    const begun = await open(student);
    const saved = await save(student, begun.revision, { stage: 'interpret' });
    expect(saved).toMatchObject({ wordCount: 9, citationCount: 1, revision: 2 });
    expect(await open(student)).toEqual(saved);
  });

  test('with an outdated base it answers conflict and changes nothing', async () => {
    const begun = await open(student);
    const saved = await save(student, begun.revision, { title: 'First' });
    await expect(save(student, begun.revision, { title: 'Second' })).rejects.toMatchObject({
      code: 'conflict',
      details: { revision: saved.revision },
    });
    expect((await open(student)).title).toBe('First');
  });

  test('of two saves at once on the same base, one is kept and the other is told', async () => {
    const begun = await open(student);
    const results = await Promise.allSettled([
      save(student, begun.revision, { title: 'One' }),
      save(student, begun.revision, { title: 'Other' }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await open(student)).revision).toBe(2);
  });

  test('refuses to cite a clip that is not in this task', async () => {
    const begun = await open(student);
    const doc = textOf(WORDS, { clipId: world.clipId }, { clipId: randomUUID() });
    await expect(save(student, begun.revision, { doc })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect((await open(student)).revision).toBe(1);
  });

  test('keeps a version after a pause, so that earlier words stay readable', async () => {
    const begun = await open(student);
    const first = await save(student, begun.revision, { doc: text('The educator names it.') });
    minutesLater(11);
    const second = await save(student, first.revision, { doc: text('The educator waits.') });
    expect(second.versions).toBe(1);
    const [version] = await database.db
      .select()
      .from(narrationVersions)
      .where(eq(narrationVersions.narrationId, begun.id));
    expect(JSON.stringify(version?.doc)).toContain('names it');
  });

  test('nobody can save before opening', async () => {
    await expect(save(student, 1)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('handing in', () => {
  test('names everything that is missing, and hands nothing in', async () => {
    const begun = await open(student);
    const saved = await save(student, begun.revision, {
      title: ' ',
      doc: textOf('Too short.'),
    });
    await expect(submit(student, saved.revision)).rejects.toMatchObject({
      code: 'narration_incomplete',
      details: {
        gaps: [
          { gap: 'title-missing' },
          { gap: 'too-few-words', words: 2, minimum: 5 },
          { gap: 'too-few-citations', citations: 0, minimum: 1 },
        ],
      },
    });
    expect((await open(student)).handedInAt).toBeNull();
  });

  test('freezes the text; the version that was handed in is what is read', async () => {
    const id = await handIn(world, student, world.taskId);
    const now = await open(student);
    expect(now.handedInAt).toBe(world.clock.now.toISOString());
    await expect(save(student, now.revision, { title: 'Later' })).rejects.toMatchObject({
      code: 'already_handed_in',
    });
    expect(await read(student, id)).toMatchObject({
      title: 'The bridge that was a bed',
      version: 1,
      wordCount: 9,
    });
  });

  test('handing in again answers the same and makes no second version', async () => {
    const id = await handIn(world, student, world.taskId);
    const now = await open(student);
    minutesLater(5);
    expect(await submit(student, 1)).toEqual(now);
    const versions = await database.db
      .select()
      .from(narrationVersions)
      .where(eq(narrationVersions.narrationId, id));
    expect(versions).toHaveLength(1);
  });

  test('twice at once hands in once', async () => {
    const begun = await open(student);
    const saved = await save(student, begun.revision);
    const both = await Promise.all([
      submit(student, saved.revision),
      submit(student, saved.revision),
    ]);
    expect(both[0]).toEqual(both[1]);
    const versions = await database.db
      .select()
      .from(narrationVersions)
      .where(eq(narrationVersions.narrationId, begun.id));
    expect(versions).toHaveLength(1);
  });

  test('refuses to hand in what the author has not seen', async () => {
    const begun = await open(student);
    await save(student, begun.revision);
    await expect(submit(student, begun.revision)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('keeps of the own estimate what belongs to the rubric', async () => {
    await handIn(world, student, world.taskId, {
      noticing: 'secure',
      linking: 'no-such-level',
      invented: 'rich',
    });
    expect((await open(student)).ownEstimate).toEqual({ noticing: 'secure' });
  });
});

describe('who may read', () => {
  test('the author reads the own one under the own name, handed in or not', async () => {
    const begun = await open(student);
    expect(await read(student, begun.id)).toMatchObject({ author: 'Noor Nowak', version: 0 });
  });

  test('a marker reads it after it was handed in, under its candidate code', async () => {
    const assessor = await join(database.db, world.course, 'assessor');
    const begun = await open(student);
    await expect(read(assessor, begun.id)).rejects.toMatchObject({ code: 'not_found' });
    const id = await handIn(world, student, world.taskId);
    const reading = await read(assessor, id);
    expect(reading.author).toMatch(/^[0-9A-F]{3}$/);
    expect(JSON.stringify(reading)).not.toContain('Noor');
  });

  test('where names are not hidden the marker reads the name', async () => {
    const taskId = await addTask(database.db, world.course, world.lecturer, world.clipId, {
      namesHidden: false,
    });
    const id = await handIn(world, student, taskId);
    const assessor = await join(database.db, world.course, 'assessor');
    expect((await read(assessor, id)).author).toBe('Noor Nowak');
  });

  test('says which cited clips are closed, and why', async () => {
    const id = await handIn(world, student, world.taskId);
    world.closed[world.clipId] = 'consent_withdrawn';
    expect((await read(student, id)).closedClips).toEqual({
      [world.clipId]: 'consent_withdrawn',
    });
  });

  test.each(ROLES.filter((role) => !CAPABILITIES_OF[role].includes('narrations.mark')))(
    'another %s of the course sees nothing',
    async (role) => {
      const id = await handIn(world, student, world.taskId);
      const other = await join(database.db, world.course, role);
      await expect(read(other, id)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  test.each(ROLES.filter((role) => !CAPABILITIES_OF[role].includes('narrations.write')))(
    'a %s does not write narrations',
    async (role) => {
      const other = await join(database.db, world.course, role);
      await expect(open(other)).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(save(other, 1)).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(submit(other, 1)).rejects.toMatchObject({ code: 'not_allowed' });
    },
  );

  test('another course and another institution see nothing, by any route', async () => {
    const id = await handIn(world, student, world.taskId);
    const nextDoor = await makeNextCourse(database.db, world.course);
    for (const course of [nextDoor, await makeCourse(database.db, 'Elsewhere')]) {
      const stranger = await makeActor(database.db, course, 'student');
      const assessor = await makeActor(database.db, course, 'assessor');
      await expect(open(stranger)).rejects.toMatchObject({ code: 'not_found' });
      await expect(save(stranger, 1)).rejects.toMatchObject({ code: 'not_found' });
      await expect(submit(stranger, 1)).rejects.toMatchObject({ code: 'not_found' });
      await expect(read(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(read(assessor, id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

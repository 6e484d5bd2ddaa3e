import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AssessmentDraft, PassageComment } from '#contract/assessments';
import { CAPABILITIES_OF, ROLES } from '#contract/vocabulary';
import type { Actor } from '#server/lti/actor';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join, makeActor, makeCourse, makeNextCourse } from '../../support/factories.ts';
import { addTask, handIn, makeWorld, type World } from '../narrations/narration-world.ts';

let database: TestDatabase;
let world: World;
let student: Actor;
let assessor: Actor;
let narrationId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await makeWorld(database.db, { send: () => Promise.resolve() });
  student = await join(database.db, world.course, 'student', { name: 'Noor Nowak' });
  assessor = await join(database.db, world.course, 'assessor', { name: 'Ada Adler' });
  narrationId = await handIn(world, student, world.taskId);
});

const queue = (actor: Actor, taskId = world.taskId) =>
  world.assessing.listQueue(actor, { params: { taskId }, query: undefined, body: undefined });
const open = (actor: Actor) =>
  world.assessing.openAssessment(actor, {
    params: { narrationId },
    query: undefined,
    body: undefined,
  });
const save = (actor: Actor, baseRevision: number, draft: Partial<AssessmentDraft> = {}) =>
  world.assessing.saveAssessment(actor, {
    params: { narrationId },
    query: undefined,
    body: { marks: [], passages: [], overallComment: '', baseRevision, ...draft },
  });
const finish = (actor: Actor, revision: number) =>
  world.assessing.finishAssessment(actor, {
    params: { narrationId },
    query: undefined,
    body: { revision },
  });
const mark = (criterionId: string, levelId: string | null) => ({
  criterionId,
  levelId,
  comment: '',
});
const complete = [mark('noticing', 'secure'), mark('linking', 'rich')];
const passage = (change: Partial<PassageComment> = {}): PassageComment => ({
  id: randomUUID(),
  block: 0,
  start: 0,
  quote: 'Child A has laid a block',
  criterionId: 'noticing',
  comment: '',
  ...change,
});

/** Lets writers of marks come as far as their write, and sets them free when two wait there. */
async function whileNobodyWrites<T>(begin: () => Promise<T>): Promise<T> {
  let begun: Promise<T> | undefined;
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`LOCK TABLE assessment IN SHARE MODE`);
    begun = begin();
    await vi.waitFor(async () => {
      const waiting = await database.db.execute<{ count: number }>(
        sql`SELECT count(*)::int AS count FROM pg_locks WHERE relation = 'assessment'::regclass AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      expect(waiting.rows[0]?.count).toBe(2);
    }, 30_000);
  });
  if (!begun) throw new Error('Nothing was begun.');
  return begun;
}

describe('the queue', () => {
  test('lists what was handed in, by candidate code, with the state of its mark', async () => {
    await join(database.db, world.course, 'student', { name: 'Still writing' });
    const before = await queue(assessor);
    expect(before).toMatchObject({ namesHidden: true, maximumPoints: 20 });
    expect(before.rows).toEqual([
      {
        narrationId,
        candidate: expect.stringMatching(/^[0-9A-F]{3}$/) as string,
        state: 'todo',
        wordCount: 9,
        handedInAt: world.clock.now.toISOString(),
        points: null,
        openCriteria: 2,
        isMine: false,
      },
    ]);
    await save(assessor, 0, { marks: [mark('noticing', 'secure')] });
    expect((await queue(assessor)).rows[0]).toMatchObject({
      state: 'draft',
      points: 8,
      openCriteria: 1,
      isMine: true,
    });
    expect((await queue(world.lecturer)).rows[0]).toMatchObject({ isMine: false });
  });

  test('says names where the task does not hide them', async () => {
    const taskId = await addTask(database.db, world.course, world.lecturer, world.clipId, {
      namesHidden: false,
    });
    await handIn(world, student, taskId);
    const { rows, namesHidden } = await queue(assessor, taskId);
    expect(namesHidden).toBe(false);
    expect(rows.map(({ candidate }) => candidate)).toEqual(['Noor Nowak']);
  });

  test('hides the name everywhere while it is hidden', async () => {
    const opened = await open(assessor);
    await save(assessor, 0, { marks: complete });
    await finish(assessor, 1);
    const release = await world.assessing.viewRelease(assessor, {
      params: { taskId: world.taskId },
      query: undefined,
      body: undefined,
    });
    for (const seen of [opened, await queue(assessor), release])
      expect(JSON.stringify(seen)).not.toContain('Noor');
  });
});

describe('a draft', () => {
  test('is kept with levels, words and passages', async () => {
    const tied = passage();
    const saved = await save(assessor, 0, {
      marks: [{ ...mark('noticing', 'secure'), comment: 'You say what can be seen.' }],
      passages: [tied],
      overallComment: 'Begin with Child B.',
    });
    expect(saved).toMatchObject({ state: 'draft', points: 8, openCriteria: 1, revision: 1 });
    expect((await open(assessor)).assessment).toEqual(saved);
    expect(saved.passages).toEqual([tied]);
  });

  test('forgets what does not belong to the rubric, and comments without words', async () => {
    const unknown = passage({ criterionId: 'invented', comment: 'Still worth saying.' });
    const saved = await save(assessor, 0, {
      marks: [mark('noticing', 'no-such-level'), mark('invented', 'rich')],
      passages: [
        unknown,
        passage({ criterionId: null, comment: ' ' }),
        passage({ criterionId: 'invented' }),
      ],
    });
    expect(saved.marks).toEqual([mark('noticing', null)]);
    expect(saved.passages).toEqual([{ ...unknown, criterionId: null }]);
  });

  test('with an outdated base it answers conflict and changes nothing', async () => {
    await save(assessor, 0, { overallComment: 'First' });
    await save(assessor, 1, { overallComment: 'Second' });
    await expect(save(assessor, 1, { overallComment: 'Late' })).rejects.toMatchObject({
      code: 'conflict',
      details: { revision: 2 },
    });
    expect((await open(assessor)).assessment.overallComment).toBe('Second');
  });

  test('two markers who begin at once do not overwrite each other', async () => {
    const other = await join(database.db, world.course, 'assessor');
    // Both have looked and found no mark before either of them writes one.
    const results = await whileNobodyWrites(() =>
      Promise.allSettled([
        save(assessor, 0, { overallComment: 'One' }),
        save(other, 0, { overallComment: 'Other' }),
      ]),
    );
    const kept = results.filter((result) => result.status === 'fulfilled');
    const refused = results.filter((result) => result.status === 'rejected');
    expect(kept).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'conflict' });
    const { assessment } = await open(assessor);
    expect(assessment.overallComment).toBe(kept[0]?.value.overallComment);
    expect(assessment.revision).toBe(1);
  });
});

describe('a finished mark', () => {
  test('needs a level for every criterion', async () => {
    await expect(finish(assessor, 0)).rejects.toMatchObject({ code: 'rubric_incomplete' });
    await save(assessor, 0, { marks: [mark('noticing', 'secure')] });
    await expect(finish(assessor, 1)).rejects.toMatchObject({ code: 'rubric_incomplete' });
    expect((await open(assessor)).assessment.state).toBe('draft');
  });

  test('is the sum of its levels', async () => {
    await save(assessor, 0, { marks: complete });
    expect(await finish(assessor, 1)).toMatchObject({
      state: 'marked',
      points: 18,
      openCriteria: 0,
      revision: 2,
    });
  });

  test('asked again after a lost answer, it is finished once', async () => {
    await save(assessor, 0, { marks: complete });
    const first = await finish(assessor, 1);
    expect(await finish(assessor, 1)).toEqual(first);
  });

  test('is not stated on what the marker has not seen', async () => {
    await save(assessor, 0, { marks: complete });
    await save(world.lecturer, 1, { marks: [mark('noticing', 'begins'), complete[1]!] });
    await expect(finish(assessor, 1)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('becomes a draft again when it is changed', async () => {
    await save(assessor, 0, { marks: complete });
    await finish(assessor, 1);
    const changed = await save(assessor, 2, { marks: [mark('noticing', 'begins')] });
    expect(changed).toMatchObject({ state: 'draft', points: 4, openCriteria: 1 });
  });
});

describe('who may mark', () => {
  test.each(ROLES.filter((role) => !CAPABILITIES_OF[role].includes('narrations.mark')))(
    'a %s may not',
    async (role) => {
      const other = await join(database.db, world.course, role);
      await expect(queue(other)).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(open(other)).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(save(other, 0)).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(finish(other, 0)).rejects.toMatchObject({ code: 'not_allowed' });
    },
  );

  test('what was not handed in cannot be marked', async () => {
    const writer = await join(database.db, world.course, 'student');
    const begun = await world.narrating.openNarration(writer, {
      params: { taskId: world.taskId },
      query: undefined,
      body: undefined,
    });
    narrationId = begun.id;
    await expect(open(assessor)).rejects.toMatchObject({ code: 'not_found' });
    await expect(save(assessor, 0)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a marker of another course or institution sees nothing, by any route', async () => {
    const nextDoor = await makeNextCourse(database.db, world.course);
    for (const course of [nextDoor, await makeCourse(database.db, 'Elsewhere')]) {
      const stranger = await makeActor(database.db, course, 'assessor');
      await expect(queue(stranger)).rejects.toMatchObject({ code: 'not_found' });
      await expect(open(stranger)).rejects.toMatchObject({ code: 'not_found' });
      await expect(save(stranger, 0)).rejects.toMatchObject({ code: 'not_found' });
      await expect(finish(stranger, 0)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

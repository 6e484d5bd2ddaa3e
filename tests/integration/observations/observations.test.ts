import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Mark, MarkChange } from '#contract/observations';
import { CAPABILITIES_OF, ROLES } from '#contract/vocabulary';
import type { Actor } from '#server/lti/actor';
import { marks, observations as observationTable } from '#server/observations/observations.table';
import { tasks } from '#server/tasks/tasks.table';
import { wholeOf } from '#elements/observation/answers.rules';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { instant, makeWorld, put, remove, workAndHandIn, type World } from './observation-world.ts';

let database: TestDatabase;
let world: World;
let student: Actor;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await makeWorld(database.db);
  student = await join(database.db, world.course, 'student', { name: 'Noor' });
});

const params = () => ({ taskId: world.taskId });
const change = (actor: Actor, changes: MarkChange[]) =>
  world.observations.useCases.changeMarks(actor, {
    params: params(),
    query: undefined,
    body: { changes },
  });
const open = (actor: Actor) =>
  world.observations.useCases.openObservation(actor, {
    params: params(),
    query: undefined,
    body: undefined,
  });
const ask = (actor: Actor, text: string) =>
  world.observations.useCases.setHelpingQuestion(actor, {
    params: params(),
    query: undefined,
    body: { text },
  });
const watch = (actor: Actor, passId: string, ranges: [number, number][]) =>
  world.observations.useCases.addWatched(actor, {
    params: { ...params(), passId },
    query: undefined,
    body: { ranges },
  });
const complete = (actor: Actor, passId: string, foundNone: string[] = []) =>
  world.observations.useCases.completePass(actor, {
    params: { ...params(), passId },
    query: undefined,
    body: { foundNone },
  });
const handIn = (actor: Actor) =>
  world.observations.useCases.handInObservation(actor, {
    params: params(),
    query: undefined,
    body: undefined,
  });

describe('marks', () => {
  test('what is said beyond words and codes is kept, and taken back as well', async () => {
    const id = randomUUID();
    const details = {
      initiative: { by: 'Child A', response: 'none' as const },
      confidence: 2,
      codeValues: { initiative: 4 },
      drawings: [{ kind: 'arrow' as const, from: [0.1, 0.2], to: [0.5, 1] }],
    } as Partial<Mark>;
    const saved = await change(student, [put(id, 1, { ...details, codeIds: ['initiative'] })]);
    expect(saved.marks[0]).toMatchObject(details);
    const bare = await change(student, [put(id, 2, { initiative: null })]);
    expect(bare.marks[0]).not.toHaveProperty('initiative');
    expect(bare.marks[0]).not.toHaveProperty('drawings');
  });

  test('an observation begins when it is opened, once, also from two devices', async () => {
    const opened = await Promise.all([open(student), open(student), open(student)]);
    expect(new Set(opened.map((one) => one.id)).size).toBe(1);
    expect(opened[0]).toMatchObject({
      taskId: world.taskId,
      helpingQuestion: '',
      marks: [],
      handedInAt: null,
      passes: [
        { passId: 'free', watched: [], completedAt: null, foundNone: [] },
        { passId: 'guided', watched: [], completedAt: null, foundNone: [] },
      ],
    });
  });

  test('who says what they have is answered only what changed, and the whole when it is old', async () => {
    const [one, two, gone] = [randomUUID(), randomUUID(), randomUUID()];
    const before = await change(student, [put(one, 1), put(gone, 1)]);
    const send = (changes: MarkChange[]) =>
      world.observations.useCases.changeMarks(student, {
        params: params(),
        query: undefined,
        body: { changes, known: { observationId: before.id, revision: before.revision } },
      });
    const answer = await send([put(two, 2, { body: 'new' }), remove(gone, 3)]);
    expect(answer).toMatchObject({ since: before.revision, removedIds: [gone] });
    expect(answer.marks.map(({ id }) => id)).toEqual([two]);
    const whole = await open(student);
    const joined = wholeOf(before, answer);
    const inOrder = joined.marks.toSorted((a, b) => a.id.localeCompare(b.id));
    // That the codes were moved is told to whoever opens, not with every answer.
    expect({ ...joined, marks: inOrder, recoded: null }).toEqual({
      ...whole,
      marks: whole.marks.toSorted((a, b) => a.id.localeCompare(b.id)),
    });
    // Another device was faster: what it changed is part of the answer.
    const late = await send([put(one, 4, { body: 'changed' })]);
    expect(late).not.toHaveProperty('since');
    expect(late.marks.map(({ id }) => id).sort()).toEqual([one, two].sort());
  });

  test('come back as they were made, in the order of the clip', async () => {
    const [late, early] = [randomUUID(), randomUUID()];
    const interval = { startSeconds: 43, endSeconds: 52.4, codeIds: ['answer'], child: 'Child A' };
    await change(student, [put(late, 1, interval), put(early, 2, { startSeconds: 12.25 })]);
    const { marks: kept } = await open(student);
    expect(kept.map((mark) => mark.id)).toEqual([early, late]);
    expect(kept[1]).toEqual({
      id: late,
      passId: 'free',
      ...interval,
      body: 'said at 1',
      lookForId: null,
      changedAt: instant(1),
    });
  });

  test('sending a batch again changes nothing, not even the revision', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const batch = [put(a, 1), put(b, 2), put(a, 3, { body: 'better' }), remove(b, 4)];
    const first = await change(student, batch);
    const again = await change(student, batch);
    expect(again).toEqual(first);
    expect(first.marks.map((mark) => mark.body)).toEqual(['better']);
  });

  test('two devices merge: the later change of a mark wins, whatever arrives first', async () => {
    const [shared, mine, yours] = [randomUUID(), randomUUID(), randomUUID()];
    await change(student, [put(shared, 5, { body: 'laptop' }), put(mine, 5)]);
    const merged = await change(student, [put(shared, 4, { body: 'phone' }), put(yours, 4)]);
    expect(merged.marks.find((mark) => mark.id === shared)?.body).toBe('laptop');
    expect(merged.marks).toHaveLength(3);
  });

  test('one mark changed on two pages keeps what each changed, also what was made first and arrives last', async () => {
    const id = randomUUID();
    const begun = { body: 'She looks', codeIds: [], child: null };
    await change(student, [put(id, 1, begun)]);
    const laptop: MarkChange = {
      ...put(id, 5, { ...begun, child: 'Child A', startSeconds: 8 }),
      ...{ was: { child: null, startSeconds: 10 }, from: 'laptop' },
    };
    // Without a connection for an hour: made before, sent after.
    const phone: MarkChange = {
      ...put(id, 4, { ...begun, body: 'She looks up', codeIds: ['answer'] }),
      ...{ was: { body: 'She looks', codeIds: [] }, from: 'phone' },
    };
    await change(student, [laptop]);
    const merged = await change(student, [phone]);
    expect(merged.marks).toMatchObject([
      { body: 'She looks up', codeIds: ['answer'], child: 'Child A', startSeconds: 8 },
    ]);
    const again = await change(student, [laptop, phone]);
    expect(again.revision).toBe(merged.revision);
  });

  test('a removed mark stays removed when an older change arrives late, and keeps no words', async () => {
    const [known, unknown] = [randomUUID(), randomUUID()];
    await change(student, [put(known, 1), remove(known, 5), remove(unknown, 5)]);
    const after = await change(student, [put(known, 4), put(unknown, 3)]);
    expect(after.marks).toEqual([]);
    const traces = await database.db.select().from(marks).where(eq(marks.id, known));
    expect(traces).toMatchObject([{ body: '', removedAt: new Date(instant(5)) }]);
    const restored = await change(student, [put(known, 6, { body: 'undone' })]);
    expect(restored.marks.map((mark) => mark.body)).toEqual(['undone']);
  });

  test('batches that arrive at the same time are all kept', async () => {
    await open(student);
    const batches = [1, 2, 3, 4].map((batch) =>
      Array.from({ length: 50 }, (_, at) =>
        put(randomUUID(), batch, { startSeconds: at, body: `${batch}/${at}` }),
      ),
    );
    const before = (await open(student)).revision;
    await Promise.all(batches.map((batch) => change(student, batch)));
    const after = await open(student);
    expect(after.marks).toHaveLength(200);
    expect(after.revision).toBe(before + 4);
  });

  test('a batch is kept as a whole or not at all', async () => {
    const stranger = await join(database.db, world.course, 'student', { name: 'Sol' });
    const taken = randomUUID();
    await change(stranger, [put(taken, 1, { body: 'mine' })]);
    await expect(change(student, [put(randomUUID(), 2), put(taken, 9)])).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect((await open(student)).marks).toEqual([]);
    expect((await open(stranger)).marks.map((mark) => mark.body)).toEqual(['mine']);
  });
});

describe('helping question', () => {
  test('is one’s own', async () => {
    expect((await ask(student, 'How long does the adult wait?')).helpingQuestion).toBe(
      'How long does the adult wait?',
    );
    const other = await join(database.db, world.course, 'student');
    expect((await open(other)).helpingQuestion).toBe('');
  });

  test('stays the lecturer’s where it is given', async () => {
    world = await makeWorld(database.db, {
      helpingQuestion: { mode: 'given', text: 'Who begins?' },
    });
    student = await join(database.db, world.course, 'student');
    expect((await open(student)).helpingQuestion).toBe('Who begins?');
    await expect(ask(student, 'Mine')).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('passes', () => {
  test('watched stretches are merged, for each pass by itself', async () => {
    await watch(student, 'free', [[0, 20], [60, 70]]); // prettier-ignore
    await Promise.all([watch(student, 'free', [[15, 40]]), watch(student, 'guided', [[0, 5]])]);
    expect((await open(student)).passes.map((pass) => pass.watched)).toEqual([
      [[0, 40], [60, 70]], // prettier-ignore
      [[0, 5]],
    ]);
  });

  test('a pass ends when all is there, and says before what is missing', async () => {
    await expect(complete(student, 'free')).rejects.toMatchObject({
      code: 'pass_incomplete',
      details: { passId: 'free', gaps: [{ kind: 'watching', requiredSeconds: 90 }] },
    });
    await watch(student, 'free', [[0, 89.8]]);
    const done = await complete(student, 'free');
    expect(done.passes[0]?.completedAt).toBe(world.clock.now.toISOString());
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    expect((await complete(student, 'free')).passes[0]).toEqual(done.passes[0]);
  });

  test('a share may be asked for twice; what is sent twice was not watched twice', async () => {
    const [free] = world.plan.passes;
    if (!free) throw new Error('the world has no pass');
    world = await makeWorld(database.db, {
      passes: [{ ...free, watchTimes: 2 }],
    });
    student = await join(database.db, world.course, 'student');
    const viewingId = randomUUID();
    const send = (id: string) =>
      world.observations.useCases.addWatched(student, {
        params: { ...params(), passId: 'free' },
        query: undefined,
        body: { ranges: [[0, 92]], viewingId: id },
      });
    await send(viewingId);
    await send(viewingId);
    const handIn = () =>
      world.observations.useCases.handInObservation(student, {
        ...{ params: params(), query: undefined, body: undefined },
      });
    await expect(handIn()).rejects.toMatchObject({
      code: 'pass_incomplete',
      details: { gaps: [{ kind: 'watching', viewing: 2, watchedSeconds: 0 }] },
    });
    const { passes } = await send(randomUUID());
    expect(passes[0]).toMatchObject({ watched: [[0, 92]], watchedAgain: [[[0, 92]]] });
    expect((await handIn()).handedInAt).not.toBeNull();
  });

  test('a pass waits for the one before', async () => {
    await change(student, [put(randomUUID(), 1, { codeIds: ['initiative', 'answer'] })]);
    await expect(complete(student, 'guided')).rejects.toMatchObject({
      code: 'pass_incomplete',
      details: { passId: 'free' },
    });
  });

  test('looking in vain is a finding, for what the pass asks', async () => {
    await watch(student, 'free', [[0, 100]]);
    await complete(student, 'free');
    await change(student, [put(randomUUID(), 1, { codeIds: ['initiative'] })]);
    await expect(complete(student, 'guided', ['nonsense'])).rejects.toMatchObject({
      code: 'pass_incomplete',
    });
    const done = await complete(student, 'guided', ['answer', 'nonsense']);
    expect(done.passes[1]).toMatchObject({
      foundNone: ['answer'],
      completedAt: world.clock.now.toISOString(),
    });
  });

  test('a pass that the task does not have is not here', async () => {
    await expect(complete(student, 'sixth')).rejects.toMatchObject({ code: 'not_found' });
    await expect(watch(student, 'sixth', [[0, 1]])).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('handing in', () => {
  test('is refused while something is missing, with what it is', async () => {
    await watch(student, 'free', [[0, 100]]);
    await expect(handIn(student)).rejects.toMatchObject({
      code: 'pass_incomplete',
      details: { passId: 'guided', gaps: [{ lookForId: 'initiative' }, { lookForId: 'answer' }] },
    });
    expect((await open(student)).handedInAt).toBeNull();
  });

  test('freezes marks, question and passes; twice is once', async () => {
    const done = await workAndHandIn(world, student);
    expect(done.handedInAt).toBe(world.clock.now.toISOString());
    expect(done.passes.every((pass) => pass.completedAt !== null)).toBe(true);
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    expect(await handIn(student)).toEqual(done);
    const frozen = { code: 'already_handed_in' };
    await expect(change(student, [put(randomUUID(), 9)])).rejects.toMatchObject(frozen);
    await expect(change(student, [remove(done.marks[0]?.id ?? '', 9)])).rejects.toMatchObject(
      frozen,
    );
    await expect(ask(student, 'Another?')).rejects.toMatchObject(frozen);
    await watch(student, 'guided', [[0, 50]]);
    expect(await open(student)).toEqual({ ...done, recoded: null });
  });

  test('an answer that was lost may be asked for again after the hand-in', async () => {
    const batch = [put(randomUUID(), 1, { codeIds: ['initiative', 'answer'] })];
    await change(student, batch);
    await watch(student, 'free', [[0, 100]]);
    await handIn(student);
    expect((await change(student, batch)).marks).toHaveLength(1);
  });

  test('the same moment from two devices hands in once', async () => {
    await change(student, [put(randomUUID(), 1, { codeIds: ['initiative', 'answer'] })]);
    await watch(student, 'free', [[0, 100]]);
    const [one, two] = await Promise.all([handIn(student), handIn(student)]);
    expect(one).toEqual(two);
  });
});

describe('for other slices', () => {
  test('one’s own marks may be cited, others’ not', async () => {
    const other = await join(database.db, world.course, 'student');
    await workAndHandIn(world, student, 'Mine');
    const { marksForCitation, openOwnObservation } = world.observations;
    const mine = await marksForCitation(database.db, student, world.taskId);
    expect(mine.map((mark) => mark.body)).toEqual(['Mine', 'Mine, later']);
    expect(await marksForCitation(database.db, other, world.taskId)).toEqual([]);
    const { lecturer } = world;
    await expect(marksForCitation(database.db, lecturer, world.taskId)).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const [task] = await database.db.select().from(tasks).where(eq(tasks.id, world.taskId));
    if (!task) throw new Error('The task is gone.');
    const own = await openOwnObservation(database.db, student, task);
    expect({ ...own, recoded: null }).toEqual(await open(student));
    expect(await openOwnObservation(database.db, other, task)).toBeUndefined();
  });
});

test('a task knows whether anybody has marked something', async () => {
  const has = () => world.observations.hasMarks(database.db, world.course.tenantId, world.taskId);
  await open(student);
  expect(await has()).toBe(false);
  await change(student, [put(randomUUID(), 1)]);
  expect(await has()).toBe(true);
  const silent = await makeWorld(database.db);
  const silentHas = (ltiContextId = silent.course.ltiContextId) =>
    silent.observations.hasMarks(database.db, silent.course.tenantId, silent.taskId, ltiContextId);
  const other = await join(database.db, silent.course, 'student');
  const asked = { params: { taskId: silent.taskId }, query: undefined, body: undefined };
  await silent.observations.useCases.openObservation(other, asked);
  expect(await silentHas()).toBe(false);
  // Who handed in without a mark has worked, too: a copy of the task would not have it.
  await database.db
    .update(observationTable)
    .set({ handedInAt: new Date() })
    .where(eq(observationTable.taskId, silent.taskId));
  expect(await silentHas()).toBe(true);
  expect(await silentHas(world.course.ltiContextId)).toBe(false);
  const elsewhere = await makeWorld(database.db);
  expect(
    await world.observations.hasMarks(database.db, elsewhere.course.tenantId, world.taskId),
  ).toBe(false);
});

describe('who may', () => {
  const routes = () => [open, handIn, (actor: Actor) => ask(actor, 'x'), (actor: Actor) => watch(actor, 'free', [[0, 1]]), (actor: Actor) => complete(actor, 'free'), (actor: Actor) => change(actor, [put(randomUUID(), 1)])]; // prettier-ignore

  test.each(ROLES.filter((role) => !CAPABILITIES_OF[role].includes('observations.write')))(
    '%s observes nothing',
    async (role) => {
      const actor = await join(database.db, world.course, role);
      for (const route of routes())
        await expect(route(actor)).rejects.toMatchObject({ code: 'not_allowed' });
      const begun = await database.db
        .select()
        .from(observationTable)
        .where(eq(observationTable.taskId, world.taskId));
      expect(begun).toEqual([]);
    },
  );

  test('a task of another institution or course is not here', async () => {
    const elsewhere = await makeWorld(database.db);
    const stranger = await join(database.db, elsewhere.course, 'student');
    for (const route of routes())
      await expect(route(stranger)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a task that is not open yet is shown to nobody who observes', async () => {
    world = await makeWorld(database.db, { opensAt: '2999-01-01T00:00:00.000Z' });
    const early = await join(database.db, world.course, 'student');
    for (const route of routes())
      await expect(route(early)).rejects.toMatchObject({ code: 'task_not_open' });
  });

  test('what one student does another does not see or change', async () => {
    await workAndHandIn(world, student, 'Mine');
    const other = await join(database.db, world.course, 'student');
    expect(await open(other)).toMatchObject({ marks: [], handedInAt: null });
    await change(other, [put(randomUUID(), 1, { body: 'Theirs' })]);
    expect((await open(student)).marks.map((mark) => mark.body)).toEqual(['Mine', 'Mine, later']);
  });
});

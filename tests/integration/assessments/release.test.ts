import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CAPABILITIES_OF, ROLES } from '#contract/vocabulary';
import { assessments } from '#server/assessments/assessments.table';
import { sendLateMarks } from '#server/assessments/releases.service';
import { deliverScores } from '#server/gradebook/delivery.service';
import { readBack } from '#server/gradebook/readings.service';
import { outboxScores } from '#server/gradebook/outbox.table';
import { AppError } from '#server/infra/app-error';
import { createJobs, type Jobs } from '#server/infra/jobs';
import { createLog } from '#server/infra/log';
import type { Actor } from '#server/lti/actor';
import { ltiContexts } from '#server/lti/lti.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join, makeActor, makeCourse, makeNextCourse } from '../../support/factories.ts';
import { handIn, makeWorld, placeTask, type World } from '../narrations/narration-world.ts';

const COLUMN = 'https://lms.example/lineitems/7/lineitem?type_id=1';

let database: TestDatabase;
let jobs: Jobs;
let world: World;
let assessor: Actor;

beforeAll(async () => {
  database = await openTestDatabase();
  jobs = createJobs(database.url, [deliverScores, readBack, sendLateMarks], createLog('silent'));
  await jobs.start();
});
afterAll(async () => {
  await jobs.stop();
  await database.close();
});
beforeEach(async () => {
  world = await makeWorld(database.db, jobs);
  assessor = await join(database.db, world.course, 'assessor');
});

const view = (actor: Actor) =>
  world.assessing.viewRelease(actor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: undefined,
  });
const release = (actor: Actor, narrationIds: string[], through = world.assessing) =>
  through.releaseMarks(actor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: { narrationIds },
  });
const retry = (actor: Actor, transferId: string) =>
  world.assessing.retryTransfer(actor, {
    params: { taskId: world.taskId, transferId },
    query: undefined,
    body: undefined,
  });
const task = () => ({ params: { taskId: world.taskId }, query: undefined, body: undefined });
const feedback = (actor: Actor) =>
  world.assessing.readFeedback(actor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: undefined,
  });

async function marked(student: Actor, comment = 'Begin with Child B.'): Promise<string> {
  const narrationId = await handIn(world, student, world.taskId, { noticing: 'rich' });
  const saved = await world.assessing.saveAssessment(assessor, {
    params: { narrationId },
    query: undefined,
    body: {
      baseRevision: 0,
      marks: [
        { criterionId: 'noticing', levelId: 'secure', comment: 'You say what can be seen.' },
        { criterionId: 'linking', levelId: 'rich', comment: '' },
      ],
      passages: [],
      overallComment: comment,
    },
  });
  await world.assessing.finishAssessment(assessor, {
    params: { narrationId },
    query: undefined,
    body: { revision: saved.revision },
  });
  return narrationId;
}

const scoresOf = (tenantId: string) =>
  database.db.select().from(outboxScores).where(eq(outboxScores.tenantId, tenantId));
const stateOf = async (narrationId: string) => {
  const [row] = await database.db
    .select()
    .from(assessments)
    .where(eq(assessments.narrationId, narrationId));
  return row?.state;
};
async function waitingJobs(): Promise<number> {
  const found = await database.db.execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM pgboss.job WHERE name = ${deliverScores.name} AND data->>'platformId' = ${world.course.platformId}`,
  );
  return found.rows[0]?.count ?? 0;
}

describe('before a release', () => {
  test('shows what would arrive, and what is still open', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const [one, other] = await Promise.all([
      join(database.db, world.course, 'student', { name: 'Noor Nowak' }),
      join(database.db, world.course, 'student'),
    ]);
    const narrationId = await marked(one);
    await handIn(world, other, world.taskId);
    expect(await view(assessor)).toEqual({
      taskId: world.taskId,
      title: 'The child’s initiative',
      maximumPoints: 20,
      hasGradebook: true,
      ready: [
        {
          narrationId,
          candidate: expect.stringMatching(/^[0-9A-F]{3}$/) as string,
          points: 18,
          comment: 'Begin with Child B.',
        },
      ],
      open: 1,
      kept: [],
      withoutTransfer: 0,
      unsent: 0,
      makesColumn: false,
      columnProblem: null,
      clearsGrades: true,
      transfers: [],
      reading: { readAt: null, problem: null, answer: null, answerStatus: null },
    });
  });

  test('nothing has left, and the student reads nothing', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const student = await join(database.db, world.course, 'student');
    await marked(student);
    expect(await scoresOf(world.course.tenantId)).toEqual([]);
    await expect(feedback(student)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a release', () => {
  test('puts the score into the outbox with its job, and names the person from then on', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const student = await join(database.db, world.course, 'student', { name: 'Noor Nowak' });
    const narrationId = await marked(student);
    const after = await release(assessor, [narrationId]);
    expect(after).toMatchObject({ ready: [], open: 0, withoutTransfer: 0 });
    expect(after.transfers).toMatchObject([
      { candidate: 'Noor Nowak', points: 18, maximumPoints: 20, state: 'waiting', attempts: 0 },
    ]);
    const [score] = await scoresOf(world.course.tenantId);
    expect(score).toMatchObject({
      lineItemUrl: COLUMN,
      platformId: world.course.platformId,
      deploymentId: '1',
      subject: student.personId,
      scoringSubject: assessor.personId,
      scoreGiven: 18,
      scoreMaximum: 20,
      comment: 'Begin with Child B.',
      submittedAt: world.clock.now,
    });
    expect(await waitingJobs()).toBe(1);
  });

  test('and its score commit together: when the queue fails, nothing is released', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const student = await join(database.db, world.course, 'student');
    const narrationId = await marked(student);
    const broken = world.marking({
      outbox: {
        ...world.outbox,
        async queueScores(...scores) {
          await world.outbox.queueScores(...scores);
          throw new Error('The queue is away.');
        },
      },
    });
    await expect(release(assessor, [narrationId], broken)).rejects.toThrow('The queue is away.');
    expect(await stateOf(narrationId)).toBe('marked');
    expect(await scoresOf(world.course.tenantId)).toEqual([]);
    await expect(feedback(student)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('on a double click sends each score once', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const students = await Promise.all(
      Array.from({ length: 3 }, () => join(database.db, world.course, 'student')),
    );
    const ids: string[] = [];
    for (const student of students) ids.push(await marked(student));
    const clicks = await Promise.allSettled([
      release(assessor, ids),
      release(world.lecturer, [...ids].reverse()),
    ]);
    expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const late = clicks.find((click) => click.status === 'rejected');
    expect(late?.reason).toMatchObject({ code: 'nothing_to_release' });
    const scores = await scoresOf(world.course.tenantId);
    expect(scores).toHaveLength(3);
    expect(scores.map(({ revision }) => revision)).toEqual([1, 1, 1]);
    expect(await waitingJobs()).toBe(1);
  });

  test('leaves out what is not marked, and what was not chosen', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const [chosen, held, open] = await Promise.all([
      join(database.db, world.course, 'student'),
      join(database.db, world.course, 'student'),
      join(database.db, world.course, 'student'),
    ]);
    const chosenId = await marked(chosen);
    const heldId = await marked(held);
    const openId = await handIn(world, open, world.taskId);
    const after = await release(assessor, [chosenId, openId]);
    expect(after.ready.map(({ narrationId }) => narrationId)).toEqual([heldId]);
    expect(after.open).toBe(1);
    expect(after.transfers).toHaveLength(1);
    await expect(release(assessor, [openId])).rejects.toMatchObject({
      code: 'nothing_to_release',
    });
  });

  test('without a gradebook column gives the mark to the student and sends nothing', async () => {
    await placeTask(database.db, world.course, world.taskId, null);
    const student = await join(database.db, world.course, 'student');
    const after = await release(assessor, [await marked(student)]);
    expect(after).toMatchObject({ hasGradebook: false, transfers: [], withoutTransfer: 1 });
    expect(await scoresOf(world.course.tenantId)).toEqual([]);
    expect((await feedback(student)).points).toBe(18);
  });

  test('of a test person goes to no gradebook', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const preview = await join(database.db, world.course, 'student', { isTestPerson: true });
    const student = await join(database.db, world.course, 'student');
    const ids = [await marked(preview), await marked(student)];
    const after = await release(assessor, ids);
    expect(after.withoutTransfer).toBe(1);
    expect((await scoresOf(world.course.tenantId)).map(({ subject }) => subject)).toEqual([
      student.personId,
    ]);
  });

  test('without a column looks for one where the LMS allows it, and sends then', async () => {
    await placeTask(database.db, world.course, world.taskId, null);
    await database.db
      .update(ltiContexts)
      .set({ agsScopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/lineitem'] })
      .where(eq(ltiContexts.id, world.course.ltiContextId));
    const student = await join(database.db, world.course, 'student');
    const after = await release(assessor, [await marked(student)]);
    expect(after).toMatchObject({ hasGradebook: false, makesColumn: true, unsent: 1 });
    const [late] = world.releases.jobHandlers;
    await late?.run(
      {
        tenantId: world.course.tenantId,
        ltiContextId: world.course.ltiContextId,
        taskId: world.taskId,
      },
      { signal: new AbortController().signal },
    );
    expect(world.lms.wanted).toMatchObject([
      { resourceId: world.taskId, tag: 'lookfor', scoreMaximum: 20 },
    ]);
    expect(await view(assessor)).toMatchObject({
      ...{ hasGradebook: true, unsent: 0 },
      transfers: [{ points: 18, state: 'waiting' }],
    });
  });

  test('whose column appears later is sent by a button, or by itself', async () => {
    const student = await join(database.db, world.course, 'student');
    await release(assessor, [await marked(student)]);
    expect(await view(assessor)).toMatchObject({ hasGradebook: false, unsent: 0 });
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    expect(await view(assessor)).toMatchObject({ hasGradebook: true, unsent: 1, transfers: [] });
    await world.releases.sweep();
    const queued = await database.db.execute(
      sql`SELECT FROM pgboss.job WHERE name = ${sendLateMarks.name} AND data->>'taskId' = ${world.taskId}`,
    );
    expect(queued.rows).toHaveLength(1);
    const after = await world.assessing.sendUnsent(assessor, task());
    expect(after).toMatchObject({ unsent: 0, transfers: [{ points: 18 }] });
  });

  test('is final: the mark stays as it is with the student', async () => {
    const student = await join(database.db, world.course, 'student');
    const narrationId = await marked(student);
    await release(assessor, [narrationId]);
    const change = { marks: [], passages: [], overallComment: 'Changed' };
    await expect(
      world.assessing.saveAssessment(assessor, {
        params: { narrationId },
        query: undefined,
        body: { baseRevision: 2, ...change },
      }),
    ).rejects.toMatchObject({ code: 'already_released' });
    await expect(
      world.assessing.finishAssessment(assessor, {
        params: { narrationId },
        query: undefined,
        body: { revision: 2 },
      }),
    ).rejects.toMatchObject({ code: 'already_released' });
    expect((await feedback(student)).overallComment).toBe('Begin with Child B.');
  });
});

describe('a column that the LMS has no more', () => {
  const OTHER = 'https://lms.example/lineitems/new/lineitem?type_id=1';
  const scopes = ['https://purl.imsglobal.org/spec/lti-ags/scope/lineitem'];
  const work = async (goneUrl?: string) => {
    const { tenantId, ltiContextId } = world.course;
    const [late] = world.releases.jobHandlers;
    await late?.run(
      { tenantId, ltiContextId, taskId: world.taskId, goneUrl },
      { signal: new AbortController().signal },
    );
  };
  const refuse = () =>
    database.db
      .update(outboxScores)
      .set({ state: 'refused', errorCode: 'column_gone', platformStatus: 404 })
      .where(eq(outboxScores.tenantId, world.course.tenantId));
  async function releasedIn(column: string, agsScopes = scopes): Promise<string[]> {
    await placeTask(database.db, world.course, world.taskId, column);
    await database.db
      .update(ltiContexts)
      .set({ agsScopes })
      .where(eq(ltiContexts.id, world.course.ltiContextId));
    const students = await Promise.all(
      Array.from({ length: 2 }, () => join(database.db, world.course, 'student')),
    );
    const ids: string[] = [];
    for (const student of students) ids.push(await marked(student));
    await release(assessor, ids);
    return ids;
  }
  const columns = async () =>
    (await scoresOf(world.course.tenantId)).map(({ lineItemUrl, state }) => [lineItemUrl, state]);

  test('is replaced by one that is found or made, and all marks go there, also the sent ones', async () => {
    await releasedIn(COLUMN);
    await refuse();
    const [sent] = await scoresOf(world.course.tenantId);
    await database.db
      .update(outboxScores)
      .set({ state: 'sent', errorCode: null, acceptedGiven: 18, heldGiven: 18 })
      .where(eq(outboxScores.id, sent?.id ?? ''));
    // The query may have changed since; the path names the column.
    await work(COLUMN.split('?')[0]);
    expect(await columns()).toEqual([
      [OTHER, 'waiting'],
      [OTHER, 'waiting'],
    ]);
    expect(await scoresOf(world.course.tenantId)).toMatchObject([
      { acceptedGiven: null, heldGiven: null },
      { acceptedGiven: null, heldGiven: null },
    ]);
    // What is released later goes there at once.
    const third = await join(database.db, world.course, 'student');
    await release(assessor, [await marked(third)]);
    expect((await columns()).map(([column]) => column)).toEqual([OTHER, OTHER, OTHER]);
  });

  test('stays when the LMS still lists it, and when no other may be made', async () => {
    await releasedIn(COLUMN);
    await refuse();
    const same = world.releasing({ findOrCreateLineItem: () => Promise.resolve({ id: COLUMN }) });
    const none = world.releasing({
      findOrCreateLineItem: () => Promise.reject(new AppError('no_gradebook')),
    });
    for (const { jobHandlers } of [same, none])
      await jobHandlers[0]?.run(
        { ...world.course, taskId: world.taskId, goneUrl: COLUMN },
        { signal: new AbortController().signal },
      );
    expect(await columns()).toEqual([
      [COLUMN, 'refused'],
      [COLUMN, 'refused'],
    ]);
    expect(await view(assessor)).toMatchObject({ columnProblem: 'no_gradebook' });
  });

  test('of an LMS that loses every new one is replaced once, not for ever', async () => {
    await releasedIn(COLUMN);
    await work(COLUMN);
    await work(OTHER);
    expect(world.lms.wanted).toHaveLength(1);
  });

  test('is followed by that of a later launch, without a search', async () => {
    await releasedIn(COLUMN, []);
    await refuse();
    const launched = 'https://lms.example/lineitems/8/lineitem?type_id=1';
    await placeTask(database.db, world.course, world.taskId, launched);
    await world.releases.sweep();
    const queued = await database.db.execute(
      sql`SELECT FROM pgboss.job WHERE name = ${sendLateMarks.name}
        AND data->>'goneUrl' = ${COLUMN} AND data->>'taskId' = ${world.taskId}`,
    );
    expect(queued.rows).toHaveLength(1);
    await work(COLUMN);
    expect(await columns()).toEqual([
      [launched, 'waiting'],
      [launched, 'waiting'],
    ]);
    expect(world.lms.wanted).toEqual([]);
  });
});

describe('sending again', () => {
  test('is asked for one refused mark, and says how it stands', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const student = await join(database.db, world.course, 'student');
    const { transfers } = await release(assessor, [await marked(student)]);
    const transferId = transfers[0]?.id ?? '';
    await database.db
      .update(outboxScores)
      .set({
        state: 'refused',
        attempts: 5,
        errorCode: 'platform_refused',
        platformStatus: 400,
        platformAnswer: 'Incorrect score received',
      })
      .where(eq(outboxScores.id, transferId));
    expect((await view(assessor)).transfers).toMatchObject([
      {
        state: 'refused',
        answer: 'Incorrect score received',
        answerStatus: 400,
        errorCode: 'platform_refused',
        nextTryAt: null,
      },
    ]);
    const after = await retry(assessor, transferId);
    expect(after.transfers).toMatchObject([{ state: 'waiting', attempts: 0 }]);
  });

  test('of what has arrived, or of another course, is refused', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const student = await join(database.db, world.course, 'student');
    const { transfers } = await release(assessor, [await marked(student)]);
    const transferId = transfers[0]?.id ?? '';
    for (const course of [
      await makeNextCourse(database.db, world.course),
      await makeCourse(database.db),
    ]) {
      const stranger = await makeActor(database.db, course, 'assessor');
      await expect(retry(stranger, transferId)).rejects.toMatchObject({ code: 'not_found' });
    }
    await database.db
      .update(outboxScores)
      .set({ state: 'sent' })
      .where(eq(outboxScores.id, transferId));
    await expect(retry(assessor, transferId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(retry(assessor, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('taking a mark back', () => {
  const withdraw = (actor: Actor, narrationId: string) =>
    world.assessing.withdrawMark(actor, {
      params: { taskId: world.taskId, narrationId },
      query: undefined,
      body: undefined,
    });

  test('takes it from the student, clears what may have arrived, and lets it be changed', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const student = await join(database.db, world.course, 'student');
    const narrationId = await marked(student);
    await release(assessor, [narrationId]);
    await database.db
      .update(outboxScores)
      .set({ state: 'sent', lastTimestamp: new Date(), sentAt: new Date(), acceptedGiven: 18 })
      .where(eq(outboxScores.tenantId, world.course.tenantId));
    const after = await withdraw(assessor, narrationId);
    expect(after.ready).toMatchObject([{ narrationId }]);
    expect(after.transfers).toMatchObject([{ kind: 'cleared', state: 'waiting' }]);
    await expect(feedback(student)).rejects.toMatchObject({ code: 'not_found' });
    const again = await release(assessor, [narrationId]);
    expect(again.transfers).toMatchObject([{ kind: 'grade', state: 'waiting', points: 18 }]);
  });

  test('that never left is simply not sent; twice is as once', async () => {
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const student = await join(database.db, world.course, 'student');
    const narrationId = await marked(student);
    await release(assessor, [narrationId]);
    await withdraw(assessor, narrationId);
    await withdraw(assessor, narrationId);
    expect(await scoresOf(world.course.tenantId)).toEqual([]);
  });

  test('is for those who may release, in their course', async () => {
    const student = await join(database.db, world.course, 'student');
    const narrationId = await marked(student);
    await release(assessor, [narrationId]);
    await expect(withdraw(student, narrationId)).rejects.toMatchObject({ code: 'not_allowed' });
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'assessor');
    await expect(withdraw(stranger, narrationId)).rejects.toMatchObject({ code: 'not_found' });
    expect(await stateOf(narrationId)).toBe('released');
  });
});

describe('handing in', () => {
  test.each([
    ['canvas', 1],
    ['moodle', 0],
    [null, 0],
  ])('is told to %s %i times', async (family, times) => {
    world.lms.family = family;
    await placeTask(database.db, world.course, world.taskId, COLUMN);
    const student = await join(database.db, world.course, 'student');
    await handIn(world, student, world.taskId);
    const preview = await join(database.db, world.course, 'student', { isTestPerson: true });
    await handIn(world, preview, world.taskId);
    expect(await scoresOf(world.course.tenantId)).toHaveLength(times);
    // It is no mark, and no news for those who release marks.
    expect((await view(assessor)).transfers).toEqual([]);
  });
});

describe('feedback', () => {
  test('gives its author words, levels, estimate and number, and nobody else', async () => {
    const student = await join(database.db, world.course, 'student', { name: 'Noor Nowak' });
    const other = await join(database.db, world.course, 'student');
    await handIn(world, other, world.taskId);
    await release(assessor, [await marked(student)]);
    const read = await feedback(student);
    expect(read).toMatchObject({
      overallComment: 'Begin with Child B.',
      points: 18,
      maximumPoints: 20,
      ownEstimate: { noticing: 'rich' },
      releasedAt: world.clock.now.toISOString(),
    });
    expect(read.marks).toContainEqual({
      criterionId: 'noticing',
      levelId: 'secure',
      comment: 'You say what can be seen.',
    });
    expect(JSON.stringify(read)).not.toContain(assessor.personId);
    await expect(feedback(other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(feedback(assessor)).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('who may release', () => {
  test.each(ROLES.filter((role) => !CAPABILITIES_OF[role].includes('marks.release')))(
    'a %s may not',
    async (role) => {
      const student = await join(database.db, world.course, 'student');
      const narrationId = await marked(student);
      const other = await join(database.db, world.course, role);
      await expect(view(other)).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(release(other, [narrationId])).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(retry(other, randomUUID())).rejects.toMatchObject({ code: 'not_allowed' });
      expect(await stateOf(narrationId)).toBe('marked');
    },
  );

  test('a marker of another course or institution releases nothing', async () => {
    const student = await join(database.db, world.course, 'student');
    const narrationId = await marked(student);
    const nextDoor = await makeNextCourse(database.db, world.course);
    for (const course of [nextDoor, await makeCourse(database.db)]) {
      const stranger = await makeActor(database.db, course, 'assessor');
      await expect(view(stranger)).rejects.toMatchObject({ code: 'not_found' });
      await expect(release(stranger, [narrationId])).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await stateOf(narrationId)).toBe('marked');
  });
});

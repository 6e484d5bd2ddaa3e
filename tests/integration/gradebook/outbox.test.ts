import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { platformCircuits } from '#server/gradebook/circuit.table';
import { gradebookColumns } from '#server/gradebook/columns.table';
import type { ScoreDraft } from '#server/gradebook/outbox.service';
import { outboxScores } from '#server/gradebook/outbox.table';
import type { Actor } from '#server/lti/actor';
import { platforms } from '#server/lti/lti.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor, makeCourse, type TestCourse } from '../../support/factories.ts';
import { pointsIn, startFaultPlatform, type FaultPlatform } from '../../support/fault-platform.ts';
import { openScoreWorker, type ScoreWorker } from '../../support/score-worker.ts';

/** No answer here takes long: a post that is given up and made again would count twice. */
const TIMEOUT_MS = 10_000;
let database: TestDatabase;
let lms: FaultPlatform;
let course: TestCourse;
let assessor: Actor;
let worker: ScoreWorker;
/** The clock is the real one, moved on by so much. */
let aheadMs = 0;
const now = () => new Date(Date.now() + aheadMs);

beforeAll(async () => {
  database = await openTestDatabase();
  lms = await startFaultPlatform();
  worker = await openScoreWorker(database.db, database.url, { timeoutMs: TIMEOUT_MS, now });
});
afterAll(async () => {
  await worker.jobs.stop();
  await lms.close();
  await database.close();
});
beforeEach(async () => {
  aheadMs = 0;
  lms.fault = () => null;
  lms.asked.length = 0;
  lms.taken.length = 0;
  lms.cells.clear();
  lms.tokens.clear();
  course = await onPlatform();
  assessor = await makeActor(database.db, course, 'assessor');
});

/** A course of a platform of its own, so that nobody's tokens and circuit are another's. */
async function onPlatform(address = lms.tokenUrl): Promise<TestCourse> {
  const made = await makeCourse(database.db);
  await database.db
    .update(platforms)
    .set({ tokenUrl: address })
    .where(eq(platforms.id, made.platformId));
  return made;
}

function draft(changes: Partial<ScoreDraft> = {}): ScoreDraft {
  return {
    platformId: course.platformId,
    deploymentId: '1',
    sourceKey: `narration:${randomUUID()}`,
    groupKey: 'task:1',
    lineItemUrl: lms.lineItem('1'),
    subject: 'sub-4711',
    scoringSubject: '218',
    scoreGiven: 17,
    scoreMaximum: 20,
    comment: 'You stay with the silence.',
    submittedAt: new Date('2026-11-14T16:20:00Z'),
    ...changes,
  };
}

async function queue(changes: Partial<ScoreDraft> = {}): Promise<string> {
  const score = draft(changes);
  await database.db.transaction((tx) => worker.outbox.queueScores(tx, course.tenantId, [score]));
  return (await rowOf(score.sourceKey)).id;
}

async function rowOf(sourceKey: string) {
  const [row] = await database.db
    .select()
    .from(outboxScores)
    .where(eq(outboxScores.sourceKey, sourceKey));
  if (!row) throw new Error('no such score');
  return row;
}

async function stateOf(id: string) {
  const [row] = await database.db.select().from(outboxScores).where(eq(outboxScores.id, id));
  return row;
}

const deliver = () => worker.delivery.deliver(course.platformId);
const scores = () => lms.asked.filter(({ kind }) => kind === 'score');
const points = (subject = 'sub-4711', item = '1') => pointsIn(lms, lms.lineItem(item), subject);

test('a score is posted as AGS wants it', async () => {
  const id = await queue();
  await deliver();
  expect(lms.taken.map(({ lineItem, score }) => ({ lineItem, score }))).toEqual([
    {
      lineItem: '/lineitems/1/lineitem',
      score: {
        userId: 'sub-4711',
        timestamp: expect.stringMatching(/^20\d\d-.*\.\d{3}Z$/) as string,
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
        scoreGiven: 17,
        scoreMaximum: 20,
        comment: 'You stay with the silence.',
        scoringUserId: '218',
        submission: { submittedAt: '2026-11-14T16:20:00.000Z' },
      },
    },
  ]);
  expect(await stateOf(id)).toMatchObject({
    ...{ state: 'sent', attempts: 1, nextTryAt: null, leaseId: null },
    ...{ acceptedGiven: 17, acceptedMaximum: 20 },
  });
});

test('a mark that does not commit leaves no score', async () => {
  const score = draft();
  await expect(
    database.db.transaction(async (tx) => {
      await worker.outbox.queueScores(tx, course.tenantId, [score]);
      throw new Error('the mark could not be written');
    }),
  ).rejects.toThrow('the mark could not be written');
  await expect(rowOf(score.sourceKey)).rejects.toThrow('no such score');
});

test('a release of a thousand is written as one: the last word for a cell and for a source', async () => {
  const sources = Array.from({ length: 1_100 }, () => `narration:${randomUUID()}`);
  const all = sources.map((sourceKey, at) => draft({ sourceKey, subject: `many-${at}` }));
  const twice = [
    draft({ sourceKey: sources[0], subject: 'many-0', scoreGiven: 3 }),
    draft({ subject: 'many-1', scoreGiven: 4 }),
  ];
  const say = (scores: ScoreDraft[]) =>
    database.db.transaction((tx) => worker.outbox.queueScores(tx, course.tenantId, scores));
  await say(all);
  await say([...all, ...twice]);
  const rows = await database.db
    .select()
    .from(outboxScores)
    .where(eq(outboxScores.platformId, course.platformId));
  expect(rows).toHaveLength(1_100);
  const ofSubject = new Map(rows.map((row) => [row.subject, row]));
  expect(ofSubject.get('many-0')).toMatchObject({ scoreGiven: 3, revision: 2 });
  expect(ofSubject.get('many-1')).toMatchObject({ scoreGiven: 4, revision: 1 });
  expect(ofSubject.get('many-7')).toMatchObject({ scoreGiven: 17, revision: 2 });
});

describe('order within a cell', () => {
  test('each post has a timestamp later by a second, and the last word wins', async () => {
    const sourceKey = `narration:${randomUUID()}`;
    for (const scoreGiven of [11, 12, 13, 14]) {
      await queue({ sourceKey, scoreGiven });
      await deliver();
    }
    const stamps = lms.taken.map(({ score }) => Date.parse(score.timestamp));
    expect(stamps).toHaveLength(4);
    stamps.slice(1).forEach((stamp, at) => {
      expect(stamp - (stamps[at] ?? 0)).toBeGreaterThanOrEqual(1_000);
    });
    expect(points()).toBe(14);
  });

  test('words that were never sent are skipped', async () => {
    const sourceKey = `narration:${randomUUID()}`;
    for (const scoreGiven of [11, 12, 13]) await queue({ sourceKey, scoreGiven });
    await deliver();
    expect(lms.taken.map(({ score }) => score.scoreGiven)).toEqual([13]);
  });

  test('a release during a post is sent after it', async () => {
    const sourceKey = `narration:${randomUUID()}`;
    let queued: Promise<string> | undefined;
    lms.fault = ({ kind }) => {
      if (kind === 'score') queued ??= queue({ sourceKey, scoreGiven: 15 });
      return null;
    };
    lms.latencyMs = 50;
    const id = await queue({ sourceKey, scoreGiven: 12 });
    await deliver();
    lms.latencyMs = 0;
    await queued;
    await deliver();
    expect(lms.taken.map(({ score }) => score.scoreGiven).at(-1)).toBe(15);
    expect(await stateOf(id)).toMatchObject({ state: 'sent', acceptedGiven: 15 });
  });

  test('two tasks with one column share its queue: the later word is the last', async () => {
    const first = await queue({ scoreGiven: 3 });
    await deliver();
    const other = await queue({ scoreGiven: 9, lineItemUrl: `${lms.lineItem('1')}&x=1` });
    await deliver();
    expect(await stateOf(first)).toBeUndefined();
    expect(await stateOf(other)).toMatchObject({ state: 'sent', revision: 1 });
    const stamps = lms.taken.map(({ score }) => Date.parse(score.timestamp));
    expect((stamps[1] ?? 0) - (stamps[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(points()).toBe(9);
  });

  test('two workers never post one cell at once', async () => {
    const other = await openScoreWorker(database.db, database.url, { timeoutMs: TIMEOUT_MS, now });
    lms.latencyMs = 60;
    const subjects = Array.from({ length: 12 }, (_, at) => `person-${at}`);
    for (const subject of subjects) await queue({ subject });
    await Promise.all([deliver(), other.delivery.deliver(course.platformId)]);
    lms.latencyMs = 0;
    await other.jobs.stop();
    expect(lms.taken.map(({ score }) => score.userId).toSorted()).toEqual(subjects.toSorted());
  });
});

describe('when the LMS does not take it', () => {
  test('a score waits, is tried again later and arrives once', async () => {
    lms.fault = ({ kind, earlier }) => (kind === 'score' && earlier < 2 ? { status: 503 } : null);
    const subject = randomUUID();
    const id = await queue({ subject });
    await deliver();
    expect(await stateOf(id)).toMatchObject({ state: 'sent', attempts: 3, errorCode: null });
    expect(lms.taken).toHaveLength(1);
  });

  test.each([
    [400, 'Incorrect score received', 'platform_refused'],
    [404, 'course is concluded', 'column_gone'],
    [410, '', 'column_gone'],
    [412, '', 'platform_refused'],
    [415, '', 'platform_refused'],
    [422, 'user is no student', 'platform_refused'],
  ])('%s is for a person, who can send it again', async (status, text, errorCode) => {
    lms.fault = ({ kind }) => (kind === 'score' ? { status, text: `${text} sub-4711` } : null);
    const id = await queue();
    await deliver();
    expect(scores()).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({
      state: 'refused',
      platformStatus: status,
      // Whom it is about is kept out.
      platformAnswer: `${text} …`,
      errorCode,
    });
    lms.fault = () => null;
    await worker.outbox.retry(assessor, 'task:1', id);
    await deliver();
    expect(await stateOf(id)).toMatchObject({ state: 'sent', platformAnswer: null });
  });

  test('somebody of another institution, or without the right, cannot send it again', async () => {
    lms.fault = ({ kind }) => (kind === 'score' ? { status: 422 } : null);
    const id = await queue();
    await deliver();
    const stranger = await makeActor(database.db, await makeCourse(database.db), 'assessor');
    const student = await makeActor(database.db, course, 'student');
    await expect(worker.outbox.retry(stranger, 'task:1', id)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(worker.outbox.retry(student, 'task:1', id)).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});

describe('tokens', () => {
  test('one is fetched for all, and renewed once when it is void', async () => {
    for (const subject of ['a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'a-6']) await queue({ subject });
    await deliver();
    expect(lms.asked.filter(({ kind }) => kind === 'token')).toHaveLength(1);
    lms.tokens.clear();
    for (const subject of ['b-1', 'b-2', 'b-3', 'b-4', 'b-5', 'b-6']) await queue({ subject });
    await deliver();
    expect(lms.taken).toHaveLength(12);
    expect(lms.asked.filter(({ kind }) => kind === 'token')).toHaveLength(2);
  });

  test('a score whose fresh token is refused too is for a person', async () => {
    lms.fault = ({ kind }) => (kind === 'score' ? { status: 401 } : null);
    const id = await queue();
    await deliver();
    expect(scores()).toHaveLength(2);
    expect(await stateOf(id)).toMatchObject({ state: 'refused', platformStatus: 401 });
  });

  test('a token answer that cannot be read posts nothing, and is not taken for success', async () => {
    let times = 0;
    lms.fault = ({ kind }) => (kind === 'token' && (times += 1) < 3 ? 'truncated' : null);
    const id = await queue();
    await deliver();
    expect(times).toBe(3);
    expect(await stateOf(id)).toMatchObject({ state: 'sent', attempts: 3 });
    expect(lms.taken).toHaveLength(1);
  });
});

describe('timestamps that the gradebook calls old', () => {
  const key = () => `${new URL(lms.lineItem('1')).pathname} sub-4711`;

  test('our own score whose answer was lost is there already', async () => {
    lms.fault = ({ kind, earlier }) => (kind === 'score' && earlier === 0 ? 'lost' : null);
    const subject = randomUUID();
    const id = await queue({ subject });
    await deliver();
    expect(await stateOf(id)).toMatchObject({ state: 'sent' });
    expect(points(subject)).toBe(17);
  });

  test('after an LMS whose clock runs ahead, the score goes behind its own time', async () => {
    const sourceKey = `narration:${randomUUID()}`;
    const id = await queue({ sourceKey, scoreGiven: 11 });
    await deliver();
    const cell = lms.cells.get(key());
    if (cell) cell.modifiedMs += 300_000;
    await queue({ sourceKey, scoreGiven: 16 });
    await deliver();
    expect(points()).toBe(16);
    expect(await stateOf(id)).toMatchObject({ state: 'sent', conflicts: 1 });
  });

  test('a mark that a person set there stays, until somebody here asks for ours', async () => {
    lms.cells.set(key(), { points: 12, maximum: 20, modifiedMs: now().getTime() + 60_000 });
    const id = await queue();
    await deliver();
    expect(points()).toBe(12);
    expect(await stateOf(id)).toMatchObject({
      ...{ state: 'refused', errorCode: 'changed_in_gradebook', heldGiven: 12, heldMaximum: 20 },
    });
    await worker.outbox.retry(assessor, 'task:1', id);
    await deliver();
    expect(points()).toBe(17);
  });

  test('a gradebook that refuses every time is asked three times', async () => {
    lms.fault = ({ kind }) =>
      kind === 'score' ? { status: 400, text: 'timestamp is not later' } : null;
    const id = await queue();
    await deliver();
    expect(scores()).toHaveLength(3);
    expect(await stateOf(id)).toMatchObject({ state: 'refused', conflicts: 2 });
  });
});

test.each([404, 410])(
  'a column that is gone (%i) is told, and is no failure of the LMS',
  async (status) => {
    lms.fault = ({ kind }) => (kind === 'score' ? { status, text: 'Line item not found' } : null);
    worker.gone.length = 0;
    const id = await queue();
    await deliver();
    expect(scores()).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'refused', errorCode: 'column_gone' });
    expect(worker.gone).toEqual([{ groupKey: 'task:1', lineItemUrl: lms.lineItem('1') }]);
    lms.fault = ({ kind }) => (kind === 'results' ? { status } : null);
    const group = { tenantId: course.tenantId, groupKey: 'task:1' };
    await expect(worker.readings.read(group)).rejects.toMatchObject({ code: 'column_gone' });
    // What is gone holds nothing: it stands there as absent, and can be sent again.
    expect(await stateOf(id)).toMatchObject({
      heldGiven: null,
      heldReadAt: expect.any(Date) as Date,
    });
  },
);

describe('a dead LMS', () => {
  async function openedCircuit(): Promise<void> {
    lms.fault = ({ kind }) => (kind === 'score' ? { status: 503 } : null);
    for (let at = 0; at < 20; at += 1) await queue({ subject: `dead-${at}` });
    const delivering = deliver();
    await expect
      .poll(async () => (await circuit())?.openedAt ?? null, { timeout: 60_000 })
      .not.toBeNull();
    lms.fault = () => null;
    aheadMs += 20_000;
    await delivering;
  }
  const circuit = async () => {
    const [row] = await database.db
      .select()
      .from(platformCircuits)
      .where(eq(platformCircuits.platformId, course.platformId));
    return row;
  };

  test('is left alone after a few failures; one score tries, then all follow', async () => {
    await openedCircuit();
    // Eight at once found it dead, and those that were under way with them; nobody after.
    expect(lms.asked.filter(({ kind }) => kind === 'score').length).toBeLessThan(60);
    // The clock jumps: what is under way on a slow machine may arrive again, to the same effect.
    expect(new Set(lms.taken.map(({ score }) => score.userId)).size).toBe(20);
    expect(await circuit()).toMatchObject({ openedAt: null, failures: 0, lastStatus: 503 });
  });

  test('is seen by its operator, who can have everything sent again', async () => {
    lms.fault = ({ kind }) => (kind === 'score' ? { status: 422, text: 'no student' } : null);
    await queue();
    await deliver();
    const of = async () =>
      (await worker.outbox.platformsState()).find(
        ({ platformId }) => platformId === course.platformId,
      );
    expect(await of()).toMatchObject({ waiting: 0, refused: 1, sent: 0 });
    const [stuck] = await worker.outbox.stuckScores(course.platformId);
    expect(stuck).toMatchObject({ platformStatus: 422, platformAnswer: 'no student' });
    expect(JSON.stringify(stuck)).not.toContain('sub-4711');
    lms.fault = () => null;
    expect(await worker.outbox.retryPlatform(course.platformId)).toBe(1);
    await deliver();
    expect(await of()).toMatchObject({ refused: 0, sent: 1, circuit: { state: 'closed' } });
  });
});

describe('reading back', () => {
  const group = () => ({ tenantId: course.tenantId, groupKey: 'task:1' });
  const column = async () => {
    const [row] = await database.db
      .select()
      .from(gradebookColumns)
      .where(eq(gradebookColumns.tenantId, course.tenantId));
    return row;
  };

  test('what the gradebook holds stands beside what was sent', async () => {
    const same = await queue({ subject: 'same' });
    const other = await queue({ subject: 'other' });
    const gone = await queue({ subject: 'gone' });
    await deliver();
    const path = new URL(lms.lineItem('1')).pathname;
    const cell = lms.cells.get(`${path} other`);
    if (cell) cell.points = 4;
    lms.cells.delete(`${path} gone`);
    await worker.readings.read(group());
    expect(await stateOf(same)).toMatchObject({ heldGiven: 17, heldMaximum: 20 });
    expect(await stateOf(other)).toMatchObject({ heldGiven: 4 });
    expect(await stateOf(gone)).toMatchObject({ heldGiven: null });
    expect((await stateOf(gone))?.heldReadAt).not.toBeNull();
    expect(await column()).toMatchObject({ readProblem: null });
  });

  test('an answer that breaks off or is no list changes nothing, and says so', async () => {
    const id = await queue();
    await deliver();
    for (const fault of ['truncated', 'broken off'] as const) {
      lms.fault = ({ kind }) => (kind === 'results' ? fault : null);
      await expect(worker.readings.read(group())).rejects.toMatchObject({
        code: fault === 'truncated' ? 'platform_refused' : 'platform_unreachable',
      });
    }
    expect((await stateOf(id))?.heldReadAt).toBeNull();
    expect(await column()).toMatchObject({ readAt: null, readProblem: 'platform_unreachable' });
  });

  test('another institution’s scores are not touched', async () => {
    const id = await queue();
    await deliver();
    await worker.readings.read({ tenantId: randomUUID(), groupKey: 'task:1' }).catch(() => null);
    expect((await stateOf(id))?.heldReadAt).toBeNull();
  });
});

test('taking a mark back clears what may have arrived, and forgets what never left', async () => {
  const withdraw = (sourceKey: string) =>
    database.db.transaction((tx) => worker.outbox.withdrawScore(tx, course.tenantId, sourceKey));
  const never = draft({ subject: 'never' });
  await database.db.transaction((tx) => worker.outbox.queueScores(tx, course.tenantId, [never]));
  expect(await withdraw(never.sourceKey)).toBe(false);
  await expect(rowOf(never.sourceKey)).rejects.toThrow('no such score');

  const sourceKey = `narration:${randomUUID()}`;
  const id = await queue({ sourceKey });
  await deliver();
  expect(await withdraw(sourceKey)).toBe(true);
  await deliver();
  expect(points()).toBeNull();
  expect(lms.taken.at(-1)?.score).toMatchObject({ gradingProgress: 'NotReady' });
  expect(lms.taken.at(-1)?.score).not.toHaveProperty('comment');
  await queue({ sourceKey, scoreGiven: 18 });
  await deliver();
  expect(points()).toBe(18);
  expect(await stateOf(id)).toMatchObject({ state: 'sent', kind: 'grade', revision: 3 });
});

test('a worker posts what the queue hands it, also what a dead process left', async () => {
  // What the tests before have left to be read is not waited for.
  await database.db.execute(sql`DELETE FROM pgboss.job`);
  const id = await queue({ subject: 'queued' });
  await worker.work();
  await expect.poll(async () => (await stateOf(id))?.state, { timeout: 60_000 }).toBe('sent');
  expect(lms.taken.filter(({ score }) => score.userId === 'queued')).toHaveLength(1);
  // And reads it back by itself, a moment later.
  await expect.poll(async () => (await stateOf(id))?.heldGiven, { timeout: 60_000 }).toBe(17);
});

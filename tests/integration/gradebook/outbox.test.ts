import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createJobs, type Jobs } from '#server/infra/jobs';
import { createLog } from '#server/infra/log';
import type { Actor } from '#server/lti/actor';
import {
  createOutbox,
  deliverScore,
  type ScoreDraft,
  type ScorePost,
} from '#server/gradebook/outbox.service';
import { outboxScores } from '#server/gradebook/outbox.table';
import type { ScoreAnswer } from '#server/gradebook/score.rules';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor, makeCourse, type TestCourse } from '../../support/factories.ts';

let database: TestDatabase;
let course: TestCourse;
let assessor: Actor;
let jobs: Jobs;
let clock: Date;
let posts: ScorePost[];
let answers: ScoreAnswer[];

const answer = (status: number | null, text = ''): ScoreAnswer => ({
  status,
  text,
  retryAfterSeconds: null,
});
const outboxWith = (postScore: (post: ScorePost) => Promise<ScoreAnswer>) =>
  createOutbox({ db: database.db, jobs, now: () => clock, log: createLog('silent'), postScore });
const outbox = () =>
  outboxWith((post) => {
    posts.push(post);
    return Promise.resolve(answers.shift() ?? answer(200));
  });

beforeAll(async () => {
  database = await openTestDatabase();
  course = await makeCourse(database.db);
  assessor = await makeActor(database.db, course, 'assessor');
  jobs = createJobs(database.url, [deliverScore], createLog('silent'));
  await jobs.start();
});
afterAll(async () => {
  await jobs.stop();
  await database.close();
});
beforeEach(async () => {
  clock = new Date('2026-11-24T14:20:00.000Z');
  posts = [];
  answers = [];
  await database.db.delete(outboxScores);
});

function draft(changes: Partial<ScoreDraft> = {}): ScoreDraft {
  return {
    platformId: course.platformId,
    deploymentId: '1',
    sourceKey: `narration:${randomUUID()}`,
    groupKey: 'task:1',
    lineItemUrl: 'https://lms.example/lineitems/1/lineitem?type_id=1',
    subject: '4711',
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
  await database.db.transaction((tx) => outbox().queueScore(tx, course.tenantId, score));
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

test('a score is posted as AGS wants it', async () => {
  const id = await queue();
  await outbox().deliver(id);
  expect(posts).toEqual([
    {
      platformId: course.platformId,
      deploymentId: '1',
      lineItemUrl: 'https://lms.example/lineitems/1/lineitem?type_id=1',
      score: {
        userId: '4711',
        timestamp: '2026-11-24T14:20:00.000Z',
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
  expect(await stateOf(id)).toMatchObject({ state: 'sent', attempts: 1, nextTryAt: null });
});

test('a mark that does not commit leaves no score', async () => {
  const score = draft();
  await expect(
    database.db.transaction(async (tx) => {
      await outbox().queueScore(tx, course.tenantId, score);
      throw new Error('the mark could not be written');
    }),
  ).rejects.toThrow('the mark could not be written');
  await expect(rowOf(score.sourceKey)).rejects.toThrow('no such score');
});

describe('when the LMS does not answer', () => {
  test('the score waits, is tried again later and arrives once', async () => {
    const id = await queue();
    answers = [answer(null), answer(503)];
    await outbox().deliver(id);
    expect(await stateOf(id)).toMatchObject({
      state: 'waiting',
      attempts: 1,
      errorCode: 'platform_unreachable',
    });
    await outbox().deliver(id);
    expect(posts, 'it is not posted before its time').toHaveLength(1);
    clock = new Date(clock.getTime() + 10_000);
    await outbox().deliver(id);
    clock = new Date(clock.getTime() + 60_000);
    await outbox().deliver(id);
    expect(await stateOf(id)).toMatchObject({ state: 'sent', attempts: 3, errorCode: null });
    await outbox().deliver(id);
    expect(posts).toHaveLength(3);
  });

  test('a refusal keeps the LMS’s own words, and a person can try again', async () => {
    const id = await queue();
    answers = [answer(400, 'Incorrect score received')];
    await outbox().deliver(id);
    expect(await stateOf(id)).toMatchObject({
      state: 'refused',
      platformAnswer: 'Incorrect score received',
      errorCode: 'platform_refused',
    });
    await outbox().retry(assessor, 'task:1', id);
    await outbox().deliver(id);
    expect(await stateOf(id)).toMatchObject({ state: 'sent', platformAnswer: null });
  });
});

test('each post of a cell has a later timestamp than the one before', async () => {
  const sourceKey = `narration:${randomUUID()}`;
  const id = await queue({ sourceKey });
  await outbox().deliver(id);
  await queue({ sourceKey, scoreGiven: 19 });
  await outbox().deliver(id);
  expect(posts.map(({ score }) => [score.timestamp, score.scoreGiven])).toEqual([
    ['2026-11-24T14:20:00.000Z', 17],
    ['2026-11-24T14:20:01.000Z', 19],
  ]);
});

test('two workers that take the same job post it once', async () => {
  const id = await queue();
  const slow = outboxWith(async (post) => {
    posts.push(post);
    await database.pool.query('SELECT pg_sleep(0.2)');
    return answer(200);
  });
  await Promise.all([slow.deliver(id), slow.deliver(id), slow.deliver(id)]);
  expect(posts).toHaveLength(1);
});

test('a release during a post is sent after it, and is the last word', async () => {
  const sourceKey = `narration:${randomUUID()}`;
  const id = await queue({ sourceKey, scoreGiven: 12 });
  const meanwhile = outboxWith(async (post) => {
    posts.push(post);
    await queue({ sourceKey, scoreGiven: 15 });
    return answer(200);
  });
  await meanwhile.deliver(id);
  expect(await stateOf(id)).toMatchObject({ state: 'waiting', scoreGiven: 15 });
  clock = new Date(clock.getTime() + 61_000);
  await outbox().deliver(id);
  expect(posts.map(({ score }) => score.scoreGiven)).toEqual([12, 15]);
});

test('somebody of another institution, or without the right, cannot try again', async () => {
  const id = await queue();
  const stranger = await makeActor(database.db, await makeCourse(database.db), 'assessor');
  const student = await makeActor(database.db, course, 'student');
  await expect(outbox().retry(stranger, 'task:1', id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(outbox().retry(student, 'task:1', id)).rejects.toMatchObject({
    code: 'not_allowed',
  });
});

test('a worker posts what the queue hands it, also what a dead process left', async () => {
  const id = await queue();
  const running = outbox();
  await jobs.work(running.jobHandlers);
  await running.resume();
  await expect.poll(async () => (await stateOf(id))?.state, { timeout: 15_000 }).toBe('sent');
  expect(posts).toHaveLength(1);
});

import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Share } from '#contract/assessments';
import { outboxScores } from '#server/gradebook/outbox.table';
import type { Actor } from '#server/lti/actor';
import { memberKey } from '#server/observations/joint.rules';
import { reviewTarget } from '#server/narrations/review-target';
import { people } from '#server/lti/lti.table';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addTask, handIn, makeTeam, makeWorld, placeTask } from '../narrations/narration-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A group of two that handed its narration in, in a course with a gradebook column or without. */
async function makeHandedIn({ namesHidden = false, hasColumn = true } = {}) {
  const { db } = database;
  const world = await makeWorld(db, { send: () => Promise.resolve() });
  const { course, lecturer, clipId } = world;
  world.lms.family = 'desire2learn';
  const work = { mode: 'group', handIn: 'one', narration: 'together' } as const;
  const taskId = await addTask(db, course, lecturer, clipId, { namesHidden }, work);
  if (hasColumn) await placeTask(db, course, taskId);
  const ana = await join(db, course, 'student', { name: 'Ana Adler' });
  const bo = await join(db, course, 'student', { name: 'Bo Berg' });
  const teamId = await makeTeam(db, course, taskId, 'Lab B', [ana, bo]);
  const assessor = await join(db, course, 'assessor');
  const narrationId = await handIn(world, ana, taskId, { noticing: 'rich' });
  const asked = { params: { taskId, narrationId }, query: undefined };
  const keyOf = ({ personId }: Actor) => memberKey(teamId, personId);
  let revision = 0;
  return {
    ...world,
    ...{ taskId, narrationId, ana, bo, assessor, keyOf },
    async mark(shares: Share[] = []) {
      const saved = await world.assessing.saveAssessment(assessor, {
        ...asked,
        body: {
          baseRevision: revision,
          marks: ['noticing', 'linking'].map((criterionId) => ({
            ...{ criterionId, levelId: 'secure', comment: '' },
          })),
          ...{ passages: [], overallComment: 'You looked twice.', shares },
        },
      });
      revision = saved.revision;
      const finished = await world.assessing.finishAssessment(assessor, {
        ...asked,
        body: { revision },
      });
      revision = finished.revision;
      return finished;
    },
    release: () =>
      world.assessing.releaseMarks(assessor, { ...asked, body: { narrationIds: [narrationId] } }),
    withdraw: () => world.assessing.withdrawMark(assessor, { ...asked, body: undefined }),
    view: () => world.assessing.viewRelease(assessor, { ...asked, body: undefined }),
    feedback: (actor: Actor) => world.assessing.readFeedback(actor, { ...asked, body: undefined }),
    scores: async () => {
      const rows = await db
        .select({
          name: people.name,
          kind: outboxScores.kind,
          points: outboxScores.scoreGiven,
          comment: outboxScores.comment,
        })
        .from(outboxScores)
        .innerJoin(
          people,
          and(eq(people.tenantId, outboxScores.tenantId), eq(people.subject, outboxScores.subject)),
        )
        .where(eq(outboxScores.tenantId, course.tenantId))
        .orderBy(people.name);
      return rows;
    },
    /** As if the gradebook had them by now. */
    delivered: () =>
      db
        .update(outboxScores)
        .set({ state: 'sent', lastTimestamp: new Date() })
        .where(eq(outboxScores.tenantId, course.tenantId)),
  };
}

const reason = 'You brought both of the readings.';

describe('the mark of a group', () => {
  test('goes to each of them, with what the assessor adds and why', async () => {
    const world = await makeHandedIn();
    expect(await world.scores()).toMatchObject([{ kind: 'handed-in' }, { kind: 'handed-in' }]);
    await world.mark([{ member: world.keyOf(world.bo), adjustment: 3, reason }]);
    expect((await world.view()).ready).toMatchObject([
      {
        candidate: 'Lab B (Ana Adler, Bo Berg)',
        points: 16,
        members: [
          { candidate: 'Ana Adler', points: 16 },
          { candidate: 'Bo Berg', points: 19 },
        ],
      },
    ]);
    const { transfers, kept } = await world.release();
    expect(kept).toEqual([]);
    expect(transfers.map(({ candidate, points }) => [candidate, points]).toSorted()).toEqual([
      ['Ana Adler', 16],
      ['Bo Berg', 19],
    ]);
    expect(await world.scores()).toEqual([
      { name: 'Ana Adler', kind: 'grade', points: 16, comment: 'You looked twice.' },
      { name: 'Bo Berg', kind: 'grade', points: 19, comment: `You looked twice.\n\n${reason}` },
    ]);
    const [ana, bo] = [await world.feedback(world.ana), await world.feedback(world.bo)];
    expect([ana.points, ana.share]).toEqual([16, { groupPoints: 16, adjustment: 0, reason: '' }]);
    expect([bo.points, bo.share]).toEqual([19, { groupPoints: 16, adjustment: 3, reason }]);
    expect([ana.ownEstimate, bo.ownEstimate]).toEqual([{ noticing: 'rich' }, {}]);
    expect(JSON.stringify(ana)).not.toContain(reason);
  });

  test('stays between nothing and everything', async () => {
    const world = await makeHandedIn();
    await world.mark([
      { member: world.keyOf(world.ana), adjustment: -40, reason: 'You were not there.' },
      { member: world.keyOf(world.bo), adjustment: 40, reason },
    ]);
    await world.release();
    expect((await world.scores()).map(({ points }) => points)).toEqual([0, 20]);
  });

  test('is not finished while a member would not be told why', async () => {
    const world = await makeHandedIn();
    const share = { member: world.keyOf(world.bo), adjustment: -2, reason: ' ' };
    await expect(world.mark([share])).rejects.toMatchObject({ code: 'reason_missing' });
  });

  test('taken back it is cleared for each; released again with another adjustment', async () => {
    const world = await makeHandedIn();
    await world.mark([{ member: world.keyOf(world.bo), adjustment: 3, reason }]);
    await world.release();
    await world.delivered();
    await world.withdraw();
    expect((await world.scores()).map(({ kind }) => kind)).toEqual(['cleared', 'cleared']);
    await expect(world.feedback(world.bo)).rejects.toMatchObject({ code: 'not_found' });
    await world.mark([{ member: world.keyOf(world.ana), adjustment: -1, reason }]);
    await world.release();
    expect(await world.scores()).toMatchObject([
      { kind: 'grade', points: 15 },
      { kind: 'grade', points: 16 },
    ]);
  });

  test('without a column it is kept for each, and counted', async () => {
    const world = await makeHandedIn({ hasColumn: false });
    await world.mark([{ member: world.keyOf(world.bo), adjustment: 3, reason }]);
    const { kept, withoutTransfer } = await world.release();
    expect(kept.map(({ candidate, points }) => [candidate, points])).toEqual([
      ['Ana Adler', 16],
      ['Bo Berg', 19],
    ]);
    expect(withoutTransfer).toBe(2);
  });

  test('names no member before the release where names are hidden', async () => {
    const world = await makeHandedIn({ namesHidden: true });
    await world.mark();
    const [ready] = (await world.view()).ready;
    expect(ready?.candidate).toMatch(/^[0-9A-F]+$/);
    expect(ready?.members?.map(({ candidate }) => candidate)).toEqual([
      `${ready?.candidate} 1`,
      `${ready?.candidate} 2`,
    ]);
    const { transfers } = await world.release();
    expect(transfers.map(({ candidate }) => candidate).toSorted()).toEqual([
      'Ana Adler',
      'Bo Berg',
    ]);
  });

  test('is found from the gradebook cell of any of them', async () => {
    const { db } = database;
    const world = await makeHandedIn();
    const [bo] = await db
      .select({ subject: people.subject })
      .from(people)
      .where(eq(people.id, world.bo.personId));
    const wish = { forSubject: bo?.subject ?? null, lineItemUrl: null, targetLinkUri: null };
    const target = { screen: 'task', taskId: world.taskId } as const;
    expect(await reviewTarget(db, world.assessor, wish, target)).toEqual({
      ...{ screen: 'assessment', taskId: world.taskId, narrationId: world.narrationId },
    });
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Belief } from '#contract/tasks';
import type { Actor } from '#server/lti/actor';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeWorld, workAndHandIn } from './observation-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const beliefs: Belief[] = [
  { id: 'often', question: 'How often?', measure: 'moments', lookForId: 'initiative', otherLookForId: null, maximum: 10 },
  { id: 'share', question: 'How many?', measure: 'share', lookForId: 'answer', otherLookForId: 'initiative', maximum: 1 },
]; // prettier-ignore

async function makeBelievers() {
  const world = await makeWorld(database.db, { beliefs });
  const params = { taskId: world.taskId };
  const { useCases } = world.observations;
  return {
    world,
    noor: await join(database.db, world.course, 'student', { name: 'Noor' }),
    sol: await join(database.db, world.course, 'student', { name: 'Sol' }),
    believe: (actor: Actor, said: Record<string, number>) =>
      useCases.setBeliefs(actor, { params, query: undefined, body: { beliefs: said } }),
    open: (actor: Actor) =>
      useCases.openObservation(actor, { params, query: undefined, body: undefined }),
    compare: (actor: Actor) =>
      useCases.compareObservations(actor, { params, query: undefined, body: undefined }),
  };
}

describe('what was believed', () => {
  test('is kept within its scale, one answer after the other, and unknown questions are left out', async () => {
    const { noor, believe, open } = await makeBelievers();
    await believe(noor, { often: 3, nonsense: 1 });
    const { beliefs: said, revision } = await believe(noor, { share: 7 });
    expect(said).toEqual({ often: 3, share: 1 });
    expect((await believe(noor, { share: 7 })).revision).toBe(revision);
    expect((await open(noor)).beliefs).toEqual(said);
  });

  test('is closed with the first pass, and by the hand-in', async () => {
    const { world, noor, sol, believe } = await makeBelievers();
    const params = { taskId: world.taskId, passId: 'free' };
    const { useCases } = world.observations;
    await believe(noor, { often: 3 });
    await useCases.addWatched(noor, { params, query: undefined, body: { ranges: [[0, 100]] } });
    await useCases.completePass(noor, { params, query: undefined, body: { foundNone: [] } });
    await expect(believe(noor, { often: 5 })).rejects.toMatchObject({ code: 'invalid_request' });
    expect((await believe(noor, { often: 3 })).beliefs).toEqual({ often: 3 });
    await workAndHandIn(world, sol);
    await expect(believe(sol, { often: 1 })).rejects.toMatchObject({ code: 'already_handed_in' });
  });

  test('stands in one’s own comparison, and in nobody else’s', async () => {
    const { world, noor, sol, believe, compare } = await makeBelievers();
    await believe(noor, { often: 4 });
    await workAndHandIn(world, noor);
    await workAndHandIn(world, sol);
    expect((await compare(noor)).beliefs).toEqual({ often: 4 });
    expect((await compare(sol)).beliefs).toEqual({});
    expect((await compare(world.lecturer)).beliefs).toEqual({});
    expect(JSON.stringify((await compare(sol)).readings)).not.toContain('often');
  });

  test('is said by those who observe', async () => {
    const { world, believe } = await makeBelievers();
    await expect(believe(world.lecturer, { often: 1 })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const stranger = await makeBelievers();
    await expect(believe(stranger.noor, { often: 1 })).rejects.toMatchObject({ code: 'not_found' });
  });
});

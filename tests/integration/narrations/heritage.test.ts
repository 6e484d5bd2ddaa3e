import { afterAll, beforeAll, expect, test } from 'vitest';
import { heritageRoutes } from '#contract/heritage';
import { narrationRoutes } from '#contract/narrations';
import { makeActor, makeNextCourse } from '../../support/factories.ts';
import {
  makeInstitution,
  send,
  startApp,
  type Institution,
  type TestApp,
} from '../security/api-world.ts';

let app: TestApp;
let here: Institution;
beforeAll(async () => {
  app = await startApp();
  here = await makeInstitution(app);
});
afterAll(() => app.close());

const readings = async (actor = here.elsewhere.lecturer) =>
  (
    await app
      .callerFor(actor)
      .call(heritageRoutes.listReadings, { params: { clipId: here.ids.clip } })
  ).readings;
const show = (isShown: boolean, isNamed: boolean) =>
  app.callerFor(here.student).call(heritageRoutes.setShowing, {
    params: { narrationId: here.ids.narration },
    body: { isShown, isNamed },
  });

test('a narration stands on its clip’s page by its author’s act, until they take it away', async () => {
  expect(await readings()).toEqual([]);
  await show(true, true);
  const [shown] = await readings();
  expect(shown).toMatchObject({ narrationId: here.ids.narration });
  expect(shown?.paragraphs.length).toBeGreaterThan(0);
  expect([`Student ${here.secret}`, null]).toContain(shown?.author);
  await show(true, false);
  expect((await readings())[0]?.author).toBeNull();
  await show(false, false);
  expect(await readings()).toEqual([]);
});

test('nobody else decides, and what is not handed in cannot be shown', async () => {
  const classmate = await makeActor(app.database.db, here.course, 'student');
  const next = await makeNextCourse(app.database.db, here.course);
  const elsewhere = await makeActor(app.database.db, next, 'student');
  const request = (narrationId: string) => ({
    params: { narrationId },
    body: { isShown: true, isNamed: true },
  });
  for (const actor of [classmate, elsewhere, here.lecturer]) {
    const answer = await send(
      app,
      app.tokenOf(actor),
      heritageRoutes.setShowing,
      request(here.ids.narration),
    );
    expect([403, 404]).toContain(answer.status);
  }
  const begun = await app
    .callerFor(here.student)
    .call(narrationRoutes.openNarration, { params: { taskId: here.ids.openTask } });
  const answer = await send(
    app,
    app.tokenOf(here.student),
    heritageRoutes.setShowing,
    request(begun.id),
  );
  expect(answer.status).toBe(404);
});

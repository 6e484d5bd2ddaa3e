import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { actionStepRoutes, heritageRoutes, type ActionStep } from '#contract/heritage';
import { narrationRoutes } from '#contract/narrations';
import { marks } from '#server/observations/observations.table';
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

const heritage = (actor = here.elsewhere.lecturer) =>
  app.callerFor(actor).call(heritageRoutes.listReadings, { params: { clipId: here.ids.clip } });
const readings = async () => (await heritage()).readings;
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

test('an observation stands there too, with its moments, until its author takes it away', async () => {
  const set = (isShown: boolean, isNamed: boolean, actor = here.student) =>
    send(app, app.tokenOf(actor), heritageRoutes.setObservationShowing, {
      params: { taskId: here.ids.task },
      body: { isShown, isNamed },
    });
  expect((await heritage()).observations).toEqual([]);
  expect((await set(true, true)).status).toBe(204);
  const { tenantId } = here.course;
  await app.database.db.insert(marks).values({
    ...{ id: randomUUID(), tenantId, passId: 'p1', startSeconds: 2, endSeconds: 4, body: 'Waits' },
    ...{ observationId: (await heritage()).observations[0]?.observationId ?? '' },
    ...{ codeIds: [], changedAt: new Date() },
  });
  const [shown] = (await heritage()).observations;
  expect(shown?.moments).toMatchObject([{ startSeconds: 2, endSeconds: 4, note: 'Waits' }]);
  expect([`Student ${here.secret}`, null]).toContain(shown?.author);
  await set(true, false);
  expect((await heritage()).observations[0]?.author).toBeNull();
  await set(false, false);
  expect((await heritage()).observations).toEqual([]);
  // Who has not handed in, and who only leads the course, has nothing to show there.
  const classmate = await makeActor(app.database.db, here.course, 'student');
  for (const actor of [classmate, here.lecturer, here.elsewhere.student])
    expect([403, 404]).toContain((await set(true, true, actor)).status);
  expect((await heritage()).observations).toEqual([]);
});

test('what somebody will try because of a clip stands on its page while they want it', async () => {
  const params = { narrationId: here.ids.narration };
  const student = app.callerFor(here.student);
  const begun = await student.call(actionStepRoutes.getActionStep, { params });
  expect(begun).toMatchObject({ revision: 0, step: { text: '', isShown: false } });
  expect(begun.clips).toMatchObject([
    { id: here.ids.clip, title: `Clip ${here.secret}`, closed: null },
  ]);
  const set = (baseRevision: number, change: Partial<ActionStep>, actor = here.student) =>
    send(app, app.tokenOf(actor), actionStepRoutes.setActionStep, {
      params,
      body: {
        baseRevision,
        step: {
          ...begun.step,
          ...{ text: 'Count to five before I help', dueOn: '2026-12-01' },
          ...{ clipIds: [here.ids.clip], ...change },
        },
      },
    });
  expect((await set(0, {})).status).toBe(200);
  expect((await heritage()).steps).toEqual([]);
  expect((await set(1, { isShown: true, isNamed: false })).status).toBe(200);
  expect((await heritage()).steps).toMatchObject([
    { text: 'Count to five before I help', dueOn: '2026-12-01', outcome: '', author: null },
  ]);
  // Written on another device meanwhile: nothing is overwritten unseen.
  expect((await set(1, { text: 'Older' })).status).toBe(409);
  await set(2, { isShown: true, isNamed: false, outcome: 'He solved it himself.' });
  expect((await heritage()).steps[0]?.outcome).toBe('He solved it himself.');
  // A clip that neither the task nor the narration names is not to be cited, nor by others.
  expect((await set(3, { clipIds: [here.ids.task] })).status).toBe(400);
  for (const actor of [here.lecturer, here.elsewhere.student])
    expect([403, 404]).toContain((await set(3, { text: 'Mine' }, actor)).status);
  await set(3, { isShown: false });
  expect((await heritage()).steps).toEqual([]);
});

test('where the clip is withdrawn its author reads so, and the words stay', async () => {
  const teaching = app.callerFor(here.lecturer);
  await app.callerFor(here.student).call(actionStepRoutes.setActionStep, {
    params: { narrationId: here.ids.narration },
    body: {
      baseRevision: 4,
      step: {
        ...{ text: 'Wait', dueOn: null, outcome: '', clipIds: [here.ids.clip] },
        ...{ isShown: true, isNamed: true },
      },
    },
  });
  const params = { clipId: here.ids.clip, personId: here.ids.filmedPerson };
  await teaching.call(clipRoutes.withdrawConsent, { params });
  const own = await app.callerFor(here.student).call(actionStepRoutes.getActionStep, {
    params: { narrationId: here.ids.narration },
  });
  expect(own).toMatchObject({
    step: { text: 'Wait', clipIds: [here.ids.clip] },
    clips: [{ id: here.ids.clip, closed: 'consent_withdrawn' }],
  });
  expect((await heritage(here.lecturer)).steps).toMatchObject([{ text: 'Wait' }]);
});

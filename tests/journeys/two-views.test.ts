import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { secondViewRoutes } from '#contract/second-views';
import { taskRoutes } from '#contract/tasks';
import type { LookforPlayer } from '#elements/player/clip-player';
import type { LookforSecondView } from '#elements/player/second-view';
import { expectAccessible, openBrowser, type Person } from '../support/browser.ts';
import { addLibraryClip } from '../support/course-work.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import {
  lookforFrame,
  openAs,
  picture,
  pauseByKey,
  picturesOf,
  playedTo,
  press,
  startByKey,
} from './world.ts';

const platform = playedPlatform('blackboard');

/** A scene that two cameras filmed: set by the lecturer, watched in step by a student. */
describe('two synchronised views', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let clipId: string;
  let viewClipId: string;
  let activityId: string;
  const people: Person[] = [];

  async function open(key: string, path = `/activities/${activityId}`): Promise<Frame> {
    const person = await openAs(browser, world.lms, key, { path });
    people.push(person);
    return lookforFrame(person.page);
  }

  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    const { activity, taskId } = await publishTask(world, lecturer, 24);
    activityId = activity.id;
    const { plan } = await lecturer.call(taskRoutes.getTask, { params: { taskId } });
    clipId = plan.clipId ?? '';
    const params = { clipId };
    await lecturer.call(clipRoutes.describeClip, { params, body: { title: 'From the door' } });
    // The other camera runs on for a while.
    viewClipId = await addLibraryClip(world.tool, lecturer, 'From the window', 30);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people }, 'failed-two-views');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  test('a lecturer puts the second camera beside the first, to the frame', async () => {
    const lee = await open('lee');
    // The page of the task names the clip too: it is gone while the library is fetched slowly.
    const named = lee.locator('lookfor-task-page').getByText('From the door');
    await named.waitFor();
    const { page } = people[0] ?? raise();
    const opened = Promise.withResolvers<undefined>();
    await page.route('**/assets/clip-library*.js', async (route) => {
      await opened.promise;
      await route.continue();
    });
    await press(lee, 'Clips');
    await named.waitFor({ state: 'hidden' });
    opened.resolve(undefined);
    await lee.locator('lookfor-clip-card').getByText('From the door').click();
    // The sheet is fetched when it is first wanted. Where it does not come, that is said.
    const isSheet = /\/assets\/dialog-[^/]+\.js$/;
    await page.route(isSheet, (route) => route.abort());
    await press(lee, 'Choose the second view');
    await lee.getByText(/^This part of the page could not be loaded/).waitFor();
    await page.unroute(isSheet);
    await press(lee, 'Try again');
    const other = lee.getByRole('button', { name: /From the window/ });
    await other.waitFor();
    await expect.poll(() => lee.getByRole('button', { name: /From the door/ }).count()).toBe(0);
    await other.click();
    const nudges = lee.getByRole('group', { name: 'How far apart' });
    for (const name of ['+1 s', '+1 frame'])
      await nudges.getByRole('button', { name, exact: true }).click();
    await lee.getByText('It began 1.03 s earlier').waitFor();
    await expect
      .poll(async () => {
        const params = { clipId };
        return (await lecturer.call(secondViewRoutes.getSecondView, { params })).view
          ?.offsetSeconds;
      })
      .toBeCloseTo(1 + 1 / 30, 2);
    await lee.getByRole('heading', { name: 'Second view' }).scrollIntoViewIfNeeded();
    const [person] = people;
    if (person) await expectAccessible(person.page, 'setting a second view');
    if (person) await picture(person, 'second-view-set');
  });

  test('a student sees both in step, within a frame', async () => {
    const sam = await open('sam');
    await press(sam, 'Watch the clip');
    const second = sam.locator('lookfor-second-view');
    await startByKey(sam);
    await playedTo(sam, 4);
    // Slowly: two films at once are much for a machine that has other work, and it is not measured.
    await sam
      .locator('lookfor-player')
      .first()
      .evaluate((player: LookforPlayer) => player.controller.setRate(0.25));
    // Sampled while it plays: most of the time within a frame.
    const drift = () =>
      second.evaluate(async (view: LookforSecondView) => {
        const seen: number[] = [];
        for (let at = 0; at < 15; at += 1) {
          await new Promise(requestAnimationFrame);
          seen.push(Math.abs(view.driftSeconds));
        }
        return seen.sort((a, b) => a - b)[7];
      });
    await expect.poll(drift).toBeLessThanOrEqual(1 / 30);
    await pauseByKey(sam);
    await expect
      .poll(() => second.evaluate((view: LookforSecondView) => Math.abs(view.driftSeconds)))
      .toBeLessThanOrEqual(1 / 30);
    const large = () => sam.locator('lookfor-second-view .whole').count();
    expect(await large()).toBe(0);
    const [, person] = people;
    if (person) await picture(person, 'second-view-small');
    await sam.locator('lookfor-player').first().press('v');
    await expect.poll(large).toBe(1);
    if (person) await picture(person, 'second-view-large');
    await sam.locator('lookfor-player').first().press('v');
    await expect.poll(large).toBe(0);
    expect(people.flatMap(({ policyRefusals }) => policyRefusals)).toEqual([]);
    expect(people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
  });

  test('who is filmed by the second camera withdraws, and the first goes on alone', async () => {
    const params = { clipId: viewClipId };
    const { people: filmed } = await lecturer.call(clipRoutes.getClip, { params });
    await lecturer.call(clipRoutes.withdrawConsent, {
      params: { ...params, personId: filmed[0]?.id ?? '' },
    });
    const sam = await lookforFrame(people[1]?.page ?? raise());
    await sam.getByText('The second view is closed.').waitFor();
    expect(await sam.locator('video').count()).toBeGreaterThan(0);
  });
});

function raise(): never {
  throw new Error('nobody is there');
}

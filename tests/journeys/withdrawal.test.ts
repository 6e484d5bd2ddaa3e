import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { expectAccessible, openBrowser, openPerson, type Person } from '../support/browser.ts';
import { httpCall, type HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import { launch, lookforFrame, picturesOf, playedTo, press } from './world.ts';

const platform = playedPlatform('sakai');

/** A consent is withdrawn while somebody watches, and the whole film is in their browser already. */
describe('a withdrawal while somebody watches', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let sam: Person;
  let student: Frame;
  let frame: Frame;
  let clipId: string;
  let personId: string;
  let activityId: string;
  let lee: Person | undefined;
  const segments: string[] = [];

  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    const { activity } = await publishTask(world, lecturer, 24);
    const { clips } = await lecturer.call(clipRoutes.listClips);
    clipId = clips[0]?.id ?? '';
    sam = await openPerson(browser);
    sam.page.on('response', (response) => {
      if (response.ok() && response.url().endsWith('.m4s')) segments.push(response.url());
    });
    activityId = activity.id;
    const { people } = await lecturer.call(clipRoutes.getClip, { params: { clipId } });
    personId = people[0]?.id ?? '';
    // She is there for four seconds.
    await lecturer.call(clipRoutes.changeFilmedPerson, {
      params: { clipId, personId },
      body: { pseudonym: 'Child A', kind: 'child', ranges: [[8, 12]] },
    });
    const both = await lecturer.call(clipRoutes.addFilmedPerson, {
      params: { clipId },
      body: { pseudonym: 'Educator E', kind: 'adult', ranges: [] },
    });
    await lecturer.call(clipRoutes.recordConsent, {
      params: { clipId, personId: both.people.find(({ kind }) => kind === 'adult')?.id ?? '' },
      body: {
        ...{ purposes: ['training'], audience: 'institution' },
        ...{ validFrom: '2020-01-01', validUntil: '2099-12-31' },
      },
    });
    await sam.page.goto(`${world.lms.baseUrl}/course?as=sam`);
    await sam.page.goto(`${world.lms.baseUrl}/activities/${activityId}`);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      await picturesOf({ people: lee ? [sam, lee] : [sam] }, 'failed-withdrawal');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  test('a student watches', async () => {
    student = await lookforFrame(sam.page);
    await press(student, 'Watch the clip');
    await student.locator('lookfor-player').first().press('Space');
    await playedTo(student, 2);
    await student.locator('lookfor-timeline .frames i').first().waitFor();
  });

  test('the clip stops within ten seconds, and a calm sentence stands in its place', async () => {
    await lecturer.call(clipRoutes.withdrawConsent, { params: { clipId, personId } });
    await student
      .getByText('A person in this clip has withdrawn consent')
      .first()
      .waitFor({ timeout: 10_000 });
    expect(await student.locator('video').count()).toBe(0);
    // Nor do the small pictures stay, nor the sound as it was drawn.
    await expect.poll(() => student.locator('lookfor-timeline .frames').count()).toBe(0);
    await expect.poll(() => student.locator('lookfor-timeline .sound').count()).toBe(0);
  });

  test('nothing that was signed before can be fetched any more', async () => {
    expect(segments.length).toBeGreaterThan(0);
    for (const address of new Set(segments)) {
      const { pathname, search } = new URL(address);
      const { status } = await httpCall(`${world.tool.baseUrl}${pathname}${search}`);
      expect(status).toBe(403);
    }
  });

  test('its owner decides to leave out where the person is seen', async () => {
    lee = await openPerson(browser);
    await lee.page.goto(`${world.lms.baseUrl}/course?as=lee`);
    frame = await launch(lee, 'Lookfor');
    await press(frame, 'Clips');
    await frame.locator('lookfor-clip-card a').first().click();
    await frame.getByText('The whole clip is closed until it is decided').waitFor();
    await press(frame, 'Decide about 0:08–0:12…');
    await press(frame, 'Leave them out');
    await frame.getByText('0:08–0:12: left out when the clip plays.').waitFor();
    await expectAccessible(lee.page, 'what becomes of moments');
  });

  test('the rest plays again, and the player jumps over it and says so', async () => {
    await sam.page.reload();
    student = await lookforFrame(sam.page);
    const video = student.locator('lookfor-player video').first();
    await press(student, 'Play');
    await playedTo(student, 1);
    const asked: string[] = [];
    sam.page.on('response', (response) => {
      if (!response.ok() && response.url().endsWith('.m4s')) asked.push(response.url());
    });
    const before = await video.evaluate((film: HTMLVideoElement) => {
      film.currentTime = 5;
      return film.currentTime;
    });
    expect(before).toBe(5);
    await student.getByText('is left out: somebody who is there').first().waitFor();
    await playedTo(student, 12);
    // Nothing of these moments is in the browser, and nothing of them was asked for.
    const loaded = await video.evaluate((film: HTMLVideoElement) =>
      Array.from({ length: film.buffered.length }, (_, at) => [
        film.buffered.start(at),
        film.buffered.end(at),
      ]),
    );
    for (const [start = 0, end = 0] of loaded) expect(end <= 8.1 || start >= 11.9).toBe(true);
    expect(asked).toEqual([]);
  });

  test('masked for good instead, it plays on the page of its owner as it was made anew', async () => {
    await press(frame, 'Decide otherwise…');
    await frame.getByRole('radio', { name: 'Make the picture black' }).check();
    await press(frame, 'Mask for good');
    await frame
      .getByText('The clip is being made. Nobody can watch it until that is done.')
      .waitFor();
    await frame
      .getByText('0:08–0:12: masked and silent in the film itself.')
      .waitFor({ timeout: 120_000 });
    const video = frame.locator('lookfor-clip-page lookfor-player video').first();
    await expect
      .poll(() => video.evaluate((film: HTMLVideoElement) => film.readyState), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(2);
    expect(await frame.getByText('No connection').count()).toBe(0);
  });
});

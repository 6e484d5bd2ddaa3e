import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { taskRoutes } from '#contract/tasks';
import { PLATFORMS } from '../../lti-tool/practice-lms/platforms/platforms.ts';
import { expectAccessible, openBrowser, type Person } from '../support/browser.ts';
import { playedPlatform } from '../support/played-platform.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import { lookforFrame, openAs, picturesOf, press } from './world.ts';

const platform = playedPlatform('canvas');

/**
 * Lookfor inside the page of a course: several activities from one choice, a clip by itself, a
 * frame that fits, and a window of its own where there is little room.
 */
describe('inside a course page', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  const people: Person[] = [];

  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    await publishTask(world, lecturer);
    const { clips } = await lecturer.call(clipRoutes.listClips);
    const params = { clipId: clips[0]?.id ?? '' };
    await lecturer.call(clipRoutes.describeClip, { params, body: { title: 'The tower' } });
    await lecturer.call(clipRoutes.publishClip, { params });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people }, 'failed-course-page');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function openPage(
    key: string,
    path: string,
    options: Parameters<typeof openAs>[3] = {},
  ): Promise<Person> {
    const person = await openAs(browser, world.lms, key, { path, ...options });
    people.push(person);
    return person;
  }
  /** The dialog in which a lecturer adds something to the course. */
  async function openPicker(): Promise<{ person: Person; frame: Frame }> {
    const person = await openPage('lee', '/course');
    await person.page.getByRole('link', { name: 'Add from Lookfor…' }).click();
    return { person, frame: await lookforFrame(person.page) };
  }
  const activities = () => world.lms.state.activities;
  const placedActivity = () => activities().find(({ title }) => title === 'Task')?.id ?? '';
  /** How high the LMS has made our frame, in pixels. */
  const frameHeight = ({ page }: Person) =>
    page.locator('#tool-frame').evaluate((element) => element.getBoundingClientRect().height);

  test('a whole template comes into the course by one answer', async () => {
    const { person, frame } = await openPicker();
    await frame.getByRole('tab', { name: 'A course template' }).click();
    await frame.getByText(/^4 activities, \d gradebook columns?/).waitFor();
    // Canvas is known to keep them; whatever becomes of them elsewhere, nobody is misled.
    await expect
      .poll(() =>
        frame.getByText(/Your LMS may not show the dates; they hold in Lookfor\./).count(),
      )
      .toBe(platform === 'canvas' ? 0 : 1);
    await expectAccessible(person.page, 'the picker');
    const before = activities().length;
    await press(frame, 'Add 4 activities');
    await expect.poll(() => activities().length).toBe(before + 4);
    const added = activities().slice(before);
    for (const { custom, available, submission } of added) {
      expect(custom).toMatchObject({ link_history: '$ResourceLink.id.history' });
      expect(custom?.['task']).toBeTypeOf('string');
      const { keepsAvailable, keepsSubmissionEnd } = world.lms.state.platform.deepLinking;
      expect(available?.startDateTime !== undefined).toBe(keepsAvailable);
      expect(submission?.endDateTime !== undefined).toBe(keepsSubmissionEnd);
      const params = { taskId: custom?.['task'] ?? '' };
      const { plan } = await lecturer.call(taskRoutes.getTask, { params });
      expect(plan.opensAt).toBeTypeOf('string');
      expect(plan.dueAt).toBeTypeOf('string');
    }
    expect(person.scriptErrors).toEqual([]);
  });

  test('a clip is linked by itself, and students of the course watch it', async () => {
    const { frame } = await openPicker();
    await frame.getByRole('tab', { name: 'A clip' }).click();
    const card = frame.locator('lookfor-clip-choice').getByRole('button').first();
    await card.click();
    await press(frame, 'Link to the clip');
    await frame.getByText('1 activity, no gradebook column').waitFor();
    const before = activities().length;
    await press(frame, 'Add 1 activity');
    await expect.poll(() => activities().length).toBe(before + 1);
    const added = activities().at(-1);
    expect(added?.custom?.['clip']).toBeTypeOf('string');
    const sam = await openPage('sam', `/activities/${added?.id}`);
    const shown = await lookforFrame(sam.page);
    await shown.locator('lookfor-shown-clip video').waitFor();
    await expectAccessible(sam.page, 'a clip by itself');
    expect(sam.scriptErrors).toEqual([]);
  });

  test('the frame becomes as long as the page, and the page around does not move', async () => {
    const lee = await openPage('lee', `/activities/${placedActivity()}`);
    const frame = await lookforFrame(lee.page);
    await frame.locator('lookfor-task-page h1').waitFor();
    const pageHeight = () =>
      frame.locator('lookfor-app').evaluate((app) => app.getBoundingClientRect().height);
    // Never too short; a little too long is left alone, so that nothing jumps.
    const spare = async () => (await frameHeight(lee)) - (await pageHeight());
    const fits = async () => {
      const px = await spare();
      return px >= -1 && px < 170;
    };
    await expect.poll(fits, { message: 'the frame fits' }).toBe(true);
    const asked = () => frame.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    await expect.poll(asked).toBeLessThanOrEqual(1);
    expect(await lee.page.evaluate(() => scrollY)).toBe(0);
    expect(lee.scriptErrors).toEqual([]);
  });

  test('on a phone nothing takes the focus at first; a step further begins at its top', async () => {
    const phone = { viewport: { width: 400, height: 800 }, hasTouch: true, isMobile: true };
    const lee = await openPage('lee', `/activities/${placedActivity()}`, phone);
    const frame = await lookforFrame(lee.page);
    await frame.locator('lookfor-task-page h1').waitFor();
    const { page } = lee;
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    const over = () => document.documentElement.scrollWidth - innerWidth;
    await expect.poll(() => page.evaluate(over)).toBeLessThanOrEqual(0);
    await expect.poll(() => frame.evaluate(over)).toBeLessThanOrEqual(0);
    const further = frame
      .getByRole('link', { name: 'Change the task' })
      .or(frame.getByRole('button', { name: 'Change the task' }));
    await further.first().scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy({ top: 300, behavior: 'instant' }));
    // On a slow line a step waits; a frame as short as that could not be brought to its top.
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(/\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await further.first().press('Enter');
    await frame.locator('lookfor-task-page').waitFor({ state: 'detached' });
    await expect.poll(() => frame.getByText('Loading').first().isVisible()).toBe(true);
    answer();
    await frame.locator('lookfor-task-builder h1').first().waitFor();
    const focused = () =>
      frame.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.tagName;
      });
    await expect.poll(focused).toBe('H1');
    // Canvas brings the top of the frame into sight when it is told; elsewhere the focus does.
    const heading = frame.locator('lookfor-task-builder h1').first();
    const isInSight = async () => {
      const { y = -1 } = (await heading.boundingBox()) ?? {};
      return y >= 0 && y < 800;
    };
    await expect.poll(isInSight, { message: 'the heading is in sight' }).toBe(true);
    const top = () =>
      page.locator('#tool-frame').evaluate((holder) => holder.getBoundingClientRect().top);
    if (PLATFORMS[platform].scrollsToTop) await expect.poll(top).toBeLessThan(3);
    expect(lee.scriptErrors).toEqual([]);
  });

  test('on a phone a window of its own is offered, and it opens the same task', async () => {
    const sam = await openPage('sam', `/activities/${placedActivity()}`, {
      viewport: { width: 390, height: 700 },
      hasTouch: true,
      isMobile: true,
    });
    const frame = await lookforFrame(sam.page);
    const button = frame.getByRole('button', { name: 'Open in a window of its own' });
    await button.waitFor();
    await expectAccessible(sam.page, 'a task on a phone');
    // On its side, too: the frame is high there, but what is in sight of it is low.
    await sam.page.setViewportSize({ width: 700, height: 390 });
    await expect.poll(() => frame.evaluate(() => innerWidth)).toBeGreaterThan(480);
    await expect.poll(() => frame.evaluate(() => innerHeight)).toBeGreaterThan(420);
    await expect.poll(() => button.boundingBox()).not.toBeNull();
    const opening = sam.context.waitForEvent('page');
    await button.click();
    const own = await opening;
    people.push({ ...sam, page: own });
    await own.locator('lookfor-student-task').waitFor();
    expect(new URL(own.url()).pathname).toMatch(/^\/app\/[0-9a-f]{12}$/);
    expect(await own.getByRole('button', { name: 'Open in a window of its own' }).count()).toBe(0);
    expect(sam.scriptErrors).toEqual([]);
  });
});

import type { Browser, Frame, Route } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { narrationRoutes } from '#contract/narrations';
import { PLATFORMS } from '../../lti-tool/practice-lms/platforms/platforms.ts';
import { expectAccessible, openBrowser, type Person } from '../support/browser.ts';
import { handInWork } from '../support/course-work.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import { callerOf } from './platform-world.ts';
import { lookforFrame, openAs, picturesOf, playedTo, press } from './world.ts';

const platform = playedPlatform('canvas');
const { editor, frameMessages } = PLATFORMS[platform];

/** What measures again and again waits for each measure, too. */
const PATIENCE = { timeout: 240_000 };
const [CLIP, QUESTION, NARRATION] = [0, 1, 2] as const;

/**
 * A page of the course with words of the lecturer, and between them a clip, a question and a
 * narration, each in a frame that is as tall as what it shows.
 */
describe('in the text of a page', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let taskId: string;
  const people: Person[] = [];
  let lee: Person;
  let sam: Person;

  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    browser = await openBrowser();
    const lecturer = await world.launch('lee');
    ({ taskId } = await publishTask(world, lecturer, 4));
    const { clips } = await lecturer.call(clipRoutes.listClips);
    const params = { clipId: clips[0]?.id ?? '' };
    await lecturer.call(clipRoutes.describeClip, { params, body: { title: 'How it fell' } });
    await lecturer.call(clipRoutes.publishClip, { params });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people }, 'failed-editor');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function open(key: string, options: Parameters<typeof openAs>[3] = {}) {
    const person = await openAs(browser, world.lms, key, options);
    people.push(person);
    return person;
  }

  test('a lecturer begins a page of the course', async () => {
    lee = await open('lee');
    await lee.page.getByLabel('Name of a new page').fill('Week 3: waiting');
    await lee.page.getByRole('button', { name: 'Write a page' }).click();
    await lee.page.getByLabel('Text').fill('Before you read on, watch how it fell.');
  });

  if (!editor) {
    test('its editor has no place for tools: the clip is an activity, in a frame of its own', async () => {
      await lee.page.getByText('has no place for tools in its editor').waitFor();
      expect(await lee.page.locator('[data-choose]').count()).toBe(0);
      await lee.page.goto(`${world.lms.baseUrl}/course`);
      await lee.page.getByRole('link', { name: 'Add from Lookfor…' }).click();
      const picker = await lookforFrame(lee.page);
      await chooseClip(picker);
      await lee.page.getByRole('link', { name: 'How it fell' }).first().waitFor();
      sam = await open('sam');
      await sam.page.getByRole('link', { name: 'How it fell' }).first().click();
      const frame = await lookforFrame(sam.page);
      await frame.locator('lookfor-shown-clip video').waitFor();
      expect(people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
    });
    return;
  }

  async function chooseClip(picker: Frame): Promise<void> {
    await picker.getByRole('tab', { name: 'A clip' }).click();
    await picker.locator('lookfor-clip-choice').getByRole('button').first().click();
    await press(picker, 'Link to the clip');
    await press(picker, 'Add 1 activity');
  }

  /** The dialog of the editor, with the picker in it. */
  async function openPicker(): Promise<Frame> {
    await lee.page.locator('[data-choose]').click();
    const picker = await lookforFrame(lee.page);
    await picker.getByRole('tab', { name: 'A clip' }).waitFor();
    return picker;
  }

  const inserted = () => lee.page.locator('[data-inserted]');

  test('she inserts a clip, and what she wrote is still there', async () => {
    const picker = await openPicker();
    await expectAccessible(lee.page, 'the picker in the editor');
    await chooseClip(picker);
    await inserted().first().waitFor();
    expect(await lee.page.getByLabel('Text').first().inputValue()).toMatch(/^Before you read on/);
    await expectAccessible(lee.page, 'the editor of a page');
  });

  test('an LMS that takes its time is sent the choice once; where the browser gives up, it can be sent again', async () => {
    const { page } = lee;
    const picker = await openPicker();
    const posts: Route[] = [];
    const isAnswer = ({ host }: URL) => host === new URL(world.lms.baseUrl).host;
    await page.route(isAnswer, (route) =>
      route.request().method() === 'POST' ? posts.push(route) : route.continue(),
    );
    await press(picker, 'Cancel');
    await picker.getByText('Going back to your LMS…').waitFor();
    await expect.poll(() => posts.length, PATIENCE).toBe(1);
    for (const button of await picker.getByRole('button').all()) await button.click();
    expect(await picker.getByRole('button').count()).toBe(0);
    await picker.evaluate(() => stop());
    await picker.getByText('Your LMS has not answered.').waitFor();
    await expectAccessible(page, 'a choice that the LMS has not taken');
    await press(picker, 'Send once more');
    await expect.poll(() => posts.length, PATIENCE).toBe(2);
    expect(await picker.getByRole('button').count()).toBe(0);
    const answered = page.waitForResponse(
      (response) => isAnswer(new URL(response.url())) && response.request().method() === 'POST',
    );
    await posts[1]?.continue();
    expect((await answered).status()).toBe(200);
    await page.unroute(isAnswer);
    expect(await inserted().count()).toBe(1);
  });

  test.each([
    ['The question with its clip', 2],
    ['The narration', 3],
  ])('and of a task: %s', async (part, count) => {
    const picker = await openPicker();
    await picker.getByRole('tab', { name: 'A task' }).click();
    await picker.getByLabel(part).check();
    await picker.getByRole('checkbox', { name: /The tower/ }).check();
    await press(picker, 'Add 1 activity');
    await expect.poll(() => inserted().count()).toBe(count);
  });

  /** What Lookfor shows in one of the frames of the page, once it is there. */
  async function shown(at: number): Promise<Frame> {
    const holder = sam.page.locator('.written-frame').nth(at);
    await holder.scrollIntoViewIfNeeded();
    const content = async () => (await holder.elementHandle())?.contentFrame();
    await expect
      .poll(async () => (await content())?.url())
      .toMatch(/^https?:\/\/tool\.localhost:\d+\/app/);
    const frame = await content();
    if (!frame) throw new Error('the page has no such frame');
    await frame.locator('lookfor-app main :is(h1, h2)').first().waitFor({ state: 'attached' });
    return frame;
  }

  /** Waits until a frame is as tall as what it shows: nothing scrolls inside, little is empty. */
  async function expectFit(at: number): Promise<number> {
    const frame = await shown(at);
    const measure = () =>
      frame.evaluate(() => ({
        inside: document.documentElement.scrollHeight - innerHeight,
        spare:
          innerHeight -
          (document.querySelector('lookfor-app')?.getBoundingClientRect().height ?? 0),
      }));
    await expect.poll(async () => (await measure()).inside).toBeLessThanOrEqual(1);
    // A frame that becomes only a little too long is left as it is, so that nothing jumps.
    await expect.poll(async () => (await measure()).spare).toBeLessThan(170);
    return frame.evaluate(() => innerHeight);
  }

  test('a student reads the page: all three are there at once, and the clip plays', async () => {
    await lee.page.getByRole('button', { name: 'Save the page' }).click();
    sam = await open('sam', { viewport: { width: 1240, height: 900 } });
    await sam.page.getByRole('link', { name: 'Week 3: waiting' }).click();
    await sam.page.getByText('Before you read on').waitFor();
    for (const at of [CLIP, QUESTION, NARRATION]) await expectFit(at);
    const clip = await shown(CLIP);
    await clip.getByRole('button', { name: 'Play' }).first().click();
    await playedTo(clip, 1);
    await (await shown(QUESTION)).getByRole('heading', { name: 'Before you watch' }).waitFor();
    await (await shown(NARRATION)).getByLabel('The text of your narration').waitFor();
    await expectAccessible(sam.page, 'a page of the course with three frames');
  });

  test('when there is less room, and when there is more, the frames follow', async () => {
    const wide = await expectFit(CLIP);
    await sam.page.setViewportSize({ width: 400, height: 850 });
    await expect.poll(() => expectFit(CLIP), PATIENCE).toBeLessThan(wide - 100);
    for (const at of [QUESTION, NARRATION]) await expectFit(at);
    const over = () => document.documentElement.scrollWidth - innerWidth;
    for (const at of [CLIP, QUESTION, NARRATION])
      await expect
        .poll(async () => (await shown(at)).evaluate(over), { message: `frame ${at}` })
        .toBeLessThanOrEqual(0);
    await sam.page.setViewportSize({ width: 1240, height: 900 });
    await expect.poll(() => expectFit(CLIP), PATIENCE).toBe(wide);
  });

  test('the question opens into the observation, and its frame grows with it', async () => {
    const frame = await shown(QUESTION);
    const before = await expectFit(QUESTION);
    await press(frame, 'Watch the clip');
    await frame.locator('lookfor-timeline').waitFor();
    expect(await expectFit(QUESTION)).toBeGreaterThanOrEqual(before);
    await handInWork(await callerOf(frame), taskId);
  });

  test('a long narration is written without an inner scroll bar', async () => {
    const caller = await callerOf(await shown(QUESTION));
    const params = { taskId };
    const { revision } = await caller.call(narrationRoutes.openNarration, { params });
    expect(revision).toBeGreaterThan(0);
    await sam.page.reload();
    const frame = await shown(NARRATION);
    await frame.getByRole('heading', { name: 'The tower falls' }).waitFor();
    const before = await expectFit(NARRATION);
    const note = frame.getByLabel('One small next move in practice');
    await note.fill('I wait.\n'.repeat(60));
    await expect.poll(() => expectFit(NARRATION), PATIENCE).toBeGreaterThan(before);
  });

  test('no script failed and no policy was broken', () => {
    expect(frameMessages).not.toBe('none');
    expect(people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
    expect(people.flatMap(({ policyRefusals }) => policyRefusals)).toEqual([]);
    expect(people.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
  });
});

import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { captionRoutes } from '#contract/captions';
import { clipRoutes } from '#contract/clips';
import { readWebVtt } from '#contract/shared/webvtt';
import { openBrowser, type Person } from '../support/browser.ts';
import { addLibraryClip } from '../support/course-work.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { openToolWithLms, type ToolWithLms } from '../support/tool-with-lms.ts';
import { everythingSaved, launch, openAs, picturesOf, press } from './world.ts';

const VTT = `WEBVTT

00:01.000 --> 00:03.000
<v Child A>[Child A] It leans. Like this.

00:04.000 --> 00:06.000
<v Child A>Now it stands.
`;

/** Captions are corrected by keyboard alone, are kept, and lead back into the clip. */
describe('captions by keyboard', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let lee: Person;
  let frame: Frame;
  let clipId: string;

  beforeAll(async () => {
    world = await openToolWithLms();
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    clipId = await addLibraryClip(world.tool, lecturer, 'The tower', 8);
    await lecturer.call(clipRoutes.setCaptions, {
      params: { clipId, language: 'en' },
      body: { label: 'English', vtt: VTT },
    });
    lee = await openAs(browser, world.lms, 'lee');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people: [lee] }, 'failed-captions');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function openClip(): Promise<void> {
    frame = await launch(lee, 'Lookfor');
    await press(frame, 'Clips');
    await frame.locator('lookfor-clip-card a').first().click();
  }
  const words = () => frame.getByRole('textbox', { name: 'What is said' });
  const time = (edge: 'Begins' | 'Ends') => frame.getByRole('textbox', { name: edge, exact: true });
  const lines = () => frame.locator('lookfor-cue-list li');
  const saved = async () => {
    const { vtt } = await lecturer.call(captionRoutes.getTrack, {
      params: { clipId, kind: 'captions', language: 'en' },
    });
    return readWebVtt(vtt).cues;
  };

  test('a line is split at the caret, and a speaker is named once', async () => {
    await openClip();
    await frame.locator('lookfor-caption-shelf').getByRole('button', { name: 'Edit' }).click();
    await lines().nth(1).waitFor();
    await lines().nth(0).locator('button, textarea').first().focus();
    await words().waitFor();
    await words().evaluate((field: HTMLTextAreaElement) => {
      const at = field.value.indexOf('Like');
      field.setSelectionRange(at, at);
    });
    await words().press('Control+Enter');
    await expect.poll(() => lines().count()).toBe(3);
    await everythingSaved(frame);
    await expect
      .poll(async () => (await saved()).map(({ text }) => text))
      .toEqual(['[Child A] It leans.', 'Like this.', 'Now it stands.']);
  });

  test('its times are nudged by frames, and typed', async () => {
    const before = await time('Begins').inputValue();
    await words().press('Alt+ArrowRight');
    await expect.poll(() => time('Begins').inputValue()).not.toBe(before);
    await time('Ends').fill('0:03.500');
    await time('Ends').press('Tab');
    await words().fill('Like this, she says.');
    await everythingSaved(frame);
    await expect
      .poll(async () => (await saved())[1])
      .toMatchObject({ endSeconds: 3.5, text: 'Like this, she says.' });
  });

  test('a closed line says the name of its speaker once', async () => {
    await words().press('Alt+ArrowDown');
    await expect.poll(() => lines().nth(0).innerText()).toMatch(/Child A/);
    expect((await lines().nth(0).innerText()).match(/Child A/g)).toHaveLength(1);
  });

  test('it is there after a reload; a line that is sought plays the clip', async () => {
    await lee.page.goto(`${world.lms.baseUrl}/course?as=lee`);
    await openClip();
    const transcript = frame.locator('lookfor-transcript');
    await transcript.getByText('Like this, she says.').waitFor();
    await transcript.getByRole('button', { name: 'Search the transcript' }).click();
    await transcript.getByRole('searchbox').fill('stands');
    await expect.poll(() => transcript.locator('li button').count()).toBe(1);
    await transcript.locator('li button').first().press('Enter');
    const video = frame.locator('lookfor-player video').first();
    await expect
      .poll(() => video.evaluate((film: HTMLVideoElement) => film.currentTime))
      .toBeGreaterThanOrEqual(4);
  });

  // The browser's own question is shown to nobody in a frame of another site: the page asks.
  test('they are removed only after a question, whose first answer is no', async () => {
    const remove = frame.getByRole('button', { name: /Remove.*English/ });
    const question = frame.getByRole('dialog', { name: /cannot be brought back/ });
    const tracks = async () => {
      const reply = await lecturer.call(captionRoutes.listTracks, { params: { clipId } });
      return reply.tracks.length;
    };
    await remove.press('Enter');
    const no = question.getByRole('button', { name: 'Cancel' });
    await expect.poll(() => no.evaluate((button) => button.matches(':focus'))).toBe(true);
    await lee.page.keyboard.press('Enter');
    await question.waitFor({ state: 'hidden' });
    expect(await tracks()).toBe(1);
    await remove.press('Enter');
    await question.getByRole('button', { name: 'Remove' }).press('Enter');
    await expect.poll(tracks).toBe(0);
  });
});

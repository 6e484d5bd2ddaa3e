import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { collectionRoutes } from '#contract/collections';
import { curationRoutes } from '#contract/curation';
import { actionStepRoutes, heritageRoutes } from '#contract/heritage';
import { narrationRoutes } from '#contract/narrations';
import { openBrowser, type Person } from '../support/browser.ts';
import { addLibraryClip, addTask, handInWork } from '../support/course-work.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { openToolWithLms, type ToolWithLms } from '../support/tool-with-lms.ts';
import { launch, openAs, picturesOf, playedTo, press } from './world.ts';

/** How many works of each kind are shown: two more than stand there at first. */
const WORKS = 6;

/** What stands on the page of a clip besides the clip. */
describe('the page of a clip', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let clipId: string;
  let lee: Person;
  let frame: Frame;

  beforeAll(async () => {
    world = await openToolWithLms();
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    clipId = await addLibraryClip(world.tool, lecturer, 'The tower falls', 6);
    await showWorks(lecturer, await world.launch('sam'));
    lee = await openAs(browser, world.lms, 'lee');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people: [lee] }, 'failed-clip-page');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  /** Narrations and what follows from them, and one observation in which nothing is marked. */
  async function showWorks(owner: HttpPerson, student: HttpPerson): Promise<void> {
    const showing = { isShown: true, isNamed: false };
    for (let at = 0; at < WORKS; at++) {
      const taskId = await addTask(owner, clipId, `Task ${at}`);
      await handInWork(student, taskId);
      const { id: narrationId } = await student.call(narrationRoutes.openNarration, {
        params: { taskId },
      });
      const params = { narrationId };
      await student.call(heritageRoutes.setShowing, { params, body: showing });
      const step = { text: `I wait longer: ${at}`, dueOn: null, outcome: '', clipIds: [clipId] };
      await student.call(actionStepRoutes.setActionStep, {
        params,
        body: { baseRevision: 0, step: { ...step, ...showing } },
      });
      if (at === 0)
        await student.call(heritageRoutes.setObservationShowing, {
          params: { taskId },
          body: showing,
        });
    }
  }

  /** What has keyboard focus, within whatever shadow. */
  const focused = () =>
    frame.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return `${at?.localName} ${at?.textContent.trim().replace(/\s+/g, ' ')}`;
    });

  test('more is shown of the list that was asked for, and one goes on there', async () => {
    frame = await launch(lee, 'Lookfor');
    await press(frame, 'Clips');
    await press(frame, /The tower falls/);
    const tried = frame.getByRole('region', { name: 'Tried because of this' });
    const read = frame.getByRole('region', { name: 'What others read in it' });
    await tried.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => tried.locator('.said').count()).toBe(WORKS);
    expect(await focused()).toMatch(/^li I wait longer: 1/);
    expect(await read.locator('summary').count()).toBe(4);
    await read.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => read.locator('summary').count()).toBe(WORKS);
    expect(await focused()).toMatch(/^summary The tower falls/);
  });

  test('who looked and marked nothing is told in words', async () => {
    await frame.getByText('No moment was marked.').waitFor();
    expect(await frame.getByText(/^0 moments/).count()).toBe(0);
  });

  test('the open page of its owner follows what is recorded of consents elsewhere, and plays on', async () => {
    const player = frame.locator('lookfor-clip-page lookfor-player').first();
    await press(frame, 'Play the clip');
    await playedTo(frame, 0.5);
    const { people } = await lecturer.call(clipRoutes.getClip, { params: { clipId } });
    const params = { clipId, personId: people[0]?.id ?? '' };
    await lecturer.call(clipRoutes.withdrawConsent, { params });
    await frame
      .getByRole('link', { name: 'Child A has withdrawn. It is closed for everybody but you.' })
      .waitFor({ timeout: 10_000 });
    await frame.getByText('Seen or heard all the time, so the whole clip stays closed.').waitFor();
    expect(await player.locator('video').count()).toBe(1);
  });

  test('who is to review a clip is led from its head to what is to be done', async () => {
    await lecturer.call(curationRoutes.moveClip, {
      params: { clipId },
      body: { move: 'retire', why: 'The end is cut' },
    });
    await lecturer.call(curationRoutes.moveClip, {
      params: { clipId },
      body: { move: 'restore', why: '' },
    });
    await press(frame, 'Back to the library');
    await press(frame, /The tower falls/);
    const act = frame.getByRole('button', { name: 'Give it back' });
    await act.waitFor();
    await frame.getByRole('region', { name: 'What others read in it' }).waitFor();
    await frame.getByRole('link', { name: 'It waits for the check of its consents' }).click();
    const { height = 0 } = lee.page.viewportSize() ?? {};
    await expect.poll(async () => (await act.boundingBox())?.y ?? 0).toBeLessThan(height);
  });

  test('a collection in which nothing is says so, and not that nothing was found', async () => {
    await lecturer.call(collectionRoutes.createCollection, {
      body: { title: 'Transitions', scope: 'own' },
    });
    await press(frame, 'Back to the library');
    await frame.getByText('Collection', { exact: true }).click();
    await frame.getByLabel(/^Transitions/).check();
    await frame.getByText('Nothing is in this collection yet').waitFor();
    await frame.getByRole('searchbox').fill('tower');
    await frame.getByText('No clip has all of this').waitFor();
    await press(frame, 'Show all clips');
    await frame.getByRole('link', { name: 'Decide what becomes of it' }).click();
    await frame.getByRole('heading', { name: 'The tower falls', level: 1 }).waitFor();
  });
});

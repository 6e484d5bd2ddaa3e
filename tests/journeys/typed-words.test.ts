import type { LitElement } from 'lit';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { taskRoutes } from '#contract/tasks';
import { vocabularyRoutes } from '#contract/vocabularies';
import type { ScreenName, ScreenParams } from '#elements/kit/events';
import { openBrowser, openPerson } from '../support/browser.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, until, type ToolWithLms } from '../support/tool-with-lms.ts';
import { goTo } from './world.ts';

const platform = playedPlatform('practice');

let world: ToolWithLms;
let browser: Browser;

beforeAll(async () => {
  world = await openToolWithLms({ platform });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Lee's window on one of our pages. */
async function open(screen: ScreenName, params: ScreenParams = {}): Promise<Page> {
  const { page } = await openPerson(browser);
  const link = world.lms.state.startLink(world.registration.clientId)?.id ?? '';
  await page.goto(`${world.lms.baseUrl}/activities/${link}/open?as=lee`);
  await goTo(page, screen, params);
  return page;
}

/** Draws an element anew, which happens at any moment. */
const drawAnew = (element: Locator) =>
  element.evaluate((one: LitElement) => {
    one.requestUpdate();
    return one.updateComplete;
  });

test('the words of an institution are kept as they are typed, however fast', async () => {
  const page = await open('vocabularies');
  const words = page.locator('lookfor-vocabulary-page');
  await page.getByLabel('A new word').fill('Waiting');
  await page.keyboard.press('Enter');
  const name = page.getByLabel('Name of “Waiting”');
  await name.fill('Time to wait');
  await drawAnew(words);
  await name.press('Enter');
  await page.getByLabel('Name of “Time to wait”').waitFor();

  // One translation after the other, while the one before is still on its way.
  await page.getByRole('button', { name: 'More' }).click();
  await page.route('**/api/**', async (route) => {
    await drawAnew(words);
    await route.continue();
  });
  await page.getByLabel('Dutch').fill('Wachttijd');
  await page.getByLabel('French').fill('Le temps d’attendre');
  await drawAnew(words);
  await page.keyboard.press('Enter');
  const lee = await world.launch('lee');
  await until('both translations are kept', async () => {
    const { terms } = await lee.call(vocabularyRoutes.listTerms, {});
    const { nl, fr } = terms[0]?.translations ?? {};
    return nl === 'Wachttijd' && fr === 'Le temps d’attendre';
  });

  // What is not possible is taken back, and said.
  await page.getByLabel('A new word').fill('Play');
  await page.keyboard.press('Enter');
  const other = page.getByLabel('Name of “Play”');
  await other.fill('Time to wait');
  await other.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await other.inputValue()).toBe('Play');
});

test('what a pass asks for is kept as it is typed, and shown as it was taken', async () => {
  const lee = await world.launch('lee');
  const { id: taskId } = await lee.call(taskRoutes.createTask, { body: { clipId: null } });
  const page = await open('task-builder', { taskId });
  const passes = page.locator('lookfor-builder-passes');
  await passes.getByRole('button', { expanded: false }).first().click();
  await passes.getByRole('button', { name: 'One more' }).first().click();
  const fields = [
    [passes.getByLabel('About how many minutes'), '12', '12'],
    [passes.getByLabel('How many times'), '2', '2'],
    [passes.getByLabel(/^Where in the clip/).first(), '1:00-1:30', '1:00–1:30'],
    [passes.getByLabel(/^Where in the clip/).first(), 'later', ''],
  ] as const;
  for (const [field, words, taken] of fields) {
    await field.fill(words);
    await drawAnew(passes);
    await field.blur();
    expect(await field.inputValue()).toBe(taken);
  }
  await until('the pass is kept', async () => {
    const { plan } = await lee.call(taskRoutes.getTask, { params: { taskId } });
    return plan.passes.some(
      ({ guideMinutes, watchTimes }) => guideMinutes === 12 && watchTimes === 2,
    );
  });
});

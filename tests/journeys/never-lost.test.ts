import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { observationRoutes, type Mark } from '#contract/observations';
import { spokenNoteRoutes } from '#contract/spoken-notes';
import { taskRoutes } from '#contract/tasks';
import { expectAccessible, openBrowser, openPerson } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { freePort } from '../support/tool-process.ts';
import { openToolWithLms, publishTask, until } from '../support/tool-with-lms.ts';
import { goTo } from './world.ts';

const pictures = fileURLToPath(new URL('../../test-results/', import.meta.url));
const platform = playedPlatform('sakai');

let world: Awaited<ReturnType<typeof openToolWithLms>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let sam: HttpPerson;
let taskId: string;
let address: string;

beforeAll(async () => {
  world = await openToolWithLms({ lms: await freePort(), tool: await freePort(), platform });
  browser = await openBrowser();
  const published = await publishTask(world, await world.launch('lee'), 4);
  taskId = published.taskId;
  address = `${world.lms.baseUrl}/activities/${published.activity.id}/open?as=sam`;
  sam = await world.launch('sam', published.activity.id);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** The workspace in a browser of its own, as on another device. */
async function openWorkspace(viewport = { width: 1240, height: 950 }) {
  const { context, page, policyRefusals, scriptErrors } = await openPerson(browser, { viewport });
  await page.goto(address);
  await goTo(page, 'observation', { taskId });
  const begin = page.getByRole('button', { name: 'Watch the clip' });
  await begin.or(page.locator('lookfor-timeline')).first().waitFor();
  if (await begin.isVisible()) await begin.click();
  await page.locator('lookfor-timeline').waitFor();
  // What one needs without a connection is fetched by itself, before anybody asks for it.
  await page.waitForFunction(
    (tags) => tags.every((tag) => customElements.get(tag) !== undefined),
    ['lookfor-frame-drawings', 'lookfor-spoken-note', 'lookfor-hand-in-dialog', 'lookfor-key-help'],
  );
  return { context, page, policyRefusals, scriptErrors };
}

async function marksOnServer(): Promise<Mark[]> {
  const { marks } = await sam.call(observationRoutes.openObservation, { params: { taskId } });
  return marks;
}

const note = (page: Page) => page.getByRole('textbox', { name: 'What you saw' });

/** An hour without a connection, on the clock of the page. */
async function loseConnection(context: BrowserContext, page: Page): Promise<void> {
  await context.setOffline(true);
  await page.clock.setSystemTime(Date.now() + 3_600_000);
}

test('what is marked, drawn, said and taken back in an hour offline is there when the page opens again', async () => {
  const { context, page, policyRefusals, scriptErrors } = await openWorkspace();
  await page.keyboard.press('m');
  await page.keyboard.press('n');
  await note(page).fill('She looks up');
  await until(
    'the first words are kept',
    async () => (await marksOnServer())[0]?.body === 'She looks up',
  );

  await loseConnection(context, page);
  await page.getByText('More', { exact: true }).click();
  await page.getByRole('button', { name: '+ Circle' }).click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'fairly sure' }).click();

  // Asked once, in words, before the microphone is.
  await page.getByRole('button', { name: 'Say it aloud' }).click();
  await page.getByText('Your voice is kept with this note.').waitFor();
  await expectAccessible(page, 'the question before a voice is recorded');
  await page.getByRole('button', { name: 'I agree: record' }).click();
  const stop = page.getByRole('button', { name: /^Recording/ });
  await stop.waitFor();
  await page.locator('video').evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  await stop.click();
  await page.getByRole('textbox', { name: 'What you say' }).fill('There she looks');
  await page.getByRole('button', { name: 'Done', exact: true }).click();

  await page.keyboard.press('m');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+z');
  await page.getByText('Offline: 2 changes kept on this device').waitFor();
  expect(await marksOnServer()).toHaveLength(1);
  await page.close();

  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(address);
  await goTo(again, 'observation', { taskId });
  await until('all of it has reached the server', async () => (await marksOnServer()).length === 2);
  const told = (await marksOnServer()).find(({ body }) => body === 'She looks up');
  expect(told).toMatchObject({
    confidence: 2,
    drawings: [{ kind: 'circle' }],
    spoken: { words: 'There she looks' },
  });
  await until('the voice has, too', () =>
    sam
      .call(spokenNoteRoutes.hearSpokenNote, { params: { noteId: told?.spoken?.id ?? '' } })
      .then(({ base64 }) => base64.length > 100)
      .catch(() => false),
  );
  await again.getByRole('button', { name: /^Listen/ }).click();
  await again.getByLabel('Spoken note').waitFor();
  expect([...policyRefusals, ...scriptErrors]).toEqual([]);
  await context.close();
});

test('a part of the page that does not come says so, and comes when it is asked for again', async () => {
  const { context, page, policyRefusals } = await openWorkspace();
  const before = (await marksOnServer()).length;
  // The voice of a note is fetched for the list, too, and takes the place that was held for it.
  await page.getByRole('button', { name: /^Listen/ }).waitFor();
  const isSheet = /assets\/exchange-sheet-[^/]+\.js$/;
  await page.route(isSheet, (route) => route.abort());
  await page.getByRole('button', { name: 'Export / import' }).press('Enter');
  const missing = page.getByText('This part of the page could not be loaded.');
  await missing.waitFor();
  await expectAccessible(page, 'a part that did not come');
  await page.screenshot({ path: join(pictures, 'part-missing.png') });
  // The keys of the workspace rest while it lies over it.
  await page.keyboard.press('m');
  await page.unroute(isSheet);
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await page.getByRole('heading', { name: 'Your work as a file' }).waitFor();
  await expect.poll(() => missing.isVisible()).toBe(false);
  const isInside = () =>
    page
      .locator('lookfor-exchange-sheet')
      .evaluate(({ shadowRoot }) => shadowRoot?.activeElement !== null);
  await expect.poll(isInside).toBe(true);
  // The file is named beside what would come of it, however often it is chosen.
  for (const moments of ['3', '3\n4']) {
    const buffer = Buffer.from(`start_seconds\n${moments}`);
    const file = { name: 'moments.csv', mimeType: 'text/csv', buffer };
    await page.getByLabel('File with moments').setInputFiles(file);
    await page.getByText(`New: ${moments.split('\n').length}.`).waitFor();
    await page.getByText('moments.csv').waitFor();
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await until('one mark came of two keys', async () => (await marksOnServer()).length > before);
  expect(await marksOnServer()).toHaveLength(before + 1);
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'All keys' }).waitFor();
  expect(policyRefusals).toEqual([]);
  await context.close();
});

test('one mark changed on two devices without a connection keeps what both changed', async () => {
  const [laptop, phone] = [await openWorkspace(), await openWorkspace({ width: 400, height: 850 })];
  for (const { context } of [laptop, phone]) await context.setOffline(true);
  await laptop.page.getByText('She looks up').click();
  await note(laptop.page).fill('She looks up at him');
  await laptop.page.getByRole('button', { name: 'Done', exact: true }).click();
  await phone.page.getByText('She looks up').click();
  await note(phone.page).waitFor();
  await phone.page.getByRole('button', { name: 'sure', exact: true }).click();
  await phone.page.getByRole('button', { name: 'Done', exact: true }).click();
  for (const { context } of [phone, laptop]) await context.setOffline(false);
  await until('both have reached the server', async () =>
    (await marksOnServer()).some(
      ({ body, confidence }) => body === 'She looks up at him' && confidence === 3,
    ),
  );
  for (const { context } of [laptop, phone]) await context.close();
});

test('whom the scripts of the page do not reach reads so, and can try again', async () => {
  const { context, page } = await openPerson(browser, { viewport: { width: 400, height: 800 } });
  const isScript = (url: URL) => url.pathname.startsWith('/assets/app-');
  await page.route(
    (url) => isScript(url) && url.pathname.endsWith('.js'),
    (route) => route.abort(),
  );
  await page.goto(address);
  await page.getByText('Opening Lookfor…').waitFor();
  await page.getByText('It takes longer than usual').waitFor();
  await page.screenshot({ path: join(pictures, 'opening-slow-400.png') });
  await expectAccessible(page, 'opening-slow');
  await page.unrouteAll();
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.locator('lookfor-app main').first().waitFor();
  await expect.poll(() => page.getByText('Opening Lookfor…').count()).toBe(0);
  await context.close();
});

test('a hand-in that breaks off when its last pass is finished already can be begun again', async () => {
  const params = { taskId };
  const opened = () => sam.call(observationRoutes.openObservation, { params });
  const { plan } = await sam.call(taskRoutes.getTask, { params });
  for (const { id: passId } of plan.passes.slice(0, -1)) {
    await sam.call(observationRoutes.completePass, {
      params: { taskId, passId },
      body: { foundNone: [] },
    });
  }
  const { context, page } = await openWorkspace();
  const isHandIn = (url: URL) => url.pathname.endsWith('/observation/hand-in');
  await page.route(isHandIn, (route) => route.abort());
  const brokenOff = page.waitForEvent('requestfailed', (request) =>
    isHandIn(new URL(request.url())),
  );
  await page.getByRole('button', { name: 'Hand in…' }).click();
  await page.getByRole('button', { name: 'Hand in', exact: true }).click();
  await brokenOff;
  await context.close();
  const { passes, handedInAt } = await opened();
  expect(passes.every(({ completedAt }) => completedAt !== null)).toBe(true);
  expect(handedInAt).toBeNull();

  const again = await openWorkspace();
  await again.page.getByRole('button', { name: 'Hand in…' }).click();
  await again.page.getByRole('button', { name: 'Hand in', exact: true }).click();
  await until('it is handed in', async () => (await opened()).handedInAt !== null);
  await again.context.close();
});

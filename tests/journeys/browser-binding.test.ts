import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, type Person } from '../support/browser.ts';
import { launch, openWorld, registerByHand, type World } from './world.ts';

/**
 * A launch must be finished by the browser that began it. The browser of these tests blocks
 * third-party cookies; each test takes one more way of recognising it away.
 */
describe('a launch knows its browser', () => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld();
    await registerByHand(world);
  });
  afterAll(() => world.close());

  test('by a partitioned cookie, where the LMS stores nothing', async () => {
    world.lms.state.setSwitches({ noPlatformStorage: true });
    const lee = await world.open('lee');
    const frame = await launch(lee, 'Lookfor');
    await frame.getByRole('heading', { name: 'EDU 210 Observing Young Children' }).waitFor();
  });

  test('by what the LMS stores, where frames keep no cookie at all', async () => {
    world.lms.state.setSwitches({ noPlatformStorage: false });
    const lee = await world.open('lee');
    await keepNoCookiesInFrames(lee, world);
    const frame = await launch(lee, 'Lookfor');
    await frame.getByRole('heading', { name: 'EDU 210 Observing Young Children' }).waitFor();
  });

  test('in a window of its own, where there is neither', async () => {
    world.lms.state.setSwitches({ noPlatformStorage: true });
    const lee = await world.open('lee');
    await keepNoCookiesInFrames(lee, world);
    await lee.page.getByRole('link', { name: 'Lookfor' }).first().click();
    const frame = lee.page.frameLocator('#tool-frame');
    const button = frame.getByRole('button', { name: 'Open in a new window' });
    await button.waitFor({ timeout: 10_000 });
    await expectAccessible(lee.page, 'the page that asks for a window');
    const opened = lee.context.waitForEvent('page');
    await button.click();
    const page: Page = await opened;
    await page.getByRole('heading', { name: 'EDU 210 Observing Young Children' }).waitFor();
  });

  test('and a launch that was not begun here is refused in words', async () => {
    const { page } = await world.open('lee');
    const answer = await page.request.post(`${world.tool.baseUrl}/lti/launch`, {
      form: { state: 'made-up', id_token: 'a.b.c' },
    });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(answer.status()).toBeLessThan(500);
    await page.setContent(await answer.text());
    expect(await page.getByRole('heading').first().innerText()).not.toBe('');
  });
});

/** Takes every cookie that the tool sets in a frame away, as the strictest browsers do. */
async function keepNoCookiesInFrames(person: Person, world: World): Promise<void> {
  await person.context.route(`${world.tool.baseUrl}/**`, async (route) => {
    const request = route.request();
    if (request.frame().parentFrame() === null) {
      await route.continue();
      return;
    }
    const response = await route.fetch({ maxRedirects: 0 });
    const headers = { ...response.headers() };
    delete headers['set-cookie'];
    await route.fulfill({ response, headers });
  });
}

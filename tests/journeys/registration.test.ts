import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../lti-tool/practice-lms/platforms/platforms.ts';
import { expectAccessible, type Person } from '../support/browser.ts';
import { httpCall } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import {
  invite,
  launch,
  openWorld,
  pasteAddress,
  picturesOf,
  press,
  registerByHand,
  type World,
} from './world.ts';

const platform = playedPlatform('brightspace');
const { byAddress } = PLATFORMS[platform].registration;

let world: World;
let max: Person;
let address: string;

beforeAll(async () => {
  world = await openWorld(platform);
  max = await world.open('max');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picturesOf(world, 'failed-registration');
});
afterAll(() => world.close());

/**
 * An LMS registers itself: its administrator pastes one address, reads, agrees; the operator
 * switches it on; a lecturer opens it.
 */
if (byAddress)
  describe('by address', () => {
    test('an address that is no invitation is refused in words', async () => {
      const frame = await pasteAddress(max, `${world.tool.baseUrl}/lti/register/nothing`);
      await frame.getByRole('heading', { name: 'This is not an invitation' }).waitFor();
      await expectAccessible(max.page, 'refused registration');
    });

    test('the administrator pastes the address of an invitation and reads what is asked for', async () => {
      const { issuer, baseUrl } = world.lms;
      // An issuer that all schools of a vendor share is named by whoever invites.
      const shared = issuer === baseUrl ? [] : ['--issuer', issuer];
      address = await invite(world, 'University of the Hills', ...shared);
      const frame = await pasteAddress(max, address);
      await frame
        .getByRole('heading', { name: 'Add Lookfor to University of the Hills' })
        .waitFor();
      await frame.getByText('Only when a lecturer releases them.').waitFor();
      // The list is longer than the frame, and the button stays in sight.
      const button = frame.getByRole('button', { name: 'Add Lookfor' });
      await expect.poll(async () => (await button.boundingBox())?.y).toBeLessThan(950);
      await expectAccessible(max.page, 'agreement to a registration');
    });

    test('agrees, reads that it waits for those who run Lookfor, and closes the page', async () => {
      const frame = max.page.frame({ url: /\/lti\/register\// });
      if (!frame) throw new Error('the page of the tool is not open');
      await press(frame, 'Add Lookfor');
      await frame.getByText('Those who run Lookfor have still to switch it on').waitFor();
      await expectAccessible(max.page, 'a registration that is made');
      await press(frame, 'Close');
      await max.page.getByRole('heading', { name: /Lookfor registered/ }).waitFor();
      expect(world.lms.state.tools).toMatchObject([
        {
          name: 'Lookfor',
          loginUrl: `${world.tool.baseUrl}/lti/login`,
          redirectUris: [`${world.tool.baseUrl}/lti/launch`],
          jwksUrl: `${world.tool.baseUrl}/lti/jwks`,
        },
      ]);
    });

    test('before the operator has looked at it, a launch says so', async () => {
      const lee = await world.open('lee');
      await lee.page.getByRole('link', { name: 'Lookfor' }).first().click();
      const frame = lee.page.frameLocator('#tool-frame');
      await frame
        .getByRole('heading', { name: 'Lookfor is not switched on for this LMS yet' })
        .waitFor();
    });

    test('the operator switches it on, and a lecturer opens it', async () => {
      expect(await world.lookfor('platform', 'list')).toMatch(/University of the Hills.*pending/s);
      await world.lookfor('platform', 'activate', 'University of the Hills');
      const frame = await launch(await world.open('lee'), 'Lookfor');
      await frame.getByRole('heading', { level: 1 }).first().waitFor();
    });

    test('the address serves once', async () => {
      const frame = await pasteAddress(max, address);
      await frame.getByRole('heading', { name: 'This invitation was used already' }).waitFor();
      expect(world.lms.state.tools).toHaveLength(1);
    });
  });

/** The vendor's portal knows the tool; an operator types in what it says there. */
if (!byAddress)
  describe('where no address can be pasted', () => {
    test('the administrator is offered none, and none is taken', async () => {
      await max.page.goto(`${world.lms.baseUrl}/administration`);
      await max.page.getByRole('button', { name: 'Register the tool' }).waitFor();
      expect(await max.page.getByLabel('Registration address').count()).toBe(0);
      const configuration = await httpCall(`${world.lms.baseUrl}/registration`, { method: 'POST' });
      expect(configuration.status).toBe(401);
    });

    test('both are registered by hand, and a lecturer opens it', async () => {
      await registerByHand(world);
      const frame = await launch(await world.open('lee'), 'Lookfor');
      await frame.getByRole('heading', { level: 1 }).first().waitFor();
    });
  });

test('where no script runs, the page of a login offers its buttons and promises no time', async () => {
  const { lms, tool, browser } = world;
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const login = new URLSearchParams({
    iss: lms.issuer,
    client_id: lms.state.tools[0]?.clientId ?? '',
    login_hint: '1',
    target_link_uri: `${tool.baseUrl}/lti/launch`,
  });
  await page.goto(`${tool.baseUrl}/lti/login?${login}`);
  await page.getByRole('button', { name: 'Open in a new window' }).waitFor();
  expect(await page.locator('#foot-waiting').isVisible()).toBe(false);
  expect(await page.locator('.progress').isVisible()).toBe(false);
  await context.close();
});

test('what somebody registers by hand reads well, too; no script failed', async () => {
  await max.page.goto(`${world.tool.baseUrl}/lti/config`);
  await max.page.getByRole('heading', { name: 'Register Lookfor by hand' }).waitFor();
  await expectAccessible(max.page, 'addresses for registering by hand');
  expect(world.people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
  expect(world.people.flatMap(({ policyRefusals }) => policyRefusals)).toEqual([]);
});

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, openBrowser, openPerson, type Person } from '../support/browser.ts';
import { httpCall } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, type ToolWithLms } from '../support/tool-with-lms.ts';
import { picturesOf } from './world.ts';

const platform = playedPlatform('brightspace');

const CLI = fileURLToPath(new URL('../../dist/server/cli.js', import.meta.url));

/** Whoever runs Lookfor, from the command line to the page and back. */
describe('the page of those who run Lookfor', () => {
  let world: ToolWithLms;
  let browser: Browser;
  const people: Person[] = [];
  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    browser = await openBrowser();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people }, 'failed-operator');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function lookfor(...words: string[]): Promise<string> {
    const { tool } = world;
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...words], {
      env: {
        PATH: process.env['PATH'],
        ...{ DATA_DIR: tool.dataDir, PUBLIC_URL: tool.baseUrl, PORT: String(tool.port) },
      },
    });
    return stdout;
  }

  test('a launch is seen there, an LMS is invited and another switched off; a phone has room for it', async () => {
    const { tool } = world;
    const lecturer = await world.launch('lee');
    const closed = await httpCall(`${tool.baseUrl}/operator`, {
      headers: { authorization: `Bearer ${lecturer.token}` },
    });
    expect(closed.status).toBe(401);

    const link = /http\S+/.exec(await lookfor('operator', 'link'))?.[0] ?? '';
    const person = await openPerson(browser, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    people.push(person);
    const { page } = person;
    await page.goto(link);
    await expectAccessible(page, 'the link of the operator');
    await page.getByRole('button', { name: 'Open the page' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everything is working.' }).waitFor();
    await page.getByRole('cell', { name: /^Opened LtiResourceLinkRequest/ }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain('Lee');

    await page.getByLabel('For which LMS').fill('Partner academy');
    await page.getByRole('button', { name: 'Make the address' }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`${tool.baseUrl}/lti/register/`);
    await expectAccessible(page, 'the overview of the operator');

    await page.getByRole('link', { name: 'Details: Practice LMS' }).click();
    await page.getByText('Switch off…').first().click();
    await expectAccessible(page, 'a registration');
    await page.getByRole('button', { name: 'Switch off', exact: true }).first().click();
    await page.getByRole('status').getByText('Switched off.').waitFor();
    expect(await lookfor('platform', 'list')).toContain('[disabled]');

    await page.setViewportSize({ width: 400, height: 800 });
    for (const path of ['', new URL(page.url()).pathname.replace('/operator', '')]) {
      await page.goto(`${tool.baseUrl}/operator${path}`);
      const over = () => document.documentElement.scrollWidth - innerWidth;
      await expect.poll(() => page.evaluate(over), { message: path }).toBeLessThanOrEqual(0);
    }
    expect(person.policyRefusals).toEqual([]);
    expect(person.scriptErrors).toEqual([]);
    expect(person.foreignRequests).toEqual([]);
  });
});

import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { openBrowser, openPerson, type Person } from '../support/browser.ts';
import { httpCall, type HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import { lookforFrame, picturesOf, playedTo, press } from './world.ts';

const platform = playedPlatform('sakai');

/** A consent is withdrawn while somebody watches, and the whole film is in their browser already. */
describe('a withdrawal while somebody watches', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let sam: Person;
  let student: Frame;
  let clipId: string;
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
    await sam.page.goto(`${world.lms.baseUrl}/course?as=sam`);
    await sam.page.goto(`${world.lms.baseUrl}/activities/${activity.id}`);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people: [sam] }, 'failed-withdrawal');
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
  });

  test('the clip stops within ten seconds, and a calm sentence stands in its place', async () => {
    const { people } = await lecturer.call(clipRoutes.getClip, { params: { clipId } });
    const personId = people[0]?.id ?? '';
    await lecturer.call(clipRoutes.withdrawConsent, { params: { clipId, personId } });
    await student
      .getByText('A person in this clip has withdrawn consent')
      .first()
      .waitFor({ timeout: 10_000 });
    expect(await student.locator('video').count()).toBe(0);
  });

  test('nothing that was signed before can be fetched any more', async () => {
    expect(segments.length).toBeGreaterThan(0);
    for (const address of new Set(segments)) {
      const { pathname, search } = new URL(address);
      const { status } = await httpCall(`${world.tool.baseUrl}${pathname}${search}`);
      expect(status).toBe(403);
    }
  });
});

import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { assessmentRoutes } from '#contract/assessments';
import { taskRoutes } from '#contract/tasks';
import { expectAccessible, openBrowser, type Person } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import { everythingSaved, lookforFrame, openAs, picture, picturesOf, press } from './world.ts';

const platform = playedPlatform('canvas');

/** Two students observe one clip together, each in a window of their own (J2). */
describe('a joint task', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let taskId: string;
  let activityId: string;
  const people: Person[] = [];
  let sam: Frame;
  let robin: Frame;

  async function open(key: string, viewport?: { width: number; height: number }) {
    const path = `/activities/${activityId}`;
    const person = await openAs(browser, world.lms, key, { path, ...(viewport && { viewport }) });
    people.push(person);
    return lookforFrame(person.page);
  }

  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    const published = await publishTask(world, lecturer, 24);
    taskId = published.taskId;
    activityId = published.activity.id;
    const { plan, revision } = await lecturer.call(taskRoutes.getTask, { params: { taskId } });
    await lecturer.call(taskRoutes.changeTask, {
      params: { taskId },
      body: {
        baseRevision: revision,
        plan: { ...plan, work: { mode: 'group', handIn: 'all', narration: 'together' } },
      },
    });
    // Whoever has come once is known.
    await world.launch('sam', activityId);
    await world.launch('robin', activityId);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people }, 'failed-joint');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  test('a lecturer says who works together', async () => {
    const lee = await open('lee');
    await press(lee, 'In groups of 2');
    await lee
      .getByLabel(/^Group of /)
      .first()
      .waitFor();
    await lee.getByLabel('Name of the group Group 1').fill('The window seat');
    await lee.getByLabel('Name of the group Group 1').press('Enter');
    await lee.getByLabel('Name of the group The window seat').waitFor();
    const page = people[0]?.page;
    if (page) await expectAccessible(page, 'who works together');
  });

  test('two see each other come, and each other’s marks', async () => {
    sam = await open('sam');
    await press(sam, 'Watch the clip');
    await sam.getByRole('heading', { name: 'The window seat' }).waitFor();
    robin = await open('robin', { width: 1120, height: 950 });
    await press(robin, 'Watch the clip');
    await sam.getByRole('button', { name: /, here now$/ }).waitFor();
    await robin.getByRole('button', { name: /, here now$/ }).waitFor();
    await sam.locator('lookfor-player').first().press('m');
    await sam.locator('lookfor-player').first().press('n');
    await sam.getByLabel('What you saw').fill('He waits at the table');
    const note = robin.locator('lookfor-notes-list .note');
    await note.getByText('He waits at the table').waitFor();
    await expect.poll(() => note.locator('.by').count()).toBe(1);
  });

  test('both write on one note, and no word is lost', async () => {
    await robin.getByText('He waits at the table').click();
    // What one writes is on its way until the other has written, too: both build on the same words.
    const { page } = people[2] ?? {};
    const isChange = '**/observation/changes';
    const written = Promise.withResolvers<undefined>();
    await page?.route(isChange, async (route) => {
      await written.promise;
      await route.continue();
    });
    await robin.getByLabel('What you saw').fill('He waits at the table and looks up');
    await sam.getByLabel('What you saw').fill('At first he waits at the table');
    written.resolve(undefined);
    const both = 'At first he waits at the table and looks up';
    for (const frame of [sam, robin])
      await expect
        .poll(() => frame.getByLabel('What you saw').inputValue())
        .toMatch(/^At first .*looks up$/);
    expect((await robin.getByLabel('What you saw').inputValue()).length).toBeLessThan(
      both.length + 10,
    );
    await everythingSaved(sam);
    await page?.unroute(isChange);
    const [, first, second] = people;
    if (first && second) {
      await picture(first, 'joint-wide');
      await expectAccessible(first.page, 'working together');
      await second.page.setViewportSize({ width: 400, height: 900 });
      await picture(second, 'joint-narrow');
      await second.page.setViewportSize({ width: 1120, height: 950 });
    }
  });

  test('one proposes to hand in, the other is told and says yes', async () => {
    for (const frame of [sam, robin]) await frame.getByLabel('What you saw').press('Escape');
    await press(sam, /^Finish pass 1/);
    await sam.getByRole('dialog').getByRole('button', { name: 'Finish this pass' }).click();
    await press(sam, /^Hand in/);
    await sam.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
    await robin.getByText(/^Want to hand in: /).waitFor();
    await press(robin, 'Yes, hand in…');
    await robin.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
    await robin
      .getByRole('heading', { name: 'There is nobody to compare with yet.' })
      .first()
      .waitFor();
    await press(sam, 'Go on to compare');
    await sam.getByText('The window seat (your group)').first().waitFor();
  });

  test('they write one narration: each sees the other’s words come, with who wrote them', async () => {
    await press(sam, 'Narration');
    await press(robin, 'Narration');
    for (const frame of [sam, robin])
      await frame
        .getByRole('button', { name: /, here now$/ })
        .first()
        .waitFor();
    await sam.getByRole('heading', { name: 'Our moments 1', exact: true }).waitFor();
    await sam.getByLabel('Our question', { exact: true }).waitFor();
    await sam.getByLabel('The text of your narration').click();
    await people[1]?.page.keyboard.type('He waits at the table until somebody looks up.');
    const text = robin.getByLabel('The text of your narration');
    await text.getByText('He waits at the table until somebody looks up.').waitFor();
    await sam.getByLabel('Title of your narration').fill('The long wait');
    await expect
      .poll(() => robin.getByLabel('Title of your narration').inputValue())
      .toBe('The long wait');
    const by = () => text.locator('p').first().getAttribute('data-by');
    await expect.poll(by).toMatch(/^[A-Z]{2}$/);
  });

  test('who was away writes on, and on the way back no word of either is lost', async () => {
    const [, first, second] = people;
    if (!first || !second) throw new Error('nobody is there');
    await second.page.context().setOffline(true);
    const away = robin.getByLabel('The text of your narration');
    await away.click();
    await second.page.keyboard.press('Control+End');
    await second.page.keyboard.press('Enter');
    await second.page.keyboard.type('Nobody asks him what he is waiting for.');
    await sam.getByLabel('The text of your narration').click();
    await first.page.keyboard.press('Control+Home');
    await first.page.keyboard.type('It is ten o’clock. ');
    await everythingSaved(sam);
    await second.page.context().setOffline(false);
    for (const frame of [sam, robin]) {
      const text = frame.getByLabel('The text of your narration');
      await text.getByText('It is ten o’clock. He waits').waitFor();
      await text.getByText('Nobody asks him').waitFor();
    }
    await everythingSaved(robin);
    const authors = async () => {
      const shown = sam.getByLabel('The text of your narration').locator('p[data-by]');
      const all = await shown.evaluateAll((ps) => ps.map((one) => one.getAttribute('data-by')));
      return new Set(all).size;
    };
    await expect.poll(authors).toBe(2);
    await picture(first, 'joint-narration-wide');
    await expectAccessible(first.page, 'writing together');
    await second.page.setViewportSize({ width: 400, height: 900 });
    await picture(second, 'joint-narration-narrow');
    await second.page.setViewportSize({ width: 1120, height: 950 });
  });

  test('both say yes; the mark is the group’s, and who gets more reads why', async () => {
    await press(sam, 'Hand in…');
    await press(sam, 'Say yes');
    await robin.getByText(/^Want to hand in: /).waitFor();
    await press(robin, 'Yes, hand in…');
    await press(robin, 'Say yes');
    for (const frame of [sam, robin])
      await frame.getByRole('heading', { name: 'The long wait' }).waitFor();
    const lee = await open('lee', { width: 1240, height: 950 });
    await press(lee, /^Mark|^Assess/);
    const points = lee.getByLabel('Points more or less for A');
    await points.fill('2');
    await points.press('Tab');
    await lee.getByLabel(/Say why/).fill('You kept the group together.');
    const page = people.at(-1);
    if (page) {
      await picture(page, 'joint-mark');
      await expectAccessible(page.page, 'the mark of a group');
    }
    const { rows } = await lecturer.call(assessmentRoutes.listQueue, { params: { taskId } });
    const params = { narrationId: rows[0]?.narrationId ?? '' };
    const opened = () => lecturer.call(assessmentRoutes.openAssessment, { params });
    await expect
      .poll(async () => (await opened()).assessment.shares?.[0]?.reason)
      .toBe('You kept the group together.');
    await everythingSaved(lee);
    const { assessment, criteria } = await opened();
    const marks = criteria.map(({ id: criterionId, levels }) => ({
      ...{ criterionId, levelId: levels[2]?.id ?? null, comment: '' },
    }));
    const { shares, overallComment, revision: baseRevision } = assessment;
    const { revision, points: groupPoints } = await lecturer.call(assessmentRoutes.saveAssessment, {
      params,
      body: { marks, shares, overallComment, passages: [], baseRevision },
    });
    await lecturer.call(assessmentRoutes.finishAssessment, { params, body: { revision } });
    await lecturer.call(assessmentRoutes.releaseMarks, {
      params: { taskId },
      body: { narrationIds: [params.narrationId] },
    });
    robin = await open('robin');
    const second = people.at(-1);
    if (!second) throw new Error('nobody is there');
    await robin.getByText(`Mark of the group: ${groupPoints}. Your part: +2.`).waitFor();
    await robin.getByText('You kept the group together.').waitFor();
    await expectAccessible(second.page, 'feedback to a member of a group');
    await picture(second, 'joint-feedback');
    expect(people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
    expect(people.flatMap(({ policyRefusals }) => policyRefusals)).toEqual([]);
  });
});

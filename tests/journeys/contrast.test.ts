import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { taskRoutes } from '#contract/tasks';
import { expectAccessible, openBrowser, type Person } from '../support/browser.ts';
import { addLibraryClip } from '../support/course-work.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import { everythingSaved, lookforFrame, openAs, picture, picturesOf, press } from './world.ts';

const platform = playedPlatform('brightspace');

/** Two clips side by side, and a grid of same, different and because. */
describe('contrasting cases', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let taskId: string;
  let activityId: string;
  const people: Person[] = [];
  let lee: Frame;
  let sam: Frame;

  async function open(key: string): Promise<Frame> {
    const person = await openAs(browser, world.lms, key, { path: `/activities/${activityId}` });
    people.push(person);
    return lookforFrame(person.page);
  }

  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    const { activity, taskId: id } = await publishTask(world, lecturer, 8);
    taskId = id;
    activityId = activity.id;
    const params = { taskId };
    const { plan, framework, revision } = await lecturer.call(taskRoutes.getTask, { params });
    const codeId = framework?.codes[0]?.id ?? null;
    await lecturer.call(taskRoutes.changeTask, {
      params,
      body: {
        baseRevision: revision,
        plan: {
          ...plan,
          lookFors: [{ id: 'waits', label: 'An adult waits', codeId }],
          passes: plan.passes.map((pass) => ({
            ...pass,
            prompt: 'Look at the hands of the adult, and at what waits for them. '.repeat(8),
          })),
        },
      },
    });
    await addLibraryClip(world.tool, lecturer, 'After the snack', 8);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people }, 'failed-contrast');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  test('a lecturer chooses the second clip in the builder', async () => {
    lee = await open('lee');
    await press(lee, 'Change the task');
    const part = lee.locator('lookfor-builder-contrast');
    await part.getByRole('button', { name: 'Choose a clip' }).click();
    const other = part.getByRole('button', { name: /After the snack/ });
    await other.waitFor();
    // Not the clip of the task itself.
    await expect.poll(() => part.locator('lookfor-clip-choice li').count()).toBe(1);
    await other.click();
    await part.getByText('After the snack').first().waitFor();
    await everythingSaved(lee);
    const planNow = async () =>
      (await lecturer.call(taskRoutes.getTask, { params: { taskId } })).plan;
    await expect.poll(async () => (await planNow()).contrast).toBeTruthy();
    const plan = await planNow();
    expect(plan.contrast?.clipId).not.toBe(plan.clipId);
  });

  test('a student says what is different, cites both, and finds it again after a lost line', async () => {
    sam = await open('sam');
    await press(sam, 'Watch the clip');
    await press(sam, 'Two cases');
    await sam.getByText('different', { exact: true }).click();
    await everythingSaved(sam);
    const [, person] = people;
    await person?.context.setOffline(true);
    await sam.getByLabel('An adult waits: because').fill('In the second she answers at once');
    await press(sam, 'Cite the first here');
    await press(sam, 'Cite the second here');
    await sam.getByRole('button', { name: 'Second 0:00.0', exact: true }).waitFor();
    await person?.context.setOffline(false);
    await everythingSaved(sam);
    if (person) {
      await expectAccessible(person.page, 'two cases');
      await picture(person, 'contrast-wide');
      await person.page.setViewportSize({ width: 400, height: 900 });
      await picture(person, 'contrast-narrow');
      await person.page.setViewportSize({ width: 1240, height: 900 });
      await person.page.reload();
    }
    sam = await lookforFrame(person?.page ?? raise());
    await press(sam, 'Two cases');
    await expect
      .poll(() => sam.getByLabel('An adult waits: because').inputValue())
      .toBe('In the second she answers at once');
    await expect.poll(() => sam.getByRole('radio', { name: 'different' }).isChecked()).toBe(true);
  });

  test('however much a pass asks for, the timeline stays with the clip and the way on in sight', async () => {
    await press(sam, 'Back to observing');
    const { page } = people[1] ?? raise();
    await page.setViewportSize({ width: 1120, height: 900 });
    await press(sam, 'Read on');
    const rail = sam.locator('lookfor-pass-rail');
    await expect
      .poll(() => rail.evaluate((it) => it.scrollHeight - it.clientHeight))
      .toBeGreaterThan(100);
    const places = async () => {
      const clip = await sam.locator('lookfor-player').first().boundingBox();
      const timeline = await sam.locator('lookfor-timeline').boundingBox();
      const wayOn = await rail
        .getByRole('button', { name: /^(Finish pass|Hand in)/ })
        .boundingBox();
      if (!clip || !timeline || !wayOn) return raise();
      return {
        staysWithClip: timeline.y - clip.y - clip.height < 24,
        isWayOnInSight: wayOn.y + wayOn.height < timeline.y,
      };
    };
    await expect.poll(places).toEqual({ staysWithClip: true, isWayOnInSight: true });
    await expectAccessible(page, 'a pass that asks for much');
    await picture(people[1] ?? raise(), 'long-pass');
    await page.setViewportSize({ width: 1240, height: 900 });
  });

  test('it is handed in with the observation, and stands in the comparison of the lecturer', async () => {
    const handIn = sam.getByRole('button', { name: 'Hand in…' });
    for (let pass = 1; ; pass += 1) {
      const finish = sam.getByRole('button', { name: `Finish pass ${pass}…` });
      await finish.or(handIn).first().waitFor();
      if (await handIn.isVisible()) break;
      await finish.click();
      await sam.getByRole('dialog').getByRole('button', { name: 'Finish this pass' }).click();
      await sam.getByRole('dialog').first().waitFor({ state: 'hidden' });
    }
    await press(sam, 'Hand in…');
    await sam.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
    await sam.getByRole('heading', { name: 'Two cases' }).waitFor();
    // From what one has handed in to how one's noticing changes, and back again.
    await press(sam, 'How your noticing changes');
    await sam.getByRole('heading', { level: 1, name: 'How your noticing changes' }).waitFor();
    await press(sam, 'Back to the task');
    await sam.getByRole('heading', { name: 'Two cases' }).waitFor();
    await press(lee, 'To its page');
    await press(lee, 'Compare readings');
    await lee.getByText('same 0, different 1').waitFor();
    await lee.getByText('In the second she answers at once').waitFor();
    await press(lee, 'Second 0:00.0');
    await lee.locator('lookfor-cited-moment').waitFor();
    const [person] = people;
    if (person) await picture(person, 'contrast-compared');
  });

  test('beside readings longer than the window the clip and the lanes stay in sight', async () => {
    const looking = lee.locator('lookfor-observation-comparison .looking');
    // As many readings as of a large class.
    await lee
      .locator('lookfor-moment-readings')
      .evaluate((readings) => readings.style.setProperty('min-block-size', '4000px'));
    const seen = () =>
      looking.evaluate((it) => {
        scrollTo(0, 2400);
        const { top, bottom } = it.getBoundingClientRect();
        const stays = bottom - top > innerHeight ? bottom - innerHeight : top;
        return { hasScrolled: scrollY > 2000, awayPx: Math.round(Math.abs(stays)) };
      });
    await expect.poll(seen).toEqual({ hasScrolled: true, awayPx: 0 });
    await picture(people[0] ?? raise(), 'comparison-beside-long-readings');
  });

  test('closed until a date, the comparison opens by itself for who waits on its page', async () => {
    const [, person = raise()] = people;
    const comeBack = async (): Promise<void> => {
      await person.page.reload();
      sam = await lookforFrame(person.page);
    };
    const twoCases = () => sam.getByRole('heading', { name: 'Two cases' });
    const closed = () => sam.getByText('Handed in. Others are still looking');
    const params = { taskId };
    /** It opens so long from now; he comes back to its page at once. */
    const openIn = async (ms: number): Promise<number> => {
      const { plan, revision } = await lecturer.call(taskRoutes.getTask, { params });
      const opensAtMs = Date.now() + ms;
      const at = new Date(opensAtMs).toISOString();
      await lecturer.call(taskRoutes.changeTask, {
        params,
        body: { baseRevision: revision, plan: { ...plan, reveal: { rule: 'at-date', at } } },
      });
      await comeBack();
      await closed().or(twoCases()).first().waitFor();
      return opensAtMs;
    };
    // Long enough to come back to the page before, however slow this machine is.
    let opensAfterMs = 4_000;
    let opensAtMs = await openIn(opensAfterMs);
    while (!(await closed().isVisible()) && opensAfterMs < 120_000) {
      opensAfterMs *= 3;
      opensAtMs = await openIn(opensAfterMs);
    }
    await twoCases().waitFor({ timeout: 120_000 + opensAfterMs });
    expect(Date.now()).toBeGreaterThanOrEqual(opensAtMs);
    // He was there when it was closed, and has not opened the page anew.
    expect(opensAfterMs).toBeLessThan(120_000);
    expect(people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
    expect(people.flatMap(({ policyRefusals }) => policyRefusals)).toEqual([]);
  });
});

function raise(): never {
  throw new Error('nobody is there');
}

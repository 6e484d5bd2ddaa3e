import type { Browser, Frame, Locator } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { askedPlatform } from '../support/played-platform.ts';
import type { PlatformKey } from '../../lti-tool/practice-lms/platforms/platform.ts';
import { PLATFORMS } from '../../lti-tool/practice-lms/platforms/platforms.ts';
import { openBrowser, type Person } from '../support/browser.ts';
import { addLibraryClip } from '../support/course-work.ts';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import { lookforFrame, openAs, picturesOf, press } from './world.ts';

const asked = askedPlatform();
/** An LMS that hears no messages of a frame never makes it taller than the window. */
const makesTall = (platform: PlatformKey) => PLATFORMS[platform].frameMessages !== 'none';
const PLAYED: readonly PlatformKey[] =
  asked && makesTall(asked) ? [asked] : asked ? ['practice'] : ['practice', 'canvas'];

const WIDE = { viewport: { width: 1120, height: 520 } };
const PHONE = { viewport: { width: 400, height: 740 }, hasTouch: true, isMobile: true };

/** How a dialog is opened: at once, without a finger or pointer that was there before. */
const WAYS = {
  'by a click': async ({ page }: Person, button: Locator) => {
    const { x, y } = await middleOf(button);
    await page.mouse.click(x, y);
  },
  'by Enter': async ({ page }: Person) => page.keyboard.press('Enter'),
  'by a tap': async ({ page }: Person, button: Locator) => {
    const { x, y } = await middleOf(button);
    await page.touchscreen.tap(x, y);
  },
};

const CASES = [
  ['Collections', 'by a click', WIDE],
  ['Choose the second view', 'by a tap', PHONE],
  ['Record a withdrawal', 'by Enter', WIDE],
  ['Choose the second view', 'by Enter', WIDE],
  ['Collections', 'by a tap', PHONE],
] as const;

/** In a frame that the LMS has made taller than the window, every dialog opens where one looks. */
describe.each(PLAYED)('in a tall frame of %s', (platform) => {
  let world: ToolWithLms;
  let browser: Browser;
  let activityId: string;
  const people: Person[] = [];

  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    browser = await openBrowser();
    const lecturer = await world.launch('lee');
    activityId = (await publishTask(world, lecturer)).activity.id;
    await addLibraryClip(world.tool, lecturer, 'The tower');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people }, 'failed-dialogs-in-sight');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  /** The page of a clip in a frame that reaches below the window. */
  async function openClip(options: typeof WIDE): Promise<{ person: Person; frame: Frame }> {
    const path = `/activities/${activityId}`;
    const person = await openAs(browser, world.lms, 'lee', { path, ...options });
    people.push(person);
    const frame = await lookforFrame(person.page);
    await press(frame, 'Clips');
    await frame.getByRole('link', { name: 'The tower' }).first().press('Enter');
    await frame.getByRole('button', { name: 'Record a withdrawal' }).waitFor();
    await expect
      .poll(() => frame.evaluate(() => innerHeight))
      .toBeGreaterThan(options.viewport.height * 1.2);
    await steady(frame);
    return { person, frame };
  }

  test.each(CASES.slice(0, platform === PLAYED[0] ? 5 : 2))(
    '“%s” opens in sight %s',
    async (name, way, options) => {
      const { person, frame } = await openClip(options);
      const { page } = person;
      const button = frame.getByRole('button', { name, exact: true });
      const dialog = frame.getByRole('dialog').filter({ visible: true });
      const places: Place[] = way === 'by Enter' ? ['middle', 'end'] : ['start', 'end'];
      for (const place of places) {
        await button.evaluate((element) => element.focus({ preventScroll: true }));
        await scrollTo(person, button, way === 'by Enter' ? place : `button at the ${place}`);
        const before = await scrolled(person);
        await WAYS[way](person, button);
        await dialog.waitFor();
        await expect.poll(() => isInSight(person, dialog)).toBe(true);
        expect(await scrolled(person)).toBe(before);

        // The page of the LMS is scrolled while it is open: it comes along.
        const by = before > 240 ? -240 : 240;
        await page.evaluate((top) => scrollBy({ top, behavior: 'instant' }), by);
        await expect.poll(() => scrolled(person)).not.toBe(before);
        const after = await scrolled(person);
        await expect.poll(() => isInSight(person, dialog)).toBe(true);
        expect(await scrolled(person)).toBe(after);

        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
        await expect.poll(() => focused(frame)).toBe(await button.innerText());
        expect(await scrolled(person)).toBe(after);
      }
      expect(person.scriptErrors).toEqual([]);
      await person.context.close();
    },
  );
});

type Place = 'start' | 'middle' | 'end';

/** Scrolls the page of the LMS, at once: to a part of it, or until a button stands at an edge. */
async function scrollTo(
  { page }: Person,
  button: Locator,
  where: Place | `button at the ${Place}`,
): Promise<void> {
  if (where.startsWith('button')) {
    const { y } = await middleOf(button);
    const height = page.viewportSize()?.height ?? 0;
    const wished = where.endsWith('start') ? 40 : height - 40;
    await page.evaluate((top) => scrollBy({ top, behavior: 'instant' }), y - wished);
    return;
  }
  const share = { start: 0, middle: 0.5, end: 1 }[where as Place];
  await page.evaluate((part) => {
    const { scrollHeight } = document.documentElement;
    window.scrollTo({ top: (scrollHeight - innerHeight) * part, behavior: 'instant' });
  }, share);
}

function scrolled({ page }: Person): Promise<number> {
  return page.evaluate(() => Math.round(scrollY));
}

async function middleOf(button: Locator): Promise<{ x: number; y: number }> {
  const box = await button.boundingBox();
  if (!box) throw new Error('the button is not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** From the top of the window: where a dialog begins and ends. */
async function edges(dialog: Locator): Promise<{ top: number; end: number }> {
  const box = await dialog.boundingBox();
  if (!box) throw new Error('the dialog is not on the page');
  return { top: Math.round(box.y), end: Math.round(box.y + box.height) };
}

async function isInSight({ page }: Person, dialog: Locator): Promise<boolean> {
  const { top, end } = await edges(dialog);
  return top >= 0 && end <= (page.viewportSize()?.height ?? 0);
}

/** What a page shows comes bit by bit: waits until none of its buttons moves any more. */
async function steady(frame: Frame): Promise<void> {
  const places = () =>
    frame
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons.map((button) => JSON.stringify(button.getBoundingClientRect())).join(),
      );
  let before: string[] = [];
  const hasSettled = async (): Promise<boolean> => {
    before = [...before.slice(-3), await places()];
    return before.length === 4 && new Set(before).size === 1;
  };
  await expect.poll(hasSettled, { interval: 200, message: 'the page has settled' }).toBe(true);
}

/** The words of what has the focus. */
function focused(frame: Frame): Promise<string | undefined> {
  return frame.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at instanceof HTMLElement ? at.innerText : undefined;
  });
}

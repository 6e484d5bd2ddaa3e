import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { frameworkRoutes } from '#contract/frameworks';
import { observationRoutes } from '#contract/observations';
import { taskRoutes } from '#contract/tasks';
import { expectAccessible, openBrowser, openPerson } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, publishTask, until } from '../support/tool-with-lms.ts';
import { goTo } from './world.ts';

const pictures = fileURLToPath(new URL('../../test-results/', import.meta.url));
const platform = playedPlatform('moodle');
const MOST_TABS = 90;
/** A window of 1280 × 1024 at 400 %, and a phone with a keyboard. */
const SMALL = [
  { width: 320, height: 256 },
  { width: 400, height: 850 },
];

let world: Awaited<ReturnType<typeof openToolWithLms>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let sam: HttpPerson;
let taskId: string;
let address: string;

beforeAll(async () => {
  world = await openToolWithLms({ platform });
  browser = await openBrowser();
  const published = await publishTask(world, await world.launch('lee'), 6);
  taskId = published.taskId;
  address = `${world.lms.baseUrl}/activities/${published.activity.id}/open?as=sam`;
  sam = await world.launch('sam', published.activity.id);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Goes on with the Tab key until something of this name has the focus, once it is on the page. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await page
    .getByRole('button', { name })
    .or(page.getByRole('link', { name }))
    .or(page.getByLabel(name))
    .or(page.getByText(name))
    .filter({ visible: true })
    .first()
    .waitFor();
  for (let press = 0; press < MOST_TABS; press += 1) {
    if (name.test(await focusedName(page))) return;
    await page.keyboard.press(key);
  }
  expect.fail(`${String(name)} is not reached by the Tab key`);
}

/** What a screen reader would call what has the focus: its label, or its words. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const label = focused?.getAttribute('aria-label');
    const field = focused as HTMLInputElement | null;
    const words = label ?? field?.labels?.[0]?.textContent ?? focused?.textContent ?? '';
    return words.replace(/\s+/g, ' ').trim();
  });
}

/** Whether what has the focus is seen, at least in part: nothing that sticks lies over it. */
function isFocusSeen(page: Page): Promise<string> {
  return page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!focused || focused === document.body) return '';
    const { left, top, width, height } = focused.getBoundingClientRect();
    const shares = [0.1, 0.5, 0.9];
    const isSeen = shares.some((x) =>
      shares.some((y) => {
        let there = document.elementFromPoint(left + width * x, top + height * y);
        while (there?.shadowRoot) {
          const inside = there.shadowRoot.elementFromPoint(left + width * x, top + height * y);
          if (!inside || inside === there) break;
          there = inside;
        }
        for (let one: Node | null = there; one;) {
          if (one === focused) return true;
          one =
            one instanceof ShadowRoot
              ? one.host
              : ((one as Element).assignedSlot ?? one.parentNode);
        }
        return false;
      }),
    );
    return isSeen ? '' : `${focused.localName} ${focused.getAttribute('aria-label') ?? focused.textContent ?? ''}`; // prettier-ignore
  });
}

/** In a small window nothing is cut off to the side, and nothing covers what has the focus. */
async function walkSmall(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const size of SMALL) {
    const what = `${name} at ${size.width} × ${size.height}`;
    await page.setViewportSize(size);
    // What follows the size of the window is drawn before the next picture, and once more after it.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    });
    const covered: string[] = [];
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press('Tab');
      covered.push(await isFocusSeen(page));
    }
    await page.screenshot({ path: `${pictures}keyboard-${name}-${size.width}.png` });
    expect(covered.filter((one) => one !== ''), `covered: ${what}`).toEqual([]); // prettier-ignore
    const widest = await page.evaluate(() => document.scrollingElement?.scrollWidth);
    expect(widest, `width: ${what}`).toBe(size.width);
  }
  if (before) await page.setViewportSize(before);
}

async function openTask() {
  const person = await openPerson(browser);
  await person.page.goto(address);
  await person.page.locator('lookfor-app main').waitFor({ timeout: 60_000 });
  return person;
}

const marksKept = async () =>
  (await sam.call(observationRoutes.openObservation, { params: { taskId } })).marks;

test('a task is done from the first look to the comparison without a pointer', async () => {
  const { page, policyRefusals, scriptErrors } = await openTask();
  await tabTo(page, /^Watch the clip/);
  await page.keyboard.press('Enter');
  await page.locator('lookfor-timeline').waitFor();
  expect(await page.locator('main').count()).toBe(1);

  // A moment with words, as one notices it.
  await page.keyboard.press('m');
  await page.keyboard.press('n');
  await until('the note is open', async () => /What you saw/.test(await focusedName(page)));
  await page.keyboard.type('She looks up');

  // An interval by typed times, to the hundredth of a second.
  await tabTo(page, /^Begins at$/, 'Shift+Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0:01.24');
  await page.keyboard.press('Tab');
  await expect.poll(() => focusedName(page)).toBe('Ends at');
  await page.keyboard.type('3.48');
  await page.keyboard.press('Tab');
  await until('the interval is kept', async () => {
    const [mark] = await marksKept();
    return mark?.startSeconds === 1.24 && mark.endSeconds === 3.48 && mark.body === 'She looks up';
  });
  await page.keyboard.press('Escape');
  // The list goes on where the editor was, and the note can be opened and changed again.
  await tabTo(page, /^She looks up$/);
  await page.keyboard.press('Enter');
  await until('the note is open again', async () => /What you saw/.test(await focusedName(page)));
  await page.keyboard.type(', then waits');
  await page.keyboard.press('Escape');
  await until('the change is kept', async () =>
    (await marksKept()).some(({ body }) => body === 'She looks up, then waits'),
  );
  const list = page.getByRole('region', { name: 'My notes' });
  await expect.poll(() => list.ariaSnapshot()).toContain('She looks up, then waits');
  await expect.poll(() => list.ariaSnapshot()).toContain('Show 0:01.2–0:03.4');

  // In the pass that has codes, a code from the list of codes; then everything is handed in.
  await tabTo(page, /^Finish pass 1/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Finish this pass$/);
  await page.keyboard.press('Enter');
  await until('the second pass is open', async () => page.getByText('Hand in…').isVisible());
  await walkSmall(page, 'workspace');
  await tabTo(page, /^She looks up, then waits$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Add a code$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('toolbar', { name: 'Codes to add' }).getByRole('button').first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await until('the code is kept', async () => (await marksKept())[0]?.codeIds.length === 1);
  await page.keyboard.press('Escape');
  await expectAccessible(page, 'the workspace');
  await tabTo(page, /^Hand in…$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Hand in$/);
  await page.keyboard.press('Enter');

  await page.locator('lookfor-observation-comparison h2').first().waitFor();
  await tabTo(page, /^Show as tables$/);
  await page.keyboard.press('Enter');
  const table = page.getByRole('region', { name: 'Readings' });
  await expect.poll(() => table.ariaSnapshot()).toContain('She looks up, then waits');
  expect(await page.locator('main').count()).toBe(1);
  await walkSmall(page, 'comparison');
  expect([policyRefusals, scriptErrors]).toEqual([[], []]);
});

test('the moment of an example opens where it begins, and is chosen anew with two keys', async () => {
  const lee = await world.launch('lee');
  const { plan } = await lee.call(taskRoutes.getTask, { params: { taskId } });
  const begun = await lee.call(frameworkRoutes.beginFrameworkDraft, {
    body: { fromFrameworkId: null },
  });
  const [tier] =
    begun.content.tiers.length > 0 ? begun.content.tiers : [{ id: 'seen', name: { en: 'Seen' } }];
  const example = {
    text: { en: 'It turns.' },
    clipId: plan.clipId,
    startSeconds: 2,
    endSeconds: 4,
  };
  const code = {
    ...{ id: 'turns', tierId: tier?.id ?? '', name: { en: 'Turns' }, hue: 3, hotKey: '1' },
    ...{ definition: { en: 'Something turns.' }, examples: [example] },
  };
  await lee.call(frameworkRoutes.saveFrameworkDraft, {
    params: { draftId: begun.id },
    body: {
      baseRevision: begun.revision,
      content: { ...begun.content, tiers: tier ? [tier] : [], codes: [code] },
    },
  });

  const { context, page } = await openPerson(browser);
  await page.goto(address.replace('as=sam', 'as=lee'));
  await goTo(page, 'framework', { draftId: begun.id });
  await page.getByRole('button', { name: /0:02/ }).press('Enter');
  const film = page.locator('lookfor-moment-picker video').first();
  /** Where the film stands, once it is there and sought for no more. */
  const stands = () =>
    film.evaluate(({ currentTime, readyState, seeking }: HTMLVideoElement) =>
      readyState < 2 || seeking ? -1 : currentTime,
    );
  await expect.poll(stands).toBeCloseTo(2, 1);
  await page.keyboard.press('ArrowRight');
  await expect.poll(stands).toBeCloseTo(3, 1);
  await page.keyboard.press('i');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(stands).toBeCloseTo(5, 1);
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Use this moment' }).press('Enter');
  await page.getByRole('button', { name: /0:03.*0:05/ }).waitFor();

  // A code that was taken out is put back where it stood, with its example.
  await page.getByRole('button', { name: 'Take out “Turns”' }).press('Enter');
  await until(
    'the way back has the focus',
    async () => (await focusedName(page)) === 'Put it back',
  );
  await expect.poll(() => page.getByLabel('Name of the code').count()).toBe(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByLabel('Name of the code').inputValue()).toBe('Turns');
  await page.getByRole('button', { name: /0:03.*0:05/ }).waitFor();
  await context.close();
});

import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { observationRoutes } from '#contract/observations';
import { taskRoutes, type TaskPlan } from '#contract/tasks';
import { expectAccessible, openBrowser, openPerson } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, publishTask, until, type ToolWithLms } from '../support/tool-with-lms.ts';

const platform = playedPlatform('brightspace');

const ASKED: Pick<TaskPlan, 'lookFors' | 'beliefs'> = {
  lookFors: [
    { id: 'begins', label: 'Child begins something', codeId: 'exploring-thinking' },
    { id: 'received', label: 'Somebody takes it up', codeId: 'rich-language' },
  ],
  beliefs: [
    { id: 'often', question: 'How often will a child begin something?', measure: 'moments', lookForId: 'begins', otherLookForId: null, maximum: 12 },
    { id: 'share', question: 'How much of it is taken up?', measure: 'share', lookForId: 'received', otherLookForId: 'begins', maximum: 1 },
    { id: 'long', question: 'How long does it last?', measure: 'seconds', lookForId: 'begins', otherLookForId: null, maximum: 8 },
  ],
}; // prettier-ignore

let world: ToolWithLms;
let browser: Browser;
let taskId: string;
let activityId: string;
const people: Awaited<ReturnType<typeof openPerson>>[] = [];

beforeAll(async () => {
  world = await openToolWithLms({ platform });
  browser = await openBrowser();
  const lecturer = await world.launch('lee');
  const published = await publishTask(world, lecturer, 12);
  ({ taskId } = published);
  activityId = published.activity.id;
  const { plan, revision } = await lecturer.call(taskRoutes.getTask, { params: { taskId } });
  await lecturer.call(taskRoutes.changeTask, {
    params: { taskId },
    body: { baseRevision: revision, plan: { ...plan, ...ASKED } },
  });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function open(key: string): Promise<Page> {
  const person = await openPerson(browser);
  people.push(person);
  await person.page.goto(`${world.lms.baseUrl}/activities/${activityId}/open?as=${key}`);
  await person.page.locator('lookfor-app main').first().waitFor();
  return person.page;
}

const said = async (person: HttpPerson) =>
  (await person.call(observationRoutes.openObservation, { params: { taskId } })).beliefs;

test('who presses a handle where it rests says the middle, by pointer and by key', async () => {
  const page = await open('sam');
  const often = page.getByRole('slider', { name: 'How often will a child begin something?' });
  const share = page.getByRole('slider', { name: 'How much of it is taken up?' });
  const sam = await world.launch('sam', activityId);
  // Its words are pressed to read, not to answer.
  await page.getByText('How often will a child begin something?').click();
  await often.press('Tab');
  expect(await page.getByText('not said yet').count()).toBe(3);
  await often.click();
  await page.getByText('6 times').waitFor();
  await share.press('Enter');
  await page.getByText('half', { exact: true }).waitFor();
  await until('both are kept', async () => {
    const { often: times, share: part } = await said(sam);
    return times === 6 && part === 0.5;
  });
  await page.getByText('not said yet').waitFor();
  await expectAccessible(page, 'what is believed');
  await page.reload();
  await page.getByText('6 times').waitFor();
});

import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { observationRoutes } from '#contract/observations';
import { taskRoutes, type TaskPlan } from '#contract/tasks';
import { expectAccessible, openBrowser, openPerson } from '../support/browser.ts';
import { handInObservation } from '../support/course-work.ts';
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
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function open(key: string, options: Parameters<typeof openPerson>[1] = {}): Promise<Page> {
  const person = await openPerson(browser, options);
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

test('what it opens is seen from its beginning, also where its button stood far below', async () => {
  const page = await open('robin', { viewport: { width: 400, height: 560 } });
  await page.getByRole('button', { name: 'Watch the clip' }).click();
  await page.locator('lookfor-timeline').waitFor();
  await expect
    .poll(() =>
      page
        .getByRole('heading', { level: 1 })
        .evaluate((title) => title.getBoundingClientRect().top),
    )
    .toBeGreaterThanOrEqual(0);
});

test('a lecturer takes two experts’ readings with reasons over', async () => {
  const page = await open('lee');
  await page.getByRole('button', { name: 'Export / import' }).click();
  for (const [name, rows] of [
    [
      'Expert 1',
      [
        '1,3,exploring-thinking,It comes in.,Nothing has moved before.',
        '6,8,rich-language,A tone.,',
      ],
    ],
    [
      'Expert 2',
      [
        '1,3,exploring-thinking,It begins.,',
        '4,5,exploring-thinking,Again.,She looks there first.',
      ],
    ],
  ] as const) {
    await page.getByLabel('Name of the reading').fill(name);
    await page.getByLabel('File with the expert’s moments').setInputFiles({
      name: 'reading.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['start_seconds,end_seconds,codes,note,because', ...rows].join('\n')),
    });
    await page.getByText('2 moments taken over.').waitFor();
  }
  await expectAccessible(page, 'an expert’s reading taken over');
});

test('a student sees what was believed beside the marks, and reads with the experts’ range', async () => {
  const sam = await world.launch('sam', activityId);
  const params = { taskId };
  const { plan } = await sam.call(taskRoutes.getTask, { params });
  const [passId = ''] = plan.passes.map(({ id }) => id).slice(-1);
  const marks = [
    [1, 3, 'exploring-thinking', 'begins'],
    [5, 7, 'rich-language', 'received'],
    [9, 11, 'exploring-thinking', 'begins'],
  ] as const;
  const changes = marks.map(([startSeconds, endSeconds, codeId, lookForId]) => ({
    kind: 'put' as const,
    mark: {
      ...{ id: randomUUID(), passId, startSeconds, endSeconds, lookForId, codeIds: [codeId] },
      ...{ body: 'I saw it.', child: null, changedAt: new Date().toISOString() },
    },
  }));
  await sam.call(observationRoutes.changeMarks, { params, body: { changes } });
  await handInObservation(sam, taskId);

  const page = await open('sam');
  const beliefs = page.locator('lookfor-beliefs-coded');
  await beliefs.getByText(/You said 6 times, your marks say\s+2 times/).waitFor();
  await beliefs.getByText(/You said half, your marks say\s+1 of 3/).waitFor();
  await beliefs.getByText(/You did not say; your marks say\s+2 s/).waitFor();
  const agreement = page.locator('lookfor-code-agreement');
  await agreement.getByLabel('Compared with').selectOption('experts');
  await agreement.getByText(/In \d of \d moments that experts marked too/).waitFor();
  await agreement.getByText('you 2, experts 1–2').waitFor();
  await agreement.getByText('As often as experts').first().waitFor();
  await page.getByRole('button', { name: 'Show as tables' }).click();
  const table = page.getByRole('region', { name: 'Readings' });
  await table.getByText('because: Nothing has moved before.').waitFor();
  await expectAccessible(page, 'the experts’ range');
});

test('no script failed and no policy was broken', () => {
  expect(people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
  expect(people.flatMap(({ policyRefusals }) => policyRefusals)).toEqual([]);
});

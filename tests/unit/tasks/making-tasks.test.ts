import { describe, expect, test } from 'vitest';
import { taskPlanSchema } from '#contract/tasks';
import { LOCALES } from '#contract/vocabulary';
import { firstPlan } from '#server/tasks/beginning.rules';
import { clipItem, contentItem } from '#server/tasks/content-items.rules';
import { activityDates, isMonday } from '#server/tasks/course-templates.rules';
import { namedTasks } from '#server/tasks/task-target';
import { twinIds, taskGaps } from '#server/tasks/tasks.rules';
import { addDays, dayInZone } from '#server/tasks/zoned-time';
import { aClip, aFramework, aPlan } from './a-plan.ts';

describe.each(LOCALES)('a new task in %s', (locale) => {
  const plan = firstPlan(locale, aClip.id, '0190a1b2-0000-7000-8000-00000000000f');

  test('keeps to the schema, and its ids stand once', () => {
    expect(taskPlanSchema.parse(plan)).toEqual(plan);
    expect(twinIds(plan)).toEqual([]);
  });

  test('lacks only its title and its look-fors', () => {
    const gaps = taskGaps(plan, aFramework, aClip, new Date('2027-01-01T00:00:00Z'));
    expect(gaps.map(({ gap, path }) => `${gap} ${path}`)).toEqual([
      'title-missing title',
      ...[0, 1, 2].flatMap((at) => [
        `title-missing lookFors.${at}.label`,
        `look-for-without-code lookFors.${at}.codeId`,
      ]),
    ]);
  });

  test('begins with free noticing without codes, then asks with them', () => {
    expect(plan.passes.map((pass) => pass.tools.codes)).toEqual([false, true]);
    expect(plan.narration?.criteria).toHaveLength(3);
    expect(plan.maximumPoints).toBe(20);
  });
});

test('the words of a new task are those of its language', () => {
  const prompts = LOCALES.map((locale) => firstPlan(locale, null, null).narration?.prompt);
  expect(new Set(prompts).size).toBe(LOCALES.length);
});

describe('content item', () => {
  const id = '0190a1b2-0000-7000-8000-000000000001';

  test('names the task in address and custom, with column, dates and size', () => {
    expect(contentItem(id, aPlan({ maximumPoints: 20 }), 'https://tool.example')).toEqual({
      type: 'ltiResourceLink',
      title: 'The child’s initiative',
      text: 'Tell it.',
      url: `https://tool.example/lti/launch?task=${id}`,
      custom: {
        task: id,
        link_history: '$ResourceLink.id.history',
        context_history: '$Context.id.history',
        groups: '$Moodle.Person.userGroupIds',
      },
      lineItem: {
        scoreMaximum: 20,
        label: 'The child’s initiative',
        resourceId: id,
        tag: 'lookfor',
        submissionReview: {
          reviewableStatus: ['Submitted', 'Completed'],
          url: `https://tool.example/lti/launch?task=${id}`,
          custom: { task: id },
        },
      },
      available: { startDateTime: '2027-02-01T07:00:00Z' },
      submission: {
        startDateTime: '2027-02-01T07:00:00Z',
        endDateTime: '2027-02-14T22:59:00Z',
      },
      iframe: { width: 1100, height: 800 },
    });
  });

  test('has no column without points, and no dates without dates', () => {
    const plan = aPlan({ narration: null, maximumPoints: 0, opensAt: null, dueAt: null });
    const item = contentItem(id, plan, 'https://tool.example');
    expect(Object.keys(item).sort()).toEqual(['custom', 'iframe', 'text', 'title', 'type', 'url']);
    expect(item.text).toBe('Watch once.');
  });

  test.each([
    [0.4, 1],
    [12.5, 13],
    [20, 20],
  ])('a column of %d points counts to the whole number %d', (points, column) => {
    const item = contentItem(id, aPlan({ maximumPoints: points }), 'https://tool.example');
    expect(item.lineItem?.scoreMaximum).toBe(column);
  });

  test('a part of a task says so twice, in a frame of its size; a question alone has no column', () => {
    const item = contentItem(id, aPlan({ maximumPoints: 20 }), 'https://tool.example', 'question');
    expect(item).toMatchObject({
      url: `https://tool.example/lti/launch?task=${id}&part=question`,
      custom: { task: id, part: 'question' },
    });
    expect(item.lineItem).toBeUndefined();
    const narration = contentItem(
      id,
      aPlan({ maximumPoints: 20 }),
      'https://tool.example',
      'narration',
    );
    expect(narration).toMatchObject({
      custom: { part: 'narration' },
      lineItem: { scoreMaximum: 20 },
      iframe: { width: 900, height: 900 },
    });
  });

  test.each([
    [false, `?clip=${id}`, undefined],
    [true, `?clip=${id}&alone=yes`, 'yes'],
  ])('a clip has neither column nor dates (alone: %s)', (isAlone, query, alone) => {
    const item = clipItem({ id, title: 'Blocks' }, 'https://tool.example', isAlone);
    expect(item).toMatchObject({
      type: 'ltiResourceLink',
      title: 'Blocks',
      url: `https://tool.example/lti/launch${query}`,
      custom: { clip: id },
    });
    expect(item.custom?.['alone']).toBe(alone);
    expect(Object.keys(item)).toEqual(
      expect.not.arrayContaining(['lineItem', 'available', 'submission']),
    );
  });

  test('a title that an LMS would refuse is cut', () => {
    const item = contentItem(id, aPlan({ title: 'x'.repeat(300) }), 'https://tool.example');
    expect(item.title).toHaveLength(255);
    expect(item.title?.endsWith('…')).toBe(true);
  });
});

describe('dates', () => {
  test.each([
    ['2027-02-01', true],
    ['2027-02-02', false],
    ['2027-01-31', false],
  ])('%s is a Monday: %s', (day, monday) => {
    expect(isMonday(day)).toBe(monday);
  });

  test('days are counted over months and leap days', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  test.each([
    ['UTC', '2027-02-01', 8, '2027-02-01T08:00:00.000Z'],
    ['Europe/Warsaw', '2027-02-01', 8, '2027-02-01T07:00:00.000Z'],
    ['Europe/Warsaw', '2027-07-05', 8, '2027-07-05T06:00:00.000Z'],
    ['America/Vancouver', '2027-07-05', 23, '2027-07-06T06:00:00.000Z'],
    ['Asia/Kathmandu', '2027-07-05', 0, '2027-07-04T18:15:00.000Z'],
    // The night on which clocks go forward: half past two does not exist, half past three does.
    ['Europe/Warsaw', '2027-03-28', 2, '2027-03-28T01:00:00.000Z'],
    ['Europe/Warsaw', '2027-03-28', 4, '2027-03-28T02:00:00.000Z'],
    ['Europe/Warsaw', '2027-10-31', 4, '2027-10-31T03:00:00.000Z'],
  ])('in %s on %s at %d it is %s', (zone, day, hours, instant) => {
    expect(dayInZone(day, { hours, minutes: 0 }, zone).toISOString()).toBe(instant);
  });

  test('an activity opens on the Monday of its week and is due in its last one', () => {
    const activity = { week: 2, lengthWeeks: 3, dueDay: 5 };
    expect(activityDates(activity, '2027-02-01', 'Europe/Warsaw')).toEqual({
      opensAt: '2027-02-08T07:00:00.000Z',
      dueAt: '2027-02-26T22:59:00.000Z',
    });
  });
});

describe('the task that a launch names', () => {
  const [one, other] = [
    '0190a1b2-0000-7000-8000-000000000001',
    '0190a1b2-0000-7000-8000-000000000002',
  ];
  test.each([
    ['custom', { custom: { task: one }, targetLinkUri: null }, [one]],
    ['address', { custom: {}, targetLinkUri: `https://t.example/lti/launch?task=${one}` }, [one]],
    [
      'custom before address',
      { custom: { task: one }, targetLinkUri: `https://t.example/?task=${other}` },
      [one, other],
    ],
    ['nothing', { custom: {}, targetLinkUri: 'https://t.example/lti/launch' }, []],
    ['a variable that was not filled', { custom: { task: '$Task.id' }, targetLinkUri: null }, []],
    ['a number', { custom: { task: 7 }, targetLinkUri: 'not an address' }, []],
  ])('%s', (_what, said, named) => {
    expect(namedTasks({ messageType: 'LtiResourceLinkRequest', ...said })).toEqual(named);
  });
});

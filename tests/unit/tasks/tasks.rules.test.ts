import { describe, expect, test } from 'vitest';
import { TASK_GAPS, type TaskGap, type TaskPlan } from '#contract/tasks';
import {
  isOpen,
  newGaps,
  reachablePoints,
  takenAway,
  taskGaps,
  twinIds,
  type TaskClip,
} from '#server/tasks/tasks.rules';
import { aClip, aCriterion, aFramework, aPlan } from './a-plan.ts';

const now = new Date('2027-01-10T12:00:00Z');
const narration = (different: Partial<NonNullable<TaskPlan['narration']>>) => {
  const whole = aPlan().narration;
  return whole && { ...whole, ...different };
};
const firstPass = (different: Partial<TaskPlan['passes'][number]>) =>
  aPlan().passes.map((pass, at) => (at === 0 ? { ...pass, ...different } : pass));
const lookFors = (codeId: string | null) => [{ id: 'begins', label: 'Begins', codeId }];
const coverage = (different: Partial<TaskClip['coverage']>): TaskClip => ({
  ...aClip,
  coverage: { ...aClip.coverage, ...different },
});

interface Case {
  gap: TaskGap['gap'];
  path: string;
  when: string;
  plan?: Partial<TaskPlan>;
  clip?: TaskClip | null;
  framework?: null;
}

const cases: Case[] = [
  { gap: 'title-missing', path: 'title', when: 'no title', plan: { title: '  ' } },
  {
    gap: 'title-missing',
    path: 'lookFors.0.label',
    when: 'a look-for has no words',
    plan: { lookFors: [{ id: 'begins', label: '', codeId: 'initiative' }] },
  },
  {
    gap: 'title-missing',
    path: 'passes.0.title',
    when: 'a pass has no title',
    plan: { passes: firstPass({ title: '' }) },
  },
  {
    gap: 'title-missing',
    path: 'narration.criteria.0.title',
    when: 'a criterion has no title',
    plan: {
      narration: narration({ criteria: [{ ...aCriterion('noticing', [2, 10]), title: '' }] }),
    },
  },
  { gap: 'clip-missing', path: 'clipId', when: 'no clip', clip: null },
  {
    gap: 'clip-not-ready',
    path: 'clipId',
    when: 'the clip is being prepared',
    clip: { ...aClip, state: 'processing' },
  },
  {
    gap: 'consent-missing',
    path: 'clipId',
    when: 'consent does not cover training',
    clip: coverage({ training: false, gap: 'purpose' }),
  },
  {
    gap: 'consent-ends-early',
    path: 'clipId',
    when: 'consent ends before the due date',
    clip: coverage({ until: '2027-02-13' }),
  },
  {
    gap: 'consent-ends-early',
    path: 'clipId',
    when: 'there is no due date and consent ended yesterday',
    plan: { dueAt: null },
    clip: coverage({ until: '2027-01-09' }),
  },
  { gap: 'framework-missing', path: 'frameworkId', when: 'no framework', framework: null },
  { gap: 'passes-missing', path: 'passes', when: 'no pass', plan: { passes: [] } },
  {
    gap: 'prompt-missing',
    path: 'passes.0.prompt',
    when: 'a pass asks nothing',
    plan: { passes: firstPass({ prompt: '\n' }) },
  },
  {
    gap: 'prompt-missing',
    path: 'helpingQuestion.text',
    when: 'the given question is empty',
    plan: { helpingQuestion: { mode: 'given', text: '' } },
  },
  {
    gap: 'prompt-missing',
    path: 'narration.prompt',
    when: 'the narration asks nothing',
    plan: { narration: narration({ prompt: '' }) },
  },
  {
    gap: 'look-for-without-code',
    path: 'lookFors.0.codeId',
    when: 'a look-for has no code',
    plan: { lookFors: lookFors(null) },
  },
  {
    gap: 'look-for-unknown-code',
    path: 'lookFors.0.codeId',
    when: 'the code is not in the framework',
    plan: { lookFors: lookFors('guiding') },
  },
  {
    gap: 'moment-unknown-look-for',
    path: 'passes.1.moments.0',
    when: 'a pass asks for a look-for that is gone',
    plan: { lookFors: [{ id: 'other', label: 'Other', codeId: 'initiative' }] },
  },
  {
    gap: 'criteria-missing',
    path: 'narration.criteria',
    when: 'points without a rubric',
    plan: { narration: narration({ criteria: [] }) },
  },
  {
    gap: 'levels-missing',
    path: 'narration.criteria.0.levels',
    when: 'a criterion has one level only',
    plan: { narration: narration({ criteria: [aCriterion('noticing', [10])] }) },
  },
  {
    gap: 'points-differ',
    path: 'maximumPoints',
    when: 'the rubric reaches other points',
    plan: { maximumPoints: 20 },
  },
  {
    gap: 'points-differ',
    path: 'maximumPoints',
    when: 'points without a narration',
    plan: { narration: null },
  },
  {
    gap: 'words-crossed',
    path: 'narration.minimumWords',
    when: 'more words at least than at most',
    plan: { narration: narration({ minimumWords: 401 }) },
  },
  {
    gap: 'dates-crossed',
    path: 'dueAt',
    when: 'it is due before it opens, in whatever zone',
    plan: { opensAt: '2027-02-01T08:00:00+02:00', dueAt: '2027-02-01T05:30:00Z' },
  },
  {
    gap: 'reveal-date-missing',
    path: 'reveal.at',
    when: 'others appear on a date that is not said',
    plan: { reveal: { rule: 'at-date', at: null } },
  },
];

describe('gaps', () => {
  test('a whole plan has none', () => {
    expect(taskGaps(aPlan(), aFramework, aClip, now)).toEqual([]);
  });

  test.each(cases)('$gap at $path when $when', ({ gap, path, plan, clip, framework }) => {
    const found = taskGaps(
      aPlan(plan),
      framework === null ? null : aFramework,
      clip === undefined ? aClip : clip,
      now,
    );
    expect(found).toContainEqual(expect.objectContaining({ gap, path }));
  });

  test.each(TASK_GAPS)('%s is told by some case', (gap) => {
    expect(cases.map((one) => one.gap)).toContain(gap);
  });

  const fine: { what: string; plan: Partial<TaskPlan>; clip?: TaskClip }[] = [
    { what: 'an observation without a mark', plan: { narration: null, maximumPoints: 0 } },
    {
      what: 'a narration without a mark',
      plan: { narration: narration({ criteria: [] }), maximumPoints: 0 },
    },
    { what: 'no upper limit of words', plan: { narration: narration({ maximumWords: 0 }) } },
    { what: 'no dates', plan: { opensAt: null, dueAt: null } },
    { what: 'consent to the very due day', plan: {}, clip: coverage({ until: '2027-02-14' }) },
    { what: 'consent without an end', plan: {}, clip: coverage({ until: null }) },
    {
      what: 'points in fractions that add up',
      plan: {
        narration: narration({ criteria: ['a', 'b', 'c'].map((id) => aCriterion(id, [0, 0.1])) }),
        maximumPoints: 0.3,
      },
    },
  ];
  test.each(fine)('none for $what', ({ plan, clip }) => {
    expect(taskGaps(aPlan(plan), aFramework, clip ?? aClip, now)).toEqual([]);
  });

  test('neither codes nor look-fors need no framework', () => {
    const passes = aPlan().passes.map((pass) => ({
      ...pass,
      moments: [],
      tools: { ...pass.tools, codes: false },
    }));
    expect(taskGaps(aPlan({ lookFors: [], passes }), null, aClip, now)).toEqual([]);
  });

  test('a gap carries the author’s own word for the part', () => {
    const [gap] = taskGaps(aPlan({ lookFors: lookFors('guiding') }), aFramework, aClip, now);
    expect(gap?.label).toBe('Begins');
  });
});

test.each([
  [null, true],
  ['2027-01-10T12:00:00Z', true],
  ['2027-01-10T13:00:00+01:00', true],
  ['2027-01-10T12:00:01Z', false],
])('a task that opens at %s is open: %s', (opensAt, open) => {
  expect(isOpen({ opensAt }, now)).toBe(open);
});

describe('what a change takes away', () => {
  const before = aPlan();
  test('words, dates, numbers and additions take nothing', () => {
    const after = aPlan({
      title: 'Another title',
      maximumPoints: 12,
      dueAt: null,
      passes: [...before.passes, { ...firstPass({})[0]!, id: 'third' }],
      lookFors: [...before.lookFors].reverse(),
    });
    expect(takenAway(before, after)).toEqual([]);
  });

  test.each([
    ['clipId', { clipId: null }],
    ['frameworkId', { frameworkId: null }],
    ['passes.guided', { passes: before.passes.slice(0, 1) }],
    ['lookFors.begins', { lookFors: before.lookFors.slice(1) }],
    [
      'criteria.interpreting',
      { narration: narration({ criteria: [aCriterion('noticing', [2, 4])] }) },
    ],
    [
      'criteria.noticing.levels.level-1',
      {
        narration: narration({
          criteria: [aCriterion('noticing', [2]), aCriterion('interpreting', [3, 6])],
        }),
      },
    ],
    ['narration', { narration: null }],
  ] as [string, Partial<TaskPlan>][])('%s', (part, different) => {
    expect(takenAway(before, aPlan(different))).toContain(part);
  });
});

test('a change answers for the gaps that it made, not for those it found', () => {
  const old: TaskGap = { gap: 'consent-missing', path: 'clipId', label: 'x' };
  const made: TaskGap = { gap: 'prompt-missing', path: 'passes.0.prompt', label: '' };
  expect(newGaps([old], [{ ...old, label: 'y' }, made])).toEqual([made]);
});

test('ids that stand twice are found among parts of one kind only', () => {
  expect(twinIds(aPlan())).toEqual([]);
  const [free] = aPlan().passes;
  expect(twinIds(aPlan({ passes: [free!, free!] }))).toEqual(['free']);
});

test('a rubric reaches the sum of its best levels', () => {
  expect(
    reachablePoints([aCriterion('a', [7, 2]), aCriterion('b', []), aCriterion('c', [6])]),
  ).toBe(13);
});

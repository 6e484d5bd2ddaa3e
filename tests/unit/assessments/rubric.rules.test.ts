import { expect, test } from 'vitest';
import type { Criterion } from '#contract/tasks';
import { knownMarks, rubricTotal, saidPassages } from '#server/assessments/rubric.rules';

const criterion = (id: string, points: number[]): Criterion => ({
  id,
  title: id,
  hue: 1,
  levels: points.map((value) => ({
    id: `${id}-${value}`,
    title: `${value}`,
    descriptor: '',
    points: value,
  })),
});
const criteria = [
  criterion('noticing', [2, 4, 7]),
  criterion('interpreting', [2, 4, 7]),
  criterion('linking', [1, 6]),
];
const mark = (criterionId: string, levelId: string | null) => ({
  criterionId,
  levelId,
  comment: '',
});

test.each([
  ['nothing yet', [], 0, 3],
  ['one chosen', [mark('noticing', 'noticing-7')], 7, 2],
  ['a comment without a level counts nothing', [mark('noticing', null)], 0, 3],
  [
    'all chosen',
    [
      mark('noticing', 'noticing-7'),
      mark('interpreting', 'interpreting-4'),
      mark('linking', 'linking-6'),
    ],
    17,
    0,
  ],
  ['a level of another criterion counts nothing', [mark('noticing', 'linking-6')], 0, 3],
])('%s', (_name, marks, points, openCriteria) => {
  expect(rubricTotal(criteria, marks)).toEqual({ points, openCriteria });
});

test('marks outside the rubric are not kept', () => {
  expect(
    knownMarks(criteria, [
      mark('noticing', 'noticing-99'),
      mark('charm', 'charm-1'),
      mark('linking', 'linking-1'),
    ]),
  ).toEqual([mark('noticing', null), mark('linking', 'linking-1')]);
});

test('passages without anything to say, or of another rubric, are let go', () => {
  const passage = (criterionId: string | null, comment: string) => ({
    id: '0190a1b2-0000-7000-8000-000000000001',
    block: 0,
    start: 0,
    quote: 'Child A',
    criterionId,
    comment,
  });
  expect(
    saidPassages(criteria, [
      passage('noticing', ''),
      passage(null, 'Why?'),
      passage(null, '  '),
      passage('gone', ''),
      passage('gone', 'Still true.'),
    ]),
  ).toEqual([passage('noticing', ''), passage(null, 'Why?'), passage(null, 'Still true.')]);
});

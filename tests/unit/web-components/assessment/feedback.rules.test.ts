import { expect, test } from 'vitest';
import type { Feedback } from '#contract/assessments';
import { compareEstimates, criterionViews, ownPoints } from '#elements/assessment/feedback.rules';
import { comparisonWords, stepsWords } from '#elements/assessment/feedback-words';

const levels = ['Begins', 'Grows', 'Secure', 'Rich'].map((title, at) => ({
  id: title,
  title,
  descriptor: `What ${title} asks`,
  points: 4 + at * 2,
}));
const criterion = (id: string) => ({ id, title: id, hue: 1, levels });

function feedback(
  levelsOf: Record<string, [own: string | null, theirs: string | null]>,
): Pick<Feedback, 'criteria' | 'marks' | 'ownEstimate'> {
  const ids = Object.keys(levelsOf);
  return {
    criteria: ids.map(criterion),
    marks: ids.map((id) => ({
      criterionId: id,
      levelId: levelsOf[id]?.[1] ?? null,
      comment: `On ${id}`,
    })),
    ownEstimate: Object.fromEntries(
      ids.flatMap((id) => (levelsOf[id]?.[0] ? [[id, levelsOf[id][0]]] : [])),
    ),
  };
}

const story = feedback({
  Noticing: ['Secure', 'Secure'],
  Interpreting: ['Grows', 'Rich'],
  Linking: ['Rich', 'Secure'],
});

test('sets the own estimate beside the level, in levels', () => {
  const views = criterionViews(story);
  expect(views.map(({ steps }) => steps)).toEqual([0, 2, -1]);
  expect(views.map(({ next }) => next?.title ?? null)).toEqual(['Rich', null, 'Rich']);
  expect(views[1]?.comment).toBe('On Interpreting');
  expect(ownPoints(views)).toBe(8 + 6 + 10);
});

test('says where both agree and where they part', () => {
  const views = criterionViews(story);
  expect(comparisonWords(compareEstimates(views))).toBe(
    'You and your marker agree on Noticing. Your marker sees more in Interpreting than you did. Your marker sees less in Linking than you did.',
  );
  expect(views.map(stepsWords)).toEqual([
    'Secure, as you said.',
    'Rich, 2 levels above your own.',
    'Secure, one level below your own.',
  ]);
});

test('without an own estimate there is nothing to compare, and no number of one', () => {
  const views = criterionViews(feedback({ Noticing: [null, 'Rich'], Linking: ['Grows', 'Grows'] }));
  expect(views[0]).toMatchObject({ own: null, steps: null });
  expect(stepsWords(views[0]!)).toBe('Rich.');
  expect(ownPoints(views)).toBeNull();
  expect(compareEstimates(views)).toEqual({ same: ['Linking'], more: [], less: [] });
  const silent = criterionViews(feedback({ Noticing: [null, 'Rich'] }));
  expect(comparisonWords(compareEstimates(silent))).toBe('Criterion by criterion');
});

test('a level that is not in the rubric any more is no level', () => {
  const [view] = criterionViews(feedback({ Noticing: ['Gone', 'Gone'] }));
  expect(view).toMatchObject({ own: null, theirs: null, steps: null, next: null });
});

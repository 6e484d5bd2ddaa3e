import { describe, expect, test } from 'vitest';
import { stepOf, stepsOf, type Work } from '#elements/student-task/steps.rules';

const pass = (id: string) => ({
  id,
  title: id,
  prompt: '',
  tools: { codes: true, childInFocus: true, captions: true, sound: true },
  moments: [],
  watchShare: 0,
});
const narrationPlan = {
  prompt: '',
  minimumWords: 0,
  maximumWords: 0,
  minimumCitations: 0,
  criteria: [],
  namesHidden: false,
};
const at = '2026-11-21T10:00:00Z';
const progress = (passId: string, completedAt: string | null) => ({
  passId,
  watched: [],
  foundNone: [],
  completedAt,
});

function work(change: Partial<Work> = {}, handedInAt: string | null = null): Work {
  return {
    plan: { passes: [pass('free'), pass('guided')], narration: narrationPlan },
    observation: { handedInAt, passes: [progress('free', at), progress('guided', handedInAt)] },
    narration: undefined,
    hasFeedback: false,
    ...change,
  };
}
const labels = { compare: 'Compare', narration: 'Narration', feedback: 'Feedback' };

describe('where a launch goes on', () => {
  const begun = { handedInAt: null, wordCount: 40 };
  test.each([
    ['before the hand-in', work(), 'observation'],
    ['after it', work({}, at), 'comparison'],
    ['with an empty narration', work({ narration: { ...begun, wordCount: 0 } }, at), 'comparison'],
    ['with a narration that was begun', work({ narration: begun }, at), 'narration'],
    ['with one that was handed in', work({ narration: { ...begun, handedInAt: at } }, at), 'narration'], // prettier-ignore
    ['with feedback', work({ narration: begun, hasFeedback: true }, at), 'feedback'],
    ['when there is nothing to write', work({ plan: { passes: [pass('free')], narration: null } }, at), 'comparison'], // prettier-ignore
  ] as const)('%s: %s', (_, given, expected) => {
    expect(stepOf(given)).toBe(expected);
  });
});

describe('the line of steps', () => {
  const line = (given: Work, shown: Parameters<typeof stepsOf>[1]) =>
    stepsOf(given, shown, labels).map(
      (step) =>
        `${step.label}${step.isDone ? ' done' : ''}${step.isOpen ? ' open' : ''}${step.isCurrent ? ' now' : ''}`,
    );

  test('while observing, later steps are closed', () => {
    expect(line(work(), 'observation')).toEqual([
      'free done',
      'guided now',
      'Compare',
      'Narration',
      'Feedback',
    ]);
  });

  test('after the hand-in everything but feedback is open', () => {
    expect(line(work({}, at), 'comparison')).toEqual([
      'free done open',
      'guided done open',
      'Compare open now',
      'Narration open',
      'Feedback',
    ]);
  });

  test('a task without narration ends with comparing', () => {
    const given = work({ plan: { passes: [pass('free')], narration: null } }, at);
    expect(line(given, 'comparison').at(-1)).toBe('Compare open now');
  });
});

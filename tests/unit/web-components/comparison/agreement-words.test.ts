import { expect, test } from 'vitest';
import type { CodeAgreement, Verdict } from '#contract/shared/code-agreement';
import { figure, findingWords, intervalWords } from '#elements/comparison/agreement-words';

test.each([
  [{ low: 0.71, high: 0.95 }, '0.71–0.95'],
  [{ low: -0.13, high: 0.48 }, '−0.13 – 0.48'],
  [{ low: -0.13, high: -0.07 }, '−0.13 – −0.07'],
])('an interval %j reads as from and to, also below zero', (interval, words) => {
  expect(intervalWords(interval)).toBe(words);
});

test('a figure below zero has a minus, and what is not defined a dash', () => {
  expect([figure(-0.104), figure(0), figure(null)]).toEqual(['−0.10', '0.00', '–']);
});

test.each<[Verdict[], string]>([
  [['mostly', 'often-different'], 'On “A” you see the same. “B” is worth a talk.'],
  [['mostly', 'too-few'], 'On “A” you see the same. For the rest there are too few marks.'],
  [['partly', 'too-few', 'too-few'], '“A” is worth a talk. For the rest there are too few marks.'],
  [['partly', 'as-by-chance'], 'You look with different eyes. “B” is worth a talk.'],
  [['mostly', 'nearly-always'], 'You see the same things.'],
  [['too-few'], 'There are too few marks to say how far you agree.'],
])('codes that are %j come to a sentence that claims no more', (verdicts, words) => {
  const codes = verdicts.map((verdict, at): CodeAgreement => {
    const code = 'ABC'[at] ?? '';
    return {
      ...{ code, verdict, moments: 9, readers: 2, percent: 0.5, kappa: 0.5, interval: null },
      ...{ nominalAlpha: null, unitisedAlpha: null, f1: null, counts: null, cautions: [] },
    };
  });
  expect(findingWords(codes, ({ code }) => code, true)).toBe(words);
  // A lecturer has no marks among them: it is said of the students.
  expect(findingWords(codes, ({ code }) => code, false)).not.toMatch(/\byou\b/i);
});

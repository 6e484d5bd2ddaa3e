import { expect, test } from 'vitest';
import { figure, intervalWords } from '#elements/comparison/agreement-words';

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

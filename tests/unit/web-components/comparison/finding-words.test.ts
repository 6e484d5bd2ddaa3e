import { expect, test } from 'vitest';
import { headline } from '#elements/comparison/finding-words';

const found = { hasMe: true, others: 0, shared: 0, alike: 0, isComplete: false };

test('the first is told that others come, and where all are in one group that nobody does', () => {
  expect(headline(found)).toMatch(/^You are the first/);
  expect(headline({ ...found, isComplete: true })).toBe('There is nobody to compare with yet.');
});

test('how many moments are read alike, in the singular and the plural', () => {
  const others = { ...found, others: 2, isComplete: true };
  expect(headline(others)).toBe('You looked where nobody else did.');
  expect(headline({ ...others, shared: 1, alike: 1 })).toContain('the moment that you share');
  expect(headline({ ...others, shared: 3, alike: 3 })).toContain('all 3 moments');
  expect(headline({ ...others, shared: 3, alike: 2 })).toContain('2 of 3 moments');
  expect(headline({ ...others, hasMe: false, shared: 3, alike: 2 })).toContain('Your students');
});

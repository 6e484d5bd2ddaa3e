import { expect, test } from 'vitest';
import { countsOf, settled, unsteadyIn } from '../../../lti-tool/scripts/outcome.mjs';

const file = (name: string, tests: Record<string, string>, status = 'passed') => ({
  name: `/lookfor/tests/${name}`,
  status: Object.values(tests).includes('failed') ? 'failed' : status,
  assertionResults: Object.entries(tests).map(([fullName, end]) => ({ fullName, status: end })),
});
const first = [
  file('sound.test.ts', { plays: 'passed', stops: 'passed' }),
  file('story.test.ts', { begins: 'passed', middle: 'failed', ends: 'failed' }),
];
const again = [file('story.test.ts', { begins: 'passed', middle: 'passed', ends: 'failed' })];

test('what did not pass failed: a skipped test, a file that did not run, a run of nothing', () => {
  expect(countsOf(first)).toEqual({ passed: 3, failed: 2 });
  expect(countsOf([file('left-out.test.ts', { one: 'passed', two: 'pending' })])).toEqual({
    ...{ passed: 1, failed: 1 },
  });
  expect(countsOf([...first, file('broken.test.ts', {}, 'failed')]).failed).toBe(3);
  expect(countsOf([])).toEqual({ passed: 0, failed: 1 });
});

test('a file that ran again counts as it came out then, and what passed only then is named', () => {
  expect(countsOf(settled(first, again))).toEqual({ passed: 4, failed: 1 });
  expect(unsteadyIn(first, again)).toEqual(['/lookfor/tests/story.test.ts > middle']);
  expect(unsteadyIn(first, first)).toEqual([]);
});

import { expect, test } from 'vitest';
import { CURATION_MOVES } from '#contract/vocabulary';
import { mayMove, movesOf, yearAfter } from '#server/clips/curation.rules';

const owner = { isOwner: true, canManage: true };
const colleague = { isOwner: false, canManage: true };

test.each([
  ['draft', ['propose'], []],
  ['proposed', ['return'], ['approve', 'return']],
  ['consent', ['return', 'publish'], ['return', 'publish']],
  ['published', ['renew', 'retire'], ['renew', 'retire']],
  ['retired', ['restore'], ['restore']],
] as const)('from %s its owner and a colleague may move a clip', (state, own, others) => {
  expect(movesOf(owner, state)).toEqual(own);
  expect(movesOf(colleague, state)).toEqual(others);
});

test('who does not look after clips moves none', () => {
  for (const move of CURATION_MOVES)
    expect(mayMove({ isOwner: true, canManage: false }, 'published', move)).toBe(false);
});

test.each([
  ['2026-11-22', '2027-11-22'],
  ['2028-02-29', '2029-02-28'],
])('a year after %s is %s', (day, next) => {
  expect(yearAfter(day)).toBe(next);
});

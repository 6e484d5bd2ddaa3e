import { expect, test } from 'vitest';
import { authorsOf, badgePlaces } from '#elements/comparison/authors.rules';
import { membersOf } from '#elements/observation/team.rules';

test('letters stand below their marks, none over another, none outside the lane', () => {
  expect(badgePlaces([0, 100, 110, 120, 125, 400], 410)).toEqual({
    rows: 3,
    places: [
      { row: 0, shiftPx: 0 },
      { row: 0, shiftPx: 0 },
      { row: 1, shiftPx: 0 },
      { row: 2, shiftPx: 0 },
      null,
      { row: 0, shiftPx: -20 },
    ],
  });
  expect(badgePlaces([], 410)).toEqual({ rows: 0, places: [] });
});

test('authors look as they did while they worked', () => {
  const names = ['Sam Park', 'Sol Peres'].map((name, at) => ({ key: `k${at}`, name }));
  const reading = { key: 'me', name: 'Lab', kind: 'me' as const, marks: [], authors: names };
  const team = { members: names.map((one) => ({ ...one, isMe: false })) };
  expect([...authorsOf(reading).values()]).toEqual(membersOf(team));
  expect(authorsOf({ ...reading, authors: undefined }).size).toBe(0);
});

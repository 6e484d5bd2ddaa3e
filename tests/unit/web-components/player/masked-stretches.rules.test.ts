import { expect, test } from 'vitest';
import { bandsOf, maskedStretches } from '#elements/player/masked-stretches.rules';

test('what is masked comes in order, each with what is masked of it', () => {
  const stretches = maskedStretches({
    masked: [[8, 9]],
    covered: {
      picture: [
        [4, 6],
        [0, 2],
        [1, 3],
      ],
      sound: [[1, 2]],
    },
  });
  expect(
    stretches.map(({ startSeconds, endSeconds, what }) => [startSeconds, endSeconds, what]),
  ).toEqual([
    [0, 3, 'picture'],
    [1, 2, 'sound'],
    [4, 6, 'picture'],
    [8, 9, 'all'],
  ]);
});

test('a clip of which nothing is masked has none', () => {
  expect(maskedStretches(undefined)).toEqual([]);
  expect(maskedStretches({})).toEqual([]);
});

test('above the progress line stands what was masked, what is left out, and what a page marks', () => {
  const own = [{ startSeconds: 5, endSeconds: 6, kind: 'excerpt' as const }];
  expect(bandsOf({ masked: [[1, 2]], closed: [[3, 4]] }, own)).toEqual([
    { startSeconds: 1, endSeconds: 2, kind: 'masked' },
    { startSeconds: 3, endSeconds: 4, kind: 'closed' },
    ...own,
  ]);
  // The same list as before: the line is not drawn anew.
  expect(bandsOf({}, own)).toBe(own);
});

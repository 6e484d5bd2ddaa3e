import { expect, test } from 'vitest';
import { joined } from '#contract/shared/ranges';
import { captionsOutside } from '#server/clips/excerpt-captions.rules';
import { isMasked } from '#server/clips/masking.rules';

test.each([
  ['all of the clip is never masked', [], [[0, 100]], false],
  ['nothing is masked', [[1, 2]], [], false],
  ['all that shows the person is', [[1, 2]], [[1, 2]], true],
  [
    'one stretch of two is',
    [
      [1, 2],
      [5, 6],
    ],
    [[0, 3]],
    false,
  ],
  ['half of a stretch is', [[1, 4]], [[0, 3]], false],
  [
    'two that touch cover one between them',
    [[1, 4]],
    [
      [2, 5],
      [0, 2],
    ],
    true,
  ],
] as [string, [number, number][], [number, number][], boolean][])(
  '%s',
  (_, ranges, masked, expected) => {
    expect(isMasked(ranges, masked)).toBe(expected);
  },
);

test('stretches that touch become one', () => {
  expect(
    joined([
      [5, 6],
      [0, 2],
      [2, 3],
      [1, 2],
    ]),
  ).toEqual([
    [0, 3],
    [5, 6],
  ]);
});

test('what was said in a masked stretch is in no caption, and no note tells of it', () => {
  const vtt = `WEBVTT said by A

NOTE A says: mine

STYLE
::cue { color: white }

00:01.000 --> 00:02.000
Before

00:03.000 --> 00:04.500
Within

00:05.000 --> 00:06.000
After
`;
  const left = captionsOutside(vtt, [[4, 5]]);
  expect(left).toContain('Before');
  expect(left).toContain('After');
  expect(left).toContain('::cue');
  expect(left).not.toMatch(/Within|mine|said by/);
});

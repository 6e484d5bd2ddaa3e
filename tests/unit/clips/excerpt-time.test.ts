/** The two clocks of an excerpt, and what a task opens of a clip. */
import { describe, expect, test } from 'vitest';
import { isExcerptOpen } from '#server/clips/closed-stretches.rules';
import {
  momentsInExcerpt,
  momentsOfClip,
  rangesInExcerpt,
  shownSeconds,
} from '#contract/shared/excerpt-time';
import { grantCovers, type Granted } from '#server/clips/clips.rules';

const excerpt = { startSeconds: 5.1, endSeconds: 8 };

describe('times of an excerpt', () => {
  test('ranges are cut at its points and counted from its 0:00', () => {
    const ranges = [
      [0, 2],
      [4, 6.1],
      [7, 20],
      [8, 9],
    ] as const;
    expect(rangesInExcerpt(ranges, excerpt)).toEqual([
      [0, 1],
      [1.9, 2.9],
    ]);
    expect(rangesInExcerpt(ranges, null)).toEqual(ranges);
  });

  test('moments that begin elsewhere are not in it; one that outlasts it ends with it', () => {
    const moments = [
      { startSeconds: 5, endSeconds: 6 },
      { startSeconds: 5.1, endSeconds: null },
      { startSeconds: 7.3, endSeconds: 12 },
      { startSeconds: 8, endSeconds: 8 },
    ];
    expect(momentsInExcerpt(moments, excerpt)).toEqual([
      { startSeconds: 0, endSeconds: null },
      { startSeconds: 2.2, endSeconds: 2.9 },
    ]);
  });

  test('there and back again is the same time', () => {
    for (let tick = 0; tick < 2_900; tick += 37) {
      const moments = [{ startSeconds: tick / 1_000, endSeconds: null }];
      expect(momentsInExcerpt(momentsOfClip(moments, excerpt), excerpt)).toEqual(moments);
    }
  });

  test('what is shown is as long as the excerpt, or the clip', () => {
    expect(shownSeconds(60, excerpt)).toBe(2.9);
    expect(shownSeconds(60, null)).toBe(60);
  });
});

test.each<[Granted, typeof excerpt | null, boolean]>([
  ['whole', null, true],
  ['whole', excerpt, true],
  [[], null, false],
  [[], excerpt, false],
  [[excerpt], null, false],
  [[excerpt], excerpt, true],
  [[excerpt], { startSeconds: 5.1, endSeconds: 8.01 }, false],
  [[excerpt], { startSeconds: 5, endSeconds: 7 }, false],
  [[{ startSeconds: 0, endSeconds: 1 }, excerpt], { startSeconds: 6, endSeconds: 7 }, true],
  // Two stretches side by side open nothing that reaches from one to the other.
  [[{ startSeconds: 0, endSeconds: 5.1 }, excerpt], { startSeconds: 5, endSeconds: 6 }, false],
])('opened %j covers %j: %j', (granted, asked, covers) => {
  expect(grantCovers(granted, asked)).toBe(covers);
});

test.each([
  [[], true],
  [[[0, 7.9]], true],
  [[[8.5, 9]], false],
  [[[11, 12]], false],
  [[[20.6, 30]], true],
] as const)('an excerpt with %j closed has pictures: %s', (closed, isOpen) => {
  // The keyframe before it may stand two seconds earlier.
  expect(isExcerptOpen({ startSeconds: 10, endSeconds: 20 }, closed)).toBe(isOpen);
});

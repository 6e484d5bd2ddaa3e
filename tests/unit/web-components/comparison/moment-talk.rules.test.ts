import { expect, test } from 'vitest';
import { elsewhereOf, postsAt, wordsAndTimes } from '#elements/comparison/moment-talk.rules';

const post = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds });

test('posts belong to the moment that they touch', () => {
  const posts = [post(0, 4), post(10, 12), post(11, 20), post(21, 22)];
  expect(postsAt(posts, [12, 15])).toEqual([post(10, 12), post(11, 20)]);
});

test('other places are told in the order of the clip, those that touch as one', () => {
  const posts = [post(40, 45), post(0, 4), post(3, 6), post(10, 12), post(44, 50)];
  expect(elsewhereOf(posts, [10, 11])).toEqual([
    { at: [0, 6], count: 2 },
    { at: [40, 50], count: 2 },
  ]);
  expect(elsewhereOf([], null)).toEqual([]);
});

test('times in words are found, and only times', () => {
  expect(wordsAndTimes('Try 1:44 at half speed, or 1:02:03.5.')).toEqual([
    { words: 'Try ', seconds: null },
    { words: '1:44', seconds: 104 },
    { words: ' at half speed, or ', seconds: null },
    { words: '1:02:03.5', seconds: 3723.5 },
    { words: '.', seconds: null },
  ]);
  expect(wordsAndTimes('3 of 4')).toEqual([{ words: '3 of 4', seconds: null }]);
});

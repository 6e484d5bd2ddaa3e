import { expect, test } from 'vitest';
import { inOneRun } from '#elements/clip-page/sources.rules';

test.each([
  [[], ''],
  [['reading list 4'], 'reading list 4'],
  [['reading list 4', 'reading list 7'], 'reading list 4; reading list 7'],
  [
    ['One (1999). A title.', ' Two (2002). Another.', ''],
    'One (1999). A title. Two (2002). Another.',
  ],
])('sources stand one after the other as their own signs allow: %o', (sources, words) => {
  expect(inOneRun(sources)).toBe(words);
});

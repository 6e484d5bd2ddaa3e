import { expect, test } from 'vitest';
import { readingProblemWords } from '#elements/assessment/release-words';

test.each([
  ['platform_refused', 503, /just now \(error 503\)/],
  ['platform_refused', 429, /just now \(error 429\)/],
  ['platform_refused', 403, /does not let Lookfor read/],
  ['platform_unreachable', null, /did not answer/],
  ['column_gone', 404, /column is not there any more/],
] as const)(
  'why a gradebook was not read: %s %s, a moment’s trouble is no missing right',
  (code, status, words) => {
    expect(readingProblemWords(code, status)).toMatch(words);
  },
);

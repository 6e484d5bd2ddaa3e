import { expect, test } from 'vitest';
import { impactWords } from '#elements/clip-page/curation-words';

test.each([
  [
    { tasks: 7, courses: 3, submissions: 312 },
    'Used in 7 tasks, 3 courses, 312 submissions. These tasks keep it;',
  ],
  [{ tasks: 1, courses: 1, submissions: 1 }, 'Used in 1 task, 1 course, 1 submission. These tasks'],
  [{ tasks: 1, courses: 1, submissions: 0 }, 'Used in 1 task, 1 course, 0 submissions.'],
  [{ tasks: 0, courses: 0, submissions: 0 }, 'No task uses it.'],
])('what a retirement touches is told with each number’s own word: %o', (impact, words) => {
  expect(impactWords(impact).startsWith(words)).toBe(true);
});

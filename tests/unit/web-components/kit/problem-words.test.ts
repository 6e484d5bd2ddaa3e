import { describe, expect, it } from 'vitest';
import { ERRORS } from '#contract/errors';
import { ApiError } from '#elements/kit/api';
import { codeWords, problemWords, wordsElsewhere } from '#elements/kit/problem-words';
import { refusalWords } from '#elements/task-builder/refusal-words';

describe('words for errors', () => {
  it.each(Object.keys(ERRORS))('has a sentence of its own for %s', (code) => {
    const words = codeWords(code);
    expect(words).toMatch(/\.$/);
    if (code !== 'internal') expect(words).not.toBe(codeWords('internal'));
  });

  it('says of an unknown code, and of a fault of our own, that saved work is safe', () => {
    expect(codeWords('a_code_of_tomorrow')).toBe(codeWords('internal'));
    expect(problemWords(new TypeError('x is undefined'))).toBe(codeWords('internal'));
  });

  it('says why a begun task keeps its framework: a copy or a file is another one', () => {
    const refused = (parts: string[]) =>
      new ApiError('task_in_use', 409, {
        ...{ type: 'about:blank', title: '', status: 409, code: 'task_in_use', reference: '' },
        details: { parts },
      });
    const words = refusalWords(refused(['lookFors.answer', 'frameworkId']));
    expect(words).toMatch(/newer version .* copy, or one brought in from a file/);
    expect(refusalWords(refused(['passes.guided']))).toBe(codeWords('task_in_use'));
  });

  it('speaks of no course and no work on a page outside the LMS', () => {
    const before = codeWords('session_expired');
    Object.assign(wordsElsewhere, { session_expired: () => 'Reload it.' });
    expect([before, codeWords('session_expired')]).toEqual([
      expect.stringContaining('from your course'),
      'Reload it.',
    ]);
    delete wordsElsewhere.session_expired;
    expect(codeWords('session_expired')).toBe(before);
  });

  it('says that words are kept when there is no connection', () => {
    expect(problemWords(new ApiError('offline', 0))).toContain('kept on this device');
  });
});

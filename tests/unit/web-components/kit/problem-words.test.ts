import { describe, expect, it } from 'vitest';
import { ERRORS } from '#contract/errors';
import { ApiError } from '#elements/kit/api';
import { codeWords, problemWords } from '#elements/kit/problem-words';

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

  it('says that words are kept when there is no connection', () => {
    expect(problemWords(new ApiError('offline', 0))).toContain('kept on this device');
  });
});

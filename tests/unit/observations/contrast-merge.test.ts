import { describe, expect, test } from 'vitest';
import { EMPTY_ROW, isEmptyRow, mergeRow } from '#contract/shared/contrast-merge';
import type { ContrastRow } from '#contract/observations';

const was: ContrastRow = {
  verdict: 'same',
  because: 'She waits',
  cites: [{ of: 'first', seconds: 3 }],
};

describe('a row of two', () => {
  test('what a change does not touch stays as the other made it', () => {
    const theirs: ContrastRow = { ...was, verdict: 'different', because: 'She waits long' };
    const mine: ContrastRow = { ...was, cites: [] };
    expect(mergeRow(theirs, mine, was)).toEqual({ ...theirs, cites: [] });
  });

  test('words of both stay, and moments of both', () => {
    const theirs: ContrastRow = { ...was, because: 'Here she waits', cites: [...was.cites, { of: 'second', seconds: 1 }] }; // prettier-ignore
    const mine: ContrastRow = { ...was, because: 'She waits long', cites: [...was.cites, { of: 'second', seconds: 9 }] }; // prettier-ignore
    const merged = mergeRow(theirs, mine, was);
    for (const word of ['Here', 'waits', 'long']) expect(merged.because).toContain(word);
    expect(merged.cites.map(({ seconds }) => seconds)).toEqual([3, 1, 9]);
  });

  test('sent twice it stands once', () => {
    const once = mergeRow(EMPTY_ROW, was, EMPTY_ROW);
    expect(mergeRow(once, was, EMPTY_ROW)).toEqual(once);
    expect([isEmptyRow(EMPTY_ROW), isEmptyRow(once)]).toEqual([true, false]);
  });
});

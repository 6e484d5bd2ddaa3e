import { describe, expect, test } from 'vitest';
import { fieldsBefore, mergeMark, mergeWords } from '#contract/shared/mark-merge';
import type { Mark } from '#contract/observations';

const mark: Mark = {
  id: '00000000-0000-4000-8000-000000000001',
  passId: 'free',
  startSeconds: 10,
  endSeconds: 14,
  body: 'A child waits.',
  codeIds: ['initiative'],
  lookForId: null,
  child: 'Child A',
  changedAt: '2026-11-21T10:00:00.000Z',
};

describe('words of two', () => {
  test.each([
    ['nobody else wrote', 'He waits', 'He waits a while', 'He waits', 'He waits a while'],
    ['the same was written', 'He', 'He waits', 'He waits', 'He waits'],
    [
      'one at the beginning, one at the end',
      'he waits',
      'Here he waits',
      'he waits long',
      'Here he waits long',
    ],
    ['one goes on from the other', '', 'He waits and looks', 'He waits', 'He waits and looks'],
    ['both wrote into nothing', '', 'He waits', 'She answers', 'She answers\n\nHe waits'],
    [
      'one took away what the other left',
      'He waits. Nothing.',
      'He waits.',
      'He waits. Nothing.',
      'He waits.',
    ],
  ])('%s', (_name, was, mine, theirs, both) => {
    expect(mergeWords(was, mine, theirs)).toBe(both);
  });

  test('of a long text, only the sentences that both changed are said twice', () => {
    const sentences = (change: Record<number, string> = {}) =>
      Array.from({ length: 300 }, (_, at) => change[at] ?? `In moment ${at} the child waits.`);
    const merged = mergeWords(
      sentences().join(' '),
      sentences({ 3: 'Mine is here.', 200: 'In moment 200 the child waits long.' }).join(' '),
      sentences({ 290: 'Theirs is here.', 200: 'In moment 200 the tired child waits.' }).join(' '),
    );
    const both = sentences({
      ...{ 3: 'Mine is here.', 290: 'Theirs is here.' },
      200: 'In moment 200 the tired child waits long.',
    });
    expect(merged).toBe(both.join(' '));
  });

  // It took minutes.
  test('a text that says one word again and again is merged as fast as any', () => {
    const again = 'a '.repeat(5_000);
    const merged = mergeWords(again, `${again}mine`, `theirs ${again}`);
    expect(merged).toContain('mine');
    expect(merged).toContain('theirs');
  });

  test('no word of either is lost, wherever they wrote', () => {
    const base = 'one two three four five six seven'.split(' ');
    for (let mine = 0; mine <= base.length; mine += 1)
      for (let theirs = 0; theirs <= base.length; theirs += 1) {
        const merged = mergeWords(
          base.join(' '),
          base.toSpliced(mine, 0, 'MINE').join(' '),
          base.toSpliced(theirs, 0, 'THEIRS').join(' '),
        );
        for (const word of ['MINE', 'THEIRS', ...base]) expect(merged.split(/\s+/)).toContain(word);
      }
  });
});

describe('a mark of two', () => {
  test('what a change does not touch stays as the other made it', () => {
    const mine = { ...mark, child: 'Child B' };
    const theirs = { ...mark, startSeconds: 9, confidence: 2 };
    const was = fieldsBefore(mark, mine);
    expect(was).toEqual({ child: 'Child A' });
    expect(mergeMark(theirs, mine, was)).toEqual({ ...theirs, child: 'Child B' });
  });

  test('codes come and go one by one', () => {
    const mine = { ...mark, codeIds: ['answer'] };
    const theirs = { ...mark, codeIds: ['initiative', 'pause'] };
    const was = fieldsBefore(mark, mine);
    expect(mergeMark(theirs, mine, was).codeIds).toEqual(['pause', 'answer']);
  });

  test('an end never comes before its beginning', () => {
    const mine = { ...mark, endSeconds: 11 };
    const theirs = { ...mark, startSeconds: 12 };
    const merged = mergeMark(theirs, mine, fieldsBefore(mark, mine));
    expect([merged.startSeconds, merged.endSeconds]).toEqual([10, 11]);
  });

  test('a detail that was taken away is gone', () => {
    const before: Mark = { ...mark, confidence: 3 };
    const mine = { ...before, confidence: null };
    const was = fieldsBefore(before, mine);
    expect(was).toEqual({ confidence: 3 });
    expect(mergeMark({ ...before, body: 'More' }, mine, was)).toMatchObject({
      body: 'More',
      confidence: null,
    });
  });
});

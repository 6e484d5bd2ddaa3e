import { describe, expect, test } from 'vitest';
import {
  findQuote,
  runsOf,
  wholeWords,
  type Block,
  type TextMark,
} from '#elements/narration/narration-document.rules';
import { blockText } from '#contract/shared/narration-text';

const text = (words: string, ...marks: ('strong' | 'em')[]) => ({
  type: 'text' as const,
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
const lineBreak = { type: 'hard_break' as const };
const mark = (start: number, end: number, className = 'evidence'): TextMark => ({
  start,
  end,
  className,
});

describe('the words of a block', () => {
  test.each<[string, Block, string]>([
    ['a paragraph', { type: 'paragraph', content: [text('One '), text('two', 'em')] }, 'One two'],
    ['an empty one', { type: 'paragraph' }, ''],
    [
      'a line break counts as one',
      { type: 'paragraph', content: [text('One'), lineBreak, text('two')] },
      'One two',
    ],
    [
      'so does the joint in a quotation',
      {
        type: 'blockquote',
        content: [
          { type: 'paragraph', content: [text('One.')] },
          { type: 'paragraph', content: [text('Two.')] },
        ],
      },
      'One. Two.',
    ],
  ])('%s', (_, block, expected) => {
    expect(blockText(block)).toBe(expected);
  });
});

describe('runs', () => {
  const seen = (runs: ReturnType<typeof runsOf>) =>
    runs.map(({ at, text: words, marks }) => [at, words, marks.map(({ className }) => className)]);

  test('are cut where marks begin and end, across styles', () => {
    const runs = runsOf([text('Child A '), text('waits', 'strong'), text(' again')], [mark(6, 10)]);
    expect(seen(runs)).toEqual([
      [0, 'Child ', []],
      [6, 'A ', ['evidence']],
      [8, 'wa', ['evidence']],
      [10, 'its', []],
      [13, ' again', []],
    ]);
    expect(runs.map(({ isStrong }) => isStrong)).toEqual([false, false, true, true, false]);
  });

  test('carry every mark that lies over them, and say which ends with them', () => {
    const runs = runsOf([text('abcdef')], [mark(0, 4, 'one'), mark(2, 6, 'two')]);
    expect(seen(runs)).toEqual([
      [0, 'ab', ['one']],
      [2, 'cd', ['one', 'two']],
      [4, 'ef', ['two']],
    ]);
    expect(runs.map(({ closing }) => closing.map(({ className }) => className))).toEqual([
      [],
      ['one'],
      ['two'],
    ]);
  });

  test('together they are the text, whatever the marks', () => {
    const content = [text('One'), lineBreak, text('two three', 'em')];
    const runs = runsOf(content, [mark(0, 99), mark(5, 7), mark(5, 5)]);
    expect(runs.map((run) => run.text).join('')).toBe('One two three');
    expect(runs.map(({ isBreak }) => isBreak)).toContain(true);
  });

  test('of a later paragraph count on from its offset', () => {
    expect(seen(runsOf([text('Two.')], [mark(6, 8)], 5))).toEqual([
      [5, 'T', []],
      [6, 'wo', ['evidence']],
      [8, '.', []],
    ]);
  });
});

describe('a quotation', () => {
  test.each([
    ['is found', 'One two one two', 'two', 0, { start: 4, end: 7 }],
    ['nearest to where it was', 'One two one two', 'two', 11, { start: 12, end: 15 }],
    ['is not there', 'One two', 'three', 0, null],
    ['without words is nowhere', 'One two', '', 0, null],
  ])('%s', (_, words, quote, near, expected) => {
    expect(findQuote(words, quote, near)).toEqual(expected);
  });

  test.each([
    ['grows to whole words', 'Child A waits', { start: 2, end: 10 }, 'Child A waits'],
    ['drops blanks at its ends', 'Child A waits', { start: 5, end: 8 }, 'A'],
    ['ends at an apostrophe', 'isn’t it', { start: 0, end: 2 }, 'isn'],
    ['leaves signs alone', '“He sleeps.”', { start: 1, end: 11 }, 'He sleeps.'],
    ['grows over accents', 'Zoë aan tafel', { start: 1, end: 2 }, 'Zoë'],
    ['nothing but blanks is nothing', 'A  B', { start: 1, end: 3 }, ''],
  ])('%s', (_, words, stretch, expected) => {
    const { start, end } = wholeWords(words, stretch);
    expect(words.slice(start, end)).toBe(expected);
  });
});

import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { narrationDocSchema, type Citation, type NarrationDoc } from '#contract/narrations';
import { citationsOf, countWords } from '#contract/shared/narration-text';
import {
  candidateCode,
  keepsVersion,
  narrationGaps,
  paragraphsOf,
} from '#server/narrations/narrations.rules';

const paragraph = (text: string): NarrationDoc['content'][number] => ({
  type: 'paragraph',
  content: [{ type: 'text', text }],
});
const doc = (...content: NarrationDoc['content']): NarrationDoc => ({ type: 'doc', content });
const citation: Citation = {
  citationId: 'c1',
  markId: null,
  clipId: randomUUID(),
  clipTitle: 'Blocks before snack',
  startSeconds: 41,
  endSeconds: 58,
  note: 'Nine words that are not counted, since they are quoted.',
  codeIds: [],
  child: null,
};

describe('words are counted as a reader would', () => {
  test.each([
    ['', 0],
    ['   ', 0],
    ['Child A looks.', 3],
    ['It’s a bridge – no, a bed!', 6],
    ['Dziecko przykrywa „śpiącego” kocem', 4],
    ['well-being, aujourd’hui', 2],
    ['3 of 4', 3],
  ])('%j → %i', (text, words) => {
    expect(countWords(doc(text ? paragraph(text) : { type: 'paragraph' }))).toBe(words);
  });

  test('quotes and headings count, cited moments do not', () => {
    const text = doc(
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'The bed' }] },
      { type: 'citation', attrs: citation },
      {
        type: 'blockquote',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'He is sleeping' }] }],
      },
    );
    expect(countWords(text)).toBe(5);
    expect(citationsOf(text)).toEqual([citation]);
  });
});

test('what is missing is named with its numbers', () => {
  const plan = { minimumWords: 5, minimumCitations: 2 };
  expect(narrationGaps({ title: ' ', doc: doc(paragraph('Only three words')) }, plan)).toEqual([
    { gap: 'title-missing' },
    { gap: 'too-few-words', words: 3, minimum: 5 },
    { gap: 'too-few-citations', citations: 0, minimum: 2 },
  ]);
  const whole = doc(
    paragraph('one two three four five'),
    { type: 'citation', attrs: citation },
    { type: 'citation', attrs: citation },
  );
  expect(narrationGaps({ title: 'A bed', doc: whole }, plan)).toEqual([]);
});

describe('a version is kept', () => {
  const savedAt = new Date('2026-11-14T10:00:00Z');
  const later = (minutes: number): Date => new Date(savedAt.getTime() + minutes * 60_000);
  test.each([
    ['not of an empty text', 0, 0, 60, false],
    ['not at every save', 50, 40, 1, false],
    ['after a pause in the writing', 50, 40, 10, true],
    ['not after a pause without a change', 40, 40, 60, false],
    ['when much was written', 120, 40, 1, true],
    ['when much was taken out', 20, 90, 1, true],
  ])('%s', (_name, wordCount, lastVersionWords, minutes, kept) => {
    expect(keepsVersion({ savedAt, wordCount, lastVersionWords }, later(minutes))).toBe(kept);
  });
});

test('a candidate code is short and made of digits and A to F', () => {
  expect(candidateCode(new Uint8Array([7, 15, 3]))).toBe('7F3');
  expect(candidateCode(new Uint8Array([255, 254, 0, 17]), 4)).toBe('FE01');
});

test.each([
  {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:1' } }] },
    ],
  },
  { type: 'html', content: [] },
  { type: 'citation', attrs: { ...citation, clipId: 'https://elsewhere.example' } },
  { type: 'citation', attrs: { ...citation, startSeconds: 9, endSeconds: 3 } },
])('what the closed vocabulary does not know is not stored: %j', (block) => {
  expect(narrationDocSchema.safeParse({ type: 'doc', content: [block] }).success).toBe(false);
});

test('a narration on an excerpt tells the times of the whole clip where the clip’s page shows it', () => {
  const text = doc(paragraph('It falls.'), { type: 'citation', attrs: { ...citation, note: '' } });
  const excerpt = { startSeconds: 60, endSeconds: 130 };
  expect(paragraphsOf(text, null)).toEqual(['It falls.', '0:41–0:58']);
  expect(paragraphsOf(text, excerpt)).toEqual(['It falls.', '1:41–1:58']);
});

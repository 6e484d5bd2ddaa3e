import { describe, expect, it } from 'vitest';
import { lanesOf } from '#elements/observation/lanes.rules';
import {
  firstAfter,
  firstAround,
  firstOnPage,
  MOST_NOTES,
  notesWith,
} from '#elements/observation/notes-window.rules';
import { mark } from './marks.ts';

describe('the notes on the page', () => {
  it('begin no later than the last page does, and never before the first note', () => {
    expect(firstOnPage(500, 200)).toBe(200 - MOST_NOTES);
    expect(firstOnPage(500, 12)).toBe(0);
    expect(firstOnPage(30, 200)).toBe(30);
  });

  it('stay while the note that is wanted stands among them', () => {
    expect(firstAround(60, 20, 500)).toBe(20);
  });

  it('lie around the note that is wanted and was not there', () => {
    expect(firstAround(300, 20, 500)).toBe(300 - MOST_NOTES / 2);
    expect(firstAround(3, 200, 500)).toBe(0);
  });

  it('are not forgotten by a search that finds few', () => {
    expect(firstAround(2, 200, 5)).toBe(200);
  });

  it('move on near an end of the list, and stay within it', () => {
    expect(firstAfter('end', 0, 200)).toBe(20);
    expect(firstAfter('end', 115, 200)).toBe(200 - MOST_NOTES);
    expect(firstAfter('start', 30, 200)).toBe(10);
    expect(firstAfter('start', 5, 200)).toBe(0);
  });
});

describe('words that are looked for', () => {
  const lanes = lanesOf(
    {
      lookFors: [{ id: 'l1', label: 'A child begins', codeId: null }],
      framework: null,
      locale: 'en',
    },
    null,
  );
  const tower = mark(1, { body: 'She builds a Tower', lookForId: 'l1' });
  const water = mark(2, { body: 'Water runs', child: 'Robin' });
  const marks = [tower, water];

  it.each([
    ['nothing', '  ', marks],
    ['a word of the note, in any case', 'tower', [tower]],
    ['all words, wherever they stand', 'tower begins', [tower]],
    ['the name of a child', 'robin', [water]],
    ['words of two notes', 'tower water', []],
  ])('%s', (_, search, found) => {
    expect(notesWith(search, marks, { lanes, openId: null })).toEqual(found);
  });

  it('leave the note that is written on where it is', () => {
    expect(notesWith('tower', marks, { lanes, openId: water.id })).toEqual(marks);
  });
});

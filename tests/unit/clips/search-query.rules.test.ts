import { describe, expect, test } from 'vitest';
import type { Locale } from '#contract/vocabulary';
import { EMPTY_DESCRIPTION } from '#server/clips/clips.rules';
import { findHit } from '#server/clips/search-hit.rules';
import {
  fewestWords,
  foldWords,
  readQuery,
  sharedBeginning,
} from '#server/clips/search-query.rules';

test.each([
  ['  Wait  100%_\\ ', ['wait', '100'], []],
  ['Łódź i żółw', ['lodz', 'i', 'zolw'], []],
  ['l’élève du cœur', ['l', 'eleve', 'du', 'coeur'], []],
  ["wait | !'drop", ['wait', 'drop'], ['|']],
  ['% wait WAIT', ['wait'], ['%']],
  ['', [], []],
])('%j is read as words and signs', (typed, words, signs) => {
  expect(readQuery(typed)).toEqual({ words, signs });
});

test('no more words are sought than anybody means', () => {
  const typed = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ');
  expect(readQuery(typed).words).toHaveLength(12);
});

test.each([
  ['wait', 'en', 'wait'],
  ['hm', 'en', null],
  ['czekanie', 'pl', 'czek'],
  ['czekania', 'pl', 'czek'],
  ['dzieci', 'pl', 'dziec'],
  ['kot', 'pl', 'kot'],
  ['czekanie', 'en', 'czekanie'],
] as const)('%s begins like its other forms (%s)', (word, locale, beginning) => {
  expect(sharedBeginning(word, locale)).toBe(beginning);
});

test.each<[string[], Locale, string[]]>([
  [['educator', 'educ', 'education'], 'en', ['educ']],
  [['wait', 'wait'], 'en', ['wait']],
  [['of', 'often'], 'en', ['of', 'often']],
  [['tower', 'water'], 'en', ['tower', 'water']],
  [['czekania', 'czekanie'], 'pl', ['czekania']],
  [['czekania', 'czekanie'], 'en', ['czekania', 'czekanie']],
])('of %j (%s) so many must be sought', (words, locale, fewest) => {
  expect(fewestWords(words, locale)).toEqual(fewest);
});

describe('where the words stand', () => {
  const vtt =
    'WEBVTT\n\n00:57.000 --> 00:59.500\n<v Child A>No. Wait. I hold it.\n\n01:02.000 --> 01:03.000\nÉlève';
  const captions = [{ language: 'en', vtt }];

  test('what is said comes first, with its time and without tags', () => {
    expect(findHit(['wait'], captions, EMPTY_DESCRIPTION)).toEqual({
      startSeconds: 57,
      language: 'en',
      text: 'No. Wait. I hold it.',
    });
    expect(findHit(['eleve'], captions, EMPTY_DESCRIPTION)?.startSeconds).toBe(62);
  });

  // It kept every search of the institution waiting for minutes.
  test('captions whose tags never end are searched as fast as any', () => {
    const endless = `WEBVTT\n\n00:00.000 --> 00:01.000\nWait ${'<'.repeat(400_000)}`;
    const hit = findHit(['wait'], [{ language: 'en', vtt: endless }], EMPTY_DESCRIPTION);
    expect(hit?.startSeconds).toBe(0);
  });

  test('a long description is cut at words around the place', () => {
    const text = `${'A calm word. '.repeat(30)}She waits for him. ${'And on it goes. '.repeat(30)}`;
    const description = { ...EMPTY_DESCRIPTION, strategy: { title: '', text } };
    const hit = findHit(['wait'], [], description);
    expect(hit?.startSeconds).toBeNull();
    expect(hit?.text).toMatch(/^… .*\bwaits\b.* …$/);
    expect(hit?.text.length).toBeLessThan(160);
  });

  test('the middle of a word is no hit, and nothing is nothing', () => {
    expect(findHit(['ait'], captions, EMPTY_DESCRIPTION)).toBeNull();
  });

  test('folding equals itself when it is done twice', () => {
    for (const word of ['Ærø', 'ŁÓDŹ', 'naïve', 'Straße'])
      expect(foldWords(foldWords(word))).toBe(foldWords(word));
  });
});

import type { Locale } from '#contract/vocabulary';

/** A word that may be the beginning of longer ones must not be so short that nearly all begin so. */
const SHORTEST_BEGINNING = 3;
const MOST_WORDS = 12;

/** Words without accents and capitals, as the database folds them (`lookfor_fold`). */
export function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[œŒ]/g, 'oe')
    .replace(/[łŁ]/g, 'l')
    .replace(/[øØ]/g, 'o')
    .replace(/[đĐ]/g, 'd')
    .replace(/ı/g, 'i')
    .replace(/['’]/g, ' ')
    .toLowerCase();
}

/** A search, taken apart. */
export interface SearchQuery {
  /** Folded words, all of which must be found. */
  words: string[];
  /** What holds no letter or digit, such as "%": sought in titles as it stands. */
  signs: string[];
}

/** What somebody typed, as words to be sought; at most twelve. */
export function readQuery(typed: string): SearchQuery {
  const parts = typed.split(/\s+/).filter(Boolean);
  const signs = parts.filter((part) => !/[\p{L}\p{N}]/u.test(part));
  const words = foldWords(typed).match(/[\p{L}\p{N}]+/gu) ?? [];
  return { words: [...new Set(words)].slice(0, MOST_WORDS), signs: signs.slice(0, MOST_WORDS) };
}

/** Endings of Polish nouns, adjectives and verbs as they stand when folded, longest first. */
const POLISH_ENDINGS =
  /(?:owania|owanie|aniem|eniem|ania|anie|enia|enie|aniu|eniu|ami|ach|ego|emu|ymi|imi|owi|iem|ych|ich|ow|om|em|ie|ej|ym|im|ia|iu|ac|ec|ic|yc|al|il|a|e|i|o|u|y)$/;
const SHORTEST_POLISH_STEM = 4;

/**
 * The beginning that the forms of a word share: of Polish the ending is cut, because PostgreSQL
 * brings no stems for it; null for a word that is too short to begin others.
 */
export function sharedBeginning(word: string, locale: Locale): string | null {
  if (word.length < SHORTEST_BEGINNING) return null;
  if (locale !== 'pl') return word;
  const stem = word.replace(POLISH_ENDINGS, '');
  return stem.length >= SHORTEST_POLISH_STEM ? stem : word;
}

/** Those of some words that find what all of them find: what one begins is found with it. */
export function fewestWords(words: readonly string[], locale: Locale): string[] {
  const forms = words.map((word) => sharedBeginning(word, locale) ?? word);
  const isBegun = (at: number, by: number): boolean => {
    const [form = '', start = ''] = [forms[at], forms[by]];
    return (
      start.length >= SHORTEST_BEGINNING && form.startsWith(start) && (form !== start || by < at)
    );
  };
  return words.filter((_, at) => !words.some((_, by) => by !== at && isBegun(at, by)));
}

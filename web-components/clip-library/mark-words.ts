import { html, type TemplateResult } from 'lit';

/** A stretch of a text, and whether it is one of the words that were sought. */
export interface MarkedPart {
  text: string;
  isSought: boolean;
}

/** Letters that stand for others, which no accent sign explains. */
const ALSO: Readonly<Record<string, string>> = { l: '[lł]', o: '[oø]', d: '[dđ]' };

/** Cuts a text where words begin as those of a search do, whatever their case and accents. */
export function markedParts(text: string, sought: string): MarkedPart[] {
  const words = sought
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const letters = [...word.toLowerCase()].map(
        (letter) => `${ALSO[letter] ?? letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\p{M}*`,
      );
      // A word is sought where words begin: not every "a" is meant.
      return `${/^[\p{L}\p{N}]/u.test(word) ? '(?<![\\p{L}\\p{N}\\p{M}])' : ''}${letters.join('')}`;
    });
  if (words.length === 0) return [{ text, isSought: false }];
  return text
    .normalize('NFD')
    .split(new RegExp(`(${words.join('|')})`, 'giu'))
    .map((part, at) => ({ text: part.normalize('NFC'), isSought: at % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** Whether a text has every word of a search, in the way in which they are marked. */
export function hasWords(text: string, sought: string): boolean {
  const words = sought.split(/\s+/).filter(Boolean);
  return words.every((word) => markedParts(text, word).some(({ isSought }) => isSought));
}

/** A text with the words of a search marked in it. */
export function markWords(text: string, sought: string): TemplateResult[] {
  return markedParts(text, sought).map((part) =>
    part.isSought ? html`<mark>${part.text}</mark>` : html`${part.text}`,
  );
}

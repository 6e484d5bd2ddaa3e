import { html, type TemplateResult } from 'lit';

/** A stretch of a text, and whether it is one of the words that were sought. */
export interface MarkedPart {
  text: string;
  isSought: boolean;
}

/** Cuts a text where the words of a search stand in it, whatever their case. */
export function markedParts(text: string, sought: string): MarkedPart[] {
  const words = sought
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return [{ text, isSought: false }];
  return text
    .split(new RegExp(`(${words.join('|')})`, 'gi'))
    .map((part, at) => ({ text: part, isSought: at % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** A text with the words of a search marked in it. */
export function markWords(text: string, sought: string): TemplateResult[] {
  return markedParts(text, sought).map((part) =>
    part.isSought ? html`<mark>${part.text}</mark>` : html`${part.text}`,
  );
}

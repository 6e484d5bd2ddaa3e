import type { NarrationDoc } from '#contract/narrations';
import { alignBlocks, blockKey, type Block } from './doc-alignment.ts';
import { blockText } from './narration-text.ts';

/** Who wrote each block of a text, in the order in which they came to it. */
export type BlockAuthors = readonly (readonly string[])[];

/** In so many letters words that moved are looked for; what else is new counts as written anew. */
const MOST_LETTERS = 20_000_000;

/**
 * Who wrote each block after somebody changed a text. What they left stays who wrote it; what they
 * changed is theirs too; what is new is theirs. Words that only moved, or that were cut off a longer
 * block, stay whose they were.
 */
export function authorsAfter(
  before: { doc: NarrationDoc; authors: BlockAuthors },
  after: NarrationDoc,
  who: string,
): string[][] {
  const old = before.doc.content;
  const wrote = (index: number) => [...(before.authors[index] ?? [])];
  const byKey = new Map(old.map((block, index) => [blockKey(block), index]));
  const texts = old.map(blockText);
  const lengthOfAll = texts.reduce((sum, { length }) => sum + length + 1, 0);
  let mayLookAt = MOST_LETTERS;
  return alignBlocks(old, after.content).map((origin, index) => {
    const block = after.content[index];
    if (!block) return [who];
    const key = blockKey(block);
    const same = origin ?? byKey.get(key) ?? null;
    if (same !== null) {
      const known = old[same];
      // Who only takes words away, or cuts a block in two, has written nothing.
      const isTheirs = known && (blockKey(known) === key || says(blockText(known), block));
      return isTheirs ? wrote(same) : [...new Set([...wrote(same), who])];
    }
    mayLookAt -= lengthOfAll;
    const source = mayLookAt < 0 ? -1 : texts.findIndex((text) => says(text, block));
    return source < 0 ? [who] : wrote(source);
  });
}

/** Whether the words of a block stand in a text. */
function says(text: string, part: Block): boolean {
  const words = blockText(part).trim();
  return words !== '' && text.includes(words);
}

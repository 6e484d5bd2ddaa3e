import type { Citation, CitedPiece, NarrationDoc } from '#contract/narrations';

type Block = NarrationDoc['content'][number];

/** The words of a block as plain text; a cited moment has none of its own. */
export function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return (block.content ?? []).map((node) => (node.type === 'text' ? node.text : ' ')).join('');
    case 'blockquote':
      return block.content.map(blockText).join(' ');
    case 'citation':
    case 'piece':
      return '';
  }
}

/** Counts the words of a narration as a reader would, in any script that separates words. */
export function countWords(doc: NarrationDoc): number {
  const words = doc.content
    .map(blockText)
    .join(' ')
    .match(/[\p{L}\p{N}]+(?:['’\-‑][\p{L}\p{N}]+)*/gu);
  return words?.length ?? 0;
}

/** The cited moments in the order in which they are read. */
export function citationsOf(doc: NarrationDoc): Citation[] {
  return doc.content.flatMap((block) => (block.type === 'citation' ? [block.attrs] : []));
}

/** The cited pieces of own documentation in the order in which they are read. */
export function citedPiecesOf(doc: NarrationDoc): CitedPiece[] {
  return doc.content.flatMap((block) => (block.type === 'piece' ? [block.attrs] : []));
}

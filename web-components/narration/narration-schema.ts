import { Schema, type Node } from 'prosemirror-model';
import type { Citation, NarrationDoc } from '#contract/narrations';

/**
 * The vocabulary of a narration's text, the same as `narrationDocSchema` of the contract: what is
 * pasted and not in it becomes plain text.
 */
export const narrationSchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: {
      group: 'block',
      content: 'inline*',
      parseDOM: [{ tag: 'p' }],
      toDOM: () => ['p', 0],
    },
    heading: {
      group: 'block',
      content: 'inline*',
      attrs: { level: { default: 2 } },
      defining: true,
      parseDOM: ['h1', 'h2', 'h3', 'h4'].map((tag) => ({ tag })),
      toDOM: () => ['h2', 0],
    },
    blockquote: {
      group: 'block',
      content: 'paragraph+',
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', 0],
    },
    citation: {
      group: 'block',
      atom: true,
      draggable: true,
      selectable: true,
      attrs: {
        citationId: {},
        markId: { default: null },
        clipId: {},
        clipTitle: { default: '' },
        startSeconds: {},
        endSeconds: {},
        excerpt: { default: null },
        note: { default: '' },
        codeIds: { default: [] },
        child: { default: null },
      },
      // Drawn by a node view; this form is what the clipboard carries within one narration.
      parseDOM: [{ tag: 'lookfor-cited-moment[data-citation]', getAttrs: readCitation }],
      toDOM: (node) => ['lookfor-cited-moment', { 'data-citation': JSON.stringify(node.attrs) }],
    },
    piece: {
      group: 'block',
      atom: true,
      draggable: true,
      selectable: true,
      attrs: {
        citationId: {},
        pieceId: {},
        kind: {},
        title: { default: '' },
        startSeconds: { default: null },
        endSeconds: { default: null },
      },
      parseDOM: [{ tag: 'lookfor-documentation-piece[data-citation]', getAttrs: readCitation }],
      toDOM: (node) => [
        'lookfor-documentation-piece',
        { 'data-citation': JSON.stringify(node.attrs) },
      ],
    },
    text: { group: 'inline' },
    hard_break: {
      inline: true,
      group: 'inline',
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
    },
  },
  marks: {
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  },
});

/** A stored text as an editor document. */
export function toEditor(doc: NarrationDoc): Node {
  const content = doc.content.length > 0 ? doc : { type: 'doc', content: [{ type: 'paragraph' }] };
  return narrationSchema.nodeFromJSON(content);
}

/** An editor document in the shape that is stored. */
export function fromEditor(node: Node): NarrationDoc {
  return node.toJSON() as NarrationDoc;
}

function readCitation(element: HTMLElement): Citation | false {
  try {
    return JSON.parse(element.dataset['citation'] ?? '') as Citation;
  } catch {
    return false;
  }
}

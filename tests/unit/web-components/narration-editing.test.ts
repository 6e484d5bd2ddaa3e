import fc from 'fast-check';
import { EditorState, TextSelection } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import type { NarrationDoc } from '#contract/narrations';
import { blockAuthors } from '#elements/narration/authors.rules';
import { replaceDiffering } from '#elements/narration/editor-replacing';
import { fromEditor, toEditor } from '#elements/narration/narration-schema';

const doc = (...texts: string[]): NarrationDoc => ({
  type: 'doc',
  content: texts.map((text) =>
    text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] },
  ),
});

function shown(before: NarrationDoc, after: NarrationDoc, cursor = 1) {
  const state = EditorState.create({ doc: toEditor(before) });
  const placed = state.apply(state.tr.setSelection(TextSelection.create(state.doc, cursor)));
  return placed.apply(replaceDiffering(placed.tr, toEditor(after)));
}

describe('a text that others changed', () => {
  test('leaves the cursor where the own sentence goes on', () => {
    const before = doc('We saw the sand.', 'He waits');
    // Behind “He waits”: 18 for the first paragraph, 1 into the second, 8 letters.
    const cursor = 18 + 1 + 8;
    const after = doc('First a question.', 'We saw the wet sand.', 'He waits', 'And more.');
    const { selection } = shown(before, after, cursor);
    expect(selection.$from.parent.textContent).toBe('He waits');
    expect(selection.$from.parentOffset).toBe(8);
  });

  test('leaves the cursor where others wrote in the same paragraph', () => {
    const { selection } = shown(doc('He waits'), doc('Today he waits, says Ana'), 1 + 8);
    expect(selection.$from.parent.textContent).toBe('Today he waits, says Ana');
  });

  test('is shown as it is, whatever it was', () => {
    const words = fc
      .array(fc.constantFrom('sand', 'water', 'she waits', 'he asks', 'aa', 'a'), { maxLength: 5 })
      .map((list) => list.join(' '));
    const text = fc.array(words, { minLength: 1, maxLength: 6 }).map((list) => doc(...list));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(fromEditor(shown(before, after).doc)).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });
});

test('beside a block stand the letters of all who wrote it, and the colour of who began it', () => {
  const members = [
    { key: 'a', name: 'Ana', initials: 'AN', hue: 1, isMe: true },
    { key: 'b', name: 'Bo', initials: 'BO', hue: 2, isMe: false },
  ];
  const visited = new Map(members.slice(1).map((member) => [1, member]));
  expect(blockAuthors([['b', 'a'], ['a'], ['gone']], members, 'b', visited)).toEqual([
    { initials: 'BO AN', className: 'written author-2' },
    { initials: 'AN', className: 'written author-1 faint occupied here-2' },
    { initials: '', className: 'written faint' },
  ]);
});

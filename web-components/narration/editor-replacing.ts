import type { Fragment, Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { alignBlocks } from '#contract/shared/doc-alignment';
import { fromEditor } from './narration-schema.ts';

/**
 * Makes a transaction that turns a text into another one and touches only what differs: blocks that
 * are the same stay, and of a changed paragraph the words around the change. Whoever writes
 * elsewhere in the text keeps the cursor.
 */
export function replaceDiffering(transaction: Transaction, wanted: Node): Transaction {
  const before = transaction.doc;
  const origins = alignBlocks(fromEditor(before).content, fromEditor(wanted).content);
  const starts = childStarts(before);
  transaction.setMeta('addToHistory', false);
  // From the end, so that earlier positions stay as they are.
  let end = before.childCount;
  for (let index = wanted.childCount - 1; index >= -1; index -= 1) {
    const origin = index < 0 ? -1 : (origins[index] ?? null);
    if (origin === null) continue;
    const followers = newBlocksAfter(wanted, origins, index);
    const [from, to] = [starts[origin + 1] ?? 0, starts[end] ?? before.content.size];
    if (from < to || followers.length > 0) transaction.replaceWith(from, to, followers);
    end = origin;
    const [old, young] = [before.maybeChild(origin), wanted.maybeChild(index)];
    if (old && young && index >= 0) replaceInside(transaction, old, young, starts[origin] ?? 0);
  }
  return transaction;
}

/** Where each block begins, and after them where the last one ends. */
function childStarts(doc: Node): number[] {
  const starts: number[] = [];
  doc.forEach((_, position) => starts.push(position));
  return [...starts, doc.content.size];
}

function newBlocksAfter(doc: Node, origins: readonly (number | null)[], index: number): Node[] {
  const followers: Node[] = [];
  for (let next = index + 1; next < doc.childCount && origins[next] === null; next += 1)
    followers.push(doc.child(next));
  return followers;
}

function replaceInside(transaction: Transaction, old: Node, young: Node, position: number): void {
  if (old.eq(young)) return;
  if (!old.isTextblock || !old.sameMarkup(young)) {
    transaction.replaceWith(position, position + old.nodeSize, young);
    return;
  }
  const start = old.content.findDiffStart(young.content);
  const ends = old.content.findDiffEnd(young.content);
  if (start === null || !ends) return;
  // Equal signs at both ends of the change may be counted twice.
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
  const inside: Fragment = young.content.cut(start, ends.b + overlap);
  transaction.replaceWith(position + 1 + start, position + 1 + ends.a + overlap, inside);
}

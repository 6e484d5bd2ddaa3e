import type { Mark, MarkWas } from '#contract/observations';
import { mergeThree } from './bounded-diff.ts';

type Change = Omit<Mark, 'changedAt' | 'by'>;

/** Everything of a mark that people change, but its id. */
const FIELDS = [
  'passId',
  'startSeconds',
  'endSeconds',
  'body',
  'codeIds',
  'lookForId',
  'child',
  'initiative',
  'confidence',
  'codeValues',
  'drawings',
  'spoken',
] as const satisfies readonly (keyof Change)[];

/** What fields a change touches, and what they were before it. */
export function fieldsBefore(before: Change, after: Change): MarkWas {
  return Object.fromEntries(
    FIELDS.filter((field) => !isSame(before[field], after[field])).map((field) => [
      field,
      before[field] ?? null,
    ]),
  );
}

/**
 * A mark of a group after a change by one of its members, while others may have changed it too:
 * what the change did not touch stays; codes come and go one by one; words of both stay. Where two
 * moved the same time or chose another child, the change that arrives later stands.
 */
export function mergeMark(stored: Mark, sent: Mark, was: MarkWas): Mark {
  const touched = Object.fromEntries(
    FIELDS.filter((field) => field in was).map((field) => [field, sent[field]]),
  ) as Partial<Change>;
  const merged: Mark = { ...stored, ...touched };
  if (was.body !== undefined) merged.body = mergeWords(was.body, sent.body, stored.body);
  if (was.codeIds) merged.codeIds = mergeCodes(was.codeIds, sent.codeIds, stored.codeIds);
  if (merged.endSeconds !== null && merged.endSeconds < merged.startSeconds)
    return { ...merged, startSeconds: sent.startSeconds, endSeconds: sent.endSeconds };
  return merged;
}

/** Words after two changed them at once: word by word, and both where they touched the same. */
export function mergeWords(was: string, mine: string, theirs: string): string {
  if (theirs === was || theirs === mine) return mine;
  if (mine === was) return theirs;
  return mergeThree(wordsOf(was), wordsOf(mine), wordsOf(theirs), {
    key: (word) => word,
    endsUnit: endsSentence,
    both: (_, own, others) => [bothOf(own, others)],
  }).join('');
}

/** Whether the space between two words, or a word where there is none, ends a sentence. */
export function endsSentence(word: string): boolean {
  return /[\n.!?…]["'”’»)]*$/.test(word);
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+/g) ?? [];
}

/** Two ways to say one thing; one that the other goes on from is not said twice. */
function bothOf(mine: readonly string[], theirs: readonly string[]): string {
  const [own, others] = [mine.join(''), theirs.join('')];
  if (own.startsWith(others)) return own;
  if (others.startsWith(own)) return others;
  return `${others.trimEnd()}\n\n${own.trimStart()}`;
}

function mergeCodes(was: readonly string[], mine: readonly string[], theirs: readonly string[]) {
  const added = mine.filter((code) => !was.includes(code) && !theirs.includes(code));
  const removed = was.filter((code) => !mine.includes(code));
  return [...theirs.filter((code) => !removed.includes(code)), ...added].slice(0, 12);
}

/** Absent and null both mean: not said. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

import type { NarrationDoc } from '#contract/narrations';
import { boundedDifferences } from './bounded-diff.ts';
import { blockText } from './narration-text.ts';

/** A block of a narration's text. */
export type Block = NarrationDoc['content'][number];

/** From so much of their words in common on, two blocks are one that was changed. */
const SAME_FROM = 0.4;
/** Stretches where more words would be held against words are not searched for changed blocks. */
const MOST_WORK = 2_000_000;

/** What two equal blocks have in common, however a database ordered their members. */
export function blockKey(block: Block): string {
  return JSON.stringify(block, inOrder);
}

/**
 * Which block of an earlier text each block of a later one was: its index there, or null for a new
 * one. Unchanged blocks are found first; between them, in order, those that share words.
 */
export function alignBlocks(before: readonly Block[], after: readonly Block[]): (number | null)[] {
  const [old, young] = [before.map(blockKey), after.map(blockKey)];
  const origins: (number | null)[] = after.map(() => null);
  let [nextOld, nextYoung] = [0, 0];
  const keep = (upTo: number) => {
    while (nextOld < upTo) origins[nextYoung++] = nextOld++;
  };
  for (const { buffer1, buffer2 } of boundedDifferences(old, young)) {
    const [fromOld, oldCount] = buffer1;
    const [fromYoung, youngCount] = buffer2;
    keep(fromOld);
    const pairs = alignChanged(
      before.slice(fromOld, fromOld + oldCount),
      after.slice(fromYoung, fromYoung + youngCount),
    );
    for (const [one, other] of pairs) origins[fromYoung + other] = fromOld + one;
    nextOld = fromOld + oldCount;
    nextYoung = fromYoung + youngCount;
  }
  keep(before.length);
  return origins;
}

/** Pairs of indices, in order, that have the most in common altogether. */
function alignChanged(before: readonly Block[], after: readonly Block[]): [number, number][] {
  const [old, young] = [before.map(worded), after.map(worded)];
  if (workOf(old, young) > MOST_WORK) return [];
  const width = after.length + 1;
  // Best sum of likenesses of the rest, from each pair of beginnings on.
  const best = new Float64Array((before.length + 1) * width);
  const likeness = old.map((one) => young.map((other) => likenessOf(one, other)));
  const at = (one: number, other: number) => best[one * width + other] ?? 0;
  const paired = (one: number, other: number) => {
    const like = likeness[one]?.[other] ?? 0;
    return like >= SAME_FROM ? like + at(one + 1, other + 1) : 0;
  };
  for (let one = before.length - 1; one >= 0; one -= 1)
    for (let other = after.length - 1; other >= 0; other -= 1)
      best[one * width + other] = Math.max(
        paired(one, other),
        at(one + 1, other),
        at(one, other + 1),
      );
  const pairs: [number, number][] = [];
  let [one, other] = [0, 0];
  while (one < before.length && other < after.length) {
    if (paired(one, other) > 0 && paired(one, other) === at(one, other))
      pairs.push([one++, other++]);
    else if (at(one + 1, other) >= at(one, other + 1)) one += 1;
    else other += 1;
  }
  return pairs;
}

interface Worded {
  block: Block;
  words: readonly string[];
}

function worded(block: Block): Worded {
  return { block, words: blockText(block).match(/\S+/g) ?? [] };
}

/** How many words are looked at when each block of one is held against each of the other. */
function workOf(before: readonly Worded[], after: readonly Worded[]): number {
  const count = (blocks: readonly Worded[]) =>
    blocks.reduce((sum, { words }) => sum + words.length + 1, 0);
  return count(before) * after.length + count(after) * before.length;
}

/** From 0 to 1: the share of words that two blocks have in common. */
function likenessOf(
  { block: one, words }: Worded,
  { block: other, words: others }: Worded,
): number {
  if ('attrs' in one && 'citationId' in one.attrs)
    return 'attrs' in other &&
      'citationId' in other.attrs &&
      one.attrs.citationId === other.attrs.citationId
      ? 1
      : 0;
  if (other.type === 'citation' || other.type === 'piece') return 0;
  if (words.length === 0 || others.length === 0) return words.length === others.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of others) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common += 1;
  }
  return (2 * common) / (words.length + others.length);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

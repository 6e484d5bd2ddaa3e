import type { Span } from '#contract/common-shapes';
import type { NarrationDoc } from '#contract/narrations';
import { momentsOfClip } from '#contract/shared/excerpt-time';
import { blockText, citationsOf, countWords } from '#contract/shared/narration-text';
import type { NarrationPlan } from '#contract/tasks';

/** What still keeps a narration from being handed in. */
export type NarrationGap =
  | { gap: 'title-missing' }
  | { gap: 'too-few-words'; words: number; minimum: number }
  | { gap: 'too-few-citations'; citations: number; minimum: number };

/** A text without anything in it. */
export const EMPTY_DOC: NarrationDoc = { type: 'doc', content: [{ type: 'paragraph' }] };

/**
 * What is missing before this text may be handed in; more words than asked are the author's choice.
 */
export function narrationGaps(
  narration: { title: string; doc: NarrationDoc },
  plan: Pick<NarrationPlan, 'minimumWords' | 'minimumCitations'>,
): NarrationGap[] {
  const gaps: NarrationGap[] = [];
  const words = countWords(narration.doc);
  const citations = citationsOf(narration.doc).length;
  if (narration.title.trim() === '') gaps.push({ gap: 'title-missing' });
  if (words < plan.minimumWords)
    gaps.push({ gap: 'too-few-words', words, minimum: plan.minimumWords });
  if (citations < plan.minimumCitations)
    gaps.push({ gap: 'too-few-citations', citations, minimum: plan.minimumCitations });
  return gaps;
}

const VERSION_PAUSE_MS = 10 * 60_000;
const VERSION_WORDS = 40;

/**
 * Whether the state before a save is kept as a version: after a pause in the writing, or when
 * much has come or gone since the last one.
 */
export function keepsVersion(
  before: { savedAt: Date; wordCount: number; lastVersionWords: number },
  now: Date,
): boolean {
  if (before.wordCount === 0) return false;
  const paused = now.getTime() - before.savedAt.getTime() >= VERSION_PAUSE_MS;
  const moved = Math.abs(before.wordCount - before.lastVersionWords) >= VERSION_WORDS;
  return moved || (paused && before.wordCount !== before.lastVersionWords);
}

const CANDIDATE_SIGNS = '0123456789ABCDEF';

/** A candidate code such as `7F3` from random bytes; one more sign for large courses. */
export function candidateCode(random: Uint8Array, length = 3): string {
  return Array.from(random.subarray(0, length), (byte) => CANDIDATE_SIGNS[byte % 16]).join('');
}

/**
 * The words of a narration, block by block; of a cited moment its time on the whole clip's clock,
 * and its note.
 */
export function paragraphsOf(doc: NarrationDoc, excerpt: Span | null): string[] {
  return doc.content
    .map((block) => {
      if (block.type !== 'citation') return blockText(block);
      const { note } = block.attrs;
      const [{ startSeconds, endSeconds } = block.attrs] = momentsOfClip([block.attrs], excerpt);
      return `${clock(startSeconds)}–${clock(endSeconds)}${note ? `: ${note}` : ''}`;
    })
    .filter((text) => text.trim() !== '');
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** How markers see the author: by candidate code while names are hidden or unknown. */
export function authorFor(
  plan: Pick<NarrationPlan, 'namesHidden'>,
  candidateCode: string,
  name: string | null,
): string {
  return plan.namesHidden ? candidateCode : (name ?? candidateCode);
}

import type { Playback } from '#contract/clips';
import { joined } from '#contract/shared/ranges';
import type { Band } from './player-controls.ts';

/** A stretch of a clip that was masked, and what of it. */
export interface MaskedStretch {
  startSeconds: number;
  endSeconds: number;
  /** `all`: nothing is seen or heard; `picture`: parts of it are covered; `sound`: words are silenced. */
  what: 'all' | 'picture' | 'sound';
}

/** Everything that is masked in a clip, in order. */
export function maskedStretches(
  playback: Pick<Playback, 'masked' | 'covered'> | undefined,
): MaskedStretch[] {
  const stretches = (
    what: MaskedStretch['what'],
    ranges: readonly (readonly [number, number])[] = [],
  ): MaskedStretch[] =>
    joined(ranges).map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds, what }));
  return [
    ...stretches('all', playback?.masked),
    ...stretches('picture', playback?.covered?.picture),
    ...stretches('sound', playback?.covered?.sound),
  ].sort((a, b) => a.startSeconds - b.startSeconds);
}

/** What is marked above the progress line: what was masked, what is left out, and a page's own. */
export function bandsOf(
  playback: Pick<Playback, 'masked' | 'covered' | 'closed'> | undefined,
  own: readonly Band[],
): readonly Band[] {
  const masked = maskedStretches(playback).map(({ startSeconds, endSeconds }): Band => ({
    startSeconds,
    endSeconds,
    kind: 'masked',
  }));
  const closed = (playback?.closed ?? []).map(([startSeconds, endSeconds]): Band => ({
    startSeconds,
    endSeconds,
    kind: 'closed',
  }));
  return masked.length + closed.length > 0 ? [...masked, ...closed, ...own] : own;
}

/** Who sees what somebody documented, and which files are taken. Pure. */
import type { Coverage } from '#contract/consents';
import type { PieceKind, PieceState } from '#contract/documentation';
import type { ErrorCode } from '#contract/errors';
import { consentRefusal } from '../clips/clips.rules.ts';

/** Everything that decides whether a person sees a piece. */
export interface PieceFacts {
  isAuthor: boolean;
  /** Marks narrations in the course to which it belongs. */
  isMarker: boolean;
  isShared: boolean;
  isPrivate: boolean;
  /** Whether it would be seen in the course for which it was made. */
  isInItsCourse: boolean;
  /** What the people in it allow; null where nobody can be recognised. */
  coverage: Coverage | null;
}

/**
 * Why somebody does not see a piece; null when they do. Its author always does: somebody must be
 * able to look at what a withdrawal is about.
 */
export function refusalToSee(facts: PieceFacts): ErrorCode | null {
  const { coverage } = facts;
  if (facts.isAuthor) return null;
  if (facts.isPrivate || (!facts.isMarker && !facts.isShared)) return 'not_found';
  if (coverage === null) return null;
  const refusal = consentRefusal(coverage);
  if (refusal) return refusal;
  return coverage.audience === 'course' && !facts.isInItsCourse ? 'not_found' : null;
}

/** The largest file of each kind, in bytes. A phone films a lesson of some minutes in two gigabytes. */
export const MOST_BYTES: Readonly<Record<Exclude<PieceKind, 'note'>, number>> = {
  image: 40 * 1024 ** 2,
  audio: 200 * 1024 ** 2,
  video: 2 * 1024 ** 3,
};

/** How far the file of a piece has come. */
export function stateOf(piece: {
  kind: PieceKind;
  hasFile: boolean;
  failure: ErrorCode | null;
  arrivedAt: Date | null;
}): PieceState {
  if (piece.kind === 'note' || piece.hasFile) return 'ready';
  if (piece.failure) return 'failed';
  return piece.arrivedAt ? 'preparing' : 'arriving';
}

/** The form of a picture, by its first bytes; null for what is not taken. */
export function imageFormat(head: Uint8Array): 'jpeg' | 'png' | 'webp' | null {
  const letters = Buffer.from(head.subarray(0, 12)).toString('latin1');
  if (letters.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (letters.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  return letters.startsWith('RIFF') && letters.slice(8) === 'WEBP' ? 'webp' : null;
}

/** Few enough loudness values to draw in a line. */
export function fewerPeaks(peaks: readonly number[], most = 300): number[] {
  if (peaks.length <= most) return [...peaks];
  const share = peaks.length / most;
  return Array.from({ length: most }, (_, at) =>
    Math.max(...peaks.slice(Math.floor(at * share), Math.ceil((at + 1) * share))),
  );
}

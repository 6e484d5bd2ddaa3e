/** Who sees what somebody documented, and which files are taken. Pure. */
import type { PieceKind } from '#contract/documentation';
import type { ErrorCode } from '#contract/errors';

/** Everything that decides whether a person sees a piece. */
export interface PieceFacts {
  isAuthor: boolean;
  /** Marks narrations in the course to which it belongs. */
  isMarker: boolean;
  isShared: boolean;
  kind: PieceKind;
  hasPeople: boolean;
  areAgreed: boolean;
  agreedUntil: string | null;
  isWithdrawn: boolean;
}

/** Why somebody does not see a piece; null when they do. Its author always does. */
export function refusalToSee(facts: PieceFacts, today: string): ErrorCode | null {
  if (facts.isAuthor) return null;
  if (!facts.isMarker && !facts.isShared) return 'not_found';
  if (facts.isWithdrawn) return 'consent_withdrawn';
  if (facts.kind === 'note' || !facts.hasPeople) return null;
  if (!facts.areAgreed) return 'consent_missing';
  return facts.agreedUntil !== null && facts.agreedUntil < today ? 'consent_ended' : null;
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

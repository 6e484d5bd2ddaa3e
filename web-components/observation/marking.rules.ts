import type { Mark } from '#contract/observations';
import { lanesOfMark, type Lane } from './lanes.rules.ts';
import type { MarkDraft } from './marks-store.ts';
import { toFrame } from './timeline.rules.ts';

/** Where the clip stands, and on which frames marks may lie. */
export interface Now {
  seconds: number;
  frameRate: number;
}

/** A code that comes within this time of a mark belongs to it; later it makes a new one. */
const STILL_LIVE_SECONDS = 6;

/** A point at the frame that is shown. */
export function pointAt(now: Now, id: string, passId: string): MarkDraft {
  return {
    id,
    passId,
    startSeconds: toFrame(now.seconds, now.frameRate),
    endSeconds: null,
    body: '',
    codeIds: [],
    lookForId: null,
    child: null,
  };
}

/** An interval between two times, whichever was pressed first; at least a frame long. */
export function intervalBetween(
  inSeconds: number,
  now: Now,
  id: string,
  passId: string,
): MarkDraft {
  const [first, last] = [inSeconds, now.seconds].sort((a, b) => a - b);
  const startSeconds = toFrame(first ?? 0, now.frameRate);
  const endSeconds = Math.max(
    toFrame(last ?? 0, now.frameRate),
    toFrame(startSeconds + 1 / now.frameRate, now.frameRate),
  );
  return { ...pointAt(now, id, passId), startSeconds, endSeconds };
}

/** A mark that ends now, when it began before; null when it did not. */
export function endedNow(mark: Mark, now: Now): MarkDraft | null {
  const endSeconds = toFrame(now.seconds, now.frameRate);
  return endSeconds > mark.startSeconds ? { ...mark, endSeconds } : null;
}

/**
 * The mark that a code key speaks of: the one that is written on; else the chosen one while the
 * clip is still near it; null when the key should make a new one.
 */
export function liveMark(
  chosen: Mark | undefined,
  isOpen: boolean,
  now: Now,
  isPlaying: boolean,
): Mark | null {
  if (!chosen) return null;
  if (isOpen || !isPlaying) return chosen;
  const { startSeconds, endSeconds } = chosen;
  const distance = Math.min(
    Math.abs(now.seconds - startSeconds),
    Math.abs(now.seconds - (endSeconds ?? startSeconds)),
  );
  const isInside = endSeconds !== null && now.seconds >= startSeconds && now.seconds <= endSeconds;
  return isInside || distance <= STILL_LIVE_SECONDS ? chosen : null;
}

/** The lane of a digit key. */
export function laneOfKey(key: string, lanes: readonly Lane[]): Lane | undefined {
  return /^[1-9]$/.test(key) ? lanes.find((lane) => lane.key === key) : undefined;
}

/** In words where a mark stands: its lanes' names. */
export function laneWords(mark: MarkDraft, lanes: readonly Lane[]): string {
  return lanesOfMark(mark, lanes)
    .map((lane) => lane.label)
    .join(', ');
}

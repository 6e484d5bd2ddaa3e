/** Which parts of a rendition an excerpt consists of. Pure. */
import type { Range } from '#contract/shared/ranges';
import type { Part } from './joined-parts.ts';
import { mediaPlaylist } from './playlist.ts';

/** In and out point on the clip's clock, in seconds. */
export interface Span {
  startSeconds: number;
  endSeconds: number;
}

// A frame's worth of rounding between the length that is stated and the sum of the parts.
const toleranceSeconds = 0.02;

/**
 * The parts from the keyframe at or before the in point to the one at or after the out point: the
 * first, the one after the last, and the time before the first in seconds.
 */
export function partsWithin(parts: readonly Part[], { startSeconds, endSeconds }: Span) {
  let at = 0;
  let first = -1;
  let end = 0;
  let beforeSeconds = 0;
  for (const [index, { durationSeconds }] of parts.entries()) {
    const next = at + durationSeconds;
    const isNeeded = next > startSeconds + toleranceSeconds && at < endSeconds - toleranceSeconds;
    if (isNeeded) {
      if (first < 0) {
        first = index;
        beforeSeconds = at;
      }
      end = index + 1;
    }
    at = next;
  }
  return { first: Math.max(0, first), end, beforeSeconds };
}

/** The name under which one part is served. */
export function partName(index: number): string {
  return `k${String(index).padStart(5, '0')}.m4s`;
}

/** Which part a name means; null for any other name. */
export function partOfName(name: string): number | null {
  const digits = /^k(\d{5,6})\.m4s$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

// Where a stretch ends with a part, the next part is no piece of it.
const seamSeconds = 0.001;

/** Whether a stretch, which can only be sent whole, shows anything of closed ones. */
export function touches([start, end]: Range, closed: readonly Range[]): boolean {
  return closed.some(([from, to]) => end > from + seamSeconds && start < to - seamSeconds);
}

/** Whether a part shows anything of closed stretches. */
export function isPartClosed(
  parts: readonly Part[],
  index: number,
  closed: readonly Range[],
): boolean {
  if (closed.length === 0) return false;
  const start = parts.slice(0, index).reduce((sum, part) => sum + part.durationSeconds, 0);
  return touches([start, start + (parts[index]?.durationSeconds ?? 0)], closed);
}

/**
 * A playlist on the clip's own clock that names only the parts of the excerpt, with a gap wherever
 * the clip is closed.
 */
export function excerptPlaylist(
  initUri: string,
  parts: readonly Part[],
  span: Span,
  closed: readonly Range[] = [],
): string {
  const { first, end, beforeSeconds } = partsWithin(parts, span);
  const before =
    beforeSeconds > 0 ? [{ uri: 'none.m4s', durationSeconds: beforeSeconds, isGap: true }] : [];
  const served = parts.slice(first, end).map(({ durationSeconds }, at) => ({
    ...{ uri: partName(first + at), durationSeconds },
    isGap: isPartClosed(parts, first + at, closed),
  }));
  return mediaPlaylist({ initUri, segments: [...before, ...served] });
}

/** The waveform of an excerpt alone, from its 0:00. */
export function excerptWaveform(
  waveform: { samplesPerSecond: number; peaks: readonly number[] },
  { startSeconds, endSeconds }: Span,
): { samplesPerSecond: number; peaks: number[] } {
  const { samplesPerSecond, peaks } = waveform;
  const from = Math.round(startSeconds * samplesPerSecond);
  const to = Math.round(endSeconds * samplesPerSecond);
  return { samplesPerSecond, peaks: peaks.slice(from, to) };
}

import type { Stretch } from './watched.rules.ts';

/** What is known of the clip that plays. */
export interface ClipFacts {
  durationSeconds: number;
  frameRate: number;
  /** Where 0:00 stands on the clock of the video; above 0 in an excerpt. */
  originSeconds?: number | undefined;
  /** Only this stretch is played: an excerpt, or a cited moment. */
  bounds?: Stretch | undefined;
  /** Stretches that are left out: playing jumps over them. */
  holes?: readonly Stretch[] | undefined;
}

/** What playing comes to at a frame; a stretch is left out, and jumped over. */
export type Turn = 'go-on' | 'stop' | 'begin-again' | Stretch;

/** First second that plays: 0, or the beginning of the moment. */
export function startOf({ bounds }: ClipFacts): number {
  return bounds?.[0] ?? 0;
}

/** Last second that plays; 0 while the duration is not known. */
export function endOf({ bounds, durationSeconds }: ClipFacts): number {
  return bounds?.[1] ?? durationSeconds;
}

/** The time that is shown when the video stands at `videoSeconds`; never below 0. */
export function shownAt({ originSeconds = 0 }: ClipFacts, videoSeconds: number): number {
  return Math.max(0, videoSeconds - originSeconds);
}

/** The nearest time that may be shown: for times outside the clip or excerpt, its ends. */
export function nearestShown(facts: ClipFacts, seconds: number): number {
  return Math.min(Math.max(seconds, startOf(facts)), endOf(facts) || Number.POSITIVE_INFINITY);
}

/** True when a moment lies in a stretch that is left out, from its beginning to its end. */
export function isLeftOut({ holes }: ClipFacts, moment: Stretch): boolean {
  return holes?.some(([start, end]) => start <= moment[0] && moment[1] <= end) ?? false;
}

/**
 * What playing comes to at the frame of `seconds`. It loops, or stops at a time, where somebody
 * wished so; the end of a clip that has no bounds is the video's own.
 */
export function turnAt(
  facts: ClipFacts,
  seconds: number,
  loop: Stretch | undefined,
  stopAtSeconds: number | undefined,
): Turn {
  const frameSeconds = 1 / facts.frameRate;
  const isReached = (end: number) => seconds >= end - frameSeconds / 2;
  const hole = facts.holes?.find(
    ([start, end]) => seconds >= start - frameSeconds && seconds < end,
  );
  if (hole) return hole;
  if (stopAtSeconds !== undefined && isReached(stopAtSeconds)) return 'stop';
  const end = loop?.[1] ?? endOf(facts);
  if (end <= 0 || !isReached(end)) return 'go-on';
  if (loop) return 'begin-again';
  return facts.bounds ? 'stop' : 'go-on';
}

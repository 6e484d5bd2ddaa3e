import type { Stretch } from './watched.rules.ts';

/** Where a clip goes on when it comes into a stretch that is left out. */
export interface Landing {
  seconds: number;
  /** The stretch that was jumped over; undefined when nothing is left out there. */
  hole: Stretch | undefined;
  /** Nothing more follows: the clip stands before the stretch, and stops. */
  isEnd: boolean;
}

/** A frame or two before a stretch that is left out nothing more is loaded. */
const BEFORE_SECONDS = 0.08;
/** Where a player waits for more this near to a stretch that is left out, it waits in vain. */
const WAITING_SECONDS = 0.6;

/**
 * Where a time leads: past a stretch that is left out, or before it on the way back, or when nothing
 * follows it.
 */
export function landingAt(
  seconds: number,
  holes: readonly Stretch[],
  { endSeconds, isBack = false }: { endSeconds: number; isBack?: boolean },
): Landing {
  const hole = holes.find(([start, end]) => seconds >= start - 0.001 && seconds < end - 0.001);
  if (!hole) return { seconds, hole, isEnd: false };
  const before = Math.max(0, hole[0] - BEFORE_SECONDS);
  const isEnd = hole[1] >= endSeconds - BEFORE_SECONDS;
  // Before the first frame there is nothing to go back to.
  if ((isBack || isEnd) && hole[0] > BEFORE_SECONDS) return { seconds: before, hole, isEnd };
  return { seconds: hole[1], hole, isEnd };
}

/** The stretch before which a player waits for what will never come; undefined while it may come. */
export function holeAhead(seconds: number, holes: readonly Stretch[]): Stretch | undefined {
  return holes.find(
    ([start, end]) => seconds >= start - WAITING_SECONDS && seconds < end - BEFORE_SECONDS,
  );
}

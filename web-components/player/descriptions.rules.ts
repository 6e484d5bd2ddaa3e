import type { Cue } from '#contract/shared/webvtt';

/** Two frames that are further apart were not played one after the other. */
const MOST_APART_SECONDS = 1;
/** A jump to a description is a jump to its beginning, give or take a frame. */
const SLACK_SECONDS = 0.1;
/** A clip that stops or goes on stands a little before or behind the frame that was shown. */
const UNSTEADY_SECONDS = 0.2;

/** How far the descriptions of a clip are read. */
export interface ReadSoFar {
  /** Everything that begins until here is read; undefined when the clip was moved elsewhere. */
  untilSeconds: number | undefined;
  /** What begins with the frame that is shown now. */
  due: readonly Cue[];
}

/**
 * The next frame of a clip that plays: what begins after the frame before it is due, or what begins
 * about here when the clip has jumped.
 */
export function readOn(
  cues: readonly Cue[],
  untilSeconds: number | undefined,
  nowSeconds: number,
): ReadSoFar {
  const hasJumped =
    untilSeconds === undefined ||
    nowSeconds < untilSeconds - UNSTEADY_SECONDS ||
    nowSeconds - untilSeconds > MOST_APART_SECONDS;
  const after = hasJumped ? nowSeconds - SLACK_SECONDS : untilSeconds;
  const due = cues.filter(
    ({ startSeconds }) => startSeconds > after && startSeconds <= nowSeconds + 0.001,
  );
  return { untilSeconds: hasJumped ? nowSeconds : Math.max(untilSeconds, nowSeconds), due };
}

/**
 * How far it is read once a frame is shown while nothing plays: a clip that was moved begins anew, from
 * where it stands. The first frame that plays may be shown late, and what begins before it is due too.
 */
export function readAtRest(untilSeconds: number | undefined, nowSeconds: number): number {
  const hasMoved =
    untilSeconds === undefined || Math.abs(nowSeconds - untilSeconds) > UNSTEADY_SECONDS;
  return hasMoved ? nowSeconds - SLACK_SECONDS : untilSeconds;
}

/** The language to offer: one that is liked, most liked first; otherwise the first there is. */
export function likelyLanguage(
  offered: readonly { language: string }[],
  liked: readonly string[],
): string {
  const found = liked.find((one) => offered.some(({ language }) => language === one));
  return found ?? offered[0]?.language ?? '';
}

import type { Cue } from '#contract/shared/webvtt';

/** Two frames that are further apart were not played one after the other. */
const MOST_APART_SECONDS = 1;
/** A jump to a description is a jump to its beginning, give or take a frame. */
const SLACK_SECONDS = 0.1;

/**
 * The descriptions that begin with the frame that is shown now: those that begin after the frame
 * before it, or about here when the clip has jumped.
 * @param beforeSeconds the frame that was shown before; undefined when there was none
 */
export function descriptionsDue(
  cues: readonly Cue[],
  beforeSeconds: number | undefined,
  nowSeconds: number,
): readonly Cue[] {
  const hasJumped =
    beforeSeconds === undefined ||
    nowSeconds < beforeSeconds ||
    nowSeconds - beforeSeconds > MOST_APART_SECONDS;
  const after = hasJumped ? nowSeconds - SLACK_SECONDS : beforeSeconds;
  return cues.filter(
    ({ startSeconds }) => startSeconds > after && startSeconds <= nowSeconds + 0.001,
  );
}

/**
 * The frame up to which everything that was due is read, once another frame is shown while nothing
 * plays: a clip that stands still goes on from there, one that was moved begins anew.
 */
export function frameAtRest(
  beforeSeconds: number | undefined,
  nowSeconds: number,
): number | undefined {
  if (beforeSeconds === undefined) return undefined;
  // A frame or two are still shown after a clip was told to stop.
  const moved = nowSeconds - beforeSeconds;
  return moved < -0.001 || moved > SLACK_SECONDS * 2
    ? undefined
    : Math.max(beforeSeconds, nowSeconds);
}

/** The language to offer: one that is liked, most liked first; otherwise the first there is. */
export function likelyLanguage(
  offered: readonly { language: string }[],
  liked: readonly string[],
): string {
  const found = liked.find((one) => offered.some(({ language }) => language === one));
  return found ?? offered[0]?.language ?? '';
}

/** What an LMS is told about the height of our frame, and when a frame is too small to work in. */

/** Brightspace takes 1 to 10,000. */
const TALLEST_PX = 10_000;
const LOWEST_PX = 120;
/** A screen with panels of its own scrolls inside; it needs so much, and does not grow. */
const PANELS_PX = 820;
const PANELS_ENOUGH_PX = 640;
/** No window is so tall: a page of text before it has made the frame so long. */
const PANELS_LOST_PX = 1_640;
/** A page that becomes only a little shorter keeps its frame: what is below must not jump. */
const SLACK_PX = 160;

/** How a screen lies in its frame: as long as its text, or filling what there is. */
export type FrameFlow = 'flows' | 'fills';

/**
 * The height to ask for now; null when the frame is well as it is. A frame grows at once and
 * shrinks only by much, so that nothing around it jumps while somebody reads.
 * @param askedPx what was asked for last; null at the start of a screen
 */
export function wishedHeight(frame: {
  flow: FrameFlow;
  contentPx: number;
  framePx: number;
  askedPx: number | null;
}): number | null {
  const { flow, framePx, askedPx } = frame;
  if (flow === 'fills') {
    const isWrong = framePx < PANELS_ENOUGH_PX || framePx > PANELS_LOST_PX;
    return askedPx === null && isWrong ? PANELS_PX : null;
  }
  const height = Math.min(TALLEST_PX, Math.max(LOWEST_PX, Math.ceil(frame.contentPx)));
  if (askedPx === null || height > askedPx) return height === framePx ? null : height;
  return height < askedPx - SLACK_PX ? height : null;
}

/**
 * The origins that may hear it: the one around us when the browser tells it and the platform
 * proved it, otherwise all that it proved (the browser gives the message to the right one only).
 * @param around the origin of the page that holds our frame, when the browser says so
 */
export function listeners(proven: readonly string[], around: string | null): readonly string[] {
  if (around === null) return proven;
  return proven.filter((origin) => origin === around);
}

/** Whether a frame is too small to work in, so that a window of its own is offered. */
export function isCramped(frame: {
  widthPx: number;
  heightPx: number;
  /** A finger: on a desk the frame can be made larger. */
  isTouched: boolean;
}): boolean {
  const { widthPx, heightPx, isTouched } = frame;
  return isTouched ? widthPx < 480 || heightPx < 420 : widthPx < 300 || heightPx < 260;
}

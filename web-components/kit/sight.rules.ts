/** A bar of the LMS that stays at the top of the window may lie over a frame that begins above it. */
const BAR_PX = 56;
/** In less than this nothing can be spared for a bar that may not be there. */
const ROOMY_PX = 560;
/** A dialog needs so much, also where less is in sight: the rest of it can be scrolled to. */
const LEAST_PX = 280;

/**
 * How far the part of the frame that is in sight lies from its edges, for the style sheets. Nothing
 * in sight (the page is in the background) counts as everything.
 * @param seen the part of the page that the browser shows, in pixels of the frame
 */
export function sight(
  seen: { top: number; bottom: number },
  framePx: number,
): { '--lf-sight-start': number; '--lf-sight-end': number } {
  const seenPx = seen.bottom - seen.top;
  if (seenPx <= 0) return { '--lf-sight-start': 0, '--lf-sight-end': 0 };
  const bar = seen.top >= BAR_PX && seenPx >= ROOMY_PX ? BAR_PX : 0;
  const end = Math.max(seen.bottom, Math.min(framePx, seen.top + LEAST_PX));
  const start = Math.min(seen.top + bar, Math.max(0, end - LEAST_PX));
  return {
    '--lf-sight-start': Math.max(0, Math.round(start)),
    '--lf-sight-end': Math.max(0, Math.round(framePx - end)),
  };
}

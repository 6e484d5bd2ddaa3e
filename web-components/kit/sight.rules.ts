/** A bar of the LMS that stays at the top of the window may lie over a frame that begins above it. */
const BAR_PX = 56;
/** In less than this nothing can be spared for a bar that may not be there. */
const ROOMY_PX = 560;

/**
 * How far the part of the frame that is in sight lies from its edges, for the style sheets. Nothing
 * in sight (the page is in the background) counts as everything.
 * @param seen the part of the page that the browser shows, in pixels of the frame
 */
export function sight(
  seen: { top: number; bottom: number },
  framePx: number,
): { '--lf-sight-start': number; '--lf-sight-end': number } {
  const isSeen = seen.bottom > seen.top;
  const bar = seen.top >= BAR_PX && seen.bottom - seen.top >= ROOMY_PX ? BAR_PX : 0;
  return {
    '--lf-sight-start': isSeen ? Math.max(0, Math.round(seen.top + bar)) : 0,
    '--lf-sight-end': isSeen ? Math.max(0, Math.round(framePx - seen.bottom)) : 0,
  };
}

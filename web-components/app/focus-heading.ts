const LONGEST_WAIT_MS = 30_000;
/** A heading is mostly there with the first frames; then it is looked for less often. */
const EVERY_FRAME_MS = 2_000;
const THEN_EVERY_MS = 200;

/**
 * Moves focus to the heading of a screen as soon as it stands there, so that keyboard and screen
 * reader begin where the eye does. Gives up when the person has moved focus meanwhile.
 */
export function focusHeading(screen: Element, now: () => number = () => performance.now()): void {
  const beganMs = now();
  const focusedBefore = focused();
  const look = () => {
    if (!screen.isConnected || focused() !== focusedBefore) return;
    const heading = findHeading(screen);
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return;
    }
    const waitedMs = now() - beganMs;
    if (waitedMs < EVERY_FRAME_MS) requestAnimationFrame(look);
    else if (waitedMs < LONGEST_WAIT_MS) setTimeout(look, THEN_EVERY_MS);
  };
  look();
}

/** What has the focus, in whichever shadow root it lies. */
function focused(): Element | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}

/** The first `h1` in an element or in the shadow roots inside it. */
export function findHeading(root: Element | ShadowRoot): HTMLElement | undefined {
  const own = root instanceof Element ? root.shadowRoot : null;
  if (own) {
    const inside = findHeading(own);
    if (inside) return inside;
  }
  const direct = root.querySelector('h1');
  if (direct) return direct;
  for (const child of root.querySelectorAll('*')) {
    if (!child.shadowRoot) continue;
    const inside = findHeading(child.shadowRoot);
    if (inside) return inside;
  }
  return undefined;
}

const LONGEST_WAIT_MS = 4_000;

/**
 * Moves focus to the heading of a screen as soon as it stands there, so that keyboard and screen
 * reader begin where the eye does. Gives up when the person has moved focus meanwhile.
 */
export function focusHeading(screen: Element, now: () => number = () => performance.now()): void {
  const giveUpAtMs = now() + LONGEST_WAIT_MS;
  const focusedBefore = document.activeElement;
  const look = () => {
    if (!screen.isConnected || document.activeElement !== focusedBefore) return;
    const heading = findHeading(screen);
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    } else if (now() < giveUpAtMs) {
      requestAnimationFrame(look);
    }
  };
  look();
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

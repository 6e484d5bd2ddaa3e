import type { Openable } from './open-dialog.ts';
import { sight } from './sight.rules.ts';

/** How often it is looked at what is in sight while a dialog is open. */
const LOOK_MS = 100;
/** A browser that does not say what is in sight (a hidden page) holds up nobody. */
const LONGEST_LOOK_MS = 2_000;

type Seen = Parameters<typeof sight>[0];

/** Tells the style sheets what is in sight now. */
export async function lookAround(): Promise<void> {
  tell(await seenNow());
}

/** Where the page of the LMS was scrolled or a keyboard came up, a dialog moves when that rests. */
export async function keepInSight(dialog: Openable): Promise<void> {
  let last: Seen | undefined;
  while (dialog.open && dialog.isConnected) {
    const seen = await seenNow();
    if (seen?.top === last?.top && seen?.bottom === last?.bottom) tell(seen);
    last = seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Tells the style sheets. */
function tell(seen: Seen | undefined): void {
  if (!seen) return;
  for (const [name, px] of Object.entries(sight(seen, innerHeight)))
    document.documentElement.style.setProperty(name, `${px}px`);
}

/** The part of the page that is in sight; undefined where the browser does not say it. */
async function seenNow(): Promise<Seen | undefined> {
  if (parent === globalThis.window) return seenAboveKeyboard();
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(([page]) => {
      observer.disconnect();
      resolve(page?.intersectionRect);
    });
    observer.observe(document.documentElement);
    setTimeout(resolve, LONGEST_LOOK_MS);
  });
}

/** In a window of its own a keyboard covers a part. Who has enlarged a part sees it on purpose. */
function seenAboveKeyboard(): Seen | undefined {
  const { scale, offsetTop, height } = visualViewport ?? { scale: 0, offsetTop: 0, height: 0 };
  return scale === 1 ? { top: offsetTop, bottom: offsetTop + height } : undefined;
}

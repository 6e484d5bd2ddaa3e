import { clampWindow, zoomTo, type TimeWindow } from './timeline.rules.ts';

/** The part of a timeline that stands for time: where it lies on the page, and what it shows. */
export interface Ground {
  leftPx: number;
  widthPx: number;
  window: TimeWindow;
  durationSeconds: number;
}

/** A little before the first second, a press still means the first second. */
const SLACK_PX = 4;

/** The ground of a timeline whose overlay this is. */
export function groundOf(
  overlay: HTMLElement | null,
  window: TimeWindow,
  durationSeconds: number,
): Ground {
  const { left: leftPx, width: widthPx } = overlay?.getBoundingClientRect() ?? {
    left: 0,
    width: 1,
  };
  return { leftPx, widthPx, window, durationSeconds };
}

/**
 * A press on the ground shows that second, and goes on while the pointer moves. A finger on the
 * lanes scrolls the page instead.
 */
export function seekWhilePressed(
  event: PointerEvent,
  { leftPx, widthPx }: Ground,
  windowOfNow: () => TimeWindow,
  seek: (seconds: number) => void,
): void {
  const target = event.composedPath()[0];
  if (event.button !== 0 || !(target instanceof Element)) return;
  if (target.closest('.lane-name') || event.clientX < leftPx - SLACK_PX) return;
  const seekTo = (x: number): void => {
    const { from, span } = windowOfNow();
    seek(from + Math.min(Math.max((x - leftPx) / widthPx, 0), 1) * span);
  };
  seekTo(event.clientX);
  if (event.pointerType === 'touch' && !target.closest('.ruler,.frames,.sound')) return;
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener('pointermove', (moved) => seekTo(moved.clientX), { signal });
  for (const name of ['pointerup', 'pointercancel'] as const) {
    addEventListener(name, () => listening.abort(), { signal });
  }
}

/**
 * What the timeline shows after the wheel was turned: with Ctrl closer or further away around the
 * pointer, sideways another part; undefined when the turn is the page's.
 */
export function windowAfterWheel(event: WheelEvent, ground: Ground): TimeWindow | undefined {
  const { leftPx, widthPx, durationSeconds } = ground;
  const { from, span } = ground.window;
  if (event.ctrlKey || event.metaKey) {
    const around = from + ((event.clientX - leftPx) / widthPx) * span;
    return zoomTo(ground.window, span * Math.exp(event.deltaY / 300), around, durationSeconds);
  }
  const [sideways, upright] = event.shiftKey
    ? [event.deltaY, event.deltaX]
    : [event.deltaX, event.deltaY];
  if (Math.abs(sideways) <= Math.abs(upright)) return undefined;
  const by = (sideways / Math.max(1, widthPx)) * span;
  return clampWindow({ from: from + by, span }, durationSeconds);
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Mark } from '#contract/observations';
import { isAbsence } from './lanes.rules.ts';
import { marksInView, type LaneLayout } from './timeline-layout.rules.ts';
import type { TimeWindow } from './timeline.rules.ts';

/** As the style sheet places marks that are elements. */
const ROW_PX = 28;
const HEIGHT_PX = 25;
const TOP_PX = { wide: 6, narrow: 22 };
const POINT_RADIUS_PX = 6;
const BAR_PX = 3;
const STAMP_PX = 2 * POINT_RADIUS_PX + 2;

interface Look {
  code: string;
  soft: string;
}

/** What is painted. */
export interface PaintedLane {
  canvas: HTMLCanvasElement;
  layout: LaneLayout;
}

/**
 * Paints the marks of crowded lanes. Only lanes on the screen are painted, each when it comes
 * into view or its window, marks or width change. The colours are those of the style sheet.
 */
export class TimelinePaint implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #looks = new Map<string, Look>();
  #seen = new Map<Element, boolean>();
  #painted = new WeakMap<HTMLCanvasElement, { key: string; layout: LaneLayout }>();
  #stamps = new Map<string, HTMLCanvasElement>();
  #watching: IntersectionObserver | undefined;
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #narrow = matchMedia('(max-width: 640px)');

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#scheme.addEventListener('change', this.forgetColours);
    this.#watching = new IntersectionObserver(this.#handleSeen, { rootMargin: '200px' });
  }

  hostDisconnected(): void {
    this.#scheme.removeEventListener('change', this.forgetColours);
    this.#watching?.disconnect();
    this.#seen.clear();
  }

  /** Colours are asked for once; another theme or other lanes make them old. */
  readonly forgetColours = (): void => {
    this.#looks.clear();
    this.#host.requestUpdate();
  };

  /** Where the first row of marks begins, in pixels from the top of its lane. */
  get topPx(): number {
    return this.#narrow.matches ? TOP_PX.narrow : TOP_PX.wide;
  }

  /** The row at a height in a lane. */
  rowAt(yPx: number): number {
    return Math.max(0, Math.floor((yPx - this.topPx) / ROW_PX));
  }

  /** Paints the lanes that are on the screen. */
  paint(lanes: readonly PaintedLane[], window: TimeWindow, widthPx: number): void {
    for (const { canvas, layout } of lanes) {
      const isSeen = this.#seen.get(canvas);
      if (isSeen === undefined) {
        this.#seen.set(canvas, true);
        this.#watching?.observe(canvas);
      }
      if (isSeen !== false) this.#paintLane(canvas, layout, window, widthPx);
    }
  }

  readonly #handleSeen = (entries: IntersectionObserverEntry[]): void => {
    let isNew = false;
    for (const { target, isIntersecting } of entries) {
      isNew ||= isIntersecting && this.#seen.get(target) === false;
      if (target.isConnected) this.#seen.set(target, isIntersecting);
      else this.#forget(target);
    }
    if (isNew) this.#host.requestUpdate();
  };

  #forget(canvas: Element): void {
    this.#watching?.unobserve(canvas);
    this.#seen.delete(canvas);
  }

  #paintLane(
    canvas: HTMLCanvasElement,
    layout: LaneLayout,
    window: TimeWindow,
    widthPx: number,
  ): void {
    const { topPx } = this;
    const heightPx = topPx + layout.rowCount * ROW_PX;
    const scale = Math.min(devicePixelRatio, 2);
    const { code, soft } = this.#look(canvas, layout.id);
    const key = [window.from, window.span, widthPx, heightPx, scale, code, soft].join();
    const before = this.#painted.get(canvas);
    // Most updates of a page change nothing here.
    if (before?.key === key && before.layout === layout) return;
    this.#painted.set(canvas, { key, layout });
    const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      canvas.style.setProperty('block-size', `${heightPx}px`);
    }
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, widthPx, heightPx);
    const perSecond = widthPx / window.span;
    const shown = marksInView(layout, window);
    const isAbsent = (mark: Mark): boolean =>
      layout.lane !== null && isAbsence(layout.lane.codeId ?? mark.codeIds[0]);
    const topOf = (mark: Mark): number => topPx + (layout.rows.get(mark.id) ?? 0) * ROW_PX;
    // On whole pixels: a rectangle without soft edges is many times cheaper to fill.
    const leftOf = (mark: Mark): number =>
      Math.round((mark.startSeconds - window.from) * perSecond);
    const lengthOf = (mark: Mark): number =>
      Math.max(6, Math.round(((mark.endSeconds ?? 0) - mark.startSeconds) * perSecond));
    pen.fillStyle = soft;
    for (const mark of shown)
      if (mark.endSeconds !== null && !isAbsent(mark))
        pen.fillRect(leftOf(mark), topOf(mark), lengthOf(mark), HEIGHT_PX);
    pen.fillStyle = code;
    pen.strokeStyle = code;
    pen.lineWidth = 1.5;
    let lastPointPx = NaN;
    for (const mark of shown) {
      const [x, y] = [leftOf(mark), topOf(mark)];
      if (mark.endSeconds === null) {
        // A second point on the same pixel would not be seen.
        if (x === lastPointPx) continue;
        lastPointPx = x;
        const stamp = this.#stamp(code, isAbsent(mark) || layout.lane === null, scale);
        pen.drawImage(stamp, x - STAMP_PX / 2, y + (HEIGHT_PX - STAMP_PX) / 2, STAMP_PX, STAMP_PX);
      } else if (isAbsent(mark)) pen.strokeRect(x + 1, y + 1, lengthOf(mark) - 2, HEIGHT_PX - 2);
      else pen.fillRect(x, y, BAR_PX, HEIGHT_PX);
    }
  }

  /** A point in a colour, drawn once: thousands of arcs would be worked out anew with each frame. */
  #stamp(code: string, isRing: boolean, scale: number): HTMLCanvasElement {
    const key = [code, isRing, scale].join();
    const known = this.#stamps.get(key);
    if (known) return known;
    const size = STAMP_PX * scale;
    const stamp = Object.assign(document.createElement('canvas'), { width: size, height: size });
    const pen = stamp.getContext('2d');
    if (pen) {
      pen.scale(scale, scale);
      pen.arc(STAMP_PX / 2, STAMP_PX / 2, POINT_RADIUS_PX, 0, 2 * Math.PI);
      [pen.fillStyle, pen.strokeStyle, pen.lineWidth] = [code, code, 1.5];
      if (isRing) pen.stroke();
      else pen.fill();
    }
    this.#stamps.set(key, stamp);
    return stamp;
  }

  #look(canvas: HTMLCanvasElement, laneId: string): Look {
    const known = this.#looks.get(laneId);
    if (known) return known;
    const style = getComputedStyle(canvas);
    const look = {
      code: style.getPropertyValue('--code').trim(),
      soft: style.getPropertyValue('--code-soft').trim(),
    };
    this.#looks.set(laneId, look);
    return look;
  }
}

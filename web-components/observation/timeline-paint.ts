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
    const heightPx = this.topPx + layout.rowCount * ROW_PX;
    const scale = Math.min(devicePixelRatio, 2);
    const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      canvas.style.setProperty('block-size', `${heightPx}px`);
    }
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, widthPx, heightPx);
    const { code, soft } = this.#look(canvas, layout.id);
    const [points, rings] = [new Path2D(), new Path2D()];
    const perSecond = widthPx / window.span;
    const shown = marksInView(layout, window);
    const isAbsent = (mark: Mark): boolean =>
      layout.lane !== null && isAbsence(layout.lane.codeId ?? mark.codeIds[0]);
    const topOf = (mark: Mark): number => this.topPx + (layout.rows.get(mark.id) ?? 0) * ROW_PX;
    // On whole pixels: a rectangle without soft edges is many times cheaper to fill.
    const leftOf = (mark: Mark): number =>
      Math.round((mark.startSeconds - window.from) * perSecond);
    pen.fillStyle = soft;
    for (const mark of shown) {
      if (mark.endSeconds === null || isAbsent(mark)) continue;
      const length = Math.round((mark.endSeconds - mark.startSeconds) * perSecond);
      pen.fillRect(leftOf(mark), topOf(mark), Math.max(6, length), HEIGHT_PX);
    }
    pen.fillStyle = code;
    for (const mark of shown) {
      const [x, y] = [leftOf(mark), topOf(mark)];
      if (mark.endSeconds === null) {
        const path = isAbsent(mark) || layout.lane === null ? rings : points;
        path.moveTo(x + POINT_RADIUS_PX, y + HEIGHT_PX / 2);
        path.arc(x, y + HEIGHT_PX / 2, POINT_RADIUS_PX, 0, 2 * Math.PI);
      } else if (isAbsent(mark)) {
        const length = (mark.endSeconds - mark.startSeconds) * perSecond;
        rings.rect(x + 1, y + 1, Math.max(6, length) - 2, HEIGHT_PX - 2);
      } else pen.fillRect(x, y, BAR_PX, HEIGHT_PX);
    }
    pen.fill(points);
    pen.strokeStyle = code;
    pen.lineWidth = 1.5;
    pen.stroke(rings);
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

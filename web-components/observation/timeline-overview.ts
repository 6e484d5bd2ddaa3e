import { msg, str } from '@lit/localize';
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { AfterFrame } from '#elements/kit/after-frame';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { formatClock } from '#elements/kit/time';
import type { Stretch } from '#elements/player/watched.rules';
import { cssFacts } from '#elements/kit/css-facts';
import { hueStyles } from './hues.styles.ts';
import type { OverviewTick } from './timeline-ticks.rules.ts';
import { clampWindow, nextSpan, zoomTo, type TimeWindow } from './timeline.rules.ts';

/** Ticks stand so far from both edges of the strip. */
const TICK_TOP_PX = 9;

/** The wish to look at another stretch of the clip. */
export class WindowChange extends Event {
  static readonly eventName = 'lookfor-window-change';
  readonly window: TimeWindow;

  constructor(window: TimeWindow) {
    super(WindowChange.eventName, OUTWARD);
    this.window = window;
  }
}

/**
 * The whole clip in one strip: own marks, what was watched, and the stretch that the timeline
 * shows. Drag the frame to move, its edges to zoom; with keys: arrows move, `+` and `−` zoom.
 *
 * @tag lookfor-timeline-overview
 * @fires lookfor-window-change {WindowChange} - another stretch is wished
 */
@customElement('lookfor-timeline-overview')
export class LookforTimelineOverview extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    css`
      :host {
        position: relative;
        block-size: 1.75rem;
        border-block-end: 2px solid var(--lf-rule);
        touch-action: none;
        cursor: pointer;
        contain: layout size style;
      }
      canvas {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }
      .at {
        position: absolute;
        inset-inline-start: calc(var(--s) / var(--whole) * 100%);
        inline-size: calc((var(--e) - var(--s)) / var(--whole) * 100%);
      }
      .seen {
        inset-block-end: -2px;
        block-size: 2px;
        background: var(--lf-ink-3);
      }
      .window {
        inset-block: 0 2px;
        min-inline-size: 12px;
        border: 1.5px solid var(--lf-ink-2);
        border-radius: var(--lf-radius-s);
        cursor: grab;
      }
      .window:active {
        cursor: grabbing;
      }
      .edge {
        position: absolute;
        inset-block: -2px;
        inline-size: 14px;
        cursor: ew-resize;
      }
      .edge::before {
        content: '';
        position: absolute;
        inset: 7px 5px;
        border-radius: 2px;
        background: var(--lf-ink-2);
      }
      .edge.start {
        inset-inline-start: -8px;
      }
      .edge.end {
        inset-inline-end: -8px;
      }
    `,
  ];

  @query('canvas') private canvas!: HTMLCanvasElement | null;
  @state() private widthPx = 0;
  @property({ type: Number }) durationSeconds = 0;
  @property({ attribute: false }) window: TimeWindow = { from: 0, span: 1 };
  @property({ attribute: false }) ticks: readonly OverviewTick[] = [];
  @property({ attribute: false }) watched: readonly Stretch[] = [];

  /** One tick more is small, and may wait for the mark itself to be seen. */
  readonly #repaint = new AfterFrame(() => this.#paintTicks());
  readonly #colours = new Map<number | null, string>();
  #painted = '';
  #paintedTicks: readonly OverviewTick[] = [];
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #forced = matchMedia('(forced-colors: active)');
  #resize = new ResizeObserver(([entry]) => {
    this.widthPx = Math.round(entry?.contentRect.width ?? 0);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointerdown', this.#handlePress);
    this.#resize.observe(this);
    for (const scheme of [this.#dark, this.#forced])
      scheme.addEventListener('change', this.#handleColours);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('pointerdown', this.#handlePress);
    this.#resize.disconnect();
    for (const scheme of [this.#dark, this.#forced])
      scheme.removeEventListener('change', this.#handleColours);
  }

  protected override updated(changed: PropertyValues): void {
    const isMoved = changed.has('widthPx') || changed.has('durationSeconds');
    if (isMoved) this.#paintTicks();
    else this.#repaint.ask();
  }

  override render() {
    const { from, span } = this.window;
    const whole = Math.max(this.durationSeconds, 0.1);
    const [start, end] = [formatClock(from), formatClock(from + span)];
    return html`<canvas aria-hidden="true"></canvas>
      <div ${cssFacts({ '--whole': whole })}>
        ${this.watched.map(
          ([s, e]) => html`<i class="at seen" ${cssFacts({ '--s': s, '--e': e })}></i>`,
        )}
        <div
          class="at window"
          role="slider"
          tabindex="0"
          aria-label=${msg('Stretch of the clip that is shown')}
          aria-valuemin="0"
          aria-valuemax=${Math.round(whole)}
          aria-valuenow=${Math.round(from)}
          aria-valuetext=${msg(str`${start} to ${end}`)}
          @keydown=${this.#handleKey}
          ${cssFacts({ '--s': from, '--e': from + span })}
        >
          <span class="edge start" data-edge="start"></span>
          <span class="edge end" data-edge="end"></span>
        </div>
      </div>`;
  }

  readonly #handleColours = (): void => {
    this.#painted = '';
    this.#colours.clear();
    this.requestUpdate();
  };

  /** One strip for all marks: thousands of elements would be laid out with every turn of the wheel. */
  #paintTicks(): void {
    const { canvas } = this;
    const key = [this.widthPx, devicePixelRatio, this.durationSeconds].join();
    if (!canvas || this.widthPx === 0) return;
    if (key === this.#painted && this.ticks === this.#paintedTicks) return;
    [this.#painted, this.#paintedTicks] = [key, this.ticks];
    const { clientHeight } = this;
    const scale = devicePixelRatio;
    const [width, height] = [this.widthPx, clientHeight].map((px) => Math.round(px * scale));
    if (canvas.width !== width || canvas.height !== height)
      Object.assign(canvas, { width, height });
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, this.widthPx, clientHeight);
    const perSecond = this.widthPx / Math.max(this.durationSeconds, 0.1);
    for (const { startSeconds, endSeconds, hue } of this.ticks) {
      const colour = this.#colours.get(hue) ?? this.#colourOf(canvas, hue);
      this.#colours.set(hue, colour);
      pen.fillStyle = colour;
      const length = Math.max(3, ((endSeconds ?? startSeconds) - startSeconds) * perSecond);
      pen.fillRect(startSeconds * perSecond, TICK_TOP_PX, length, clientHeight - 2 * TICK_TOP_PX);
    }
  }

  /** The style sheet's colour for a hue. */
  #colourOf(canvas: HTMLCanvasElement, hue: number | null): string {
    if (this.#forced.matches) return 'CanvasText';
    canvas.className = hue === null ? 'unsorted' : `hue-${hue}`;
    return getComputedStyle(canvas).getPropertyValue('--code').trim();
  }

  readonly #handlePress = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const [target] = event.composedPath();
    const edge = target instanceof HTMLElement ? target.dataset['edge'] : undefined;
    const { left, width } = this.getBoundingClientRect();
    const secondsAt = (x: number) => ((x - left) / width) * this.durationSeconds;
    const begun = this.window;
    const fromSeconds = secondsAt(event.clientX);
    const isInside = fromSeconds >= begun.from && fromSeconds <= begun.from + begun.span;
    // A press beside the frame brings it there.
    const held = edge || isInside ? begun : { ...begun, from: fromSeconds - begun.span / 2 };
    if (held !== begun) this.#wish(held);
    const listening = new AbortController();
    const move = (moved: PointerEvent) => {
      const by = secondsAt(moved.clientX) - fromSeconds;
      if (edge === 'start') {
        const end = held.from + held.span;
        const from = Math.min(Math.max(0, held.from + by), end - 1);
        this.#wish({ from, span: end - from });
      } else if (edge === 'end') {
        this.#wish({
          from: held.from,
          span: Math.min(Math.max(1, held.span + by), this.durationSeconds - held.from),
        });
      } else {
        this.#wish({ from: held.from + by, span: held.span });
      }
    };
    addEventListener('pointermove', move, { signal: listening.signal });
    for (const name of ['pointerup', 'pointercancel'] as const) {
      addEventListener(name, () => listening.abort(), { signal: listening.signal });
    }
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    const { from, span } = this.window;
    const steps: Readonly<Record<string, TimeWindow>> = {
      ArrowLeft: { from: from - span / 10, span },
      ArrowRight: { from: from + span / 10, span },
      PageUp: { from: from - span, span },
      PageDown: { from: from + span, span },
      Home: { from: 0, span },
      End: { from: this.durationSeconds - span, span },
      '+': this.#zoomed(1),
      '-': this.#zoomed(-1),
    };
    const wish = steps[event.key];
    if (!wish) return;
    event.preventDefault();
    event.stopPropagation();
    this.#wish(wish);
  };

  #zoomed(direction: 1 | -1): TimeWindow {
    const { from, span } = this.window;
    const next = nextSpan(span, direction, this.durationSeconds);
    return zoomTo(this.window, next, from + span / 2, this.durationSeconds);
  }

  #wish(window: TimeWindow): void {
    this.dispatchEvent(new WindowChange(clampWindow(window, this.durationSeconds)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-timeline-overview': LookforTimelineOverview;
  }
  interface HTMLElementEventMap {
    'lookfor-window-change': WindowChange;
  }
}

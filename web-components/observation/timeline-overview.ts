import { msg, str } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { formatClock } from '#elements/kit/time';
import type { Stretch } from '#elements/player/watched.rules';
import { cssFacts } from '#elements/kit/css-facts';
import { hueStyles } from './hues.styles.ts';
import { clampWindow, nextSpan, zoomTo, type TimeWindow } from './timeline.rules.ts';

/** A mark as the overview draws it: a tick in its hue, or marigold. */
export interface OverviewTick {
  startSeconds: number;
  endSeconds: number | null;
  hue: number | null;
}

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
 * @event lookfor-window-change {WindowChange} - another stretch is wished
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
      .tick {
        inset-block: 9px;
        min-inline-size: 3px;
        border-radius: 1px;
        background: var(--code);
      }
      .window {
        inset-block: 1px 3px;
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
      @media (forced-colors: active) {
        .tick {
          background: CanvasText;
        }
      }
    `,
  ];

  @property({ type: Number }) durationSeconds = 0;
  @property({ attribute: false }) window: TimeWindow = { from: 0, span: 1 };
  @property({ attribute: false }) ticks: readonly OverviewTick[] = [];
  @property({ attribute: false }) watched: readonly Stretch[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointerdown', this.#handlePress);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('pointerdown', this.#handlePress);
  }

  override render() {
    const { from, span } = this.window;
    const whole = Math.max(this.durationSeconds, 0.1);
    const [start, end] = [formatClock(from), formatClock(from + span)];
    return html`<div ${cssFacts({ '--whole': whole })}>
      ${this.watched.map(
        ([s, e]) => html`<i class="at seen" ${cssFacts({ '--s': s, '--e': e })}></i>`,
      )}
      ${guard([this.ticks], () => this.ticks.map((tick) => this.#renderTick(tick)))}
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

  #renderTick({ startSeconds, endSeconds, hue }: OverviewTick): TemplateResult {
    return html`<i
      class="at tick ${hue === null ? 'unsorted' : `hue-${hue}`}"
      ${cssFacts({ '--s': startSeconds, '--e': endSeconds ?? startSeconds })}
    ></i>`;
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

import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MaskPlan } from '#contract/masking';
import { regionAt, soundAt, type Region } from '#contract/shared/mask-plan';
import { cssFacts } from '#elements/kit/css-facts';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { MaskChange, MaskMoment, MaskSelect } from './events.ts';
import {
  between,
  EMPTY_PLAN,
  nudged,
  shownRegion,
  withBox,
  without,
  withRegion,
  type Selected,
} from './mask-edit.rules.ts';
import { createCoverPainter } from './mask-paint.ts';
import { MaskTone } from './mask-tone.ts';
import { maskStageStyles } from './mask-stage.styles.ts';

/** The browser can show the film, or cannot. */
export class MaskStageState extends Event {
  static readonly eventName = 'lookfor-mask-stage-state';
  readonly durationSeconds: number | null;

  constructor(durationSeconds: number | null) {
    super(MaskStageState.eventName, OUTWARD);
    this.durationSeconds = durationSeconds;
  }
}

interface Hold {
  kind: 'draw' | 'move' | 'resize';
  from: { x: number; y: number };
  region: Region;
}

const MOST_PREVIEW_PIXELS = 960;
/** A box that was hardly drawn was a click beside one. */
const LEAST_DRAWN = 0.015;

/**
 * The film on this device, as it will be seen and heard: everything of the plan covers it at once. Boxes are
 * drawn and held by pointer, and moved by the arrow keys (with Shift: made larger or smaller).
 *
 * @tag lookfor-mask-stage
 * @fires lookfor-mask-change - a box was drawn, moved or resized
 * @fires lookfor-mask-select - a box was chosen
 * @fires lookfor-mask-moment - the film stands at another moment
 * @fires lookfor-mask-stage-state - the film is there, or this browser cannot show it
 */
@customElement('lookfor-mask-stage')
export class LookforMaskStage extends LookforElement {
  static override styles = [LookforElement.styles, maskStageStyles];

  @query('video') private video!: HTMLVideoElement;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.frame') private frame!: HTMLElement;
  @state() private shape = 16 / 9;
  @state() private drawn: Region | undefined;

  /** An address of the film on this device. */
  @property() src = '';
  @property({ attribute: false }) plan: MaskPlan = EMPTY_PLAN;
  @property({ attribute: false }) selected: Selected | undefined;
  /** Where the film stands. */
  @property({ type: Number }) seconds = 0;

  #paint = createCoverPainter();
  #tone = new MaskTone();
  #hold: Hold | undefined;
  #tick = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#tick);
    this.#tone.close();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('plan') || changed.has('src')) this.#cover();
  }

  /** Goes to a moment. */
  seek(seconds: number): void {
    const { duration } = this.video;
    if (!Number.isFinite(duration)) return;
    this.video.currentTime = Math.min(duration, Math.max(0, seconds));
  }

  /** Plays, or stops. */
  async toggle(): Promise<void> {
    if (this.video.paused) await this.video.play().catch(() => undefined);
    else this.video.pause();
  }

  /** Adds a box in the middle of the picture, and puts the focus on it. */
  async addBox(): Promise<void> {
    await this.#add({ x: 0.38, y: 0.3, width: 0.24, height: 0.32 });
  }

  async #add(region: Region): Promise<void> {
    const durationSeconds = this.video.duration;
    const plan = withBox(this.plan, region, { seconds: this.seconds, durationSeconds });
    const at = plan.boxes.length - 1;
    this.dispatchEvent(new MaskChange(plan, true));
    this.dispatchEvent(new MaskSelect({ kind: 'box', at }));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-at='${at}']`)?.focus();
  }

  readonly #handleLoaded = (): void => {
    const { videoWidth, videoHeight, duration } = this.video;
    if (videoWidth === 0 || !Number.isFinite(duration)) return this.#handleBroken();
    this.shape = videoWidth / videoHeight;
    const share = Math.min(1, MOST_PREVIEW_PIXELS / Math.max(videoWidth, videoHeight));
    this.canvas.width = Math.round(videoWidth * share);
    this.canvas.height = Math.round(videoHeight * share);
    this.dispatchEvent(new MaskStageState(duration));
    this.#look();
  };

  readonly #handleBroken = (): void => {
    this.dispatchEvent(new MaskStageState(null));
  };

  /** Follows the film while it plays or is sought. */
  readonly #look = (): void => {
    cancelAnimationFrame(this.#tick);
    this.#cover();
    this.dispatchEvent(new MaskMoment(this.video.currentTime));
    if (!this.video.paused && this.isConnected) this.#tick = requestAnimationFrame(this.#look);
  };

  #cover(): void {
    const { video } = this;
    const context = this.canvas?.getContext('2d');
    if (!context || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const { currentTime, videoWidth, videoHeight } = video;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.#paint(
      context,
      { image: video, width: videoWidth, height: videoHeight },
      this.plan,
      currentTime,
    );
    const heard = soundAt(this.plan, currentTime);
    video.muted = heard !== null;
    this.#tone.sound(heard === 'beep' && !video.paused);
  }

  #placeOf(event: PointerEvent): { x: number; y: number } {
    const { left, top, width, height } = this.frame.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  }

  readonly #handleDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const box = (event.target as HTMLElement).closest<HTMLElement>('.box');
    const from = this.#placeOf(event);
    this.video.pause();
    this.frame.setPointerCapture(event.pointerId);
    if (!box) {
      this.#hold = { kind: 'draw', from, region: { ...from, width: 0, height: 0 } };
      return;
    }
    const at = Number(box.dataset['at']);
    const held = this.plan.boxes[at];
    if (!held) return;
    this.dispatchEvent(new MaskSelect({ kind: 'box', at }));
    const kind = (event.target as HTMLElement).localName === 'i' ? 'resize' : 'move';
    this.#hold = { kind, from, region: regionAt(held, this.seconds) };
  };

  readonly #handleMove = (event: PointerEvent): void => {
    const hold = this.#hold;
    if (!hold) return;
    const to = this.#placeOf(event);
    if (hold.kind === 'draw') this.drawn = between(hold.from, to);
    else this.#place(moved(hold, to), false);
  };

  readonly #handleUp = (event: PointerEvent): void => {
    const hold = this.#hold;
    this.#hold = undefined;
    if (!hold) return;
    const to = this.#placeOf(event);
    if (hold.kind !== 'draw') {
      if (Math.hypot(to.x - hold.from.x, to.y - hold.from.y) > 0.002)
        this.#place(moved(hold, to), true);
      return;
    }
    const region = between(hold.from, to);
    this.drawn = undefined;
    if (region.width > LEAST_DRAWN && region.height > LEAST_DRAWN) void this.#add(region);
    else this.dispatchEvent(new MaskSelect(undefined));
  };

  #place(region: Region, isDone: boolean): void {
    const { selected } = this;
    if (selected?.kind !== 'box') return;
    const plan = withRegion(this.plan, selected.at, this.seconds, region);
    this.dispatchEvent(new MaskChange(plan, isDone));
  }

  #handleKey(event: KeyboardEvent, at: number): void {
    const box = this.plan.boxes[at];
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.dispatchEvent(new MaskChange(without(this.plan, { kind: 'box', at }), true));
      this.dispatchEvent(new MaskSelect(undefined));
      return;
    }
    const region = nudged(regionAt(box, this.seconds), event);
    if (!region) return;
    event.preventDefault();
    // The editor's own arrows move through the film.
    event.stopPropagation();
    this.video.pause();
    this.#place(region, true);
  }

  #renderBox(at: number, region: Region): TemplateResult {
    const isSelected = this.selected?.kind === 'box' && this.selected.at === at;
    return html`<button
      class="box"
      data-at=${at}
      aria-pressed=${isSelected}
      aria-label=${msg(str`Box ${at + 1}. Arrow keys move it, with Shift they change its size.`)}
      ${cssFacts({ '--x': region.x, '--y': region.y, '--w': region.width, '--h': region.height })}
      @focus=${() => isSelected || this.dispatchEvent(new MaskSelect({ kind: 'box', at }))}
      @keydown=${(event: KeyboardEvent) => this.#handleKey(event, at)}
    >
      <span>${at + 1}</span>${isSelected ? html`<i></i>` : nothing}
    </button>`;
  }

  override render() {
    const { drawn } = this;
    return html`<div
      class="frame"
      ${cssFacts({ '--shape': this.shape })}
      @pointerdown=${this.#handleDown}
      @pointermove=${this.#handleMove}
      @pointerup=${this.#handleUp}
      @pointercancel=${this.#handleUp}
    >
      <video
        src=${this.src || nothing}
        preload="auto"
        playsinline
        aria-label=${msg('The film, as it will be seen')}
        @loadeddata=${this.#handleLoaded}
        @error=${this.#handleBroken}
        @seeked=${this.#look}
        @play=${this.#look}
        @pause=${this.#look}
      ></video>
      <canvas></canvas>
      ${this.plan.boxes.map((box, at) => {
        const region = shownRegion(box, this.seconds);
        return region ? this.#renderBox(at, region) : nothing;
      })}
      ${
        drawn
          ? html`<div
              class="box"
              ${cssFacts({ '--x': drawn.x, '--y': drawn.y, '--w': drawn.width, '--h': drawn.height })}
            ></div>`
          : nothing
      }
    </div>`;
  }
}

function moved({ kind, from, region }: Hold, to: { x: number; y: number }): Region {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return kind === 'move'
    ? { ...region, x: region.x + dx, y: region.y + dy }
    : { ...region, width: region.width + dx, height: region.height + dy };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-mask-stage': LookforMaskStage;
  }
  interface HTMLElementEventMap {
    'lookfor-mask-stage-state': MaskStageState;
  }
}

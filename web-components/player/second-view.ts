import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SecondView } from '#contract/second-views';
import { LookforElement } from '#elements/kit/element';
import type { PlaybackController } from './playback-controller.ts';
import { PlaybackSession } from './playback-session.ts';
import { stepOf } from './second-view.rules.ts';

/**
 * The second camera of a scene, kept in step with what another player plays. It is small, in a
 * corner, or – swapped – large with the other one in the corner.
 *
 * @tag lookfor-second-view
 */
@customElement('lookfor-second-view')
export class LookforSecondView extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        position: absolute;
        inset: 0;
        container: second-view / inline-size;
        pointer-events: none;
      }
      video,
      .away {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        background: var(--lf-stage);
        object-fit: contain;
      }
      .away {
        display: grid;
        place-items: center;
        padding: var(--lf-2);
        color: var(--lf-on-stage);
        font-size: var(--lf-text-s);
        text-align: center;
      }
      .corner {
        position: absolute;
        inset-block-start: 0.75rem;
        inset-inline-end: 0.75rem;
        inline-size: max(30%, min(9rem, 40%));
        aspect-ratio: 16 / 9;
        overflow: hidden;
        border: 2px solid var(--lf-on-stage);
        border-radius: var(--lf-radius-s);
      }
      .whole {
        position: absolute;
        inset: 0;
      }
      /* On a phone the corner is small, and its words must fit. */
      @container second-view (max-width: 30rem) {
        .corner .away {
          padding: 2px 4px;
          font-size: var(--lf-text-xs);
          line-height: 1.25;
        }
      }
    `,
  ];

  /** Which clip, and how far its time lies from that of the first. */
  @property({ attribute: false }) view!: SecondView;
  /** What plays the first clip. */
  @property({ attribute: false }) controller!: PlaybackController;
  /** It is heard, for setting the offset by ear. */
  @property({ type: Boolean }) heard = false;

  @query('video') private video!: HTMLVideoElement | null;
  @state() private isAway = false;
  @state() private isClosed = false;

  #session: PlaybackSession | undefined;
  #durationSeconds = 0;
  #frameSeconds = 0.04;
  #stopFrames: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('controller')) this.controller.follow(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('view');
    if (changed.has('controller') || (changed.has('view') && before?.clipId !== this.view.clipId))
      this.#begin();
    // The controller draws its hosts again when it begins, rests or seeks.
    this.#keepStep();
  }

  /** How far the second picture is from where it should be, seconds; for what shows or measures it. */
  get driftSeconds(): number {
    const shown = this.video?.currentTime ?? 0;
    return shown - this.controller.exactSeconds - this.view.offsetSeconds;
  }

  override render() {
    const { isSwapped } = this.controller;
    return html`<div class=${isSwapped ? 'whole' : 'corner'}>
      <video playsinline preload="auto" .muted=${!this.heard} aria-hidden="true"></video>
      ${
        this.isClosed || this.isAway
          ? html`<p class="away">
              ${this.isClosed ? msg('The second view is closed.') : msg('The second view does not show this moment.')}
            </p>`
          : nothing
      }
    </div>`;
  }

  #begin(): void {
    this.#end();
    this.isClosed = false;
    const { video } = this;
    if (!video || !this.view) return;
    const session = new PlaybackSession({
      api: this.api,
      handleOffline: () => undefined,
      handleProblem: () => {
        this.#end();
        this.isClosed = true;
      },
    });
    this.#session = session;
    this.#stopFrames = this.controller.onFrame(() => this.#keepStep());
    void this.#load(session, video);
  }

  async #load(session: PlaybackSession, video: HTMLVideoElement): Promise<void> {
    try {
      const clip = await session.open({ clipId: this.view.clipId });
      if (this.#session !== session) return;
      this.#durationSeconds = clip.durationSeconds;
      this.#frameSeconds = 1 / clip.frameRate;
      const start = this.controller.currentSeconds + this.view.offsetSeconds;
      await session.attach(video, Math.max(0, start));
      video.addEventListener('seeked', () => this.#keepStep());
      video.addEventListener('loadeddata', () => this.requestUpdate());
    } catch {
      if (this.#session === session) this.isClosed = true;
    }
  }

  #end(): void {
    this.#stopFrames?.();
    this.video?.pause();
    this.#session?.close();
    this.#session = undefined;
    this.#durationSeconds = 0;
  }

  #keepStep(): void {
    const { video, controller } = this;
    if (!video || this.#durationSeconds === 0 || video.seeking) return;
    const rate = controller.shuttleSpeed > 0 ? controller.shuttleSpeed : controller.rate;
    const step = stepOf({
      // The clocks of both, and not the frames that were drawn: those come a little later, each in
      // its own time.
      seconds: controller.exactSeconds,
      viewSeconds: video.currentTime,
      offsetSeconds: this.view.offsetSeconds,
      viewDurationSeconds: this.#durationSeconds,
      frameSeconds: Math.min(this.#frameSeconds, 1 / controller.frameRate),
      isPlaying: controller.isPlaying && !controller.isWaiting,
      rate,
      isCorrecting: video.playbackRate !== rate,
    });
    this.isAway = step.do === 'nothing-there';
    switch (step.do) {
      case 'play':
        if (video.playbackRate !== step.rate) video.playbackRate = step.rate;
        if (video.paused) void video.play().catch(() => undefined);
        return;
      case 'seek':
        if (!step.goesOn) video.pause();
        video.currentTime = step.seconds;
        return;
      case 'rest':
      case 'nothing-there':
        return video.pause();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-second-view': LookforSecondView;
  }
}

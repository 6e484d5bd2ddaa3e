import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import { secondViewRoutes, type SecondView } from '#contract/second-views';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { soundStrip, type Waveform } from '#elements/observation/timeline-scenery';
import '#elements/player/clip-player';
import { PlaybackController } from '#elements/player/playback-controller';
import { playbackOf } from '#elements/player/playback-source';
import type { ClipChosen } from '#elements/task-builder/clip-choice';
import type { LookforClipSheet } from '#elements/task-builder/clip-sheet';
import '#elements/task-builder/clip-sheet';

/** How much of both sounds is in sight. */
const WINDOW_SECONDS = 12;
const WIDTH_PX = 600;
const SAVE_AFTER_MS = 500;

interface Both {
  first: Playback;
  second: Playback;
  sounds: [Waveform | undefined, Waveform | undefined];
}

/**
 * The second camera of a clip's scene: which clip it is, and how far apart their times are. It is
 * set by eye (both pictures), by ear (either sound) and by the two sounds as lines, to the frame.
 *
 * @tag lookfor-second-view-shelf
 */
@customElement('lookfor-second-view-shelf')
export class LookforSecondViewShelf extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        margin-block: var(--lf-5);
      }
      h3 {
        padding-block-end: var(--lf-1);
        font-size: var(--lf-text-m);
        font-weight: 600;
      }
      h3 ~ p {
        max-inline-size: 44rem;
        padding-block-end: var(--lf-2);
        color: var(--lf-ink-2);
        text-wrap: pretty;
      }
      .set {
        display: grid;
        gap: var(--lf-3);
        max-inline-size: 40rem;
        padding-block: var(--lf-3);
      }
      .sounds {
        position: relative;
        overflow: hidden;
        border: var(--lf-line);
        border-radius: var(--lf-radius-s);
        background: var(--lf-surface);
      }
      .sounds svg {
        display: block;
        inline-size: 100%;
        block-size: 36px;
      }
      .sounds path {
        fill: none;
        stroke: var(--lf-ink-3);
        stroke-width: 1.5;
      }
      .sounds .second {
        border-block-start: var(--lf-line);
        cursor: ew-resize;
        touch-action: none;
      }
      .sounds .second path {
        stroke: var(--lf-accent);
      }
      .sounds::after {
        content: '';
        position: absolute;
        inset-block: 0;
        inset-inline-start: 50%;
        border-inline-start: 1.5px solid var(--lf-ink);
        pointer-events: none;
      }
      .nudges {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-2);
      }
      output {
        min-inline-size: 10rem;
        font-weight: 600;
        text-align: center;
      }
      /* On a phone: what is set, and under it its four steps in one row. */
      @media (max-width: 30rem) {
        .nudges output {
          order: -1;
          flex: 1 0 100%;
          text-align: start;
        }
        .nudges button {
          flex: 1 0 auto;
          padding-inline: var(--lf-1);
        }
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-3);
      }
      .wrong {
        color: var(--lf-danger);
      }
    `,
  ];

  @property({ attribute: 'clip-id' }) clipId = '';
  @state() private view: SecondView | null = null;
  @query('lookfor-clip-sheet') private sheet!: LookforClipSheet;
  @state() private hearsSecond = false;
  @state() private problem: unknown;

  #playing = new PlaybackController(this);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #loaded = new Task(this, {
    task: async ([api, clipId], { signal }) => {
      const params = { clipId };
      this.view = (await api.call(secondViewRoutes.getSecondView, { params }, { signal })).view;
    },
    args: () => [this.api, this.clipId] as const,
  });
  #both = new Task(this, {
    task: async ([firstId, secondId]): Promise<Both | undefined> => {
      if (!secondId) return undefined;
      const [first, second] = await Promise.all([
        playbackOf(this.api, { clipId: firstId }),
        playbackOf(this.api, { clipId: secondId }),
      ]);
      return { first, second, sounds: [await soundOf(first), await soundOf(second)] };
    },
    args: () => [this.clipId, this.view?.clipId] as const,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== undefined) void this.#save();
  }

  override render() {
    return html`<section aria-labelledby="second">
      <h3 id="second">${msg('Second view')}</h3>
      ${this.#loaded.render({
        pending: () => loading(),
        error: (error) => failed(error, () => void this.#loaded.run()),
        complete: () => (this.view ? this.#renderSet(this.view) : this.#renderNone()),
      })}
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
      <lookfor-clip-sheet
        .api=${this.api}
        label=${msg('Choose the second view')}
        clip-id=${this.view?.clipId ?? ''}
        except-id=${this.clipId}
        @lookfor-clip-chosen=${this.#handleChosen}
      ></lookfor-clip-sheet>
    </section>`;
  }

  #renderNone(): TemplateResult {
    return html`<p>
        ${msg('Was the scene filmed by another camera too? Both then play in step, and both consents are asked.')}
      </p>
      <button @click=${() => void this.sheet.show()}>${msg('Choose the second view')}</button>`;
  }

  #renderSet(view: SecondView): TemplateResult {
    return html`<div class="set">
      <p><b>${view.title}</b></p>
      <lookfor-player
        two-views
        .api=${this.api}
        .localStore=${this.localStore}
        .controller=${this.#playing}
        clip-id=${this.clipId}
        .secondView=${view}
        ?hear-second=${this.hearsSecond}
      ></lookfor-player>
      ${this.#renderSounds(view)}
      <div class="nudges" role="group" aria-label=${msg('How far apart')}>
        ${this.#renderNudge(msg('−1 s'), -1)}
        ${this.#renderNudge(msg('−1 frame'), -this.#frame, this.#isFrameKnown)}
        <output aria-live="polite">${offsetWords(view.offsetSeconds)}</output>
        ${this.#renderNudge(msg('+1 frame'), this.#frame, this.#isFrameKnown)}
        ${this.#renderNudge(msg('+1 s'), 1)}
      </div>
      <div class="acts">
        <button
          aria-pressed=${this.hearsSecond}
          @click=${() => (this.hearsSecond = !this.hearsSecond)}
        >
          ${msg('Hear the second view')}
        </button>
        <button class="quiet" @click=${() => void this.sheet.show()}>
          ${msg('Choose another')}
        </button>
        <button class="quiet" @click=${this.#handleRemove}>${msg('Without a second view')}</button>
      </div>
    </div>`;
  }

  #renderNudge(words: string, by: number, isReady = true): TemplateResult {
    return html`<button ?disabled=${!isReady} @click=${() => this.#nudge(by)}>${words}</button>`;
  }

  /** Both sounds around the moment of now; the lower one is dragged until they fit. */
  #renderSounds(view: SecondView): TemplateResult | typeof nothing {
    const sounds = this.#both.value?.sounds;
    if (!sounds?.[0] || !sounds[1]) return nothing;
    const from = this.#playing.currentSeconds - WINDOW_SECONDS / 2;
    const strip = (sound: Waveform, start: number) =>
      soundStrip(sound, { from: start, span: WINDOW_SECONDS }, WIDTH_PX);
    return html`<div class="sounds" role="img" aria-label=${msg('Both sounds, around this moment')}>
      ${strip(sounds[0], from)}
      <div class="second" @pointerdown=${this.#handleGrip}>
        ${strip(sounds[1], from + view.offsetSeconds)}
      </div>
    </div>`;
  }

  /** How long a frame is, is not known before the clips are. */
  get #isFrameKnown(): boolean {
    return this.#both.value !== undefined;
  }

  get #frame(): number {
    return 1 / (this.#both.value?.first.frameRate ?? 25);
  }

  #nudge(by: number): void {
    if (this.view) this.#set(this.view.offsetSeconds + by);
  }

  #set(offsetSeconds: number): void {
    if (!this.view) return;
    this.view = { ...this.view, offsetSeconds: Math.round(offsetSeconds * 1_000) / 1_000 };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), SAVE_AFTER_MS);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.view) return;
    const { clipId: viewClipId, offsetSeconds } = this.view;
    try {
      await this.api.call(secondViewRoutes.setSecondView, {
        params: { clipId: this.clipId },
        body: { viewClipId, offsetSeconds },
      });
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
    }
  }

  readonly #handleGrip = (event: PointerEvent): void => {
    const line = event.currentTarget as HTMLElement;
    const before = this.view?.offsetSeconds ?? 0;
    const perPixel = WINDOW_SECONDS / Math.max(1, line.clientWidth);
    line.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) =>
      this.#set(before - (moved.clientX - event.clientX) * perPixel);
    line.addEventListener('pointermove', move);
    line.addEventListener(
      'lostpointercapture',
      () => line.removeEventListener('pointermove', move),
      {
        once: true,
      },
    );
  };

  readonly #handleChosen = (event: ClipChosen): void => {
    event.stopPropagation();
    const { id: clipId, title } = event.clip;
    this.view = { clipId, title, offsetSeconds: 0 };
    void this.#save();
  };

  readonly #handleRemove = async (): Promise<void> => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      const params = { clipId: this.clipId };
      this.view = (await this.api.call(secondViewRoutes.removeSecondView, { params })).view;
    } catch (error) {
      this.problem = error;
    }
  };
}

async function soundOf({ waveformUrl }: Playback): Promise<Waveform | undefined> {
  if (!waveformUrl) return undefined;
  const response = await fetch(waveformUrl, { credentials: 'omit' });
  return response.ok ? ((await response.json()) as Waveform) : undefined;
}

/** Who began first, in words. */
function offsetWords(offsetSeconds: number): string {
  const seconds = Math.abs(offsetSeconds).toFixed(2);
  if (Math.abs(offsetSeconds) < 0.005) return msg('Both begin together');
  return offsetSeconds > 0
    ? msg(str`It began ${seconds} s earlier`)
    : msg(str`It began ${seconds} s later`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-second-view-shelf': LookforSecondViewShelf;
  }
}

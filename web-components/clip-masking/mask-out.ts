import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MaskPlan } from '#contract/masking';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { MaskDone } from './events.ts';
import { EMPTY_PLAN } from './mask-edit.rules.ts';
import { durationWords } from './mask-words.ts';

/** The making of the masked film has begun, or is over. */
export class MaskRendering extends Event {
  static readonly eventName = 'lookfor-mask-rendering';
  readonly isRendering: boolean;

  constructor(isRendering: boolean) {
    super(MaskRendering.eventName, OUTWARD);
    this.isRendering = isRendering;
  }
}

/** What the browser is tried with: both a picture and a sound to mask. */
const TRIAL_PLAN: MaskPlan = {
  boxes: [
    {
      style: 'blur',
      range: [0, 1],
      keys: [{ atSeconds: 0, x: 0.25, y: 0.25, width: 0.5, height: 0.5 }],
    },
  ],
  sounds: [{ style: 'mute', range: [0, 0.1] }],
};

/** Whether this browser can make the masked film, and how long it works for a second of it. */
type Ability = { is: 'unknown' } | { is: 'able'; workSeconds: number } | { is: 'unable' };

/**
 * The way out of the room: this browser makes the masked film, with honest progress, or the server
 * is ordered to; who does is said before anything is sent.
 *
 * @tag lookfor-mask-out
 * @fires lookfor-mask-done - with the file to upload and what is masked in it; with none to leave
 * @fires lookfor-mask-rendering - making the film has begun, or is over
 */
@customElement('lookfor-mask-out')
export class LookforMaskOut extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      .out {
        display: flex;
        gap: var(--lf-5);
        align-items: center;
        margin-block-start: var(--lf-4);
        padding-block-start: var(--lf-4);
        border-block-start: 1px solid var(--lf-ink-3);
      }
      .out > div:first-child {
        flex: 1;
        color: var(--lf-ink-2);
        text-wrap: pretty;
      }
      .out .row {
        justify-content: end;
      }
      progress {
        display: block;
        appearance: none;
        inline-size: 100%;
        block-size: 5px;
        margin-block-end: var(--lf-2);
        overflow: hidden;
        border: 0;
        border-radius: 3px;
        background: var(--lf-rule);
      }
      progress::-webkit-progress-bar {
        background: var(--lf-rule);
      }
      progress::-webkit-progress-value {
        background: var(--lf-accent);
      }
      progress::-moz-progress-bar {
        background: var(--lf-accent);
      }
      .wrong {
        color: var(--lf-danger);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2);
        align-items: center;
      }
      @media (max-width: 56rem) {
        .out {
          flex-direction: column;
          align-items: stretch;
          gap: var(--lf-3);
        }
        .out .row {
          justify-content: start;
        }
      }
      @media (max-width: 40rem) {
        .out .row button {
          flex: 1 1 100%;
          white-space: normal;
        }
      }
    `,
  ];

  @state() private ability: Ability = { is: 'unknown' };
  @state() private rendering: { share: number; beganMs: number } | undefined;
  @state() private hasFailed = false;

  /** The film on this device. */
  @property({ attribute: false }) file: File | undefined;
  @property({ attribute: false }) plan: MaskPlan = EMPTY_PLAN;
  @property({ type: Number, attribute: 'duration-seconds' }) durationSeconds = 0;

  #stop = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('file') || !this.file) return;
    this.ability = { is: 'unknown' };
    this.hasFailed = false;
    void this.#try(this.file);
  }

  async #try(file: File): Promise<void> {
    const ability = await import('./mask-render.ts')
      .then(({ tryRender }) => tryRender(file, TRIAL_PLAN))
      .then(
        (workSeconds): Ability => ({ is: 'able', workSeconds }),
        (): Ability => ({ is: 'unable' }),
      );
    if (file === this.file) this.ability = ability;
  }

  readonly #handleRender = async (): Promise<void> => {
    const { file, plan } = this;
    if (!file || isEmpty(plan)) return;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.hasFailed = false;
    this.rendering = { share: 0, beganMs: Date.now() };
    this.dispatchEvent(new MaskRendering(true));
    try {
      const { renderMasked } = await import('./mask-render.ts');
      const masked = await renderMasked(file, plan, {
        signal,
        onShare: (share) => {
          if (this.rendering) this.rendering = { ...this.rendering, share };
        },
      });
      this.dispatchEvent(new MaskDone(masked, { by: 'browser', plan }));
    } catch {
      // Stopped by hand, it may be begun again; broken off, the server can do it.
      if (!signal.aborted) {
        this.hasFailed = true;
        this.ability = { is: 'unable' };
      }
    } finally {
      this.rendering = undefined;
      this.dispatchEvent(new MaskRendering(false));
    }
  };

  readonly #handleServer = (): void => {
    const { plan } = this;
    if (!isEmpty(plan)) this.dispatchEvent(new MaskDone(this.file, { by: 'server', plan }));
  };

  #outWords(): string {
    const { ability } = this;
    if (isEmpty(this.plan)) return msg('Nothing is masked yet, and nothing has been sent.');
    if (ability.is === 'unknown') return msg('Trying whether this browser can make the film…');
    if (ability.is === 'able') {
      const time = durationWords(ability.workSeconds * this.durationSeconds);
      return msg(str`This device makes the masked film (${time}); only that is sent.`);
    }
    return msg(
      'This browser cannot make the masked film. The server masks it before anything else is made of it, and then destroys the file as it came. Nobody can watch it before.',
    );
  }

  #renderRendering({ share, beganMs }: { share: number; beganMs: number }): TemplateResult {
    const percent = Math.floor(share * 100);
    const elapsed = (Date.now() - beganMs) / 1000;
    const left = share > 0.03 && elapsed > 3 ? durationWords((elapsed * (1 - share)) / share) : '';
    const words = left
      ? msg(str`Making the masked film: ${percent} %, ${left} left`)
      : msg(str`Making the masked film: ${percent} %`);
    return html`<div class="out">
      <div>
        <progress max="100" value=${percent} aria-label=${words}></progress>
        <p>${words}. ${msg('Keep this page open.')}</p>
      </div>
      <button @click=${() => this.#stop.abort()}>${msg('Stop')}</button>
    </div>`;
  }

  override render() {
    const { ability, rendering } = this;
    const nothingMasked = isEmpty(this.plan);
    if (rendering) return this.#renderRendering(rendering);
    return html`<div class="out">
      <div>
        ${this.hasFailed ? html`<p class="wrong" role="alert">${msg('Making the masked film broke off. Nothing has been sent.')}</p>` : nothing}
        <p>${this.#outWords()}</p>
      </div>
      <div class="row">
        <button class="quiet" @click=${() => this.dispatchEvent(new MaskDone())}>
          ${msg('Do not upload')}
        </button>
        ${
          ability.is === 'able' && !nothingMasked
            ? html`<button class="quiet" @click=${this.#handleServer}>
                ${msg('Let the server mask it')}
              </button>`
            : nothing
        }
        ${
          ability.is === 'unable'
            ? html`<button
                class="primary"
                aria-disabled=${nothingMasked}
                @click=${this.#handleServer}
              >
                ${msg('Upload, and let the server mask it')}
              </button>`
            : html`<button
                class="primary"
                aria-disabled=${nothingMasked || ability.is === 'unknown'}
                @click=${() => ability.is === 'able' && this.#handleRender()}
              >
                ${msg('Mask it here and upload')}
              </button>`
        }
      </div>
    </div>`;
  }
}

function isEmpty({ boxes, sounds }: MaskPlan): boolean {
  return boxes.length + sounds.length === 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-mask-out': LookforMaskOut;
  }
  interface HTMLElementEventMap {
    'lookfor-mask-rendering': MaskRendering;
  }
}

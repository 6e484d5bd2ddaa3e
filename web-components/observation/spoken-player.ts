import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Spoken } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { formatClock } from '#elements/kit/time';
import { hearSpoken, soundAddress } from './spoken-sending.ts';

/**
 * What somebody said about a moment, played in place; its words stand below for who cannot hear.
 *
 * @tag lookfor-spoken-player
 */
@customElement('lookfor-spoken-player')
export class LookforSpokenPlayer extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        margin-block-start: 4px;
      }
      button {
        min-block-size: 1.75rem;
        padding-inline: var(--lf-2);
        font-size: var(--lf-text-xs);
        font-weight: 400;
      }
      audio {
        display: block;
        inline-size: 100%;
        max-inline-size: 20rem;
        block-size: 2.25rem;
      }
      p {
        margin-block-start: 4px;
        font: 400 var(--lf-text-s) / 1.45 var(--lf-font-text);
        overflow-wrap: anywhere;
      }
      .gone {
        color: var(--lf-ink-2);
        font: 400 var(--lf-text-xs) / 1.4 var(--lf-font-ui);
      }
      @media (max-width: 640px) {
        button,
        audio {
          min-block-size: 2.75rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) spoken!: Spoken;

  @state() private address = '';
  @state() private isGone = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    URL.revokeObjectURL(this.address);
    this.address = '';
  }

  override render() {
    const { seconds, words } = this.spoken;
    const length = formatClock(Math.max(1, Math.round(seconds)));
    return html`${
      this.address
        ? html`<audio
            controls
            autoplay
            src=${this.address}
            aria-label=${msg('Spoken note')}
          ></audio>`
        : html`<button @click=${this.#handleListen}>
            ${icon('play')} ${msg(str`Listen, ${length}`)}
          </button>`
    }
    ${
      this.isGone
        ? html`<p class="gone" role="status">
            ${msg('This recording was taken back, or is not sent yet.')}
          </p>`
        : nothing
    }
    ${words ? html`<p>${words}</p>` : nothing}`;
  }

  readonly #handleListen = async (): Promise<void> => {
    try {
      const sound = await hearSpoken(this.api, this.localStore, this.spoken.id);
      this.isGone = false;
      this.address = soundAddress(sound);
    } catch {
      this.isGone = true;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-spoken-player': LookforSpokenPlayer;
  }
}

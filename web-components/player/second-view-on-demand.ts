import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { SecondView } from '#contract/second-views';
import type { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { LaterPart } from '#elements/kit/later-part';
import type { PlaybackController } from './playback-controller.ts';

/** Whose clip has a second camera gets what plays it; nobody else loads it. */
export class SecondViewOnDemand {
  readonly #host: LookforElement;
  readonly #part: LaterPart;

  constructor(host: LookforElement) {
    this.#host = host;
    this.#part = new LaterPart(host, 'lookfor-second-view', () => import('./second-view.ts'));
  }

  /** The other camera in the corner, and the button that swaps both. */
  render(
    view: SecondView | undefined,
    playing: PlaybackController,
    isHeard: boolean,
  ): TemplateResult | typeof nothing {
    if (!view) return nothing;
    const { isHere } = this.#part;
    const shown = this.#part.render(
      () =>
        html`<lookfor-second-view
          .api=${this.#host.api}
          .controller=${playing}
          .view=${view}
          ?heard=${isHeard}
        ></lookfor-second-view>`,
    );
    if (!isHere) return html`<div class="second-away">${shown}</div>`;
    return html`${shown}
      <button class="swap" @click=${() => playing.swapViews()}>
        ${icon('swap')} ${msg('Swap the views')} <kbd aria-hidden="true">V</kbd>
      </button>`;
  }
}

import { Task } from '@lit/task';
import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clipRoutes, type Playback } from '#contract/clips';
import { ApiError } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';
import { failed, loading } from '#elements/kit/states';
import '#elements/player/clip-player';
import { isClosing } from '#elements/player/refusal-words';
import { contextList } from './context-list.ts';

/**
 * A clip that a link of the course shows: its title, what to know before watching, and the clip.
 * Alone in a page of the course it is the clip only, since the page says the rest.
 *
 * @tag lookfor-shown-clip
 */
@customElement('lookfor-shown-clip')
export class LookforShownClip extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        max-inline-size: 60rem;
        margin-inline: auto;
        padding: var(--lf-5);
      }
      :host([alone]) {
        max-inline-size: none;
        padding: 0;
      }
      h1 {
        margin-block-end: var(--lf-3);
        font: 600 var(--lf-text-2xl) / 1.25 var(--lf-font-text);
        text-wrap: balance;
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        gap: var(--lf-2) var(--lf-5);
        margin-block-start: var(--lf-5);
        font-family: var(--lf-font-text);
        font-size: var(--lf-text-m);
        line-height: 1.55;
      }
      dl > div {
        display: grid;
        grid-template-columns: 9rem minmax(0, 1fr);
        gap: var(--lf-3);
      }
      dt {
        color: var(--lf-ink-2);
        font-family: var(--lf-font-ui);
        font-size: var(--lf-text-s);
      }
      dd {
        margin: 0;
        max-inline-size: 42rem;
        overflow-wrap: anywhere;
      }
      @media (max-width: 34rem) {
        :host(:not([alone])) {
          padding: var(--lf-4);
        }
        dl > div {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }
      }
    `,
  ];

  @property({ attribute: 'clip-id' }) clipId = '';
  /** Only the clip. */
  @property({ type: Boolean, reflect: true }) alone = false;

  #playback = new Task(this, {
    args: () => [this.clipId, this.api] as const,
    task: async ([clipId, api], { signal }): Promise<Playback | undefined> => {
      try {
        return await api.call(clipRoutes.playClip, { params: { clipId } }, { signal });
      } catch (error) {
        // The player says in words why consent keeps a clip closed.
        if (error instanceof ApiError && isClosing(error.code)) return undefined;
        throw error;
      }
    },
  });

  override render() {
    return this.#playback.render({
      pending: () => loading(msg('Loading the clip…')),
      error: (error) => failed(error, () => void this.#playback.run()),
      complete: (playback) => this.#renderClip(playback),
    });
  }

  #renderClip(playback: Playback | undefined): TemplateResult {
    return html`<h1 class=${this.alone ? 'unseen' : ''} tabindex="-1">
        ${playback?.title || msg('Clip')}
      </h1>
      <lookfor-player .api=${this.api} clip-id=${this.clipId}></lookfor-player>
      ${playback && !this.alone ? contextList(playback.context) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-shown-clip': LookforShownClip;
  }
}

import { msg } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clipRoutes, type ClipCard } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';

/**
 * Clips in which the same codes are sought, or that are described alike. Shows nothing where there
 * are none.
 *
 * @tag lookfor-similar-clips
 * @fires lookfor-navigate - to one of them
 */
@customElement('lookfor-similar-clips')
export class LookforSimilarClips extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      section {
        padding-block-start: var(--lf-5);
      }
      h2 {
        padding-block-end: var(--lf-2);
        border-block-end: var(--lf-line);
        font: 600 var(--lf-text-m) / 1.4 var(--lf-font-ui);
      }
      a {
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        gap: var(--lf-3);
        align-items: start;
        padding-block: var(--lf-3);
        border-block-end: var(--lf-line);
        color: inherit;
        text-decoration: none;
      }
      a:hover b {
        text-decoration: underline;
      }
      img,
      .blank {
        inline-size: 100%;
        aspect-ratio: 16 / 9;
        border-radius: var(--lf-radius-s);
        background: var(--lf-sunken);
        object-fit: cover;
      }
      b {
        display: block;
        font: 600 var(--lf-text-m) / 1.35 var(--lf-font-text);
        overflow-wrap: anywhere;
      }
      .facts {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
      }
    `,
  ];

  @property({ attribute: 'clip-id' }) clipId = '';

  readonly #near = new Task(this, {
    args: () => [this.clipId, this.api] as const,
    task: async ([clipId, api], { signal }) =>
      clipId
        ? (await api.call(clipRoutes.listSimilarClips, { params: { clipId } }, { signal })).clips
        : [],
  });

  #go(event: Event, clipId: string): void {
    event.preventDefault();
    this.dispatchEvent(new NavigateRequest('clip', { clipId }));
  }

  #renderClip(clip: ClipCard): TemplateResult {
    const facts = [clip.strategyTitle, clip.domain].filter(Boolean).join(' · ');
    return html`<li>
      <a href="#clip" @click=${(event: Event) => this.#go(event, clip.id)}>
        ${
          clip.posterUrl
            ? html`<img src=${clip.posterUrl} alt="" loading="lazy" />`
            : html`<span class="blank"></span>`
        }
        <span><b>${clip.title}</b><span class="facts">${facts}</span></span>
      </a>
    </li>`;
  }

  override render() {
    // Others like it are a gift: without an answer the page is whole.
    const near = this.#near.value ?? [];
    if (near.length === 0) return nothing;
    return html`<section aria-labelledby="similar">
      <h2 id="similar">${msg('Similar clips')}</h2>
      <ul>
        ${near.map((clip) => this.#renderClip(clip))}
      </ul>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-similar-clips': LookforSimilarClips;
  }
}

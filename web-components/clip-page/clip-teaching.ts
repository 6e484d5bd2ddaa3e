import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Clip } from '#contract/clips';
import type { TermList } from '#contract/vocabularies';
import { LookforElement } from '#elements/kit/element';
import { wordIn } from '#elements/vocabularies/vocabulary-words';
import { contextList } from './context-list.ts';
import { paragraphs, proseParts, type ProsePart } from './moments.rules.ts';
import { SeekRequest } from './transcript.ts';
import { inOneRun } from './sources.rules.ts';

/**
 * What a clip teaches, to be read beside it: what to know before watching, the strategy, and the
 * theory. Times in the text play the clip from there.
 *
 * @tag lookfor-clip-teaching
 * @fires lookfor-seek-request {SeekRequest} - a time in the text was pressed
 */
@customElement('lookfor-clip-teaching')
export class LookforClipTeaching extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        max-inline-size: 40rem;
      }
      .kicker {
        color: var(--lf-ink-2);
        font-weight: 600;
      }
      section + section {
        padding-block-start: var(--lf-6);
      }
      h2 {
        padding-block: var(--lf-1) var(--lf-2);
        font: 600 var(--lf-text-xl) / 1.25 var(--lf-font-text);
      }
      .prose {
        font: 400 1.0625rem / var(--lf-leading-text) var(--lf-font-text);
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }
      .prose span {
        white-space: pre-line;
      }
      .prose + .prose {
        padding-block-start: var(--lf-3);
      }
      .prose button.moment {
        display: inline;
        min-block-size: 0;
        border-block-end: 1px solid;
        border-radius: 0;
        color: var(--lf-accent);
        font: 600 0.9375rem/1 var(--lf-font-ui);
      }
      .sources {
        padding-block-start: var(--lf-3);
        color: var(--lf-ink-2);
        overflow-wrap: anywhere;
      }
      dl {
        margin-block-start: var(--lf-2);
        border-block-end: var(--lf-line);
      }
      dl div {
        display: grid;
        grid-template-columns: 7.5rem 1fr;
        padding-block: var(--lf-2);
        border-block-start: var(--lf-line);
      }
      dt {
        padding-block-start: 0.15rem;
        color: var(--lf-ink-2);
      }
      dd {
        font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
        white-space: pre-line;
      }
      @container (max-width: 27rem) {
        dl div {
          grid-template-columns: 6rem 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) clip: Clip | undefined;
  /** How the institution calls strategies. */
  @property({ attribute: false }) vocabulary: TermList | undefined;

  #renderProse(text: string, durationSeconds: number): TemplateResult[] {
    const show = (part: ProsePart): TemplateResult =>
      'seconds' in part
        ? html`<button
            class="plain moment"
            aria-label=${msg(str`Play from ${part.text}`)}
            @click=${() => this.dispatchEvent(new SeekRequest(part.seconds))}
          >
            ${part.text}
          </button>`
        : html`<span>${part.text}</span>`;
    return paragraphs(text).map(
      (paragraph) => html`<p class="prose">${proseParts(paragraph, durationSeconds).map(show)}</p>`,
    );
  }

  override render() {
    const { clip } = this;
    if (!clip) return nothing;
    const { context, strategy, theory } = clip.description;
    const duration = clip.durationSeconds ?? 0;
    const before = contextList(context);
    const hasStrategy = Boolean(strategy.title || strategy.text);
    const hasTheory = Boolean(theory.title || theory.text || theory.sources.length > 0);
    if (before === nothing && !hasStrategy && !hasTheory)
      return html`<p class="prose muted">
        ${msg('Nothing has been written about this clip yet.')}
      </p>`;
    return html`<article>
      ${
        before === nothing
          ? nothing
          : html`<section>
              <p class="kicker">${msg('Before you watch')}</p>
              ${before}
            </section>`
      }
      ${
        hasStrategy
          ? html`<section>
              <p class="kicker">${msg('Strategy')}</p>
              <h2>${wordIn(this.vocabulary, 'strategy', strategy.title)}</h2>
              ${this.#renderProse(strategy.text, duration)}
            </section>`
          : nothing
      }
      ${
        hasTheory
          ? html`<section>
              <p class="kicker">${msg('Theory and research')}</p>
              ${theory.title ? html`<h2>${theory.title}</h2>` : nothing}
              ${this.#renderProse(theory.text, duration)}
              ${
                theory.sources.length > 0
                  ? html`<p class="sources">${msg(str`Sources: ${inOneRun(theory.sources)}`)}</p>`
                  : nothing
              }
            </section>`
          : nothing
      }
    </article>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-teaching': LookforClipTeaching;
  }
}

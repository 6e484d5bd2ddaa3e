import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { cssFacts } from '#elements/kit/css-facts';
import type { Framework } from '#contract/frameworks';
import type { Citation } from '#contract/narrations';
import type { Mark } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { formatRange } from '#elements/kit/time';
import { citedCodes } from './cited-codes.ts';
import { DRAGGED_MOMENT } from './narration-text.ts';

/** A moment shall be cited at the cursor. */
export class CiteRequest extends Event {
  static readonly eventName = 'lookfor-cite';
  readonly mark: Mark;

  constructor(mark: Mark) {
    super(CiteRequest.eventName, OUTWARD);
    this.mark = mark;
  }
}

/**
 * My moments, to be cited: press Enter on one or the button, or drag it into the text.
 *
 * @tag lookfor-narration-moments
 * @fires lookfor-cite - CiteRequest
 * @csspart list - the moments
 */
@customElement('lookfor-narration-moments')
export class LookforNarrationMoments extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      h2 {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        font-size: var(--lf-text-m);
        font-weight: 600;
      }
      .search {
        position: relative;
        display: block;
        margin-block: var(--lf-3);
      }
      .search .icon {
        position: absolute;
        inset-block-start: 9px;
        inset-inline-start: 9px;
        color: var(--lf-ink-3);
      }
      .search input {
        padding-inline-start: 2.125rem;
      }
      li {
        border-block-end: var(--lf-line);
      }
      button.moment {
        display: grid;
        justify-content: stretch;
        gap: 3px;
        inline-size: 100%;
        padding-block: var(--lf-3);
        cursor: grab;
      }
      button.moment:hover .words {
        color: var(--lf-accent-strong);
      }
      button.moment:focus-visible {
        outline-offset: 0;
        padding-inline: var(--lf-2);
        background: var(--lf-surface);
      }
      .when {
        display: flex;
        justify-content: space-between;
        font-weight: 600;
      }
      .cited {
        color: var(--lf-accent);
        font-size: var(--lf-text-xs);
        font-weight: 400;
      }
      .words {
        font: 400 var(--lf-text-note) / 1.35 var(--lf-font-text);
        overflow-wrap: anywhere;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-1);
      }
      .hint {
        padding-block: var(--lf-3);
      }
    `,
  ];

  @property({ attribute: false }) marks: readonly Mark[] = [];
  @property({ attribute: false }) framework: Framework | null = null;
  /** Whether a group marked them together. */
  @property({ attribute: 'ours', type: Boolean }) isOurs = false;
  @property({ attribute: 'clip-title' }) clipTitle = '';
  /** Turns a mark into what a drag carries and the text stores. */
  @property({ attribute: false }) toCitation: (mark: Mark) => Citation = () => {
    throw new Error('toCitation is not set');
  };
  /** Marks that stand in the text already. */
  @property({ attribute: false }) citedIds: ReadonlySet<string> = new Set();

  @state() private wanted = '';

  override render() {
    const shown = this.#shown();
    const heading = this.isOurs ? msg('Our moments') : msg('My moments');
    const search = this.isOurs ? msg('Search our notes') : msg('Search my notes');
    return html`
      <h2>${heading} <span class="muted">${this.marks.length}</span></h2>
      ${
        this.marks.length > 5
          ? html`<label class="search">
              ${icon('search')}
              <input
                type="search"
                .value=${this.wanted}
                placeholder=${search}
                aria-label=${search}
                @input=${this.#handleSearch}
              />
            </label>`
          : nothing
      }
      ${
        this.marks.length === 0
          ? html`<p class="hint">
              ${msg('You have marked no moments yet. Go back to the clip and mark what you want to write about.')}
            </p>`
          : html`<ol part="list">
                ${repeat(
                  shown,
                  (mark) => mark.id,
                  (mark) => this.#renderMoment(mark),
                )}
              </ol>
              <p class="hint">
                ${
                  shown.length === 0
                    ? msg('No note has these words.')
                    : msg(
                        str`From ${this.clipTitle}. Drag a moment into the text, or press Enter on it.`,
                      )
                }
              </p>`
      }
    `;
  }

  #shown(): readonly Mark[] {
    const wanted = this.wanted.trim().toLocaleLowerCase();
    return this.marks.filter(
      (mark) => wanted === '' || mark.body.toLocaleLowerCase().includes(wanted),
    );
  }

  #renderMoment(mark: Mark) {
    const range = formatRange(mark.startSeconds, mark.endSeconds);
    return html`<li>
      <button
        class="plain moment"
        draggable="true"
        @click=${() => this.dispatchEvent(new CiteRequest(mark))}
        @dragstart=${(event: DragEvent) => this.#handleDrag(event, mark)}
      >
        <span class="when"
          ><span><span class="unseen">${msg('Cite')} </span>${range}</span>
          ${this.citedIds.has(mark.id) ? html`<span class="cited">${msg('cited')}</span>` : nothing}</span
        >
        ${mark.body ? html`<span class="words">${mark.body}</span>` : nothing}
        <span class="chips">${this.#renderChips(mark)}</span>
      </button>
    </li>`;
  }

  #renderChips(mark: Mark) {
    return html`${mark.child ? html`<span class="chip outlined">${mark.child}</span>` : nothing}
    ${citedCodes(this.framework, mark.codeIds).map(({ label, hue }) => {
      const colours = {
        '--code': `var(--lf-code-${hue})`,
        '--code-soft': `var(--lf-code-${hue}-soft)`,
      };
      return html`<span class="chip" ${cssFacts(colours)}>${label}</span>`;
    })}`;
  }

  readonly #handleSearch = (event: Event): void => {
    this.wanted = (event.target as HTMLInputElement).value;
  };

  #handleDrag(event: DragEvent, mark: Mark): void {
    event.dataTransfer?.setData(DRAGGED_MOMENT, JSON.stringify(this.toCitation(mark)));
    event.dataTransfer?.setData('text/plain', mark.body);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-narration-moments': LookforNarrationMoments;
  }
  interface HTMLElementEventMap {
    'lookfor-cite': CiteRequest;
  }
}

import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { QueueRow } from '#contract/assessments';
import { LookforElement } from '#elements/kit/element';
import { isUnder, QUEUE_FILTERS, type QueueFilter } from './assessment.rules.ts';
import { NarrationChoice } from './events.ts';

/**
 * What was handed in for a task: to do, marked, released, each with its count, and the narrations
 * under the chosen one.
 *
 * @tag lookfor-assessment-queue
 * @fires lookfor-narration-choice - NarrationChoice
 */
@customElement('lookfor-assessment-queue')
export class LookforAssessmentQueue extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        container-type: inline-size;
      }
      .filters {
        display: grid;
        margin-block-end: var(--lf-4);
      }
      .filters button {
        justify-content: space-between;
        min-block-size: 30px;
        margin-inline-start: calc(-1 * var(--lf-2));
        padding-inline: var(--lf-2);
        border: 0;
        border-radius: var(--lf-radius-s);
        background: none;
        color: var(--lf-ink-2);
        font-weight: 400;
      }
      .filters button:hover {
        color: var(--lf-ink);
      }
      .filters button[aria-pressed='true'] {
        background: var(--lf-sunken);
        color: var(--lf-ink);
        font-weight: 600;
      }
      ol {
        padding-block-start: var(--lf-2);
        border-block-start: var(--lf-line);
      }
      button.candidate {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        inline-size: calc(100% + var(--lf-2));
        margin-inline-start: calc(-1 * var(--lf-2));
        padding: 7px var(--lf-2);
        gap: 0;
        line-height: 1.35;
      }
      .candidate b {
        overflow: hidden;
        text-overflow: ellipsis;
        font-weight: 600;
      }
      .candidate span {
        color: var(--lf-ink-3);
      }
      .candidate small {
        grid-column: 1 / -1;
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
      }
      button.candidate:hover {
        background: var(--lf-sunken);
      }
      .candidate:hover :is(span, small) {
        color: var(--lf-ink-2);
      }
      button.candidate[aria-current='true'] {
        padding-inline-start: var(--lf-3);
        background: var(--lf-surface);
        box-shadow:
          inset 3px 0 0 var(--lf-accent),
          var(--lf-shadow);
      }
      .none {
        padding-block: var(--lf-3);
        border-block-start: var(--lf-line);
        color: var(--lf-ink-3);
      }
      .hidden-names {
        margin-block-start: var(--lf-4);
        padding-block-start: var(--lf-3);
        border-block-start: var(--lf-line);
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
      }
      @container (min-width: 20rem) {
        .filters {
          display: flex;
          gap: var(--lf-1);
          margin-block-end: var(--lf-2);
          overflow-x: auto;
        }
        .filters button {
          gap: 6px;
          min-block-size: var(--lf-target);
          margin: 0;
          padding-inline: var(--lf-3);
        }
        ol {
          display: flex;
          gap: var(--lf-2);
          padding-block: var(--lf-2) 0;
          overflow-x: auto;
        }
        button.candidate {
          inline-size: 9.5rem;
          margin: 0;
          padding-inline: var(--lf-3);
        }
        .hidden-names {
          display: none;
        }
      }
    `,
  ];

  @state() private chosenFilter: QueueFilter | null = null;

  @property({ attribute: false }) rows: readonly QueueRow[] = [];
  /** The narration that is open. */
  @property({ attribute: 'narration-id' }) narrationId: string | null = null;
  /** How many criteria the rubric has. */
  @property({ type: Number, attribute: 'criteria-count' }) criteriaCount = 0;
  @property({ type: Boolean, attribute: 'names-hidden' }) namesHidden = false;

  /** The rows that are listed, in their order: those to step through with J and K. */
  get listed(): readonly QueueRow[] {
    return this.rows.filter((row) => isUnder(this.#filter, row));
  }

  /** What the person chose; until then, what holds the open narration, or what is to do. */
  get #filter(): QueueFilter {
    if (this.chosenFilter) return this.chosenFilter;
    const open = this.rows.find(({ narrationId }) => narrationId === this.narrationId);
    const holding = QUEUE_FILTERS.find((filter) => open && isUnder(filter, open));
    return holding ?? 'todo';
  }

  override render() {
    const words: Record<QueueFilter, string> = {
      todo: msg('To do'),
      marked: msg('Marked'),
      released: msg('Released'),
    };
    const filter = this.#filter;
    return html`<nav aria-label=${msg('Narrations that were handed in')}>
      <div class="filters" role="group" aria-label=${msg('Show')}>
        ${QUEUE_FILTERS.map(
          (name) =>
            html`<button
              aria-pressed=${name === filter}
              @click=${() => {
                this.chosenFilter = name;
              }}
            >
              ${words[name]} <span>${this.rows.filter((row) => isUnder(name, row)).length}</span>
            </button>`,
        )}
      </div>
      ${
        this.listed.length > 0
          ? html`<ol>
              ${this.listed.map((row) => html`<li>${this.#renderRow(row)}</li>`)}
            </ol>`
          : html`<p class="none">${this.#noneWords(filter)}</p>`
      }
      ${
        this.namesHidden
          ? html`<p class="hidden-names">
              ${msg('Names are hidden until the marks are released.')}
            </p>`
          : nothing
      }
    </nav>`;
  }

  #renderRow(row: QueueRow): TemplateResult {
    return html`<button
      class="plain candidate"
      aria-current=${row.narrationId === this.narrationId}
      @click=${() => this.dispatchEvent(new NarrationChoice(row.narrationId))}
    >
      <b>${row.candidate}</b>
      <span>${this.#stateWords(row)}</span>
      <small>${this.#detailWords(row)}</small>
    </button>`;
  }

  #stateWords(row: QueueRow): string {
    switch (row.state) {
      case 'todo':
        return '';
      case 'draft':
        return msg('draft');
      case 'marked':
        return msg('marked');
      case 'released':
        return msg('released');
    }
  }

  #detailWords(row: QueueRow): string {
    const words = msg(str`${row.wordCount} words`);
    if (row.state === 'todo') return words;
    if (row.state === 'draft' && row.openCriteria > 0) {
      const done = this.criteriaCount - row.openCriteria;
      return msg(str`${row.wordCount} words, ${done} of ${this.criteriaCount} criteria`);
    }
    return msg(str`${row.wordCount} words, ${row.points ?? 0} points`);
  }

  #noneWords(filter: QueueFilter): string {
    switch (filter) {
      case 'todo':
        return msg('Nothing is left to mark.');
      case 'marked':
        return msg('No mark is finished and waiting for its release.');
      case 'released':
        return msg('No mark has been released yet.');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-assessment-queue': LookforAssessmentQueue;
  }
}

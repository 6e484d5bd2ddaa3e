import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AssessmentDraft } from '#contract/assessments';
import type { NarrationDoc, NarrationReading } from '#contract/narrations';
import type { Criterion } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { chosenLevel, signPassages, totalOf } from './assessment.rules.ts';
import { OverallCommentChange } from './events.ts';
import './group-shares.ts';
import './rubric-criterion.ts';

/**
 * The rubric beside a narration: criteria, the comment on the whole, and the running total, which
 * says when it is not complete.
 *
 * @tag lookfor-assessment-rubric
 * @slot action - the one button that ends the work on this narration
 * @slot notice - what must be said before marking
 * @fires lookfor-mark-change - MarkChange
 * @fires lookfor-passage-visit - PassageVisit
 * @fires lookfor-overall-comment-change - OverallCommentChange
 */
@customElement('lookfor-assessment-rubric')
export class LookforAssessmentRubric extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .criteria {
        flex: 1;
        padding: var(--lf-4) var(--lf-5) var(--lf-5);
      }
      lookfor-rubric-criterion {
        margin-block-end: var(--lf-5);
      }
      .overall label {
        font-size: var(--lf-text-m);
        font-weight: 600;
      }
      .overall textarea {
        margin-block-start: var(--lf-2);
      }
      .said {
        margin-block-start: var(--lf-2);
        white-space: pre-wrap;
      }
      .sum {
        position: sticky;
        inset-block-end: 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--lf-2) var(--lf-4);
        padding: var(--lf-3) var(--lf-5) var(--lf-4);
        border-block-start: var(--lf-line);
        background: var(--lf-surface);
      }
      output {
        font-size: var(--lf-text-xl);
        font-weight: 600;
        line-height: 1.1;
      }
      output small {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
        font-weight: 400;
      }
      output span {
        display: block;
        margin-block-start: 4px;
        font-size: var(--lf-text-s);
        font-weight: 500;
        line-height: 1.3;
      }
      .open::before {
        content: '';
        display: inline-block;
        inline-size: 8px;
        block-size: 8px;
        margin-inline-end: 6px;
        border-radius: 50%;
        background: var(--lf-noticed);
      }
      .way {
        grid-column: 1 / -1;
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
      }
    `,
  ];

  @property({ attribute: false }) criteria: readonly Criterion[] = [];
  @property({ attribute: false }) draft: AssessmentDraft = {
    marks: [],
    passages: [],
    overallComment: '',
  };
  /** The text that is marked, for what its passages are called. */
  @property({ attribute: false }) doc: NarrationDoc = { type: 'doc', content: [] };
  /** Who wrote it together; undefined where somebody wrote alone. */
  @property({ attribute: false }) group: NarrationReading['group'];
  @property({ type: Number, attribute: 'maximum-points' }) maximumPoints = 0;
  /** The mark is with the student and stays. */
  @property({ type: Boolean }) locked = false;

  /** Moves the keyboard to the first criterion without a level; false when there is none. */
  goToOpenCriterion(): boolean {
    const at = this.criteria.findIndex(
      (criterion) => chosenLevel(criterion, this.draft.marks) === null,
    );
    const open = this.renderRoot.querySelectorAll('lookfor-rubric-criterion')[at];
    if (!open) return false;
    open.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    open.focus();
    return true;
  }

  override render() {
    const { criteria, draft, locked } = this;
    const signed = signPassages(draft.passages, this.doc);
    return html`<form
        class="criteria"
        aria-label=${msg('Rubric')}
        @submit=${(event: Event) => event.preventDefault()}
      >
        <slot name="notice"></slot>
        ${repeat(
          criteria,
          ({ id }) => id,
          (criterion, at) =>
            html`<lookfor-rubric-criterion
              .criterion=${criterion}
              .mark=${draft.marks.find(({ criterionId }) => criterionId === criterion.id)}
              .evidence=${signed.filter(({ criterionId }) => criterionId === criterion.id)}
              .number=${at + 1}
              .locked=${locked}
            ></lookfor-rubric-criterion>`,
        )}
        <div class="overall">
          <label for="overall">${msg('Overall')}</label>
          ${
            locked
              ? html`<p id="overall" class="said written">${draft.overallComment}</p>`
              : html`<textarea
                  id="overall"
                  maxlength="10000"
                  .value=${live(draft.overallComment)}
                  @input=${({ target }: InputEvent & { target: HTMLTextAreaElement }) =>
                    this.dispatchEvent(new OverallCommentChange(target.value))}
                ></textarea>`
          }
        </div>
        ${
          this.group
            ? html`<lookfor-group-shares
                .group=${this.group}
                .shares=${draft.shares ?? []}
                .groupPoints=${totalOf(criteria, draft.marks).points}
                .maximumPoints=${this.maximumPoints}
                .locked=${locked}
              ></lookfor-group-shares>`
            : nothing
        }
      </form>
      <div class="sum">
        ${this.#renderTotal()}
        <slot name="action"></slot>
        <p class="way">
          ${msg('Draft, then marked, then released. Nothing reaches the gradebook before release.')}
        </p>
      </div>`;
  }

  #renderTotal() {
    const { points, openCriteria } = totalOf(this.criteria, this.draft.marks);
    const open =
      openCriteria === 1 ? msg('one criterion open') : msg(str`${openCriteria} criteria open`);
    return html`<output>
      ${points} <small>${msg(str`of ${this.maximumPoints}`)}</small>
      ${openCriteria > 0 ? html`<span class="open">${open}</span>` : nothing}
    </output>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-assessment-rubric': LookforAssessmentRubric;
  }
}

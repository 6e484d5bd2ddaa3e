import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CriterionMark } from '#contract/assessments';
import type { Criterion, Level } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { formatRange } from '#elements/kit/time';
import { documentMarkStyles } from '#elements/narration/narration-document-marks.styles';
import { chosenLevel, mostPoints, shortQuote, type SignedPassage } from './assessment.rules.ts';
import { MarkChange, PassageVisit } from './events.ts';
import { rubricCriterionStyles } from './rubric-criterion.styles.ts';

/**
 * One criterion of a rubric: its levels as cells to choose from (arrow keys move), their
 * descriptors, the evidence that was tied to it, and words about it. While it is open all
 * descriptors stand there; then the chosen one.
 *
 * @tag lookfor-rubric-criterion
 * @fires lookfor-mark-change - MarkChange
 * @fires lookfor-passage-visit - PassageVisit
 */
@customElement('lookfor-rubric-criterion')
export class LookforRubricCriterion extends LookforElement {
  static override styles = [LookforElement.styles, documentMarkStyles, rubricCriterionStyles];

  @query('textarea') private comment!: HTMLTextAreaElement | null;
  @state() private showsAll = false;
  @state() private isCommented = false;

  @property({ attribute: false }) criterion!: Criterion;
  @property({ attribute: false }) mark: CriterionMark | undefined;
  /** Passages that are tied to this criterion, in the order of the text. */
  @property({ attribute: false }) evidence: readonly SignedPassage[] = [];
  /** The key that ties a selected passage to it. */
  @property({ type: Number }) number = 1;
  /** The mark is with the student and stays. */
  @property({ type: Boolean }) locked = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('criterion');
    if (before && before !== this.criterion) {
      this.showsAll = false;
      this.isCommented = false;
    }
  }

  /** Puts the keyboard where a level is chosen. */
  override focus(): void {
    const chosen = this.renderRoot.querySelector<HTMLElement>('input:checked');
    (chosen ?? this.renderRoot.querySelector<HTMLElement>('input'))?.focus();
  }

  async #beginComment(): Promise<void> {
    this.isCommented = true;
    await this.updateComplete;
    this.comment?.focus();
  }

  #choose(level: Level): void {
    this.dispatchEvent(new MarkChange(this.criterion.id, { levelId: level.id }));
  }

  override render() {
    const { criterion, locked } = this;
    const chosen = chosenLevel(criterion, this.mark ? [this.mark] : []);
    return html`<fieldset class="hue-${criterion.hue} ${locked ? 'locked' : ''}">
      <legend>
        <span class="title">${criterion.title}</span>
        ${
          chosen
            ? html`<span class="points"
                ><b>${chosen.points}</b> ${msg(str`of ${mostPoints(criterion)}`)}</span
              >`
            : html`<span class="points open">${msg('choose a level')}</span>`
        }
      </legend>
      <div class="levels">
        ${criterion.levels.map(
          (level) =>
            html`<label>
              <input
                class="unseen"
                type="radio"
                name="level"
                .checked=${live(level === chosen)}
                ?disabled=${locked && level !== chosen}
                @change=${() => this.#choose(level)}
              />
              <b>${level.title}</b> <small>${level.points}</small>
            </label>`,
        )}
      </div>
      ${
        chosen && !this.showsAll
          ? html`<p class="descriptor"><b>${chosen.title}.</b> ${chosen.descriptor}</p>`
          : html`<dl>
              ${criterion.levels.map(
                ({ title, descriptor }) =>
                  html`<dt>${title}</dt>
                    <dd>${descriptor}</dd>`,
              )}
            </dl>`
      }
      ${this.#renderEvidence()} ${this.#renderWords(chosen !== null)}
    </fieldset>`;
  }

  #renderEvidence(): TemplateResult | typeof nothing {
    if (this.evidence.length === 0) {
      if (this.locked) return nothing;
      return html`<p class="evidence">
        <span class="tie">${msg('Tie a passage: select it, then')} <kbd>${this.number}</kbd></span>
      </p>`;
    }
    return html`<div class="evidence">
      ${this.evidence.map(
        (passage) =>
          html`<button
            class="plain chip"
            title=${msg('Go to the passage')}
            @click=${() => this.dispatchEvent(new PassageVisit(passage.id))}
          >
            ${passage.sign} ${passageName(passage)}
          </button>`,
      )}
    </div>`;
  }

  #renderWords(isChosen: boolean): TemplateResult {
    const { criterion, locked } = this;
    const comment = this.mark?.comment ?? '';
    if (locked) return html`${comment ? html`<p class="said written">${comment}</p>` : nothing}`;
    const hasComment = this.isCommented || comment !== '';
    return html`${
        hasComment
          ? html`<textarea
              maxlength="5000"
              aria-label=${msg(str`Comment on ${criterion.title}`)}
              .value=${live(comment)}
              @input=${({ target }: InputEvent & { target: HTMLTextAreaElement }) =>
                this.dispatchEvent(new MarkChange(criterion.id, { comment: target.value }))}
            ></textarea>`
          : nothing
      }
      <p class="more">
        ${
          hasComment
            ? nothing
            : html`<button class="quiet" @click=${() => this.#beginComment()}>
                ${msg(str`Comment on ${criterion.title}`)}
              </button>`
        }
        ${
          isChosen
            ? html`<button
                class="quiet"
                aria-expanded=${this.showsAll}
                @click=${() => {
                  this.showsAll = !this.showsAll;
                }}
              >
                ${this.showsAll ? msg('Only the chosen level') : msg('All levels')}
              </button>`
            : nothing
        }
      </p>`;
  }
}

function passageName({ quote, moment }: SignedPassage): string {
  if (!moment) return `“${shortQuote(quote)}”`;
  const time = formatRange(moment.startSeconds, moment.endSeconds);
  return msg(str`Moment ${time}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-rubric-criterion': LookforRubricCriterion;
  }
}

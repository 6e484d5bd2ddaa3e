import { msg, str } from '@lit/localize';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Criterion, Level, NarrationPlan } from '#contract/tasks';
import { icon } from '#elements/kit/icons';
import { hueStyles } from '#elements/observation/hues.styles';
import { BuilderPart } from './builder-part.ts';
import { hasGapBelow, isWrong, typed, typedNumber, wrong } from './form-parts.ts';
import {
  addCriterion,
  addLevel,
  changeCriterion,
  changeLevel,
  reachablePoints,
  removeCriterion,
  removeLevel,
} from './plan-edits.rules.ts';
import { rubricStyles } from './rubric.styles.ts';

const MOST_CRITERIA = 8;
const MOST_LEVELS = 8;
const MOST_POINTS = 1000;

/**
 * The rubric of a narration: criteria with their levels, and whether the best levels add up to
 * the points of the task.
 *
 * @tag lookfor-builder-rubric
 * @fires lookfor-plan-change {PlanChange} - another plan is wished
 */
@customElement('lookfor-builder-rubric')
export class LookforBuilderRubric extends BuilderPart {
  static override styles: CSSResultGroup = [BuilderPart.styles, hueStyles, rubricStyles];

  /** Id of the criterion that lies open; null for none. Set it to open the place of a gap. */
  @property({ attribute: false }) openCriterionId: string | null = null;

  readonly #handleAddCriterion = (): void => {
    const id = this.newId();
    this.change(addCriterion(this.plan, id, [this.newId(), this.newId()]));
    this.openCriterionId = id;
    void this.focusOn(`criterion-title-${id}`);
  };

  override render() {
    const { plan, gaps } = this;
    const { narration } = plan;
    if (!narration) return nothing;
    return html`<div>
      <p class="rubric-head">
        <span class="sub">${msg('Rubric')}</span>
        <label
          >${msg('Marked out of')}
          <input
            class="entry number"
            inputmode="numeric"
            data-path="maximumPoints"
            aria-invalid=${isWrong(gaps, 'maximumPoints')}
            .value=${String(plan.maximumPoints)}
            @change=${(event: Event) =>
              this.change({
                ...plan,
                maximumPoints: Math.round(typedNumber(event, MOST_POINTS) ?? plan.maximumPoints),
              })}
        /></label>
      </p>
      <ol class="folds" data-path="narration.criteria" tabindex="-1">
        ${repeat(
          narration.criteria,
          (criterion) => criterion.id,
          (criterion, at) => this.#renderCriterion(criterion, at),
        )}
      </ol>
      ${this.#renderSum(narration)} ${wrong(gaps, 'narration.criteria', 'criteria-wrong')}
      ${
        narration.criteria.length < MOST_CRITERIA
          ? html`<p class="add">
              <button type="button" class="quiet" @click=${this.#handleAddCriterion}>
                ${msg('Add a criterion')}
              </button>
            </p>`
          : nothing
      }
    </div>`;
  }

  /** Says at once whether rubric and points agree, before the server does. */
  #renderSum(narration: NarrationPlan): TemplateResult | typeof nothing {
    const { plan } = this;
    if (narration.criteria.length === 0) return nothing;
    const reached = reachablePoints(narration.criteria);
    if (reached === plan.maximumPoints)
      return html`<p class="sum">
        ${icon('check')}<span>${msg(str`The best levels add up to ${reached}.`)}</span>
      </p>`;
    return html`<p class="sum apart">
      ${icon('warning')}<span
        >${msg(str`The best levels add up to ${reached}, the task counts ${plan.maximumPoints}.`)}
        <button
          type="button"
          class="quiet"
          @click=${() => this.change({ ...plan, maximumPoints: Math.ceil(reached) })}
        >
          ${msg(str`Count ${Math.ceil(reached)}`)}
        </button></span
      >
    </p>`;
  }

  #renderCriterion(criterion: Criterion, at: number): TemplateResult {
    const isOpen = criterion.id === this.openCriterionId;
    const path = `narration.criteria.${at}`;
    return html`<li class="fold hue-${criterion.hue}">
      <button
        type="button"
        class="plain fold-head ${hasGapBelow(this.gaps, path) ? 'has-gap' : ''}"
        aria-expanded=${isOpen}
        aria-controls="criterion-${criterion.id}"
        @click=${() => {
          this.openCriterionId = isOpen ? null : criterion.id;
        }}
      >
        <span class="place"><i aria-hidden="true"></i></span>
        <span class="name">${criterion.title || msg('Without a name')}</span>
        <span class="short"
          >${
            isOpen
              ? msg('Close')
              : criterion.levels.map((level) => level.points).join(' · ') || msg('no levels')
          }</span
        >
      </button>
      <div class="fold-body" id="criterion-${criterion.id}" ?hidden=${!isOpen}>
        ${isOpen ? this.#renderLevels(criterion, path) : nothing}
      </div>
    </li>`;
  }

  #renderLevels(criterion: Criterion, path: string): TemplateResult {
    const { plan, gaps } = this;
    return html`<label class="over"
        >${msg('Criterion')}
        <input
          class="entry"
          id="criterion-title-${criterion.id}"
          data-path="${path}.title"
          maxlength="300"
          aria-invalid=${isWrong(gaps, `${path}.title`)}
          .value=${live(criterion.title)}
          @input=${(event: Event) =>
            this.change(changeCriterion(plan, criterion.id, { title: typed(event) }))}
      /></label>
      ${wrong(gaps, `${path}.title`, `criterion-wrong-${criterion.id}`)}
      <ol class="levels" data-path="${path}.levels" tabindex="-1">
        ${repeat(
          criterion.levels,
          (level) => level.id,
          (level, levelAt) => this.#renderLevel(criterion, level, `${path}.levels.${levelAt}`),
        )}
      </ol>
      ${wrong(gaps, `${path}.levels`, `levels-wrong-${criterion.id}`)}
      <p class="fold-foot">
        ${
          criterion.levels.length < MOST_LEVELS
            ? html`<button
                type="button"
                class="quiet"
                @click=${() => {
                  const id = this.newId();
                  this.change(addLevel(plan, criterion.id, id));
                  void this.focusOn(`level-${id}`);
                }}
              >
                ${msg('Add a level')}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="quiet away"
          @click=${() => this.change(removeCriterion(plan, criterion.id))}
        >
          ${msg('Take this criterion out')}
        </button>
      </p>`;
  }

  #renderLevel(criterion: Criterion, level: Level, path: string): TemplateResult {
    const { plan, gaps } = this;
    const set = (change: Partial<Level>) =>
      this.change(changeLevel(plan, criterion.id, level.id, change));
    const name = level.title || msg('this level');
    return html`<li>
      <input
        class="entry"
        id="level-${level.id}"
        data-path="${path}.title"
        maxlength="300"
        aria-label=${msg('Name of the level')}
        aria-invalid=${isWrong(gaps, `${path}.title`)}
        .value=${live(level.title)}
        @input=${(event: Event) => set({ title: typed(event) })}
      />
      <input
        class="entry number"
        inputmode="decimal"
        aria-label=${msg(str`Points of ${name}`)}
        .value=${String(level.points)}
        @change=${(event: Event) => set({ points: typedNumber(event, MOST_POINTS) ?? level.points })}
      />
      <button
        type="button"
        class="icon-only"
        aria-label=${msg(str`Take out ${name}`)}
        @click=${() => this.change(removeLevel(plan, criterion.id, level.id))}
      >
        ${icon('close')}
      </button>
      <textarea
        class="entry"
        maxlength="20000"
        aria-label=${msg(str`What ${name} means`)}
        .value=${live(level.descriptor)}
        @input=${(event: Event) => set({ descriptor: typed(event) })}
      ></textarea>
      ${wrong(gaps, `${path}.title`, `level-wrong-${level.id}`)}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-rubric': LookforBuilderRubric;
  }
}

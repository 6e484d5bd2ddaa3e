import { msg, str } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { NarrationPlan, TaskPlan } from '#contract/tasks';
import { BuilderPart } from './builder-part.ts';
import './builder-rubric.ts';
import { isWrong, stepper, tick, typed, typedNumber, wrong } from './form-parts.ts';
import { changeNarration } from './plan-edits.rules.ts';

/**
 * The narration that follows the observation: prompt, words, citations, names, and its rubric.
 *
 * @tag lookfor-builder-narration
 * @fires lookfor-plan-change {PlanChange} - another plan is wished
 */
@customElement('lookfor-builder-narration')
export class LookforBuilderNarration extends BuilderPart {
  static override styles: CSSResultGroup = [
    BuilderPart.styles,
    css`
      .body {
        display: grid;
        gap: var(--lf-3);
        margin-block-start: var(--lf-2);
      }
      .span {
        display: flex;
        align-items: center;
        gap: var(--lf-2);
      }
    `,
  ];

  /** Id of the criterion that is to lie open; null for none. */
  @property({ attribute: false }) openCriterionId: string | null = null;

  /** A narration that was switched off, until the page is left. */
  #laidAside: Pick<TaskPlan, 'narration' | 'maximumPoints'> | undefined;

  override render() {
    const { plan } = this;
    return html`<section data-path="narration" tabindex="-1">
      <h2>
        ${msg('Narration')}
        <span class="aside"
          >${
            plan.narration
              ? plan.maximumPoints > 0
                ? msg(str`marked out of ${plan.maximumPoints}`)
                : msg('not marked')
              : msg('an observation only, not marked')
          }</span
        >
      </h2>
      ${tick(msg('Students write a narration'), plan.narration !== null, this.#handleSwitch)}
      ${plan.narration ? this.#renderBody(plan.narration) : wrong(this.gaps, 'maximumPoints', 'points-wrong')}
    </section>`;
  }

  #renderBody(narration: NarrationPlan): TemplateResult {
    const { plan, gaps } = this;
    const set = (change: Partial<NarrationPlan>) => this.change(changeNarration(plan, change));
    return html`<div class="body">
      <label class="over"
        >${msg('What to write about')}
        <textarea
          class="entry"
          data-path="narration.prompt"
          maxlength="20000"
          aria-invalid=${isWrong(gaps, 'narration.prompt')}
          .value=${live(narration.prompt)}
          @input=${(event: Event) => set({ prompt: typed(event) })}
        ></textarea>
      </label>
      ${wrong(gaps, 'narration.prompt', 'narration-prompt-wrong')}
      <div class="pair">
        <label class="over"
          >${msg('Words at least')}
          ${this.#renderCount(narration.minimumWords, 10_000, 'narration.minimumWords', (value) =>
            set({ minimumWords: value }),
          )}</label
        >
        <label class="over"
          >${msg('Words at most')}
          ${this.#renderCount(narration.maximumWords, 20_000, '', (value) =>
            set({ maximumWords: value }),
          )}</label
        >
      </div>
      ${wrong(gaps, 'narration.minimumWords', 'words-wrong')}
      <p class="span">
        <span>${msg('Cited moments, at least')}</span>
        ${stepper(msg('Cited moments'), narration.minimumCitations, {}, (value) =>
          set({ minimumCitations: value }),
        )}
      </p>
      ${tick(msg('Names are hidden from markers until release'), narration.namesHidden, (isOn) =>
        set({ namesHidden: isOn }),
      )}
      <lookfor-builder-rubric
        .plan=${this.plan}
        .gaps=${gaps}
        .openCriterionId=${this.openCriterionId}
      ></lookfor-builder-rubric>
    </div>`;
  }

  #renderCount(
    value: number,
    maximum: number,
    path: string,
    set: (value: number) => void,
  ): TemplateResult {
    return html`<input
      class="entry number"
      inputmode="numeric"
      data-path=${path || nothing}
      aria-invalid=${path ? isWrong(this.gaps, path) : nothing}
      .value=${String(value)}
      @change=${(event: Event) => set(Math.round(typedNumber(event, maximum) ?? value))}
    />`;
  }

  readonly #handleSwitch = (isOn: boolean): void => {
    const { plan } = this;
    if (!isOn) {
      this.#laidAside = { narration: plan.narration, maximumPoints: plan.maximumPoints };
      this.change({ ...plan, narration: null, maximumPoints: 0 });
      return;
    }
    const fresh: NarrationPlan = {
      prompt: '',
      minimumWords: 300,
      maximumWords: 600,
      minimumCitations: 2,
      criteria: [],
      namesHidden: true,
    };
    this.change({ ...plan, ...(this.#laidAside ?? { narration: fresh, maximumPoints: 0 }) });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-narration': LookforBuilderNarration;
  }
}

import { msg, str } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Framework, Translated } from '#contract/frameworks';
import type { LookFor } from '#contract/tasks';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import { hueStyles } from '#elements/observation/hues.styles';
import { BuilderPart } from './builder-part.ts';
import { isWrong, typed, wrong } from './form-parts.ts';
import { addLookFor, changeLookFor, removeLookFor } from './plan-edits.rules.ts';

const MOST_LOOK_FORS = 12;

/** A text of a framework in the reader's language. */
export function inMyLanguage(text: Translated): string {
  return text[currentLocale()] ?? text.en;
}

/**
 * The framework, and what students look for: words, each with a code that gives it lane and colour.
 *
 * @tag lookfor-builder-look-fors
 * @fires lookfor-plan-change {PlanChange} - another plan is wished
 */
@customElement('lookfor-builder-look-fors')
export class LookforBuilderLookFors extends BuilderPart {
  static override styles: CSSResultGroup = [
    BuilderPart.styles,
    hueStyles,
    css`
      .source {
        margin-block: 6px var(--lf-3);
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
        line-height: 1.45;
      }
      li {
        display: grid;
        grid-template-columns: 12px minmax(0, 1fr) auto;
        gap: 4px var(--lf-2);
        padding-block: var(--lf-2) var(--lf-3);
        border-block-start: var(--lf-line);
        align-items: center;
      }
      li > i {
        inline-size: 10px;
        block-size: 10px;
        border-radius: 2px;
        background: var(--code, transparent);
      }
      li:not([class]) > i {
        border: 1.5px dashed var(--lf-field);
      }
      li > :is(.coded, .wrong) {
        grid-column: 2 / -1;
      }
      .coded {
        display: grid;
        gap: 4px;
      }
      .coded select {
        inline-size: auto;
        max-inline-size: 100%;
        justify-self: start;
        min-block-size: 30px;
        padding-block: 2px;
        font-size: var(--lf-text-s);
      }
      .coded p {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-xs);
        line-height: 1.4;
      }
      button.icon-only {
        inline-size: 2rem;
        min-block-size: 2rem;
        color: var(--lf-ink-3);
      }
    `,
  ];

  /** The frameworks of the institution. */
  @property({ attribute: false }) frameworks: readonly Framework[] = [];
  /** The framework of the task, which may be an older version than those on offer. */
  @property({ attribute: false }) framework: Framework | null = null;

  override render() {
    const { plan, gaps } = this;
    return html`<section>
      <h2>${msg('Look-fors')} <span class="aside">${msg('what students watch for')}</span></h2>
      <label class="over"
        >${msg('Framework')}
        <select
          class="entry"
          data-path="frameworkId"
          aria-invalid=${isWrong(gaps, 'frameworkId')}
          @change=${(event: Event) =>
            this.change({ ...plan, frameworkId: typed(event) === '' ? null : typed(event) })}
        >
          <option value="" ?selected=${plan.frameworkId === null}>${msg('No framework')}</option>
          ${this.#offered().map(
            (framework) =>
              html`<option value=${framework.id} ?selected=${framework.id === plan.frameworkId}>
                ${inMyLanguage(framework.title)}
              </option>`,
          )}
        </select></label
      >
      ${
        this.framework
          ? html`<p class="source">
              ${msg(str`Version ${this.framework.version}.`)} ${this.framework.source}
            </p>`
          : nothing
      }
      <p class="add">
        <button
          type="button"
          class="quiet"
          @click=${() => this.dispatchEvent(new NavigateRequest('frameworks'))}
        >
          ${msg('All frameworks')}
        </button>
      </p>
      ${wrong(gaps, 'frameworkId', 'framework-wrong')}
      <ul>
        ${repeat(
          plan.lookFors,
          (lookFor) => lookFor.id,
          (lookFor, at) => this.#renderLookFor(lookFor, at),
        )}
      </ul>
      ${
        plan.lookFors.length < MOST_LOOK_FORS
          ? html`<p class="add">
              <button type="button" class="quiet" @click=${this.#handleAdd}>
                ${msg('Add a look-for')}
              </button>
            </p>`
          : nothing
      }
    </section>`;
  }

  #offered(): Framework[] {
    const { framework, frameworks } = this;
    const isNewest = frameworks.some((one) => one.id === framework?.id);
    return framework && !isNewest ? [framework, ...frameworks] : [...frameworks];
  }

  #renderLookFor(lookFor: LookFor, at: number): TemplateResult {
    const { plan, gaps, framework } = this;
    const code = framework?.codes.find((one) => one.id === lookFor.codeId);
    const labelPath = `lookFors.${at}.label`;
    const codePath = `lookFors.${at}.codeId`;
    return html`<li class=${code ? `hue-${code.hue}` : nothing}>
      <i aria-hidden="true"></i>
      <input
        class="entry"
        id="look-for-${lookFor.id}"
        data-path=${labelPath}
        maxlength="300"
        aria-label=${msg(str`Look-for ${at + 1}`)}
        aria-invalid=${isWrong(gaps, labelPath)}
        aria-describedby="label-wrong-${at}"
        placeholder=${msg('A child begins something')}
        .value=${live(lookFor.label)}
        @input=${(event: Event) =>
          this.change(changeLookFor(plan, lookFor.id, { label: typed(event) }))}
      />
      <button
        type="button"
        class="icon-only"
        aria-label=${
          lookFor.label ? msg(str`Take out “${lookFor.label}”`) : msg('Take this look-for out')
        }
        @click=${() => this.change(removeLookFor(plan, lookFor.id))}
      >
        ${icon('close')}
      </button>
      ${wrong(gaps, labelPath, `label-wrong-${at}`)}
      <div class="coded">
        <select
          class="entry"
          data-path=${codePath}
          aria-label=${msg(str`Code of look-for ${at + 1}`)}
          aria-invalid=${isWrong(gaps, codePath)}
          aria-describedby="code-wrong-${at}"
          @change=${(event: Event) =>
            this.change(
              changeLookFor(plan, lookFor.id, {
                codeId: typed(event) === '' ? null : typed(event),
              }),
            )}
        >
          <option value="" ?selected=${lookFor.codeId === null}>${msg('Choose a code…')}</option>
          ${
            lookFor.codeId !== null && !code
              ? html`<option value=${lookFor.codeId} selected>
                  ${msg(str`${lookFor.codeId}, not in this framework`)}
                </option>`
              : nothing
          }
          ${framework?.tiers.map(
            (tier) =>
              html`<optgroup label=${inMyLanguage(tier.name)}>
                ${framework.codes
                  .filter((one) => one.tierId === tier.id)
                  .map(
                    (one) =>
                      html`<option value=${one.id} ?selected=${one.id === lookFor.codeId}>
                        ${inMyLanguage(one.name)}
                      </option>`,
                  )}
              </optgroup>`,
          )}
        </select>
        ${code ? html`<p>${inMyLanguage(code.definition)}</p>` : nothing}
      </div>
      ${wrong(gaps, codePath, `code-wrong-${at}`)}
    </li>`;
  }

  readonly #handleAdd = (): void => {
    const id = this.newId();
    this.change(addLookFor(this.plan, id));
    void this.focusOn(`look-for-${id}`);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-look-fors': LookforBuilderLookFors;
  }
}

import { msg, str } from '@lit/localize';
import { css, html, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Belief } from '#contract/tasks';
import { icon } from '#elements/kit/icons';
import { BuilderPart } from './builder-part.ts';
import { typed } from './form-parts.ts';

const MOST_BELIEFS = 4;

/**
 * What students say before they look closely (C4), each question with the look-for whose marks it
 * is held against afterwards.
 *
 * @tag lookfor-builder-beliefs
 * @fires lookfor-plan-change {PlanChange} - another plan is wished
 */
@customElement('lookfor-builder-beliefs')
export class LookforBuilderBeliefs extends BuilderPart {
  static override styles: CSSResultGroup = [
    BuilderPart.styles,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px var(--lf-2);
        align-items: center;
        padding-block: var(--lf-2) var(--lf-3);
        border-block-start: var(--lf-line);
      }
      .held {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 4px var(--lf-2);
        align-items: center;
        color: var(--lf-ink-2);
        font-size: var(--lf-text-xs);
      }
      .held select {
        inline-size: auto;
        max-inline-size: 100%;
        min-block-size: 30px;
        padding-block: 2px;
        font-size: var(--lf-text-s);
      }
      @media (pointer: coarse) {
        .held select {
          min-block-size: 2.75rem;
        }
      }
      button.icon-only {
        inline-size: 2rem;
        min-block-size: 2rem;
        color: var(--lf-ink-3);
      }
    `,
  ];

  override render() {
    const beliefs = this.plan.beliefs ?? [];
    const canAdd = beliefs.length < MOST_BELIEFS && this.plan.lookFors.length > 0;
    return html`<section>
      <h2>
        ${msg('What do you believe?')}
        <span class="aside">${msg('said before the first pass, shown beside the marks')}</span>
      </h2>
      <ul>
        ${repeat(
          beliefs,
          (belief) => belief.id,
          (belief, at) => this.#renderBelief(belief, at + 1),
        )}
      </ul>
      ${
        canAdd
          ? html`<p class="add">
              <button type="button" class="quiet" @click=${this.#handleAdd}>
                ${msg('Add a question')}
              </button>
            </p>`
          : ''
      }
    </section>`;
  }

  #renderBelief(belief: Belief, number: number): TemplateResult {
    const measures: Record<Belief['measure'], string> = {
      moments: msg('how often'),
      seconds: msg('how long, in seconds'),
      share: msg('which share'),
    };
    const set = (change: Partial<Belief>) => this.#change(belief.id, change);
    return html`<li>
      <input
        class="entry"
        id="belief-${belief.id}"
        maxlength="300"
        aria-label=${msg(str`Question ${number}`)}
        placeholder=${msg('How often will a child begin something?')}
        .value=${live(belief.question)}
        @input=${(event: Event) => set({ question: typed(event) })}
      />
      <button
        type="button"
        class="icon-only"
        aria-label=${msg(str`Take question ${number} out`)}
        @click=${() => this.#put((this.plan.beliefs ?? []).filter((one) => one.id !== belief.id))}
      >
        ${icon('close')}
      </button>
      <div class="held">
        <select
          class="entry"
          aria-label=${msg(str`What question ${number} asks for`)}
          @change=${(event: Event) => set({ measure: typed(event) as Belief['measure'] })}
        >
          ${Object.entries(measures).map(
            ([measure, words]) =>
              html`<option value=${measure} ?selected=${measure === belief.measure}>
                ${words}
              </option>`,
          )}
        </select>
        ${this.#lookForChoice(msg(str`Look-for of question ${number}`), belief.lookForId, (lookForId) => set({ lookForId }))}
        ${
          belief.measure === 'share'
            ? html`${msg('against')}
              ${this.#lookForChoice(msg(str`Other look-for of question ${number}`), belief.otherLookForId, (otherLookForId) => set({ otherLookForId }))}`
            : ''
        }
      </div>
    </li>`;
  }

  #lookForChoice(
    label: string,
    chosen: string | null,
    choose: (lookForId: string) => void,
  ): TemplateResult {
    return html`<select
      class="entry"
      aria-label=${label}
      @change=${(event: Event) => choose(typed(event))}
    >
      ${chosen === null ? html`<option value="" selected disabled>…</option>` : ''}
      ${this.plan.lookFors.map(
        (lookFor) =>
          html`<option value=${lookFor.id} ?selected=${lookFor.id === chosen}>
            ${lookFor.label || '…'}
          </option>`,
      )}
    </select>`;
  }

  readonly #handleAdd = (): void => {
    const id = this.newId();
    const lookForId = this.plan.lookFors[0]?.id ?? '';
    const made: Belief = {
      ...{ id, question: '', measure: 'moments', lookForId, otherLookForId: null, maximum: 12 },
    };
    this.#put([...(this.plan.beliefs ?? []), made]);
    void this.focusOn(`belief-${id}`);
  };

  #change(id: string, change: Partial<Belief>): void {
    this.#put(
      (this.plan.beliefs ?? []).map((one) => (one.id === id ? { ...one, ...change } : one)),
    );
  }

  #put(beliefs: Belief[]): void {
    this.change({ ...this.plan, beliefs });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-beliefs': LookforBuilderBeliefs;
  }
}

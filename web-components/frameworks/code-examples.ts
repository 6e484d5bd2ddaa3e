import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Code, CodeExample } from '#contract/frameworks';
import type { Locale } from '#contract/vocabulary';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { formatClock, formatRange } from '#elements/kit/time';
import { written } from './framework-edits.rules.ts';
import './moment-picker.ts';
import type { LookforMomentPicker, MomentPicked } from './moment-picker.ts';

const MOST_EXAMPLES = 6;

/** The examples of a code are others now. */
export class ExamplesChange extends Event {
  static readonly eventName = 'lookfor-examples-change';
  readonly examples: CodeExample[];

  constructor(examples: CodeExample[]) {
    super(ExamplesChange.eventName, OUTWARD);
    this.examples = examples;
  }
}

/**
 * What a code looks like: words in each language, and for each a moment of a clip where it is seen.
 *
 * @tag lookfor-code-examples
 * @fires lookfor-examples-change {ExamplesChange} - words or a moment were changed
 */
@customElement('lookfor-code-examples')
export class LookforCodeExamples extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      .example {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        align-items: center;
        gap: var(--lf-2);
        margin-block-start: var(--lf-2);
      }
      @media (max-width: 640px) {
        .example {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .example input {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) code!: Code;
  @property() language: Locale = 'en';

  @query('lookfor-moment-picker') private picker!: LookforMomentPicker | null;
  /** Which example is given a moment. */
  @state() private pickedAt = 0;

  override render() {
    const examples = this.code.examples ?? [];
    const { clipId, startSeconds, endSeconds } = examples[this.pickedAt] ?? {};
    const moment = {
      ...(clipId && { clipId }),
      ...(typeof startSeconds === 'number' && { startSeconds }),
      ...(typeof endSeconds === 'number' && { endSeconds }),
    };
    return html`${examples.map((example, at) => this.#renderExample(example, at))}
      ${
        examples.length < MOST_EXAMPLES
          ? html`<p>
              <button
                type="button"
                class="quiet"
                @click=${() => this.#change([...examples, { text: { en: '' } }])}
              >
                ${icon('plus')} ${msg('Add an example')}
              </button>
            </p>`
          : nothing
      }
      <lookfor-moment-picker
        .api=${this.api}
        .localStore=${this.localStore}
        .moment=${moment}
        @lookfor-moment-picked=${this.#handlePick}
      ></lookfor-moment-picker>`;
  }

  #renderExample(example: CodeExample, at: number): TemplateResult {
    const { language, code } = this;
    const examples = code.examples ?? [];
    const { clipId, startSeconds, endSeconds } = example;
    const time =
      typeof endSeconds === 'number'
        ? formatRange(startSeconds ?? 0, endSeconds)
        : formatClock(startSeconds ?? 0);
    return html`<div class="example">
      <input
        class="entry"
        maxlength="1000"
        aria-label=${msg(str`Example ${at + 1} of “${code.name.en}”`)}
        placeholder=${language === 'en' ? msg('What it looks like in a clip') : example.text.en}
        .value=${live(example.text[language] ?? '')}
        @input=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          this.#changeAt(at, { text: written(example.text, language, value) });
        }}
      />
      <button type="button" class="quiet" @click=${() => void this.#pick(at)}>
        ${icon('play')} ${clipId ? time : msg('Choose a moment')}
      </button>
      <button
        type="button"
        class="icon-only"
        aria-label=${msg(str`Take example ${at + 1} out`)}
        @click=${() => this.#change(examples.filter((_, place) => place !== at))}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  async #pick(at: number): Promise<void> {
    this.pickedAt = at;
    await this.updateComplete;
    await this.picker?.show();
  }

  readonly #handlePick = (event: MomentPicked): void => {
    event.stopPropagation();
    this.#changeAt(this.pickedAt, { ...event.moment, clipKey: null });
  };

  #changeAt(at: number, part: Partial<CodeExample>): void {
    this.#change(
      (this.code.examples ?? []).map((one, place) => (place === at ? { ...one, ...part } : one)),
    );
  }

  #change(examples: CodeExample[]): void {
    this.dispatchEvent(new ExamplesChange(examples));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-code-examples': LookforCodeExamples;
  }
  interface HTMLElementEventMap {
    'lookfor-examples-change': ExamplesChange;
  }
}

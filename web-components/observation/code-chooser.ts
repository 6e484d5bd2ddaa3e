import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { codeGroups, codesWanted } from './code-choice.rules.ts';
import { hueStyles } from './hues.styles.ts';
import { isAbsence, type Lane } from './lanes.rules.ts';

/** A code was chosen; null: the list was put away. */
export class CodeChoose extends Event {
  static readonly eventName = 'lookfor-code-choose';
  readonly lane: Lane | null;

  constructor(lane: Lane | null) {
    super(CodeChoose.eventName, OUTWARD);
    this.lane = lane;
  }
}

/** More codes than these are found by typing. */
const MOST_AT_A_GLANCE = 12;

/**
 * Codes to choose from. Many stand under the headings of their framework and are found by typing:
 * `Enter` takes the first that is found, arrows go from code to code, `Escape` puts the list away.
 *
 * @tag lookfor-code-chooser
 * @fires lookfor-code-choose {CodeChoose} - a code was chosen, or the list put away
 */
@customElement('lookfor-code-chooser')
export class LookforCodeChooser extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    css`
      :host {
        margin-block-start: 6px;
      }
      input[type='search'] {
        inline-size: 100%;
        margin-block-end: var(--lf-2);
      }
      /* However many codes there are, what one saw is written right below. */
      .offered {
        max-block-size: 17rem;
        margin: 0 -3px -3px;
        padding: 3px;
        overflow-y: auto;
      }
      /* What is cut off at the foot says that there is more. */
      input + .offered {
        padding-block-end: 1.5rem;
        mask: linear-gradient(#000 calc(100% - 1.75rem), transparent);
      }
      h4 {
        margin: 0 0 4px;
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
        font-weight: 400;
      }
      section + section {
        margin-block-start: 10px;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .code {
        min-block-size: 1.75rem;
        padding: 0 8px;
        border: 1px solid var(--lf-rule);
        border-radius: var(--lf-radius-s);
        background: var(--lf-surface);
        font-size: var(--lf-text-xs);
        font-weight: 400;
        white-space: normal;
        text-align: start;
      }
      .code:hover,
      .code.first {
        border-color: var(--code);
      }
      .none {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-xs);
      }
      @media (max-width: 640px) {
        .code {
          min-block-size: 2.75rem;
        }
        .offered {
          max-block-size: 20rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) lanes: readonly Lane[] = [];

  @query('input') private field!: HTMLInputElement | null;
  @state() private wanted = '';
  /** Which code the tab key stops at. */
  @state() private stopId = '';

  protected override firstUpdated(): void {
    // On a phone the keyboard of the screen would cover the codes.
    if (matchMedia('(hover: hover)').matches) this.field?.focus();
  }

  override render() {
    const isLong = this.lanes.length > MOST_AT_A_GLANCE;
    const found = isLong ? codesWanted(this.lanes, this.wanted) : this.lanes;
    const groups = isLong ? codeGroups(found) : [{ tier: '', lanes: [...found] }];
    const first = groups[0]?.lanes[0];
    const stop = found.find(({ id }) => id === this.stopId) ?? first;
    return html`${isLong ? this.#renderField(first) : nothing}
      <div
        class="offered"
        role="toolbar"
        aria-label=${msg('Codes to add')}
        @keydown=${this.#handleKey}
      >
        ${groups.map(({ tier, lanes }) =>
          groups.length > 1 || tier
            ? html`<section role="group" aria-label=${tier || msg('Look-fors')}>
                <h4 aria-hidden="true">${tier || msg('Look-fors')}</h4>
                ${this.#renderCodes(lanes, stop, first)}
              </section>`
            : this.#renderCodes(lanes, stop, first),
        )}
      </div>
      <p class="none" role="status">${first ? '' : msg('No code is called that.')}</p>`;
  }

  #renderField(first: Lane | undefined): TemplateResult {
    return html`<input
      type="search"
      autocomplete="off"
      placeholder=${msg('Find a code')}
      aria-label=${msg('Find a code')}
      .value=${this.wanted}
      @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => this.#handleFieldKey(event, first)}
    />`;
  }

  #renderCodes(
    lanes: readonly Lane[],
    stop: Lane | undefined,
    first: Lane | undefined,
  ): TemplateResult {
    const isTyped = this.wanted.trim() !== '';
    return html`<div class="chips">
      ${lanes.map(
        (lane) =>
          html`<button
            class="code hue-${lane.hue ?? 1} ${isTyped && lane === first ? 'first' : ''}"
            tabindex=${lane === stop ? 0 : -1}
            @focus=${() => (this.stopId = lane.id)}
            @click=${() => this.dispatchEvent(new CodeChoose(lane))}
          >
            <span class="swatch ${isAbsence(lane.codeId) ? 'absent' : ''}">${lane.label}</span
            >${lane.key ? html`<kbd>${lane.key}</kbd>` : nothing}
          </button>`,
      )}
    </div>`;
  }

  #handleFieldKey(event: KeyboardEvent, first: Lane | undefined): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (first) this.dispatchEvent(new CodeChoose(first));
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.renderRoot.querySelector<HTMLElement>('.code[tabindex="0"]')?.focus();
    } else this.#handleEscape(event);
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const codes = [...this.renderRoot.querySelectorAll<HTMLElement>('.code')];
    const at = codes.findIndex((code) => code === event.target);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) {
      this.#handleEscape(event);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    (codes[at + step] ?? (at === 0 ? this.field : null))?.focus();
  };

  #handleEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.dispatchEvent(new CodeChoose(null));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-code-chooser': LookforCodeChooser;
  }
  interface HTMLElementEventMap {
    'lookfor-code-choose': CodeChoose;
  }
}

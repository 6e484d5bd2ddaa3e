import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';

/** The own question as it is typed. */
export class QuestionInput extends Event {
  static readonly eventName = 'lookfor-question-input';
  readonly text: string;

  constructor(text: string) {
    super(QuestionInput.eventName, OUTWARD);
    this.text = text;
  }
}

/**
 * The helping question (V1), in sight all through: a sentence to read, and a calm field while it
 * is written. A question that the task gives is read only.
 *
 * @tag lookfor-helping-question
 * @fires lookfor-question-input {QuestionInput} - the question changed
 */
@customElement('lookfor-helping-question')
export class LookforHelpingQuestion extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      p,
      button.plain,
      textarea {
        font: 400 var(--lf-text-xl) / 1.25 var(--lf-font-text);
        letter-spacing: -0.005em;
        text-wrap: balance;
      }
      button.plain:hover {
        color: var(--lf-accent-strong);
      }
      .nothing {
        color: var(--lf-ink-3);
      }
      textarea {
        min-block-size: 2.5rem;
        padding: 4px 10px;
        resize: none;
      }
      @media (max-width: 640px) {
        p,
        button.plain,
        textarea {
          font-size: var(--lf-text-l);
        }
      }
    `,
  ];

  @property() text = '';
  /** Given by the task, or handed in. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;
  /** The field is open from the beginning. */
  @property({ type: Boolean }) open = false;

  @query('textarea') private field!: HTMLTextAreaElement | null;
  @state() private isWriting = false;

  override render(): TemplateResult {
    if (this.readOnly) return html`<p>${this.text}</p>`;
    if (this.isWriting || this.open) {
      return html`<textarea
        rows="1"
        maxlength="500"
        aria-label=${msg('Your helping question')}
        placeholder=${msg('What would you like to find out?')}
        .value=${this.text}
        @input=${this.#handleInput}
        @keydown=${this.#handleKey}
        @blur=${() => (this.isWriting = false)}
      ></textarea>`;
    }
    return html`<button
      class="plain ${this.text ? '' : 'nothing'}"
      title=${msg('Change your question')}
      @click=${this.#handleOpen}
    >
      ${this.text || msg('What would you like to find out?')}
    </button>`;
  }

  readonly #handleOpen = (): void => {
    this.isWriting = true;
    void this.updateComplete.then(() => this.field?.focus());
  };

  readonly #handleInput = (event: Event): void => {
    this.dispatchEvent(new QuestionInput((event.target as HTMLTextAreaElement).value));
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.isWriting = false;
    if (!this.open) this.renderRoot.querySelector('button')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-helping-question': LookforHelpingQuestion;
  }
  interface HTMLElementEventMap {
    'lookfor-question-input': QuestionInput;
  }
}

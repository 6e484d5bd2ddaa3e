import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { observationRoutes } from '#contract/observations';
import type { Belief } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { beliefWords } from './belief-words.ts';

/**
 * What one believes before looking closely (C4). An answer is kept on the device at once and sent
 * when it is given; what could not be sent is sent when the page is opened, or online, again.
 *
 * @tag lookfor-belief-questions
 */
@customElement('lookfor-belief-questions')
export class LookforBeliefQuestions extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      .belief {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--lf-3);
        padding-block: var(--lf-2);
        align-items: center;
      }
      .belief label {
        grid-column: 1 / -1;
        font: 400 var(--lf-text-body) / 1.45 var(--lf-font-text);
      }
      input {
        inline-size: 100%;
        min-block-size: 28px;
        accent-color: var(--lf-accent);
      }
      /* A handle in the middle that nobody has moved must not look like an answer. */
      input.unsaid {
        appearance: none;
        background: none;
        cursor: pointer;
      }
      input.unsaid::-webkit-slider-runnable-track {
        block-size: 6px;
        border: 1px solid var(--lf-field);
        border-radius: 3px;
        background: var(--lf-surface);
      }
      input.unsaid::-moz-range-track {
        block-size: 6px;
        border: 1px solid var(--lf-field);
        border-radius: 3px;
        background: var(--lf-surface);
      }
      input.unsaid::-webkit-slider-thumb {
        appearance: none;
        inline-size: 16px;
        block-size: 16px;
        margin-block-start: -6px;
        border: 1px solid var(--lf-field);
        border-radius: 50%;
        background: var(--lf-surface);
      }
      input.unsaid::-moz-range-thumb {
        inline-size: 14px;
        block-size: 14px;
        border: 1px solid var(--lf-field);
        border-radius: 50%;
        background: var(--lf-surface);
      }
      @media (pointer: coarse) {
        input {
          min-block-size: 44px;
        }
      }
      output {
        min-inline-size: 6.5rem;
        color: var(--lf-ink-2);
        text-align: end;
      }
    `,
  ];

  @property({ attribute: 'task-id' }) taskId = '';
  @property({ attribute: false }) questions: readonly Belief[] = [];
  /** What the server has. */
  @property({ attribute: false }) answers: Readonly<Record<string, number>> = {};

  @state() private given: Readonly<Record<string, number>> = {};

  /** What was pressed last: a press on the words of a question also clicks its handle. */
  #pressed: EventTarget | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.#handleOnline);
    void this.#readKept();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.#handleOnline);
  }

  override render() {
    return html`${this.questions.map((question) => this.#renderQuestion(question))}`;
  }

  #renderQuestion(question: Belief): TemplateResult {
    const answer = this.given[question.id] ?? this.answers[question.id];
    const maximum = question.measure === 'share' ? 1 : question.maximum;
    const isSaid = answer !== undefined;
    const words = isSaid ? beliefWords(question, answer) : msg('not said yet');
    return html`<div
      class="belief"
      @pointerdown=${(event: Event) => (this.#pressed = event.target)}
    >
      <label for=${question.id}>${question.question}</label>
      <input
        type="range"
        class=${isSaid ? nothing : 'unsaid'}
        id=${question.id}
        min="0"
        max=${maximum}
        step=${question.measure === 'share' ? 0.05 : 1}
        aria-valuetext=${words}
        .value=${String(answer ?? maximum / 2)}
        @input=${(event: Event) => this.#take(question.id, event)}
        @change=${(event: Event) => this.#answer(question.id, event)}
        @click=${(event: Event) => {
          if (!isSaid && event.target === this.#pressed) this.#answer(question.id, event);
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (isSaid || (event.key !== 'Enter' && event.key !== ' ')) return;
          event.preventDefault();
          this.#answer(question.id, event);
        }}
      />
      <output for=${question.id}>${words}</output>
    </div>`;
  }

  #take(id: string, event: Event): void {
    this.given = { ...this.given, [id]: Number((event.target as HTMLInputElement).value) };
  }

  #answer(id: string, event: Event): void {
    this.#take(id, event);
    void this.localStore.write(this.#key(), this.given);
    void this.#send();
  }

  async #readKept(): Promise<void> {
    const kept = await this.localStore.read<Record<string, number>>(this.#key());
    if (!kept) return;
    this.given = { ...kept, ...this.given };
    await this.#send();
  }

  /** What is not sent now stays on the device and goes with the next time. */
  async #send(): Promise<void> {
    const beliefs = this.given;
    if (Object.keys(beliefs).length === 0) return;
    try {
      await this.api.call(observationRoutes.setBeliefs, {
        params: { taskId: this.taskId },
        body: { beliefs },
      });
      if (beliefs === this.given) await this.localStore.remove(this.#key());
    } catch {
      await this.localStore.write(this.#key(), beliefs);
    }
  }

  readonly #handleOnline = (): void => void this.#send();

  #key(): string {
    return `beliefs:${this.taskId}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-belief-questions': LookforBeliefQuestions;
  }
}

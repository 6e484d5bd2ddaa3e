import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { dialogStyles } from './dialog.styles.ts';
import { LookforElement } from './element.ts';
import { openDialog } from './open-dialog.ts';

/**
 * Asks before something is done that cannot be undone. The browser's own `confirm` is no use here:
 * in a frame of another site it is shown to nobody (HTML, "cannot show simple dialogs"), nor in a
 * frame that is sandboxed without `allow-modals`.
 *
 * @tag lookfor-question
 */
@customElement('lookfor-question')
export class LookforQuestion extends LookforElement {
  static override styles = [
    LookforElement.styles,
    dialogStyles,
    css`
      dialog {
        inline-size: min(30rem, calc(100vw - 2rem));
      }
      p {
        font-size: var(--lf-text-m);
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--lf-2);
        padding-block-start: var(--lf-4);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private question = '';
  @state() private act = '';

  #answer: ((isWanted: boolean) => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settle(false);
  }

  /**
   * Asks, and tells whether it shall be done. Closing the dialog is a no.
   * @param act what the button does, as a verb
   */
  async ask(question: string, act: string): Promise<boolean> {
    this.#settle(false);
    this.question = question;
    this.act = act;
    await this.updateComplete;
    const answer = new Promise<boolean>((resolve) => (this.#answer = resolve));
    void openDialog(this.dialog, () => this.#answer !== undefined);
    return answer;
  }

  #settle(isWanted: boolean): void {
    this.#answer?.(isWanted);
    this.#answer = undefined;
  }

  readonly #handleYes = (): void => {
    this.#settle(true);
    this.dialog.close();
  };

  override render() {
    return html`<dialog aria-labelledby="question" @close=${() => this.#settle(false)}>
      <p id="question">${this.question}</p>
      <div class="acts">
        <button @click=${() => this.dialog.close()}>${msg('Cancel')}</button>
        <button class="danger" @click=${this.#handleYes}>${this.act}</button>
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-question': LookforQuestion;
  }
}

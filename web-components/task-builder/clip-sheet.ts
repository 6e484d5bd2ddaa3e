import { msg } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { openDialog } from '#elements/kit/open-dialog';
import { calmDialogStyles } from '#elements/observation/calm-dialog.styles';
import './clip-choice.ts';

/**
 * The library over the page, to choose one clip from.
 *
 * @tag lookfor-clip-sheet
 * @fires lookfor-clip-chosen {ClipChosen} - a card was pressed; it closes by itself
 */
@customElement('lookfor-clip-sheet')
export class LookforClipSheet extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    calmDialogStyles,
    css`
      dialog {
        inline-size: min(60rem, 100% - 2rem);
      }
    `,
  ];

  /** What is chosen here. */
  @property() label = '';
  /** The clip that is chosen now. */
  @property({ attribute: 'clip-id' }) clipId = '';
  /** A clip that is no choice here: the one to which another is chosen. */
  @property({ attribute: 'except-id' }) exceptId = '';

  @query('dialog') private dialog!: HTMLDialogElement | null;
  @state() private isWanted = false;

  /** Opens it; the library is read anew. */
  async show(): Promise<void> {
    this.isWanted = true;
    await this.updateComplete;
    await openDialog(this.dialog);
  }

  readonly #handleClose = (): void => this.dialog?.close();

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @click=${(event: Event) => event.target === this.dialog && this.#handleClose()}
      @close=${() => (this.isWanted = false)}
    >
      <button class="icon-only shut" aria-label=${msg('Close')} @click=${this.#handleClose}>
        ${icon('close')}
      </button>
      <h2 id="title">${this.label}</h2>
      ${
        this.isWanted
          ? html`<lookfor-clip-choice
              .api=${this.api}
              clip-id=${this.clipId}
              except-id=${this.exceptId}
              @lookfor-clip-chosen=${this.#handleClose}
            ></lookfor-clip-choice>`
          : nothing
      }
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-sheet': LookforClipSheet;
  }
}

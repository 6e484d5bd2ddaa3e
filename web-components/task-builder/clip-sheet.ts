import { msg } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { widgetDialogStyles } from '#elements/kit/dialog.styles';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { LaterPart, partMissing } from '#elements/kit/later-part';
import { openDialog, type Openable } from '#elements/kit/open-dialog';
import { loadDialog } from '#elements/kit/webawesome';
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
    widgetDialogStyles,
    css`
      wa-dialog {
        --width: 60rem;
        --spacing: var(--lf-6);
        --wa-color-surface-raised: var(--lf-paper);
        --wa-font-size-l: var(--lf-text-xl);
      }
      wa-dialog::part(dialog) {
        max-block-size: calc(var(--lf-sight, 100dvh) - 4rem);
      }
      @media (max-width: 640px) {
        wa-dialog {
          --spacing: var(--lf-4);
        }
      }
    `,
  ];

  /** What is chosen here. */
  @property() label = '';
  /** The clip that is chosen now. */
  @property({ attribute: 'clip-id' }) clipId = '';
  /** A clip that is no choice here: the one to which another is chosen. */
  @property({ attribute: 'except-id' }) exceptId = '';

  @query('wa-dialog') private dialog!: Openable | null;
  @state() private isWanted = false;

  #widget = new LaterPart(this, 'wa-dialog', loadDialog);

  /** Opens it; the library is read anew. */
  async show(): Promise<void> {
    this.isWanted = true;
    if (!(await this.#widget.load())) return;
    await this.updateComplete;
    await openDialog(this.dialog);
  }

  readonly #handleClose = (): void => {
    if (this.dialog) this.dialog.open = false;
  };

  override render() {
    if (!this.isWanted) return nothing;
    if (this.#widget.isMissing) return partMissing(() => void this.show());
    if (!this.#widget.isHere) return nothing;
    return html`<wa-dialog
      light-dismiss
      label=${this.label}
      @wa-after-hide=${() => (this.isWanted = false)}
    >
      <button
        slot="header-actions"
        class="icon-only"
        aria-label=${msg('Close')}
        @click=${this.#handleClose}
      >
        ${icon('close')}
      </button>
      <lookfor-clip-choice
        .api=${this.api}
        clip-id=${this.clipId}
        except-id=${this.exceptId}
        @lookfor-clip-chosen=${this.#handleClose}
      ></lookfor-clip-choice>
    </wa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-sheet': LookforClipSheet;
  }
}

import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { LookforElement } from './element.ts';
import { icon } from './icons.ts';
import { partMissing, type LaterPart } from './later-part.ts';
import { openDialog } from './open-dialog.ts';
import { loading } from './states.ts';

/** A sheet that is there sooner needs nobody in its place. */
const NOTICED_MS = 200;

/**
 * Stands in for a sheet whose part of the page is still on its way, and says when it did not
 * come.
 *
 * @tag lookfor-arriving-sheet
 */
@customElement('lookfor-arriving-sheet')
export class LookforArrivingSheet extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      dialog {
        inline-size: min(24rem, 100% - 2rem);
        min-block-size: 9rem;
        padding: var(--lf-5) var(--lf-6);
        border: 0;
        border-radius: var(--lf-radius-l);
        background: var(--lf-paper);
        color: var(--lf-ink);
        box-shadow: var(--lf-shadow);
      }
      dialog::backdrop {
        background: color-mix(in srgb, #14171d 46%, transparent);
      }
      .shut {
        position: absolute;
        inset: 16px 20px auto auto;
        color: var(--lf-ink-2);
      }
      .what {
        padding-inline-end: var(--lf-6);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement | null;
  @state() private isMissing = false;

  #wanted: { part: LaterPart; show: () => unknown } | undefined;

  /** Whether it lies over the page. */
  get isOpen(): boolean {
    return this.dialog?.open ?? false;
  }

  /** Fetches a part, then calls `show`; not when this was closed or another was asked for meanwhile. */
  async open(part: LaterPart, show: () => unknown): Promise<void> {
    if (part.isHere) {
      show();
      return;
    }
    const wanted = { part, show };
    this.#wanted = wanted;
    this.isMissing = false;
    const timer = setTimeout(() => this.#lieOver(), NOTICED_MS);
    const isHere = await part.load();
    clearTimeout(timer);
    if (this.#wanted !== wanted) return;
    if (isHere) {
      this.dialog?.close();
      show();
      return;
    }
    this.isMissing = true;
    this.#lieOver();
  }

  override render() {
    return html`<dialog aria-label=${msg('Opening')} @close=${() => (this.#wanted = undefined)}>
      <button
        class="icon-only shut"
        aria-label=${msg('Close')}
        @click=${() => this.dialog?.close()}
      >
        ${icon('close')}
      </button>
      <div class="what">${this.isMissing ? partMissing(this.#handleAgain) : loading()}</div>
    </dialog>`;
  }

  #lieOver(): void {
    const wanted = this.#wanted;
    void openDialog(this.dialog, () => this.#wanted === wanted);
  }

  readonly #handleAgain = (): void => {
    if (this.#wanted) void this.open(this.#wanted.part, this.#wanted.show);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-arriving-sheet': LookforArrivingSheet;
  }
}

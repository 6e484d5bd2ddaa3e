import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Target } from '#contract/launch';
import { LookforElement } from '#elements/kit/element';

/**
 * The line above a page whose frame is too small: opens it in a window of its own. A real form,
 * because browsers open windows only for what a person pressed.
 *
 * @tag lookfor-own-window
 */
@customElement('lookfor-own-window')
export class LookforOwnWindow extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--lf-1) var(--lf-3);
        padding: var(--lf-2) var(--lf-4);
        border-block-end: var(--lf-line);
        background: var(--lf-noticed-soft);
        color: var(--lf-ink);
      }
    `,
  ];

  @query('[name="token"]') private tokenField!: HTMLInputElement | null;

  /** Where the window is to begin. */
  @property({ attribute: false }) target: Target | undefined;

  // The token of this moment, and in no address.
  readonly #handleSubmit = (): void => {
    if (this.tokenField) this.tokenField.value = this.api.token();
  };

  override render() {
    return html`<form
      method="post"
      action=${this.api.address('/app/window')}
      target="_blank"
      @submit=${this.#handleSubmit}
    >
      <span>${msg('There is little room here.')}</span>
      <input type="hidden" name="token" />
      <input type="hidden" name="target" .value=${JSON.stringify(this.target ?? null)} />
      <button>${msg('Open in a window of its own')}</button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-own-window': LookforOwnWindow;
  }
}

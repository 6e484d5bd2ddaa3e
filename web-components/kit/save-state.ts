import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { checkIcon } from '#elements/kit/icons';
import { formatInstant } from '#elements/kit/time';

/** What became of the last change. */
export type SaveState = 'saved' | 'saving' | 'offline' | 'failed';

/**
 * A small line that says that everything is saved. There is no Save button anywhere.
 *
 * @tag lookfor-save-state
 * @csspart line - the sentence with its mark
 */
@customElement('lookfor-save-state')
export class LookforSaveState extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: inline-block;
        color: var(--lf-ink-2);
      }
      [part='line'] {
        display: inline-flex;
        align-items: center;
        gap: var(--lf-1);
      }
      .icon {
        color: var(--lf-ok);
      }
      .offline,
      .failed {
        color: var(--lf-noticed-ink);
        font-weight: 600;
      }
      .mark {
        inline-size: 10px;
        block-size: 10px;
        border: 2px solid var(--lf-noticed);
        border-radius: 50%;
      }
    `,
  ];

  /** Which of the four sentences stands here. */
  @property({ reflect: true }) state: SaveState = 'saved';
  /** How many changes wait on this device. */
  @property({ type: Number }) kept = 0;
  /** When it was saved last, as an ISO instant. */
  @property() at = '';

  override render() {
    // No live region: a sentence after every pause in typing would talk over the writer.
    return html`<span part="line" class=${this.state}>${this.#mark()}${this.#words()}</span>`;
  }

  #mark(): TemplateResult | typeof nothing {
    if (this.state === 'saved') return this.at ? checkIcon() : nothing;
    if (this.state === 'saving') return nothing;
    return html`<span class="mark"></span>`;
  }

  #words(): string {
    const time = this.at ? formatInstant(this.at) : '';
    switch (this.state) {
      case 'saved':
        return time ? msg(str`Saved ${time}`) : msg('Everything is saved as you write');
      case 'saving':
        return msg('Saving…');
      case 'offline':
        return this.kept === 1
          ? msg('Offline: 1 change kept on this device')
          : msg(str`Offline: ${this.kept} changes kept on this device`);
      case 'failed':
        return msg('Not saved yet. Kept on this device; trying again');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-save-state': LookforSaveState;
  }
}

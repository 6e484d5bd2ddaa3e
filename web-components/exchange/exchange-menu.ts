import { msg } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '#elements/kit/arriving-sheet';
import type { LookforArrivingSheet } from '#elements/kit/arriving-sheet';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { LaterPart } from '#elements/kit/later-part';
import type { LookforExchangeSheet } from './exchange-sheet.ts';

/**
 * A button, and the sheet behind it, which is fetched when it is asked for: take the own work
 * along in any form, and bring moments in.
 *
 * @tag lookfor-exchange-menu
 * @fires lookfor-moments-taken {MomentsTaken} - moments were taken over
 */
@customElement('lookfor-exchange-menu')
export class LookforExchangeMenu extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      .short {
        display: none;
      }
      @media (max-width: 640px) {
        .short {
          display: block;
        }
        .short + .words {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: 'task-id' }) taskId = '';
  /** The pass of moments that name none. */
  @property({ attribute: 'pass-id' }) passId = '';
  /** The observation was handed in: nothing comes in any more. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  @query('lookfor-exchange-sheet') private sheet!: LookforExchangeSheet | null;
  @query('lookfor-arriving-sheet') private arriving!: LookforArrivingSheet | null;

  readonly #part = new LaterPart(
    this,
    'lookfor-exchange-sheet',
    () => import('./exchange-sheet.ts'),
  );

  /** Whether its sheet lies over the page. */
  get isOpen(): boolean {
    return (this.sheet?.isOpen ?? false) || (this.arriving?.isOpen ?? false);
  }

  override render() {
    return html`<button class="quiet" @click=${this.#handleOpen}>
        ${icon('download', 'short')}<span class="words">${msg('Export / import')}</span>
      </button>
      <lookfor-arriving-sheet></lookfor-arriving-sheet>
      ${
        this.#part.isHere
          ? html`<lookfor-exchange-sheet
              .api=${this.api}
              task-id=${this.taskId}
              pass-id=${this.passId}
              ?read-only=${this.readOnly}
            ></lookfor-exchange-sheet>`
          : nothing
      }`;
  }

  readonly #handleOpen = (): void => {
    void this.arriving?.open(this.#part, async () => {
      await this.updateComplete;
      await this.sheet?.show();
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-exchange-menu': LookforExchangeMenu;
  }
}

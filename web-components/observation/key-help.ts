import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { openDialog } from '#elements/kit/open-dialog';
import { calmDialogStyles } from './calm-dialog.styles.ts';

/**
 * All keys of the observation workspace, in a dialog.
 *
 * @tag lookfor-key-help
 */
@customElement('lookfor-key-help')
export class LookforKeyHelp extends LookforElement {
  static override styles = [
    LookforElement.styles,
    calmDialogStyles,
    css`
      .groups {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: var(--lf-4) var(--lf-5);
      }
      h3 {
        margin-block-end: var(--lf-1);
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: 6.5rem 1fr;
        border-block-start: var(--lf-line);
      }
      dl > * {
        padding-block: 5px;
        border-block-end: var(--lf-line);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement | null;

  /** Whether it lies over the page. */
  get isOpen(): boolean {
    return this.dialog?.open ?? false;
  }

  /** Opens it, or closes it when it is open. */
  toggle(): void {
    if (this.dialog?.open) this.dialog.close();
    else void openDialog(this.dialog);
  }

  override render() {
    return html`<dialog aria-labelledby="title" @click=${this.#handleOutside}>
      <button
        class="icon-only shut"
        aria-label=${msg('Close')}
        @click=${() => this.dialog?.close()}
      >
        ${icon('close')}
      </button>
      <h2 id="title">${msg('All keys')}</h2>
      <div class="groups">
        ${group(msg('While the clip plays'), [
          [['M'], msg('mark a moment')],
          [['I', 'O'], msg('begin and end an interval')],
          [['1–9'], msg('put a code on the moment of now')],
          [['N'], msg('write')],
          [['Esc'], msg('forget the beginning; close the note')],
        ])}
        ${group(msg('The clip'), [
          [['Space'], msg('play and pause')],
          [['J', 'K', 'L'], msg('back, stand still, on; again is faster')],
          [['←', '→'], msg('one second')],
          [[',', '.'], msg('one frame')],
          [['R'], msg('the chosen interval again and again')],
          [['D'], msg('audio description')],
          [['V'], msg('swap the two views')],
        ])}
        ${group(msg('A mark that has focus'), [
          [['←', '→'], msg('one frame; with Shift one second')],
          [['Ctrl ←', '→'], msg('only its end')],
          [['↑', '↓'], msg('the mark before, after')],
          [['Enter'], msg('open its note')],
          [['Delete'], msg('remove it')],
        ])}
        ${group(msg('Everything else'), [
          [['/'], msg('search notes')],
          [['+', '−'], msg('closer, further away')],
          [['Ctrl Z'], msg('take back; with Shift do again')],
          [['?'], msg('this list')],
        ])}
      </div>
    </dialog>`;
  }

  readonly #handleOutside = (event: Event): void => {
    if (event.target === this.dialog) this.dialog?.close();
  };
}

function group(title: string, keys: [names: string[], words: string][]): TemplateResult {
  return html`<section>
    <h3>${title}</h3>
    <dl>
      ${keys.map(
        ([names, words]) =>
          html`<dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt>
            <dd>${words}</dd>`,
      )}
    </dl>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-key-help': LookforKeyHelp;
  }
}

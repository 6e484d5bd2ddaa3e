import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Recoded } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { formatInstant } from '#elements/kit/time';
import { nameOf } from './code-name.ts';
import { hueStyles } from './hues.styles.ts';

/**
 * Tells who works on a task that its codes have changed: what is called otherwise now, and what
 * was given up. Once read, it is gone on this device.
 *
 * @tag lookfor-recoded-news
 */
@customElement('lookfor-recoded-news')
export class LookforRecodedNews extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 18rem) minmax(0, 1fr) auto;
        align-items: start;
        gap: var(--lf-2) var(--lf-5);
        padding: var(--lf-3) 1.25rem;
        border-block-end: var(--lf-line);
        line-height: 1.5;
      }
      b {
        display: block;
        font-weight: 600;
      }
      /* What changed must not push the clip out of sight. */
      ul {
        max-block-size: 9rem;
        overflow: auto;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--lf-2);
      }
      .to {
        color: var(--lf-ink-2);
      }
      @media (max-width: 640px) {
        section {
          grid-template-columns: minmax(0, 1fr);
          padding-inline: var(--lf-4);
        }
      }
    `,
  ];

  @property({ attribute: 'task-id' }) taskId = '';
  @property({ attribute: false }) recoded!: Recoded;

  /** What was read last on this device; undefined until that is known. */
  @state() private read: string | null | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('taskId')) void this.#load();
  }

  override render() {
    const { movedAt, changes } = this.recoded;
    if (this.read === undefined || this.read === movedAt || changes.length === 0) return nothing;
    return html`<section role="status">
      <p>
        <b>${msg(str`The codes of this task changed ${formatInstant(movedAt)}.`)}</b>
        ${msg('Your notes also keep what they were called.')}
      </p>
      <ul tabindex=${changes.length > 6 ? 0 : nothing}>
        ${changes.map(
          ({ from, to }) =>
            html`<li>
              <span class="swatch hue-${from.hue}">${nameOf(from)}</span>
              ${
                to.length === 0
                  ? html`<span class="to">${msg('was given up')}</span>`
                  : html`<span class="to">${msg('is now')}</span>
                      ${to.map((code) => html`<span class="swatch hue-${code.hue}">${nameOf(code)}</span>`)}`
              }
            </li>`,
        )}
      </ul>
      <button @click=${this.#handleRead}>${msg('Got it')}</button>
    </section>`;
  }

  get #key(): string {
    return `recoded:${this.taskId}`;
  }

  async #load(): Promise<void> {
    this.read = undefined;
    this.read = (await this.localStore.read<string>(this.#key)) ?? null;
  }

  readonly #handleRead = (): void => {
    this.read = this.recoded.movedAt;
    void this.localStore.write(this.#key, this.read);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-recoded-news': LookforRecodedNews;
  }
}

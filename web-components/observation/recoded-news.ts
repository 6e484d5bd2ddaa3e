import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NamedCode } from '#contract/frameworks';
import type { Recoded } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { currentLocale } from '#elements/kit/locale';
import { formatInstant } from '#elements/kit/time';
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
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--lf-1) var(--lf-4);
        padding: var(--lf-2) var(--lf-5);
        border-block-end: var(--lf-line);
      }
      ul {
        display: contents;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--lf-2);
      }
      @media (max-width: 640px) {
        section {
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
      <b>${msg(str`The codes of this task changed ${formatInstant(movedAt)}.`)}</b>
      <ul>
        ${changes.map(
          ({ from, to }) =>
            html`<li>
              <span class="swatch hue-${from.hue}">${nameOf(from)}</span>
              ${
                to.length === 0
                  ? msg('was given up')
                  : html`${msg('is now')}
                    ${to.map((code) => html`<span class="swatch hue-${code.hue}">${nameOf(code)}</span>`)}`
              }
            </li>`,
        )}
      </ul>
      <span>${msg('Your notes also keep what they were called.')}</span>
      <button class="quiet" @click=${this.#handleRead}>${msg('Got it')}</button>
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

/** How a code is called in the reader's language. */
export function nameOf({ name }: Pick<NamedCode, 'name'>): string {
  return name[currentLocale()] ?? name.en;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-recoded-news': LookforRecodedNews;
  }
}

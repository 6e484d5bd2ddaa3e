import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { careRoutes, type Viewing } from '#contract/care';
import { purposeWords } from '#elements/clip-library/clip-words';
import { LookforElement } from '#elements/kit/element';
import { formatLocale } from '#elements/kit/locale';
import { failed, loading } from '#elements/kit/states';

/**
 * Who watched a clip, when and what for; for its owner. Nothing is asked for until it is opened.
 *
 * @tag lookfor-viewing-log
 */
@customElement('lookfor-viewing-log')
export class LookforViewingLog extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        padding-block-start: var(--lf-5);
      }
      summary {
        min-block-size: 24px;
        inline-size: fit-content;
        color: var(--lf-accent);
        text-decoration: underline;
        text-underline-offset: 3px;
        cursor: pointer;
      }
      ul {
        margin-block: var(--lf-3);
      }
      li {
        display: grid;
        grid-template-columns: minmax(8rem, 1fr) minmax(8rem, 1.4fr) minmax(8rem, 1fr) auto;
        gap: var(--lf-1) var(--lf-4);
        padding-block: var(--lf-2);
        border-block-end: var(--lf-line);
        overflow-wrap: anywhere;
      }
      li span {
        color: var(--lf-ink-2);
      }
      p {
        color: var(--lf-ink-2);
      }
      @media (max-width: 40rem) {
        /* A long title of a course has a line of its own, and does not press the name together. */
        li {
          grid-template-columns: minmax(0, 1fr) auto;
          gap: 0 var(--lf-3);
        }
        li span {
          grid-column: 1 / -1;
        }
        time {
          grid-row: 1;
          grid-column: 2;
        }
      }
    `,
  ];

  @state() private viewings: Viewing[] = [];
  @state() private total: number | undefined;
  @state() private keptDays = 0;
  @state() private problem: unknown;

  @property({ attribute: 'clip-id' }) clipId = '';

  readonly #handleToggle = (event: Event): void => {
    if ((event.target as HTMLDetailsElement).open && this.total === undefined) void this.#read();
  };

  readonly #handleMore = (): void => void this.#read();

  async #read(): Promise<void> {
    this.problem = undefined;
    try {
      const page = await this.api.call(careRoutes.listViewings, {
        params: { clipId: this.clipId },
        query: { limit: 25, offset: this.viewings.length },
      });
      // Somebody may have begun to watch meanwhile: a row that moved on is not shown twice.
      const known = new Set(this.viewings.map(({ id }) => id));
      this.viewings = [...this.viewings, ...page.viewings.filter(({ id }) => !known.has(id))];
      this.total = page.total;
      this.keptDays = page.keptDays;
    } catch (error) {
      this.problem = error;
    }
  }

  #renderRow({
    name,
    institution,
    courseTitle,
    purpose,
    isDownload,
    beganAt,
  }: Viewing): TemplateResult {
    const when = new Intl.DateTimeFormat(formatLocale(), {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(new Date(beganAt));
    return html`<li>
      <b>${institution ?? name}</b><span>${courseTitle}</span
      ><span>${purposeWords(purpose)}${isDownload ? html` · ${msg('kept a copy')}` : nothing}</span>
      <time datetime=${beganAt}>${when}</time>
    </li>`;
  }

  #renderRows(): TemplateResult {
    if (this.problem && this.total === undefined)
      return failed(this.problem, () => void this.#read());
    if (this.total === undefined) return loading(msg('Loading…'));
    if (this.total === 0) return html`<p>${msg('Nobody has watched this clip yet.')}</p>`;
    return html`<ul>
        ${this.viewings.map((viewing) => this.#renderRow(viewing))}
      </ul>
      ${
        this.viewings.length < this.total
          ? html`<button @click=${this.#handleMore}>${msg('Show more')}</button>`
          : nothing
      }
      <p>${msg(str`Forgotten after ${this.keptDays} days. Only you can read this.`)}</p>`;
  }

  override render() {
    return html`<details @toggle=${this.#handleToggle}>
      <summary>${msg('Who watched, when, what for')}</summary>
      ${this.#renderRows()}
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-viewing-log': LookforViewingLog;
  }
}

import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest, type ScreenName, type ScreenParams } from '#elements/kit/events';

/**
 * The quiet line above a lecturer's or assessor's screens: the course, its clips, and the task
 * that was launched. Students have none.
 *
 * @tag lookfor-top-line
 * @fires lookfor-navigate {NavigateRequest} - a link was pressed
 */
@customElement('lookfor-top-line')
export class LookforTopLine extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        border-block-end: var(--lf-line);
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--lf-4);
        min-block-size: 2.5rem;
        padding-inline: 1.25rem;
        color: var(--lf-ink-3);
      }
      .course-title {
        flex: 1 1 6rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      ul {
        display: flex;
        gap: var(--lf-4);
        margin-inline-start: auto;
      }
      button.plain {
        min-block-size: 2rem;
        color: var(--lf-ink-2);
      }
      button.plain:hover {
        color: var(--lf-accent);
      }
      button.plain[aria-current] {
        color: var(--lf-ink);
        font-weight: 600;
        box-shadow: 0 2px var(--lf-ink);
        border-radius: 0;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property() courseTitle = '';
  /** The task that this launch is about, if any. */
  @property({ attribute: false }) taskId: string | undefined;
  /** The screen that is open. */
  @property({ attribute: false }) here: ScreenName | undefined;
  /** May this person see the library of clips? */
  @property({ type: Boolean, attribute: 'may-browse' }) mayBrowse = false;

  override render() {
    return html`<nav aria-label=${msg('Pages of this course')}>
      <span class="course-title">${this.courseTitle}</span>
      <ul>
        ${this.#link(msg('Course'), 'course')}
        ${this.mayBrowse ? this.#link(msg('Clips'), 'library') : nothing}
        ${this.taskId ? this.#link(msg('This task'), 'task', { taskId: this.taskId }) : nothing}
      </ul>
    </nav>`;
  }

  #link(words: string, screen: ScreenName, params: ScreenParams = {}): TemplateResult {
    return html`<li>
      <button
        class="plain"
        aria-current=${this.here === screen ? 'page' : nothing}
        @click=${() => this.dispatchEvent(new NavigateRequest(screen, params))}
      >
        ${words}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-top-line': LookforTopLine;
  }
}

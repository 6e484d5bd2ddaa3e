import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { css, html, nothing, type CSSResultGroup } from 'lit';
import { customElement } from 'lit/decorators.js';
import { courseCopyRoutes } from '#contract/course-copies';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';

/**
 * The line of a copied course: whose tasks its links open, and the way to change that. Nothing in
 * a course that is no copy, or has its own tasks.
 *
 * @tag lookfor-copy-line
 * @fires lookfor-navigate {NavigateRequest} - to the decision
 */
@customElement('lookfor-copy-line')
export class LookforCopyLine extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-1) var(--lf-4);
        padding: var(--lf-2) var(--lf-5);
        border-block-end: var(--lf-line);
        background: var(--lf-surface);
        color: var(--lf-ink-2);
        line-height: 1.5;
        overflow-wrap: anywhere;
      }
      p.open {
        background: var(--lf-noticed-soft);
        color: var(--lf-ink);
      }
      @media (max-width: 40rem) {
        p {
          padding-inline: var(--lf-4);
        }
      }
    `,
  ];

  // What cannot be loaded is said by the page's other parts; this line is only an offer.
  #copies = new Loading(this, {
    task: async ([api], { signal }) =>
      (await api.call(courseCopyRoutes.getCourseCopy, {}, { signal })).copies,
    args: () => [this.api] as const,
  });

  readonly #decide = (): void => {
    this.dispatchEvent(new NavigateRequest('copied-course'));
  };

  override render() {
    const copies = this.#copies.value ?? [];
    const copy =
      copies.find(({ decision }) => decision === null) ??
      copies.find(({ decision }) => decision === 'keep');
    if (!copy) return nothing;
    const from = copy.fromTitle || msg('another course');
    const isOpen = copy.decision === null;
    return html`<p class=${isOpen ? 'open' : ''}>
      <span>${msg(str`This course was copied: its links open the tasks of “${from}”.`)}</span>
      <button class=${isOpen ? '' : 'quiet'} @click=${this.#decide}>
        ${isOpen ? msg('Decide about them') : msg('Make own copies')}
      </button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-copy-line': LookforCopyLine;
  }
}

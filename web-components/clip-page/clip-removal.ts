import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clipRoutes, type Clip } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/question';
import type { LookforQuestion } from '#elements/kit/question';

/**
 * Removes a clip for good, after a question. Its owner finds a certificate of it in the library.
 *
 * @tag lookfor-clip-removal
 * @fires lookfor-navigate - to the library, when it is gone
 */
@customElement('lookfor-clip-removal')
export class LookforClipRemoval extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        margin-block: var(--lf-3);
      }
      p {
        margin-block-start: var(--lf-2);
        color: var(--lf-danger);
      }
    `,
  ];

  @query('lookfor-question') private question!: LookforQuestion;
  @state() private problem: unknown;

  @property({ attribute: false }) clip: Clip | undefined;

  readonly #handleRemove = async (): Promise<void> => {
    const { clip } = this;
    if (!clip) return;
    this.problem = undefined;
    const title = clip.title || (clip.fileName ?? '');
    const words = msg(
      str`Remove “${title}” for good? Film, description and consents go. What students wrote stays, and you keep a certificate of what was done.`,
    );
    if (!(await this.question.ask(words, msg('Remove')))) return;
    try {
      await this.api.call(clipRoutes.removeClip, { params: { clipId: clip.id } });
      this.announce(msg('The clip is removed.'));
      this.dispatchEvent(new NavigateRequest('library'));
    } catch (error) {
      this.problem = error;
    }
  };

  override render() {
    return html`<button @click=${this.#handleRemove}>${msg('Remove this clip…')}</button>
      ${this.problem ? html`<p role="alert">${problemWords(this.problem)}</p>` : nothing}
      <lookfor-question></lookfor-question>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-removal': LookforClipRemoval;
  }
}

import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';

/**
 * A full, quiet page for the moments when a person must do something elsewhere.
 *
 * @tag lookfor-calm-page
 * @slot - what may be done instead, below everything
 */
@customElement('lookfor-calm-page')
export class LookforCalmPage extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      section {
        display: grid;
        justify-items: start;
        gap: var(--lf-3);
        max-inline-size: 34rem;
        padding: var(--lf-7) 2rem;
        line-height: 1.5;
      }
      h1 {
        font-size: var(--lf-text-xl);
        font-weight: 600;
        line-height: 1.25;
        text-wrap: balance;
      }
      p {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-m);
        text-wrap: pretty;
      }
      .advice {
        font-size: var(--lf-text-s);
      }
    `,
  ];

  /** What is the matter. */
  @property() heading = '';
  /** What is safe, and what to do. */
  @property() sentence = '';
  /** A smaller second paragraph. */
  @property() advice = '';
  /** Where the LMS wants the person back; never kept or shown. */
  @property({ attribute: false }) returnUrl: string | null = null;

  override render() {
    return html`<section>
      <h1>${this.heading}</h1>
      <p>${this.sentence}</p>
      ${
        this.returnUrl
          ? html`<a class="button primary" rel="noreferrer" href=${this.returnUrl}
              >${msg('Back to the course')}</a
            >`
          : nothing
      }
      ${this.advice ? html`<p class="advice">${this.advice}</p>` : nothing}
      <slot></slot>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-calm-page': LookforCalmPage;
  }
}

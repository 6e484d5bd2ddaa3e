import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Clip } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';

/**
 * What one can take away from a clip and try: its practices, numbered. Nothing when none is written.
 *
 * @tag lookfor-clip-practices
 */
@customElement('lookfor-clip-practices')
export class LookforClipPractices extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      section {
        padding-block-start: var(--lf-7);
      }
      h2 {
        padding-block-end: var(--lf-4);
        font: 600 var(--lf-text-xl) / 1.25 var(--lf-font-text);
      }
      ol {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: var(--lf-5);
        counter-reset: practice;
      }
      li {
        padding-block: var(--lf-3);
        border-block-start: 1px solid var(--lf-ink-3);
        counter-increment: practice;
      }
      li::before {
        display: block;
        color: var(--lf-ink-3);
        content: counter(practice);
        font: 400 var(--lf-text-2xl) / 1.2 var(--lf-font-text);
      }
      h3 {
        padding-block: var(--lf-1);
        font: 600 var(--lf-text-l) / 1.35 var(--lf-font-text);
      }
      p {
        font: 400 1.0625rem/1.55 var(--lf-font-text);
        text-wrap: pretty;
      }
      @container (max-width: 37rem) {
        ol {
          grid-template-columns: 1fr;
          gap: 0;
        }
        li {
          display: grid;
          grid-template-columns: 2.25rem 1fr;
          border-block-start: var(--lf-line);
        }
      }
    `,
  ];

  @property({ attribute: false }) practices: Clip['description']['practices'] = [];

  override render() {
    const written = this.practices.filter((practice) => practice.title || practice.text);
    if (written.length === 0) return nothing;
    return html`<section aria-labelledby="practices">
      <h2 id="practices">${msg('Practices to take away')}</h2>
      <ol>
        ${written.map(
          (practice) =>
            html`<li>
              <div>
                <h3>${practice.title}</h3>
                <p>${practice.text}</p>
              </div>
            </li>`,
        )}
      </ol>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-practices': LookforClipPractices;
  }
}

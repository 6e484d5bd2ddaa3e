import { msg } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { heritageRoutes, type HeritageReading } from '#contract/heritage';
import { LookforElement } from '#elements/kit/element';
import { failed } from '#elements/kit/states';

/**
 * What people made of a clip and show on its page; nothing while nobody does.
 *
 * @tag lookfor-clip-heritage
 */
@customElement('lookfor-clip-heritage')
export class LookforClipHeritage extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      section {
        padding-block-start: var(--lf-5);
      }
      h2 {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--lf-2);
        padding-block-end: var(--lf-2);
        font: 600 var(--lf-text-m) / 1.4 var(--lf-font-ui);
      }
      small {
        color: var(--lf-ink-2);
        font-weight: 400;
      }
      li {
        padding-block: var(--lf-3);
        border-block-start: var(--lf-line);
      }
      summary {
        cursor: pointer;
        font: italic 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
        overflow-wrap: anywhere;
      }
      details p {
        padding-block-start: var(--lf-2);
        font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
        overflow-wrap: anywhere;
      }
      li > p {
        padding-block-start: var(--lf-1);
        color: var(--lf-ink-2);
      }
    `,
  ];

  @property({ attribute: 'clip-id' }) clipId = '';

  #reading = new Task(this, {
    args: () => [this.clipId, this.api] as const,
    task: async ([clipId, api], { signal }) =>
      clipId
        ? (await api.call(heritageRoutes.listReadings, { params: { clipId } }, { signal })).readings
        : [],
  });

  #renderOne(reading: HeritageReading): TemplateResult {
    const { title, question, author, courseTitle, paragraphs } = reading;
    return html`<li>
      <details>
        <summary>${title || question || msg('Untitled narration')}</summary>
        ${paragraphs.map((text) => html`<p>${text}</p>`)}
      </details>
      <p>${[author ?? msg('A student'), courseTitle].filter(Boolean).join(', ')}</p>
    </li>`;
  }

  override render() {
    return this.#reading.render({
      error: (error) => failed(error, () => void this.#reading.run()),
      complete: (readings) =>
        readings.length === 0
          ? nothing
          : html`<section aria-labelledby="heritage">
              <h2 id="heritage">
                ${msg('What others read in it')} <small>${readings.length}</small>
              </h2>
              <ul>
                ${readings.map((reading) => this.#renderOne(reading))}
              </ul>
            </section>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-heritage': LookforClipHeritage;
  }
}

import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ContrastCite, Reading } from '#contract/observations';
import type { LookFor, TaskPlan } from '#contract/tasks';
import { citeWords } from '#elements/contrast/cite-words';
import { LookforElement } from '#elements/kit/element';
import '#elements/player/cited-moment';
import { readerName } from './reader-name.ts';

const CITED_SECONDS = 5;

/**
 * How everybody held two cases against each other, look-for by look-for: how many say same, how
 * many different, and each one's reason with its moments, which are played in place.
 *
 * @tag lookfor-contrast-readings
 */
@customElement('lookfor-contrast-readings')
export class LookforContrastReadings extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        padding: var(--lf-5) 1.25rem;
        border-block-start: var(--lf-line);
      }
      h2 {
        font: 400 var(--lf-text-l) / 1.3 var(--lf-font-text);
      }
      h3 {
        font-weight: 600;
      }
      details {
        padding-block: var(--lf-2);
        border-block-end: var(--lf-line);
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--lf-3);
        cursor: pointer;
      }
      .count {
        color: var(--lf-ink-2);
      }
      ul {
        margin: 0;
        padding: var(--lf-2) 0 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 11rem 6rem minmax(0, 1fr);
        gap: 0 var(--lf-4);
        padding-block: var(--lf-2);
      }
      .written {
        font: 400 var(--lf-text-m) / 1.45 var(--lf-font-text);
        white-space: pre-line;
      }
      .cites {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-1) var(--lf-3);
      }
      lookfor-cited-moment {
        display: block;
        max-inline-size: 24rem;
        margin-block-start: var(--lf-3);
      }
      @media (max-width: 640px) {
        :host {
          padding-inline: var(--lf-4);
        }
        li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) plan!: TaskPlan;
  @property({ attribute: false }) readings: readonly Reading[] = [];

  /** The moment that is open to be played. */
  @state() private shown: ContrastCite | undefined;

  override render() {
    return html`<h2>${msg('Two cases')}</h2>
      ${this.plan.lookFors.map((lookFor) => this.#renderLookFor(lookFor))}
      ${this.shown ? this.#renderShown(this.shown) : nothing}`;
  }

  #renderLookFor({ id, label }: LookFor): TemplateResult | typeof nothing {
    const said = this.readings.flatMap((reading) => {
      const row = reading.contrast?.[id];
      return row ? [{ reading, row }] : [];
    });
    const count = (verdict: 'same' | 'different') =>
      said.filter(({ row }) => row.verdict === verdict).length;
    return html`<details ?open=${said.length > 0 && said.length <= 3}>
      <summary>
        <h3>${label}</h3>
        <span class="count"
          >${said.length === 0 ? msg('nobody said anything') : msg(str`same ${count('same')}, different ${count('different')}`)}</span
        >
      </summary>
      <ul>
        ${said.map(
          ({ reading, row }) =>
            html`<li>
              <b>${readerName(reading)}</b>
              <span
                >${row.verdict === 'same' ? msg('same') : row.verdict === 'different' ? msg('different') : '–'}</span
              >
              <div>
                <p class="written">${row.because}</p>
                <p class="cites">
                  ${row.cites.map(
                    (cite) =>
                      html`<button class="quiet" @click=${() => (this.shown = cite)}>
                        ${citeWords(cite)}
                      </button>`,
                  )}
                </p>
              </div>
            </li>`,
        )}
      </ul>
    </details>`;
  }

  #renderShown({ of, seconds }: ContrastCite): TemplateResult {
    const { clipId, contrast, excerpt } = this.plan;
    return html`<lookfor-cited-moment
      .api=${this.api}
      .localStore=${this.localStore}
      clip-id=${(of === 'first' ? clipId : contrast?.clipId) ?? ''}
      .excerpt=${of === 'first' ? excerpt : undefined}
      .startSeconds=${seconds}
      .endSeconds=${seconds + CITED_SECONDS}
      clip-title=${of === 'first' ? msg('First case') : msg('Second case')}
    ></lookfor-cited-moment>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-contrast-readings': LookforContrastReadings;
  }
}

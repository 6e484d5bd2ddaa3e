import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Reading } from '#contract/observations';
import type { Belief, LookFor } from '#contract/tasks';
import { cssFacts } from '#elements/kit/css-facts';
import { LookforElement } from '#elements/kit/element';
import { beliefWords } from '#elements/observation/belief-words';
import { beliefsAndCoded, farthestBelief, type BeliefAndCoded } from './beliefs.rules.ts';
import { picturePanelStyles } from './picture-panel.styles.ts';

/**
 * Perception and evidence (C4): what I believed before the first pass beside what my own marks
 * say. Shown to its author only.
 *
 * @tag lookfor-beliefs-coded
 */
@customElement('lookfor-beliefs-coded')
export class LookforBeliefsCoded extends LookforElement {
  static override styles = [
    LookforElement.styles,
    picturePanelStyles,
    css`
      .belief h3 {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-xs);
      }
      .belief p {
        color: var(--lf-ink-3);
        font-size: var(--lf-text-m);
      }
      .belief b {
        color: var(--lf-ink);
        font-weight: 600;
      }
      .scale-row {
        display: grid;
        grid-template-columns: 0.75rem minmax(0, 1fr) 2rem;
        align-items: center;
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
      }
      .scale-row span:last-child {
        text-align: end;
      }
      .scale {
        position: relative;
        block-size: 22px;
        margin-inline: 6px;
      }
      .scale::before {
        content: '';
        position: absolute;
        inset: 10px 0 auto;
        border-block-start: 2px solid var(--lf-rule);
      }
      .scale i,
      .basis i {
        inline-size: 12px;
        block-size: 12px;
        border: 2px solid var(--lf-ink-2);
        border-radius: 50%;
        background: var(--lf-paper);
      }
      .scale i {
        position: absolute;
        inset-block-start: 5px;
        inset-inline-start: calc(var(--p) * 100%);
        margin-inline-start: -6px;
      }
      i.coded {
        border-color: var(--lf-ink);
        background: var(--lf-ink);
      }
      .scale .gap {
        inset-block-start: 10px;
        inline-size: calc(var(--length) * 100%);
        block-size: 2px;
        margin: 0;
        border: 0;
        border-radius: 0;
        background: var(--lf-ink-2);
      }
    `,
  ];

  @property({ attribute: false }) beliefs: readonly Belief[] = [];
  @property({ attribute: false }) answers: Readonly<Record<string, number>> = {};
  @property({ attribute: false }) marks: Reading['marks'] = [];
  @property({ attribute: false }) lookFors: readonly LookFor[] = [];
  @property({ type: Boolean, attribute: 'as-table', reflect: true }) asTable = false;

  override render() {
    const all = beliefsAndCoded(this.beliefs, this.answers, this.marks, this.lookFors);
    return html`<div class="panel-head">
        <h2>${msg('What you believed, what you coded')}</h2>
        <button
          class="plain"
          aria-pressed=${this.asTable}
          @click=${() => (this.asTable = !this.asTable)}
        >
          ${msg('Table')}
        </button>
      </div>
      <p class="says">${findingWords(all)}</p>
      ${
        this.asTable
          ? renderTable(all)
          : html`${all.map(renderBelief)}
              <p class="basis" aria-hidden="true">
                <span><i></i>${msg('what you believed')}</span>
                <span><i class="coded"></i>${msg('what your marks say')}</span>
              </p>`
      }`;
  }
}

function renderBelief(one: BeliefAndCoded): TemplateResult {
  const { belief, believed, coded, maximum } = one;
  const at = (value: number) => Math.min(1, Math.max(0, value / maximum));
  const [from, to] = [believed, coded].map((value) => at(value ?? 0)).sort((a, b) => a - b);
  const isBoth = believed !== null && coded !== null;
  return html`<div class="belief row">
    <h3>${belief.question}</h3>
    <p>${saidWords(one)} <b>${codedWords(one)}</b></p>
    <div class="scale-row" aria-hidden="true">
      <span>0</span>
      <div class="scale">
        ${isBoth ? html`<i class="gap" ${cssFacts({ '--p': from ?? 0, '--length': (to ?? 0) - (from ?? 0) })}></i>` : nothing}
        ${believed === null ? nothing : html`<i ${cssFacts({ '--p': at(believed) })}></i>`}
        ${coded === null ? nothing : html`<i class="coded" ${cssFacts({ '--p': at(coded) })}></i>`}
      </div>
      <span>${belief.measure === 'share' ? msg('all') : beliefMaximum(one)}</span>
    </div>
  </div>`;
}

function renderTable(all: readonly BeliefAndCoded[]): TemplateResult {
  return html`<div
    class="table-frame"
    role="region"
    aria-label=${msg('What you believed, what you coded')}
    tabindex="0"
  >
    <table>
      <thead>
        <tr>
          <th scope="col">${msg('Question')}</th>
          <th scope="col">${msg('You believed')}</th>
          <th scope="col">${msg('Your marks say')}</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          (one) =>
            html`<tr>
              <th scope="row">${one.belief.question}</th>
              <td>${one.believed === null ? '–' : beliefWords(one.belief, one.believed)}</td>
              <td>${codedWords(one)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function beliefMaximum({ belief, maximum }: BeliefAndCoded): string {
  const end = Math.ceil(maximum);
  return belief.measure === 'seconds' ? msg(str`${end} s`) : String(end);
}

function saidWords({ belief, believed }: BeliefAndCoded): string {
  if (believed === null) return msg('You did not say; your marks say');
  return msg(str`You said ${beliefWords(belief, believed)}, your marks say`);
}

function codedWords({ belief, coded, of }: BeliefAndCoded): string {
  if (coded === null) return msg('nothing of it');
  if (of) return msg(str`${of.part} of ${of.whole}`);
  return beliefWords(belief, coded);
}

function findingWords(all: readonly BeliefAndCoded[]): string {
  if (all.every((one) => one.believed === null)) return msg('You did not say what you believed.');
  const farthest = farthestBelief(all);
  if (!farthest) return msg('What you coded is close to what you believed.');
  const { question } = farthest.found.belief;
  return farthest.isMore
    ? msg(str`“${question}” More than you believed.`)
    : msg(str`“${question}” Less than you believed.`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-beliefs-coded': LookforBeliefsCoded;
  }
}

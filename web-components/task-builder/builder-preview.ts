import { msg, str } from '@lit/localize';
import { html, nothing, svg, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Framework } from '#contract/frameworks';
import type { LookFor, NarrationPlan, Pass, TaskPlan } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { hueStyles } from '#elements/observation/hues.styles';
import { choices } from './form-parts.ts';
import { previewStyles } from './preview.styles.ts';

const NARRATION = 'narration';

/** Marks of nobody, so that lanes can be imagined: start and length in hundredths, by lane. */
const SAMPLE_MARKS: readonly (readonly (readonly [number, number])[])[] = [
  [
    [9, 8],
    [44, 11],
  ],
  [[56, 7]],
  [[32, 5]],
  [
    [21, 6],
    [70, 9],
  ],
];

/**
 * What students will see of a plan, live and small: one pass, or the narration. Nothing in it can
 * be used.
 *
 * @tag lookfor-builder-preview
 */
@customElement('lookfor-builder-preview')
export class LookforBuilderPreview extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, hueStyles, previewStyles];

  @property({ attribute: false }) plan!: TaskPlan;
  @property({ attribute: false }) framework: Framework | null = null;
  /** A frame of the clip. */
  @property({ attribute: false }) posterUrl: string | null = null;
  /** Which part is shown: the id of a pass, or `narration`. */
  @property({ attribute: 'shown-part' }) shownPart = '';

  override render() {
    const { passes, narration } = this.plan;
    const parts = [
      ...passes.map((pass, at) => ({ value: pass.id, words: msg(str`Pass ${at + 1}`) })),
      ...(narration ? [{ value: NARRATION, words: msg('Narration') }] : []),
    ];
    const shown = parts.some((one) => one.value === this.shownPart)
      ? this.shownPart
      : parts[0]?.value;
    const at = passes.findIndex((pass) => pass.id === shown);
    const pass = passes[at];
    return html`<div class="head">
        <h2>${msg('What students will see')}</h2>
        ${
          parts.length > 1 && shown
            ? choices('part', shown, parts, (part) => {
                this.shownPart = part;
              })
            : nothing
        }
      </div>
      <div class="preview" inert>
        ${pass ? this.#renderPass(pass, at) : narration ? this.#renderNarration(narration) : html`<p class="nothing">${msg('Nothing yet: add a pass.')}</p>`}
      </div>`;
  }

  #renderPass(pass: Pass, at: number): TemplateResult {
    const asked = pass.moments.flatMap((moment) => {
      const lookFor = this.plan.lookFors.find((one) => one.id === moment.lookForId);
      return lookFor ? [{ lookFor, minimum: moment.minimum }] : [];
    });
    const lanes = pass.tools.codes || asked.length > 0 ? this.plan.lookFors.slice(0, 4) : [];
    return html`<p class="ask">${pass.prompt || msg('What is the question of this pass?')}</p>
      <div class="columns">
        <ol class="rail">
          ${this.plan.passes.map(
            (one, place) =>
              html`<li class=${place === at ? 'now' : ''}>
                <b>${place + 1} ${one.title}</b>${
                  place < at
                    ? msg('done')
                    : place === at
                      ? asked.map(
                          ({ lookFor, minimum }) =>
                            html`<span
                              >${msg(str`0 of ${minimum}`)}
                              ${lookFor.label || msg('look-for')}</span
                            >`,
                        )
                      : nothing
                }
              </li>`,
          )}
          <li><b>${this.plan.passes.length + 1} ${msg('Compare')}</b>${msg('after handing in')}</li>
        </ol>
        <div class="watch">
          <div class="screen ${pass.tools.sound ? '' : 'silent'}">
            ${this.posterUrl ? html`<img src=${this.posterUrl} alt="" />` : icon('film')}
            ${pass.tools.sound ? nothing : html`<span>${icon('sound-off')}</span>`}
          </div>
          ${lanes.length > 0 ? this.#renderLanes(lanes) : nothing}
        </div>
        <ul class="notes">
          ${(pass.tools.codes ? ['0:12–0:19', '0:48–1:02', '1:15'] : ['0:12', '0:48']).map(
            (time) => html`<li><b>${time}</b><i></i><i></i></li>`,
          )}
        </ul>
      </div>`;
  }

  #renderLanes(lookFors: readonly LookFor[]): TemplateResult {
    return html`<ul class="lanes">
      ${lookFors.map((lookFor, at) => {
        const code = this.framework?.codes.find((one) => one.id === lookFor.codeId);
        return html`<li class=${code ? `hue-${code.hue}` : nothing}>
          <span>${lookFor.label || msg('look-for')}</span>
          <svg viewBox="0 0 100 12" preserveAspectRatio="none">
            ${(SAMPLE_MARKS[at] ?? []).map(
              ([start, length]) => svg`<rect x=${start} y="2" width=${length} height="8" rx="1" />`,
            )}
          </svg>
        </li>`;
      })}
    </ul>`;
  }

  #renderNarration(narration: NarrationPlan): TemplateResult {
    const { minimumWords, maximumWords, minimumCitations } = narration;
    return html`<p class="ask">${narration.prompt || msg('What is the narration about?')}</p>
      <div class="narration">
        <div class="paper">
          <i class="title"></i><i></i><i></i><i class="short"></i>
          <figure>
            ${this.posterUrl ? html`<img src=${this.posterUrl} alt="" />` : icon('film')}
            <figcaption><b>0:48–1:02</b><i></i></figcaption>
          </figure>
          <i></i><i></i><i class="short"></i>
        </div>
        <dl>
          <dt>${msg('Words')}</dt>
          <dd>
            ${maximumWords > 0 ? `${minimumWords}–${maximumWords}` : msg(str`${minimumWords} or more`)}
          </dd>
          <dt>${msg('Cited moments')}</dt>
          <dd>${msg(str`0 of ${minimumCitations}`)}</dd>
          ${
            narration.criteria.length > 0
              ? html`<dt>${msg('What is looked at')}</dt>
                  ${narration.criteria.map(
                    (criterion) =>
                      html`<dd class="hue-${criterion.hue}">
                        <span class="swatch">${criterion.title || msg('a criterion')}</span>
                        ${Math.max(0, ...criterion.levels.map((level) => level.points))}
                      </dd>`,
                  )}`
              : nothing
          }
        </dl>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-preview': LookforBuilderPreview;
  }
}

import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import '#elements/heritage/shown-work';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import './beliefs-coded.ts';
import './children-seen.ts';
import './code-agreement.ts';
import type { Compared } from './compared-readings.ts';
import './contrast-readings.ts';

/**
 * What stands below the line of time: pictures of the same notes, each with its table, the two
 * cases of a contrast, and the ways on to what one has shown and how one's noticing changes.
 *
 * @tag lookfor-comparison-pictures
 * @fires lookfor-navigate {NavigateRequest} - the own growth is wished
 */
@customElement('lookfor-comparison-pictures')
export class LookforComparisonPictures extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
      }
      .pictures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        border-block-start: var(--lf-line);
      }
      .pictures > * {
        border-block-end: var(--lf-line);
        border-inline-start: var(--lf-line);
        margin-inline-start: -1px;
      }
      .pictures > [as-table] {
        grid-column: 1 / -1;
      }
      .showing {
        max-inline-size: 44rem;
        padding: 0 1.25rem var(--lf-3);
      }
      .growth {
        padding: var(--lf-3) 1.25rem var(--lf-5);
      }
      .growth button {
        padding-inline: 0;
      }
    `,
  ];

  /** What is compared; nothing is shown without it. */
  @property({ attribute: false }) compared: Compared | undefined;
  /** Who is in the clip, and when they are on the screen. */
  @property({ attribute: false }) people: Playback['people'] = [];
  @property({ attribute: false }) durationSeconds = 0;
  /** Numbers in place of pictures. */
  @property({ type: Boolean, attribute: 'as-tables' }) asTables = false;

  override render() {
    if (!this.compared) return nothing;
    const { task, comparison, scheme } = this.compared;
    const { plan } = task;
    const { readings } = comparison;
    const me = readings.find((reading) => reading.kind === 'me');
    return html`<div class="pictures">
        <lookfor-code-agreement
          .localStore=${this.localStore}
          .readings=${readings}
          .scheme=${scheme}
          .durationSeconds=${this.durationSeconds}
          ?as-table=${this.asTables}
        ></lookfor-code-agreement>
        <lookfor-children-seen
          .people=${this.people}
          .readings=${readings}
          ?as-table=${this.asTables}
        ></lookfor-children-seen>
        ${this.#renderBeliefs(this.compared)}
      </div>
      ${
        plan.contrast
          ? html`<lookfor-contrast-readings
              .api=${this.api}
              .localStore=${this.localStore}
              .plan=${plan}
              .readings=${readings}
            ></lookfor-contrast-readings>`
          : nothing
      }
      ${me ? this.#renderOwn(task.id) : nothing}`;
  }

  /** Only who answered before looking, and then looked, can hold the one against the other. */
  #renderBeliefs({ task: { plan }, comparison }: Compared): TemplateResult | typeof nothing {
    const me = comparison.readings.find((reading) => reading.kind === 'me');
    const beliefs = plan.beliefs?.filter((belief) => belief.question !== '') ?? [];
    if (!me || beliefs.length === 0) return nothing;
    return html`<lookfor-beliefs-coded
      .beliefs=${beliefs}
      .answers=${comparison.beliefs}
      .marks=${me.marks}
      .lookFors=${plan.lookFors}
      ?as-table=${this.asTables}
    ></lookfor-beliefs-coded>`;
  }

  #renderOwn(taskId: string): TemplateResult {
    return html`<div class="showing">
        <lookfor-shown-work .api=${this.api} task-id=${taskId}></lookfor-shown-work>
      </div>
      <p class="growth">
        <button
          class="quiet"
          @click=${() => this.dispatchEvent(new NavigateRequest('growth', { taskId }))}
        >
          ${msg('How your noticing changes')}
        </button>
      </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-comparison-pictures': LookforComparisonPictures;
  }
}

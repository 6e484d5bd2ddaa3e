import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MaskPlan } from '#contract/masking';
import { cssFacts } from '#elements/kit/css-facts';
import { LookforElement } from '#elements/kit/element';
import { formatRange, formatSeconds, spokenSeconds } from '#elements/kit/time';
import { MaskMoment, MaskSelect } from './events.ts';
import { EMPTY_PLAN, type Selected } from './mask-edit.rules.ts';

/**
 * When each box and each silence covers the film: a lane for each, with the moments at which a box
 * was placed. What is pressed is selected, and the film goes there.
 *
 * @tag lookfor-mask-timeline
 * @fires lookfor-mask-select - a lane was chosen
 * @fires lookfor-mask-moment - the wish to see a moment
 */
@customElement('lookfor-mask-timeline')
export class LookforMaskTimeline extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        --name: 4.5rem;
        position: relative;
      }
      input[type='range'] {
        display: block;
        inline-size: calc(100% - var(--name));
        block-size: 1.75rem;
        margin: 0;
        margin-inline-start: var(--name);
        accent-color: var(--lf-accent);
      }
      li {
        display: grid;
        grid-template-columns: var(--name) minmax(0, 1fr);
        align-items: center;
        min-block-size: 2rem;
        border-block-start: var(--lf-line);
      }
      .name {
        justify-content: start;
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .lane {
        position: relative;
        block-size: 2rem;
        margin-inline: 8px;
      }
      .bar {
        position: absolute;
        inset: 9px auto auto calc(var(--from) * 100%);
        inline-size: max(4px, calc(var(--long) * 100%));
        min-block-size: 0;
        block-size: 14px;
        padding: 0;
        border: 1px solid var(--lf-field);
        border-radius: 3px;
        background: var(--lf-sunken);
      }
      .sound .bar {
        background: var(--lf-noticed-soft);
        border-color: var(--lf-noticed);
      }
      .current .bar {
        border-color: var(--lf-accent);
        background: var(--lf-accent-soft);
      }
      .key {
        position: absolute;
        inset: 4px auto auto calc(var(--from) * 100% - 12px);
        inline-size: 24px;
        min-block-size: 24px;
        block-size: 24px;
        padding: 0;
        border: 0;
        background: none;
      }
      .key::after {
        inline-size: 9px;
        block-size: 9px;
        border: 1.5px solid var(--lf-surface);
        border-radius: 1px;
        background: var(--lf-ink);
        rotate: 45deg;
        content: '';
      }
      .current .key::after {
        background: var(--lf-accent);
      }
      .now {
        position: absolute;
        inset-block: 0;
        inset-inline-start: calc(var(--from) * 100%);
        inline-size: 1.5px;
        background: var(--lf-danger);
        pointer-events: none;
      }
      @media (max-width: 40rem) {
        :host {
          --name: 3.75rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) plan: MaskPlan = EMPTY_PLAN;
  @property({ attribute: false }) selected: Selected | undefined;
  @property({ type: Number }) seconds = 0;
  @property({ type: Number, attribute: 'duration-seconds' }) durationSeconds = 0;

  #share(seconds: number): number {
    return this.durationSeconds > 0 ? Math.min(1, seconds / this.durationSeconds) : 0;
  }

  #select(selected: Selected, seconds?: number): void {
    this.dispatchEvent(new MaskSelect(selected));
    if (seconds !== undefined) this.dispatchEvent(new MaskMoment(seconds));
  }

  readonly #handleSlide = (event: Event): void => {
    this.dispatchEvent(new MaskMoment(Number((event.target as HTMLInputElement).value)));
  };

  #renderLane(
    selected: Selected,
    name: string,
    [start, end]: readonly [number, number],
    moments: readonly number[],
  ): TemplateResult {
    const { kind, at } = selected;
    const isCurrent = this.selected?.kind === kind && this.selected.at === at;
    const [from, to] = [this.#share(start), this.#share(end)];
    return html`<li class="${kind} ${isCurrent ? 'current' : ''}">
      <button
        class="plain name"
        aria-current=${isCurrent ? 'true' : nothing}
        @click=${() => this.#select(selected)}
      >
        ${name}
      </button>
      <div class="lane">
        <button
          class="bar"
          tabindex="-1"
          aria-label=${msg(str`${name}, ${formatRange(start, end)}`)}
          title=${formatRange(start, end)}
          ${cssFacts({ '--from': from, '--long': Math.max(0, to - from) })}
          @click=${() => this.#select(selected, start)}
        ></button>
        ${
          // So many moments were not placed by hand: they would be a wall of diamonds.
          moments.length > 40
            ? nothing
            : moments.map(
                (moment) =>
                  html`<button
                    class="key"
                    aria-label=${msg(str`${name}: placed at ${spokenSeconds(moment)}`)}
                    title=${formatSeconds(moment)}
                    ${cssFacts({ '--from': this.#share(moment) })}
                    @click=${() => this.#select(selected, moment)}
                  ></button>`,
              )
        }
        <i class="now" ${cssFacts({ '--from': this.#share(this.seconds) })}></i>
      </div>
    </li>`;
  }

  override render() {
    const { boxes, sounds } = this.plan;
    return html`
      <input
        type="range"
        min="0"
        max=${this.durationSeconds}
        step="0.04"
        .value=${String(this.seconds)}
        aria-label=${msg('Position in the film')}
        aria-valuetext=${spokenSeconds(this.seconds)}
        @input=${this.#handleSlide}
      />
      <ol aria-label=${msg('What is masked')}>
        ${boxes.map(({ range, keys }, at) =>
          this.#renderLane(
            { kind: 'box', at },
            msg(str`Box ${at + 1}`),
            range,
            keys.map(({ atSeconds }) => atSeconds),
          ),
        )}
        ${sounds.map(({ range }, at) =>
          this.#renderLane({ kind: 'sound', at }, msg(str`Words ${at + 1}`), range, []),
        )}
      </ol>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-mask-timeline': LookforMaskTimeline;
  }
}

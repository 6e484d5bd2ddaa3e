import { msg } from '@lit/localize';
import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clipRoutes, type Clip } from '#contract/clips';
import { curationRoutes, type Curation, type CurationStep } from '#contract/curation';
import type { CurationMove } from '#contract/vocabulary';
import { ClipChange } from '#elements/clip-library/events';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { formatDay } from '#elements/kit/time';
import { clipCurationStyles } from './clip-curation.styles.ts';
import { impactWords, moveWords, standingWords, stateWords } from './curation-words.ts';
import { stationsOf, type Station } from './stations.rules.ts';

/** Moves that are told with a reason. */
const NEEDS_WHY: readonly CurationMove[] = ['return', 'retire'];

/**
 * The way of a clip through the library: where it stands, who moved it and why, and what one may do
 * next. Before a clip is retired, it says what uses it.
 *
 * @tag lookfor-clip-curation
 * @fires lookfor-clip-change - the clip as it is after a move
 */
@customElement('lookfor-clip-curation')
export class LookforClipCuration extends LookforElement {
  static override styles = [LookforElement.styles, clipCurationStyles];

  @state() private curation: Curation | undefined;
  /** The move whose reason is being written. */
  @state() private asked: CurationMove | undefined;
  @state() private why = '';
  @state() private problem: unknown;
  @state() private isMoving = false;

  @property({ attribute: false }) clip: Clip | undefined;

  readonly #loading = new Task(this, {
    args: () => [this.clip?.id, this.clip?.curation, this.api] as const,
    task: async ([clipId, , api], { signal }) => {
      if (!clipId) return;
      const params = { clipId };
      this.curation = await api.call(curationRoutes.getCuration, { params }, { signal });
    },
  });

  readonly #handleWhy = (event: Event): void => {
    this.why = (event.target as HTMLTextAreaElement).value;
  };

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    if (this.asked) void this.#move(this.asked);
  };

  async #move(move: CurationMove): Promise<void> {
    const { clip } = this;
    if (!clip || this.isMoving) return;
    this.isMoving = true;
    this.problem = undefined;
    const params = { clipId: clip.id };
    try {
      const body = { move, why: this.why };
      this.curation = await this.api.call(curationRoutes.moveClip, { params, body });
      this.asked = undefined;
      this.why = '';
      this.dispatchEvent(new ClipChange(await this.api.call(clipRoutes.getClip, { params })));
    } catch (error) {
      this.problem = error;
    } finally {
      this.isMoving = false;
    }
  }

  #press(move: CurationMove): void {
    this.problem = undefined;
    if (NEEDS_WHY.includes(move)) this.asked = move;
    else void this.#move(move);
  }

  #renderStations(curation: Curation): TemplateResult {
    return html`<ol class="stations">
      ${stationsOf(curation).map(
        (station) =>
          html`<li
            class=${station.isReached ? 'past' : ''}
            aria-current=${station.isHere ? 'step' : nothing}
          >
            <b>${stationWords(station)}</b>
            <span>${station.day ? formatDay(station.day) : ''}</span>
          </li>`,
      )}
    </ol>`;
  }

  #renderReason({ impact }: Curation): TemplateResult | typeof nothing {
    const { asked } = this;
    if (!asked) return nothing;
    return html`<form class="reason" @submit=${this.#handleSubmit}>
      ${asked === 'retire' ? html`<p>${impactWords(impact)}</p>` : nothing}
      <label
        >${msg('Why?')}
        <textarea rows="2" required maxlength="2000" .value=${this.why} @input=${this.#handleWhy}>
        </textarea>
      </label>
      <div class="moves">
        <button type="submit" ?disabled=${this.isMoving || this.why.trim() === ''}>
          ${moveWords(asked)}
        </button>
        <button type="button" class="plain" @click=${() => (this.asked = undefined)}>
          ${msg('Cancel')}
        </button>
      </div>
    </form>`;
  }

  #renderStep(step: CurationStep): TemplateResult {
    const to = step.to === 'draft' ? msg('Given back') : stateWords(step.to);
    const by = step.by || msg('Somebody who has left');
    return html`<li>
      <b>${to}</b> · ${by} · ${formatDay(step.at.slice(0, 10))}
      ${step.why ? html`<p class="why">${step.why}</p>` : nothing}
    </li>`;
  }

  override render() {
    const { curation } = this;
    if (!curation) {
      return this.#loading.status === TaskStatus.ERROR
        ? failed(this.#loading.error, () => void this.#loading.run())
        : loading(msg('Loading…'));
    }
    return html`<div class="way">
        ${this.#renderStations(curation)}
        <p class="standing">${standingWords(curation)}</p>
        ${
          this.problem === undefined
            ? nothing
            : html`<p class="problem" role="alert">${problemWords(this.problem)}</p>`
        }
        ${
          this.asked
            ? this.#renderReason(curation)
            : html`<div class="moves">
                ${curation.moves.map(
                  (move) =>
                    html`<button ?disabled=${this.isMoving} @click=${() => this.#press(move)}>
                      ${moveWords(move)}
                    </button>`,
                )}
              </div>`
        }
      </div>
      ${
        curation.steps.length > 0
          ? html`<details class="history">
              <summary>${msg('History')}</summary>
              <ol>
                ${curation.steps.map((step) => this.#renderStep(step))}
              </ol>
            </details>`
          : nothing
      } `;
  }
}

function stationWords({ name, state }: Station): string {
  if (name === 'checked') return msg('Consents checked');
  return name === 'review' ? msg('Review date') : stateWords(state);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-curation': LookforClipCuration;
  }
}

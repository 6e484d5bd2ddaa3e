import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ContrastCite, ContrastRow, Observation } from '#contract/observations';
import type { LookFor, Task } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import '#elements/kit/save-state';
import { hueStyles } from '#elements/observation/hues.styles';
import '#elements/player/clip-player';
import { PlaybackController } from '#elements/player/playback-controller';
import { citeWords } from './cite-words.ts';
import { ContrastSession } from './contrast-session.ts';

/** The server has another state of the observation. */
export class ContrastSaved extends Event {
  static readonly eventName = 'lookfor-contrast-saved';
  readonly observation: Observation;

  constructor(observation: Observation) {
    super(ContrastSaved.eventName, OUTWARD);
    this.observation = observation;
  }
}

/** A cited moment is played for so long. */
const CITED_SECONDS = 5;

/**
 * Two cases side by side, and under each look-for: same or different, and why, with moments of
 * both. Kept as it is written; handed in with the observation.
 *
 * @tag lookfor-contrast-cases
 * @fires lookfor-contrast-saved {ContrastSaved} - the server has a row
 */
@customElement('lookfor-contrast-cases')
export class LookforContrastCases extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    css`
      .page {
        display: grid;
        gap: var(--lf-5);
        padding: var(--lf-4) 1.25rem var(--lf-6);
      }
      .clips {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--lf-4);
      }
      h2 {
        margin-block-end: var(--lf-2);
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
        font-weight: 600;
      }
      .ask {
        font: 400 var(--lf-text-l) / 1.3 var(--lf-font-text);
      }
      .lead {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--lf-3);
      }
      fieldset {
        display: grid;
        grid-template-columns: 11rem 9.5rem minmax(0, 1fr);
        gap: var(--lf-2) var(--lf-4);
        align-items: start;
        margin: 0;
        padding: var(--lf-3) 0;
        border: 0;
        border-block-start: var(--lf-line);
      }
      legend {
        display: contents;
      }
      .verdicts {
        display: flex;
      }
      .verdicts label {
        display: grid;
        place-items: center;
        min-block-size: 2.25rem;
        padding-inline: var(--lf-3);
        border: 1px solid var(--lf-field);
        cursor: pointer;
      }
      .verdicts label:first-child {
        border-radius: var(--lf-radius) 0 0 var(--lf-radius);
      }
      .verdicts label:last-child {
        border-inline-start: 0;
        border-radius: 0 var(--lf-radius) var(--lf-radius) 0;
      }
      .verdicts label:has(:checked) {
        background: var(--lf-accent-soft);
        font-weight: 600;
      }
      .verdicts label:has(:focus-visible) {
        outline: 2px solid var(--lf-focus);
        outline-offset: 1px;
      }
      textarea {
        inline-size: 100%;
        min-block-size: 4rem;
        font: 400 var(--lf-text-m) / 1.45 var(--lf-font-text);
      }
      .because {
        display: grid;
        gap: var(--lf-2);
      }
      .because .written {
        font: 400 var(--lf-text-m) / 1.45 var(--lf-font-text);
        white-space: pre-line;
      }
      .cites {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-1) var(--lf-2);
      }
      .cite {
        display: inline-flex;
        align-items: center;
        border: var(--lf-line);
        border-radius: var(--lf-radius-s);
        background: var(--lf-surface);
      }
      .cite button {
        min-block-size: 1.75rem;
        padding-inline: 6px;
        border: 0;
        background: none;
        font-weight: 400;
      }
      @media (max-width: 760px) {
        .page {
          padding-inline: var(--lf-4);
        }
        .clips,
        fieldset {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (max-width: 640px) {
        .verdicts label,
        .cite button {
          min-block-size: 2.75rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) task!: Task;
  @property({ attribute: false }) observation!: Observation;
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  readonly #players = {
    first: new PlaybackController(this),
    second: new PlaybackController(this),
  };
  #session = new ContrastSession(this, (observation) =>
    this.dispatchEvent(new ContrastSaved(observation)),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('observation')) {
      const before = changed.get('observation');
      this.#session.adopt(this.observation.contrast ?? {});
      if (before?.taskId !== this.observation.taskId)
        void this.#session.open(this.observation.taskId);
    }
  }

  /** Sends what waits. Rejects with `ApiError` when it could not be sent. */
  flush(): Promise<void> {
    return this.#session.flush();
  }

  override render() {
    const { plan } = this.task;
    return html`<div class="page">
      <div class="clips">
        ${this.#renderClip('first', plan.clipId ?? '')}
        ${this.#renderClip('second', plan.contrast?.clipId ?? '')}
      </div>
      <section aria-labelledby="ask">
        <div class="lead">
          <p class="ask" id="ask">
            ${msg('What is the same, what is different, and because of what?')}
          </p>
          ${this.readOnly ? nothing : html`<lookfor-save-state .state=${this.#session.state} .kept=${1}></lookfor-save-state>`}
        </div>
        ${plan.lookFors.map((lookFor) => this.#renderRow(lookFor))}
      </section>
    </div>`;
  }

  #renderClip(which: ContrastCite['of'], clipId: string): TemplateResult {
    return html`<section aria-labelledby=${which}>
      <h2 id=${which}>${which === 'first' ? msg('First case') : msg('Second case')}</h2>
      <lookfor-player
        .api=${this.api}
        .localStore=${this.localStore}
        clip-id=${clipId}
        .excerpt=${which === 'first' ? this.task.plan.excerpt : undefined}
        controls="row"
        .controller=${this.#players[which]}
      ></lookfor-player>
    </section>`;
  }

  #renderRow(lookFor: LookFor): TemplateResult {
    const row = this.#session.row(lookFor.id);
    const hue = this.task.framework?.codes.find(({ id }) => id === lookFor.codeId)?.hue ?? 1;
    return html`<fieldset>
      <legend><span class="swatch hue-${hue}">${lookFor.label}</span></legend>
      ${this.readOnly ? this.#renderSaid(row) : this.#renderAsked(lookFor, row)}
    </fieldset>`;
  }

  #renderAsked(lookFor: LookFor, row: ContrastRow): TemplateResult {
    const { id, label } = lookFor;
    const choice = (verdict: 'same' | 'different', words: string) =>
      html`<label
        ><input
          class="unseen"
          type="radio"
          name=${id}
          .checked=${row.verdict === verdict}
          @change=${() => this.#session.change(id, { verdict })}
        />${words}</label
      >`;
    return html`<div class="verdicts">
        ${choice('same', msg('same'))} ${choice('different', msg('different'))}
      </div>
      <div class="because">
        <textarea
          maxlength="4000"
          aria-label=${msg(str`${label}: because`)}
          placeholder=${msg('because …')}
          .value=${row.because}
          @input=${(event: Event) =>
            this.#session.change(id, { because: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
        <div class="cites">
          ${row.cites.map((cite) => this.#renderCite(id, row, cite))}
          ${this.#renderAdd(id, row, 'first')} ${this.#renderAdd(id, row, 'second')}
        </div>
      </div>`;
  }

  #renderSaid(row: ContrastRow): TemplateResult {
    const verdict =
      row.verdict === 'same' ? msg('same') : row.verdict === 'different' ? msg('different') : '–';
    return html`<b>${verdict}</b>
      <div class="because">
        <p class="written">${row.because}</p>
        <div class="cites">${row.cites.map((cite) => this.#renderCite('', row, cite))}</div>
      </div>`;
  }

  #renderCite(lookForId: string, row: ContrastRow, cite: ContrastCite): TemplateResult {
    const words = citeWords(cite);
    return html`<span class="cite">
      <button title=${msg('Show this in the clip')} @click=${() => this.#show(cite)}>
        ${words}
      </button>
      ${
        this.readOnly
          ? nothing
          : html`<button
              aria-label=${msg(str`Take away ${words}`)}
              @click=${() =>
                this.#session.change(lookForId, {
                  cites: row.cites.filter((one) => one !== cite),
                })}
            >
              ${icon('close')}
            </button>`
      }
    </span>`;
  }

  #renderAdd(lookForId: string, row: ContrastRow, of: ContrastCite['of']): TemplateResult {
    return html`<button
      class="quiet"
      @click=${() => {
        const seconds = Math.round(this.#players[of].currentSeconds * 1_000) / 1_000;
        if (row.cites.some((one) => one.of === of && one.seconds === seconds)) return;
        this.#session.change(lookForId, { cites: [...row.cites, { of, seconds }] });
      }}
    >
      ${of === 'first' ? msg('Cite the first here') : msg('Cite the second here')}
    </button>`;
  }

  #show({ of, seconds }: ContrastCite): void {
    const other = this.#players[of === 'first' ? 'second' : 'first'];
    other.pause();
    void this.#players[of].playStretch([seconds, seconds + CITED_SECONDS]);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-contrast-cases': LookforContrastCases;
  }
  interface HTMLElementEventMap {
    'lookfor-contrast-saved': ContrastSaved;
  }
}

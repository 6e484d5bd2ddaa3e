import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ReleaseView } from '#contract/assessments';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { formatInstant } from '#elements/kit/time';
import { gradebookCheckStyles } from './gradebook-check.styles.ts';
import { readingProblemWords } from './release-words.ts';
import { arrivedRows, platformSentence, shownAtFirst, type ArrivedRow } from './release.rules.ts';

const SHOWN = 12;
const FILTER_FROM = 9;

/** The wish to read the gradebook again. */
export class GradebookReadRequest extends Event {
  static readonly eventName = 'lookfor-read-gradebook';

  constructor() {
    super(GradebookReadRequest.eventName, OUTWARD);
  }
}

/** The wish to take a released mark back. */
export class WithdrawRequest extends Event {
  static readonly eventName = 'lookfor-withdraw';
  readonly narrationId: string;

  constructor(narrationId: string) {
    super(WithdrawRequest.eventName, OUTWARD);
    this.narrationId = narrationId;
  }
}

/**
 * What was released and is not on its way any more: read back and equal, accepted and not read yet,
 * or kept here only. Says when the gradebook was read, and takes marks back.
 *
 * @tag lookfor-gradebook-check
 * @fires lookfor-read-gradebook - GradebookReadRequest
 * @fires lookfor-withdraw - WithdrawRequest
 */
@customElement('lookfor-gradebook-check')
export class LookforGradebookCheck extends LookforElement {
  static override styles = [LookforElement.styles, gradebookCheckStyles];

  @state() private filter = '';
  @state() private wholeGroups: ReadonlySet<string> = new Set();
  @state() private askedId: string | null = null;

  @property({ attribute: false }) view!: ReleaseView;
  /** The gradebook is being read. */
  @property({ type: Boolean }) reading = false;
  /** Narrations whose mark is being taken back. */
  @property({ attribute: false }) busyIds: ReadonlySet<string> = new Set();

  override render() {
    const { view } = this;
    const sent = view.transfers.filter(({ state: is }) => is === 'sent');
    if (sent.length === 0 && view.kept.length === 0) return nothing;
    const wanted = this.filter.trim().toLowerCase();
    const of = (group: ArrivedRow['group']) =>
      arrivedRows(view).filter(
        (row) => row.group === group && row.candidate.toLowerCase().includes(wanted),
      );
    const [same, accepted, kept] = [of('same'), of('accepted'), of('kept')];
    return html`${sent.length > 0 ? this.#renderTools() : nothing}
    ${this.#renderGroup('accepted', msg('Accepted by the LMS'), msg('not read back yet'), accepted)}
    ${this.#renderGroup('same', msg('In the gradebook'), msg('each read back and equal'), same)}
    ${this.#renderGroup('kept', msg('Only in Lookfor'), '', kept)}
    ${
      wanted !== '' && same.length + accepted.length + kept.length === 0
        ? html`<p class="nobody">${msg(str`Nobody here is called “${this.filter}”.`)}</p>`
        : nothing
    }`;
  }

  #renderTools(): TemplateResult {
    const { reading, view } = this;
    const { readAt, problem, answer, answerStatus } = view.reading;
    const sentence = platformSentence(answer);
    return html`<div class="tools">
        <p>
          ${
            readAt
              ? msg(str`Gradebook read at ${formatInstant(readAt)}.`)
              : msg('The gradebook has not been read yet.')
          }
        </p>
        ${
          arrivedRows(view).length >= FILTER_FROM
            ? html`<input
                type="search"
                placeholder=${msg('Find somebody')}
                aria-label=${msg('Find somebody')}
                .value=${this.filter}
                @input=${(event: InputEvent) => {
                  this.filter = (event.target as HTMLInputElement).value;
                }}
              />`
            : nothing
        }
        <button
          aria-disabled=${reading}
          @click=${() => {
            if (!reading) this.dispatchEvent(new GradebookReadRequest());
          }}
        >
          ${reading ? msg('Reading…') : msg('Read the gradebook')}
        </button>
      </div>
      ${
        // That the column is gone stands above the marks that need it.
        problem && problem !== 'column_gone'
          ? html`<p class="unread" role="status">
              ${readingProblemWords(problem, answerStatus)}
              ${sentence ? html`<span class="said">“${sentence}”</span>` : nothing}
            </p>`
          : nothing
      }`;
  }

  #renderGroup(
    group: ArrivedRow['group'],
    title: string,
    remark: string,
    rows: readonly ArrivedRow[],
  ): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing;
    const shown = this.wholeGroups.has(group)
      ? rows
      : rows.slice(0, shownAtFirst(rows.length, SHOWN));
    const others = rows.length - shown.length;
    const count = remark ? `${rows.length}, ${remark}` : String(rows.length);
    return html`<h3>${title} <span>${count}</span></h3>
      <ol>
        ${repeat(
          shown,
          ({ narrationId }) => narrationId,
          (row) => html`<li>${this.#renderRow(row)}</li>`,
        )}
      </ol>
      ${
        others > 0
          ? html`<p>
              <button
                class="quiet"
                @click=${() => {
                  this.wholeGroups = new Set([...this.wholeGroups, group]);
                }}
              >
                ${msg(str`Show the other ${others}`)}
              </button>
            </p>`
          : nothing
      }`;
  }

  #renderRow(row: ArrivedRow): TemplateResult {
    const { narrationId, candidate, points, at } = row;
    const isAsked = this.askedId === narrationId;
    return html`<div class="row">
        <b title=${candidate}>${candidate}</b>
        <span>${points}</span>
        <time class="when" datetime=${at ?? nothing}>${at ? formatInstant(at) : ''}</time>
        <button
          class="quiet"
          aria-expanded=${isAsked}
          aria-label=${msg(str`Take back the mark of ${candidate}`)}
          @click=${() => {
            this.askedId = isAsked ? null : narrationId;
          }}
        >
          ${msg('Take back')}
        </button>
      </div>
      ${isAsked ? this.#renderQuestion(row) : nothing}`;
  }

  #renderQuestion({ narrationId, candidate, group }: ArrivedRow): TemplateResult {
    const isBusy = this.busyIds.has(narrationId);
    return html`<div class="ask" role="group">
      <p>
        ${msg(
          str`${candidate} will no longer read mark and feedback. You can change them and release them again.`,
        )}
        ${group === 'kept' ? nothing : this.#clearWords()}
      </p>
      <div>
        <button
          aria-disabled=${isBusy}
          @click=${() => {
            if (!isBusy) this.dispatchEvent(new WithdrawRequest(narrationId));
          }}
        >
          ${isBusy ? msg('Taking it back…') : msg('Take the mark back')}
        </button>
        <button
          class="quiet"
          @click=${() => {
            this.askedId = null;
          }}
        >
          ${msg('Leave it')}
        </button>
      </div>
    </div>`;
  }

  #clearWords(): string {
    return this.view.clearsGrades
      ? msg('It is cleared in the gradebook too.')
      : msg(
          'This LMS does not let a tool clear a grade: remove it in the gradebook by hand afterwards.',
        );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-gradebook-check': LookforGradebookCheck;
  }
  interface HTMLElementEventMap {
    'lookfor-read-gradebook': GradebookReadRequest;
    'lookfor-withdraw': WithdrawRequest;
  }
}

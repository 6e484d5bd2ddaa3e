import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ReleaseView, Transfer } from '#contract/assessments';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { codeWords, problemWords } from '#elements/kit/problem-words';
import { empty, failed, loading } from '#elements/kit/states';
import { formatTimeOfDay } from '#elements/kit/time';
import { LiveRelease } from './live-release.ts';
import { releasePageStyles } from './release-page.styles.ts';
import { cellWords, readingProblemWords } from './release-words.ts';
import { byCandidate, cellRuns, isDiffering, isUnderWay } from './release.rules.ts';
import './difference-row.ts';
import './gradebook-check.ts';
import './release-ready.ts';
import './transfer-row.ts';
import type { SendOverRequest } from './difference-row.ts';
import type { WithdrawRequest } from './gradebook-check.ts';
import type { ReleaseRequest } from './release-ready.ts';
import type { TransferRetryRequest } from './transfer-row.ts';

/** A thousand rows that all say the same help nobody. */
const ROWS_SHOWN = 30;

/**
 * Releasing marks: one cell for each student, what is ready and what would arrive in the
 * gradebook, a live list of what became of what was sent, and what the gradebook holds of it.
 *
 * @tag lookfor-release-page
 * @fires lookfor-navigate - NavigateRequest, back to marking
 */
@customElement('lookfor-release-page')
export class LookforReleasePage extends LookforElement {
  static override styles = [LookforElement.styles, releasePageStyles];

  @property({ attribute: 'task-id' }) taskId = '';

  readonly #live = new LiveRelease(this);

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('taskId') && this.taskId) this.#live.follow(this.taskId);
  }

  #goToMarking = (): void => {
    this.dispatchEvent(new NavigateRequest('assessment', { taskId: this.taskId }));
  };

  override render() {
    const { view, problem } = this.#live;
    if (!view) {
      return html`<div class="waiting-page">
        ${
          problem ? failed(problem, () => this.#live.retry()) : loading(msg('Looking at the marks'))
        }
      </div>`;
    }
    const runs = cellRuns(view);
    return html`<header class="head">
        <h1>${msg('Release marks')}</h1>
        <p class="task">${view.title}</p>
        ${this.#renderLive(view)}
        <button class="quiet" @click=${this.#goToMarking}>
          ${icon('arrow-left')} ${msg('Back to marking')}
        </button>
      </header>
      ${
        runs.length === 0
          ? html`<div class="waiting-page">
              ${empty(
                msg('Nothing has been handed in yet'),
                msg('Marks can be released here as soon as narrations are handed in and marked.'),
              )}
            </div>`
          : html`${this.#renderEveryone(view)}
              <div class="two">
                ${this.#renderTransfers(view)}
                <lookfor-release-ready
                  class="next"
                  .view=${view}
                  .busy=${this.#live.isReleasing}
                  .problem=${this.#live.actionProblem}
                  @lookfor-release=${({ narrationIds }: ReleaseRequest) =>
                    this.#live.release(narrationIds)}
                ></lookfor-release-ready>
              </div>`
      }`;
  }

  #renderLive(view: ReleaseView): TemplateResult {
    const time = formatTimeOfDay(new Date(this.#live.lookedAtMs).toISOString());
    if (this.#live.problem) {
      return html`<p class="live lost">${msg(str`Not reached; last looked at ${time}`)}</p>`;
    }
    return isUnderWay(view)
      ? html`<p class="live">${msg(str`Live, ${time}`)}</p>`
      : html`<p class="live resting">${msg(str`As of ${time}`)}</p>`;
  }

  #renderEveryone(view: ReleaseView): TemplateResult {
    const runs = cellRuns(view);
    return html`<section class="everyone" aria-label=${msg('All narrations')}>
      <div class="cells" aria-hidden="true">
        ${runs.flatMap(({ state: cell, count }) =>
          Array.from({ length: count }, () => html`<i class=${cell}></i>`),
        )}
      </div>
      <ul class="keys">
        ${runs.map(
          ({ state: cell, count }) =>
            html`<li class=${cell}><b>${count}</b> ${cellWords(cell)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #renderTransfers(view: ReleaseView): TemplateResult {
    const { actionProblem } = this.#live;
    const of = (wanted: Transfer['state']) =>
      view.transfers.filter((transfer) => transfer.state === wanted).toSorted(byCandidate);
    const refused = of('refused');
    const waiting = of('waiting');
    const differing = view.transfers.filter(isDiffering).toSorted(byCandidate);
    return html`<section
      class="transfers"
      @lookfor-transfer-retry=${({ transferId }: TransferRetryRequest) => this.#live.sendAgain([transferId])}
      @lookfor-send-over=${({ transferId }: SendOverRequest) => this.#live.sendOver([transferId])}
    >
      <h2>${msg('On their way to the gradebook')}</h2>
      <p>${this.#storyWords(view)}</p>
      ${view.unsent > 0 ? this.#renderLate(view) : nothing}
      ${
        actionProblem && view.ready.length === 0
          ? html`<p class="wrong" role="alert">${problemWords(actionProblem)}</p>`
          : nothing
      }
      ${
        view.reading.problem === 'column_gone'
          ? html`<div class="late">
              <p role="status">${readingProblemWords('column_gone', null)}</p>
            </div>`
          : nothing
      }
      ${this.#renderNeedy([...differing, ...refused], differing)}
      ${waiting.length > 0 ? this.#renderWaiting(waiting) : nothing}
      <lookfor-gradebook-check
        .view=${view}
        .reading=${this.#live.isReading}
        .busyIds=${this.#live.withdrawnIds}
        @lookfor-read-gradebook=${() => this.#live.readGradebook()}
        @lookfor-withdraw=${({ narrationId }: WithdrawRequest) => this.#live.withdraw(narrationId)}
      ></lookfor-gradebook-check>
    </section>`;
  }

  /** Marks that were released before there was a column. */
  #renderLate(view: ReleaseView): TemplateResult {
    const { unsent, columnProblem } = view;
    return html`<div class="late">
      <p>
        ${
          unsent === 1
            ? msg('1 released mark has not been sent: there was no gradebook column.')
            : msg(str`${unsent} released marks have not been sent: there was no gradebook column.`)
        }
        ${columnProblem ? codeWords(columnProblem) : nothing}
      </p>
      <button @click=${() => this.#live.sendUnsent()}>
        ${unsent === 1 ? msg('Send it now') : msg('Send them now')}
      </button>
    </div>`;
  }

  #storyWords(view: ReleaseView): string {
    if (!view.hasGradebook && view.makesColumn) {
      return msg(
        'There is no gradebook column for this task yet. Lookfor makes one when you release a mark.',
      );
    }
    if (!view.hasGradebook) {
      return msg(
        'The LMS has given no gradebook column for this task. Released marks can be read by students in Lookfor, and nothing is sent.',
      );
    }
    if (view.transfers.length === 0) {
      return msg('Nothing has been sent yet. What you release appears here and can be followed.');
    }
    return isUnderWay(view)
      ? msg('You can close this page: sending goes on, and nothing is sent twice.')
      : msg('Nothing is on its way at the moment.');
  }

  /** What needs a person: where the gradebook differs, then what it refused. */
  #renderNeedy(
    transfers: readonly Transfer[],
    differing: readonly Transfer[],
  ): TemplateResult | typeof nothing {
    if (transfers.length === 0) return nothing;
    return html`<h3>
        ${msg('Need you')} <span>${transfers.length}</span>
        ${
          differing.length > 1
            ? html`<button
                class="quiet"
                @click=${() => this.#live.sendOver(differing.map(({ id }) => id))}
              >
                ${msg(str`Send all ${differing.length} that differ`)}
              </button>`
            : nothing
        }
      </h3>
      ${this.#renderRows(transfers)}`;
  }

  #renderWaiting(transfers: readonly Transfer[]): TemplateResult {
    const later = transfers.filter(({ errorCode }) => errorCode);
    return html`<h3>
        ${msg('Waiting')} <span>${transfers.length}</span>
        ${
          later.length > 1
            ? html`<button
                class="quiet"
                @click=${() => this.#live.sendAgain(later.map(({ id }) => id))}
              >
                ${msg('Try all now')}
              </button>`
            : nothing
        }
      </h3>
      ${this.#renderRows(transfers.slice(0, ROWS_SHOWN))}
      ${
        transfers.length > ROWS_SHOWN
          ? html`<p class="more">${msg(str`and ${transfers.length - ROWS_SHOWN} more`)}</p>`
          : nothing
      }`;
  }

  #renderRows(transfers: readonly Transfer[]): TemplateResult {
    return html`<ol>
      ${repeat(
        transfers,
        ({ id }) => id,
        (transfer) =>
          html`<li>
            ${
              isDiffering(transfer)
                ? html`<lookfor-difference-row
                    .transfer=${transfer}
                    .busy=${this.#live.retriedIds.has(transfer.id)}
                  ></lookfor-difference-row>`
                : html`<lookfor-transfer-row
                    .transfer=${transfer}
                    .nowMs=${this.#live.lookedAtMs}
                    .busy=${this.#live.retriedIds.has(transfer.id)}
                  ></lookfor-transfer-row>`
            }
          </li>`,
      )}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-release-page': LookforReleasePage;
  }
}

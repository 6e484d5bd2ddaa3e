import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { assessmentRoutes, type ReleaseView, type Transfer } from '#contract/assessments';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { empty, failed, loading } from '#elements/kit/states';
import { formatInstant, formatTimeOfDay } from '#elements/kit/time';
import { renderMarkPlot } from './mark-plot.ts';
import { releasePageStyles } from './release-page.styles.ts';
import { cellWords } from './release-words.ts';
import { cellRuns, isUnderWay } from './release.rules.ts';
import './transfer-row.ts';
import type { TransferRetryRequest } from './transfer-row.ts';

const LOOK_AGAIN_MS = 2_000;
const SENT_SHOWN = 8;

/**
 * Releasing marks: one cell for each student, what is ready and what would arrive in the
 * gradebook, and a live list of what became of what was sent.
 *
 * @tag lookfor-release-page
 * @fires lookfor-navigate - NavigateRequest, back to marking
 */
@customElement('lookfor-release-page')
export class LookforReleasePage extends LookforElement {
  static override styles = [LookforElement.styles, releasePageStyles];

  @state() private view: ReleaseView | undefined;
  @state() private lookedAtMs = 0;
  @state() private problem: unknown;
  @state() private actionProblem: unknown;
  @state() private shownId: string | null = null;
  @state() private heldIds: ReadonlySet<string> = new Set();
  @state() private isReleasing = false;
  @state() private retriedIds: ReadonlySet<string> = new Set();
  @state() private showsAllSent = false;

  @property({ attribute: 'task-id' }) taskId = '';

  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#handleVisibility);
    if (this.hasUpdated) void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#handleVisibility);
    clearTimeout(this.#timer);
    this.#looking?.abort();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('taskId') && this.taskId) void this.#look();
  }

  readonly #handleVisibility = (): void => {
    if (!document.hidden && this.view) void this.#look();
  };

  /** Asks how things stand, and again every two seconds while something is on its way. */
  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#looking?.abort();
    const looking = new AbortController();
    this.#looking = looking;
    const { taskId } = this;
    try {
      const view = await this.api.call(
        assessmentRoutes.viewRelease,
        { params: { taskId } },
        { signal: looking.signal },
      );
      this.#take(view);
    } catch (error) {
      if (looking.signal.aborted) return;
      this.problem = error;
      this.#lookAgain();
    }
  }

  #lookAgain(): void {
    clearTimeout(this.#timer);
    const isLive = this.problem !== undefined || (this.view && isUnderWay(this.view));
    if (isLive && this.view && this.isConnected && !document.hidden)
      this.#timer = setTimeout(() => void this.#look(), LOOK_AGAIN_MS);
  }

  #take(view: ReleaseView): void {
    const before = this.view;
    this.view = view;
    this.problem = undefined;
    this.lookedAtMs = Date.now();
    if (before && isUnderWay(before) && !isUnderWay(view))
      this.announce(msg('Every mark that was on its way has been answered.'));
    this.#lookAgain();
  }

  async #release(narrationIds: string[]): Promise<void> {
    if (this.isReleasing || narrationIds.length === 0) return;
    this.isReleasing = true;
    this.actionProblem = undefined;
    try {
      const { taskId } = this;
      const view = await this.api.call(assessmentRoutes.releaseMarks, {
        params: { taskId },
        body: { narrationIds },
      });
      this.#looking?.abort();
      this.#take(view);
      this.announce(msg(str`${narrationIds.length} marks are released.`));
    } catch (error) {
      this.actionProblem = error;
      void this.#look();
    } finally {
      this.isReleasing = false;
    }
  }

  async #retry(transferIds: readonly string[]): Promise<void> {
    const { taskId } = this;
    this.actionProblem = undefined;
    this.retriedIds = new Set([...this.retriedIds, ...transferIds]);
    try {
      for (const transferId of transferIds) {
        const view = await this.api.call(assessmentRoutes.retryTransfer, {
          params: { taskId, transferId },
        });
        this.#looking?.abort();
        this.#take(view);
      }
    } catch (error) {
      this.actionProblem = error;
      void this.#look();
    } finally {
      this.retriedIds = new Set([...this.retriedIds].filter((id) => !transferIds.includes(id)));
    }
  }

  #toggleHeld(narrationId: string): void {
    const held = new Set(this.heldIds);
    if (!held.delete(narrationId)) held.add(narrationId);
    this.heldIds = held;
  }

  #goToMarking = (): void => {
    this.dispatchEvent(new NavigateRequest('assessment', { taskId: this.taskId }));
  };

  override render() {
    const { view } = this;
    if (!view) {
      return html`<div class="waiting-page">
        ${
          this.problem
            ? failed(this.problem, () => {
                this.problem = undefined;
                void this.#look();
              })
            : loading(msg('Looking at the marks'))
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
              <div class="two">${this.#renderTransfers(view)} ${this.#renderNext(view)}</div>`
      }`;
  }

  #renderLive(view: ReleaseView): TemplateResult {
    const time = formatTimeOfDay(new Date(this.lookedAtMs).toISOString());
    if (this.problem) {
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
    const of = (wanted: Transfer['state']) =>
      view.transfers.filter((transfer) => transfer.state === wanted);
    const refused = of('refused');
    const waiting = of('waiting');
    const sent = of('sent');
    return html`<section class="transfers">
      <h2>${msg('On their way to the gradebook')}</h2>
      <p>${this.#storyWords(view)}</p>
      ${refused.length > 0 ? this.#renderRows(msg('Need you'), refused) : nothing}
      ${waiting.length > 0 ? this.#renderRows(msg('Waiting'), waiting) : nothing}
      ${sent.length > 0 ? this.#renderSent(sent) : nothing}
    </section>`;
  }

  #storyWords(view: ReleaseView): string {
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

  #renderRows(title: string, transfers: readonly Transfer[]): TemplateResult {
    const later = transfers.filter(({ state: is, errorCode }) => is === 'waiting' && errorCode);
    return html`<h3>
        ${title} <span>${transfers.length}</span>
        ${
          later.length > 1
            ? html`<button class="quiet" @click=${() => this.#retry(later.map(({ id }) => id))}>
                ${msg('Try all now')}
              </button>`
            : nothing
        }
      </h3>
      <ol
        @lookfor-transfer-retry=${({ transferId }: TransferRetryRequest) =>
          this.#retry([transferId])}
      >
        ${repeat(
          transfers,
          ({ id }) => id,
          (transfer) =>
            html`<li>
              <lookfor-transfer-row
                .transfer=${transfer}
                .nowMs=${this.lookedAtMs}
                .busy=${this.retriedIds.has(transfer.id)}
              ></lookfor-transfer-row>
            </li>`,
        )}
      </ol>`;
  }

  #renderSent(sent: readonly Transfer[]): TemplateResult {
    const newestFirst = [...sent].sort((one, other) =>
      (other.sentAt ?? '').localeCompare(one.sentAt ?? ''),
    );
    const shown = this.showsAllSent ? newestFirst : newestFirst.slice(0, SENT_SHOWN);
    const others = sent.length - shown.length;
    return html`<h3>${msg('In the gradebook')} <span>${sent.length}</span></h3>
      <ol class="sent">
        ${shown.map(
          ({ candidate, points, sentAt }) =>
            html`<li>
              <b>${candidate}</b> <span>${points}</span>
              <time datetime=${sentAt ?? nothing}>${sentAt ? formatInstant(sentAt) : ''}</time>
            </li>`,
        )}
      </ol>
      ${
        others > 0
          ? html`<p>
              <button
                class="quiet"
                @click=${() => {
                  this.showsAllSent = true;
                }}
              >
                ${msg(str`Show the other ${others}`)}
              </button>
            </p>`
          : nothing
      }`;
  }

  #renderNext(view: ReleaseView): TemplateResult {
    const chosen = view.ready
      .map(({ narrationId }) => narrationId)
      .filter((id) => !this.heldIds.has(id));
    return html`<section class="next" aria-label=${msg('Ready to release')}>
      <h2>${msg('Ready to release')}</h2>
      ${
        view.ready.length === 0
          ? html`<p>
              ${
                view.open > 0
                  ? view.open === 1
                    ? msg('No finished mark is waiting. 1 is still to mark.')
                    : msg(str`No finished mark is waiting. ${view.open} are still to mark.`)
                  : msg('Every mark has been released.')
              }
            </p>`
          : html`<p>${msg('Nothing leaves before you press Release.')}</p>
              ${this.#renderReady(view)} ${this.#renderArrival(view)}
              ${
                this.actionProblem
                  ? html`<p class="wrong" role="alert">${problemWords(this.actionProblem)}</p>`
                  : nothing
              }
              <button
                class="primary"
                aria-disabled=${this.isReleasing || chosen.length === 0}
                @click=${() => this.#release(chosen)}
              >
                ${this.#releaseWords(chosen.length)}
              </button>`
      }
      ${renderMarkPlot(view)}
    </section>`;
  }

  #releaseWords(count: number): string {
    if (this.isReleasing) return msg('Releasing…');
    if (count === 0) return msg('Choose a mark to release');
    return count === 1 ? msg('Release 1 mark') : msg(str`Release ${count} marks`);
  }

  #renderReady(view: ReleaseView): TemplateResult {
    return html`<table>
      <thead>
        <tr>
          <th scope="col"><span class="unseen">${msg('Release')}</span></th>
          <th scope="col">${msg('Candidate')}</th>
          <th scope="col">${msg('Mark')}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          view.ready,
          ({ narrationId }) => narrationId,
          ({ narrationId, candidate, points }) => {
            const isHeld = this.heldIds.has(narrationId);
            const isShown = this.#shownOf(view)?.narrationId === narrationId;
            return html`<tr class="${isShown ? 'shown' : ''} ${isHeld ? 'held' : ''}">
              <td>
                <input
                  type="checkbox"
                  aria-label=${msg(str`Release the mark of ${candidate}`)}
                  .checked=${!isHeld}
                  @change=${() => this.#toggleHeld(narrationId)}
                />
              </td>
              <td>
                <button
                  class="plain"
                  aria-pressed=${isShown}
                  title=${msg('See what arrives')}
                  @click=${() => {
                    this.shownId = narrationId;
                  }}
                >
                  ${candidate}
                </button>
              </td>
              <td><b>${points}</b><span class="of"> / ${view.maximumPoints}</span></td>
            </tr>`;
          },
        )}
      </tbody>
    </table>`;
  }

  #shownOf(view: ReleaseView) {
    return view.ready.find(({ narrationId }) => narrationId === this.shownId) ?? view.ready[0];
  }

  #renderArrival(view: ReleaseView): TemplateResult | typeof nothing {
    const shown = this.#shownOf(view);
    if (!shown) return nothing;
    const stays = html`<p class="stays">
      <b>${msg('Stays in Lookfor:')}</b>
      ${msg('levels of the rubric, comments at passages, everything about the people in the clip.')}
    </p>`;
    if (!view.hasGradebook) return stays;
    return html`<h4>${msg(str`What arrives for ${shown.candidate}`)}</h4>
      <div class="arrives">
        <dl>
          <dt>${msg('Column')}</dt>
          <dd>${view.title}</dd>
          <dt>${msg('Grade')}</dt>
          <dd><b>${shown.points} / ${view.maximumPoints}</b></dd>
          <dt>${msg('Feedback')}</dt>
          <dd class="words">
            ${shown.comment || html`<span class="muted">${msg('no overall comment')}</span>`}
          </dd>
        </dl>
      </div>
      ${stays}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-release-page': LookforReleasePage;
  }
}

import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ReleaseView } from '#contract/assessments';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { problemWords } from '#elements/kit/problem-words';
import { renderMarkPlot } from './mark-plot.ts';
import { releaseReadyStyles } from './release-ready.styles.ts';

/** The wish to release chosen marks. */
export class ReleaseRequest extends Event {
  static readonly eventName = 'lookfor-release';
  readonly narrationIds: readonly string[];

  constructor(narrationIds: readonly string[]) {
    super(ReleaseRequest.eventName, OUTWARD);
    this.narrationIds = narrationIds;
  }
}

/**
 * What is ready to release: whom to hold back, what would arrive in the gradebook, and the button.
 *
 * @tag lookfor-release-ready
 * @fires lookfor-release - ReleaseRequest
 */
@customElement('lookfor-release-ready')
export class LookforReleaseReady extends LookforElement {
  static override styles = [LookforElement.styles, releaseReadyStyles];

  @state() private shownId: string | null = null;
  @state() private heldIds: ReadonlySet<string> = new Set();

  @property({ attribute: false }) view!: ReleaseView;
  /** A release is under way. */
  @property({ type: Boolean }) busy = false;
  /** What went wrong with the last release. */
  @property({ attribute: false }) problem: unknown;

  #toggleHeld(narrationId: string): void {
    const held = new Set(this.heldIds);
    if (!held.delete(narrationId)) held.add(narrationId);
    this.heldIds = held;
  }

  override render() {
    const { view } = this;
    const chosen = view.ready
      .map(({ narrationId }) => narrationId)
      .filter((id) => !this.heldIds.has(id));
    return html`<section aria-label=${msg('Ready to release')}>
      <h2>${msg('Ready to release')}</h2>
      ${
        view.ready.length === 0
          ? html`<p>${this.#nothingWords()}</p>`
          : html`<p>${msg('Nothing leaves before you press Release.')}</p>
              ${this.#renderReady()} ${this.#renderArrival()}
              ${
                this.problem
                  ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>`
                  : nothing
              }
              <button
                class="primary"
                aria-disabled=${this.busy || chosen.length === 0}
                @click=${() => {
                  if (!this.busy && chosen.length > 0)
                    this.dispatchEvent(new ReleaseRequest(chosen));
                }}
              >
                ${this.#releaseWords(chosen.length)}
              </button>`
      }
      ${renderMarkPlot(view)}
    </section>`;
  }

  #nothingWords(): string {
    const { open } = this.view;
    if (open === 0) return msg('Every mark has been released.');
    return open === 1
      ? msg('No finished mark is waiting. 1 is still to mark.')
      : msg(str`No finished mark is waiting. ${open} are still to mark.`);
  }

  #releaseWords(count: number): string {
    if (this.busy) return msg('Releasing…');
    if (count === 0) return msg('Choose a mark to release');
    return count === 1 ? msg('Release 1 mark') : msg(str`Release ${count} marks`);
  }

  #renderReady(): TemplateResult {
    const { view } = this;
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
          ({ narrationId, candidate, points, members }) => {
            const isHeld = this.heldIds.has(narrationId);
            const isShown = this.#shown()?.narrationId === narrationId;
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
                ${members ? this.#renderMembers(members) : nothing}
              </td>
              <td><b>${points}</b><span class="of"> / ${view.maximumPoints}</span></td>
            </tr>`;
          },
        )}
      </tbody>
    </table>`;
  }

  /** Of a group: what each member gets. */
  #renderMembers(members: NonNullable<ReleaseView['ready'][number]['members']>): TemplateResult {
    return html`<ul class="members">
      ${members.map(({ candidate, points }) => html`<li>${candidate}: <b>${points}</b></li>`)}
    </ul>`;
  }

  #noComment(): TemplateResult {
    return html`<span class="muted">${msg('no overall comment')}</span>`;
  }

  #shown() {
    const { view } = this;
    return view.ready.find(({ narrationId }) => narrationId === this.shownId) ?? view.ready[0];
  }

  #renderArrival(): TemplateResult | typeof nothing {
    const { view } = this;
    const shown = this.#shown();
    if (!shown) return nothing;
    const stays = html`<p class="stays">
      <b>${msg('Stays in Lookfor:')}</b>
      ${msg('levels of the rubric, comments at passages, everything about the people in the clip.')}
    </p>`;
    if (!view.hasGradebook && !view.makesColumn) return stays;
    return html`<h4>${msg(str`What arrives for ${shown.candidate}`)}</h4>
      <div class="arrives">
        <dl>
          <dt>${msg('Column')}</dt>
          <dd>${view.title}</dd>
          <dt>${msg('Grade')}</dt>
          <dd>
            ${
              shown.members
                ? this.#renderMembers(shown.members)
                : html`<b>${shown.points} / ${view.maximumPoints}</b>`
            }
          </dd>
          <dt>${msg('Feedback')}</dt>
          <dd class="words">${shown.comment || this.#noComment()}</dd>
        </dl>
      </div>
      ${stays}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-release-ready': LookforReleaseReady;
  }
  interface HTMLElementEventMap {
    'lookfor-release': ReleaseRequest;
  }
}

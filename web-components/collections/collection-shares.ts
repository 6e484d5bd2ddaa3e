import { msg, str } from '@lit/localize';
import { Task, TaskStatus } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { collectionRoutes, type Share, type ShareState } from '#contract/collections';
import type { RouteReply } from '#contract/route';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/question';
import type { LookforQuestion } from '#elements/kit/question';
import { failed, loading } from '#elements/kit/states';
import { formatDay } from '#elements/kit/time';

type Shares = RouteReply<typeof collectionRoutes.listShares>;

/**
 * With which institutions a collection is shared: offers it, takes an offer back, ends a share.
 *
 * @tag lookfor-collection-shares
 * @fires lookfor-collections-change - when it was offered, or a share has ended
 */
@customElement('lookfor-collection-shares')
export class LookforCollectionShares extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        padding: var(--lf-3) var(--lf-4);
        border-radius: var(--lf-radius);
        background: var(--lf-sunken);
      }
      p {
        color: var(--lf-ink-2);
        text-wrap: pretty;
      }
      li,
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-1) var(--lf-3);
        padding-block: var(--lf-2);
      }
      li b {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      li button {
        margin-inline-start: auto;
      }
      select {
        inline-size: auto;
        max-inline-size: 100%;
      }
    `,
  ];

  @query('lookfor-question') private question!: LookforQuestion;
  @query('select') private partnerField!: HTMLSelectElement;
  @state() private found: Shares | undefined;
  @state() private problem: unknown;

  @property({ attribute: 'collection-id' }) collectionId = '';

  #reading = new Task(this, {
    args: () => [this.collectionId, this.api] as const,
    task: async ([collectionId, api], { signal }) => {
      const params = { collectionId };
      this.found = await api.call(collectionRoutes.listShares, { params }, { signal });
    },
  });

  readonly #handleOffer = (event: Event): void => {
    event.preventDefault();
    const institutionId = this.partnerField.value;
    const params = { collectionId: this.collectionId };
    void this.#act(() =>
      this.api.call(collectionRoutes.offerCollection, { params, body: { institutionId } }),
    );
  };

  async #end({ id, institution, state: standing }: Share): Promise<void> {
    const words = msg(
      str`Stop sharing with ${institution}? The clips close there at once, also for those who are watching.`,
    );
    const act = standing === 'offered' ? msg('Take the offer back') : msg('Stop sharing');
    if (!(await this.question.ask(words, act))) return;
    await this.#act(() => this.api.call(collectionRoutes.endShare, { params: { shareId: id } }));
  }

  async #act(act: () => Promise<unknown>): Promise<void> {
    this.problem = undefined;
    try {
      await act();
    } catch (error) {
      this.problem = error;
    }
    await this.#reading.run();
    this.dispatchEvent(new Event('lookfor-collections-change', { bubbles: true, composed: true }));
  }

  #stateWords(standing: ShareState): string {
    switch (standing) {
      case 'offered':
        return msg('offered, not answered yet');
      case 'accepted':
        return msg('accepted');
      case 'declined':
        return msg('declined');
      case 'ended':
        return msg('ended');
    }
  }

  #renderShare(share: Share): TemplateResult {
    const isLiving = share.state === 'offered' || share.state === 'accepted';
    return html`<li>
      <b>${share.institution}</b>
      <span
        >${this.#stateWords(share.state)},
        ${formatDay((share.answeredAt ?? share.offeredAt).slice(0, 10))}</span
      >
      ${
        isLiving
          ? html`<button class="plain act" @click=${() => void this.#end(share)}>
              ${share.state === 'offered' ? msg('Take the offer back') : msg('Stop sharing')}
            </button>`
          : nothing
      }
    </li>`;
  }

  override render() {
    const { found } = this;
    if (!found)
      return this.#reading.status === TaskStatus.ERROR
        ? failed(this.#reading.error, () => void this.#reading.run())
        : loading();
    return html`
      <p>
        ${msg(
          str`${found.openClips} of ${found.clips} clips can be seen there: those in which everybody agreed to named partners or the public.`,
        )}
      </p>
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
      <ul>
        ${found.shares.map((share) => this.#renderShare(share))}
      </ul>
      ${
        found.partners.length === 0
          ? html`<p>${msg('There is no other institution here to offer it to.')}</p>`
          : html`<form @submit=${this.#handleOffer}>
              <label for="partner">${msg('Offer it to')}</label>
              <select id="partner">
                ${found.partners.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
              </select>
              <button>${msg('Offer')}</button>
            </form>`
      }
      <lookfor-question></lookfor-question>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-collection-shares': LookforCollectionShares;
  }
}

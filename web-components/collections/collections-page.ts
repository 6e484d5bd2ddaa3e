import { msg, str } from '@lit/localize';
import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { collectionRoutes, type Collection, type Offer } from '#contract/collections';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/question';
import type { LookforQuestion } from '#elements/kit/question';
import { may } from '#elements/kit/session';
import { empty, failed, loading } from '#elements/kit/states';
import { formatDay } from '#elements/kit/time';
import './collection-shares.ts';
import { collectionsPageStyles } from './collections-page.styles.ts';
import { placeWords } from './scope-words.ts';

/**
 * All collections that somebody sees, those that are offered by other institutions, and with whom
 * the own ones are shared.
 *
 * @tag lookfor-collections-page
 * @fires lookfor-navigate - to the library, or to the clips of one collection in it
 */
@customElement('lookfor-collections-page')
export class LookforCollectionsPage extends LookforElement {
  static override styles = [LookforElement.styles, collectionsPageStyles];

  @query('lookfor-question') private question!: LookforQuestion;
  @state() private collections: Collection[] | undefined;
  @state() private offers: Offer[] = [];
  @state() private problem: unknown;
  /** The collection whose title is being written. */
  @state() private renamed = '';
  /** The collection whose partners are shown. */
  @state() private opened = '';

  #reading = new Task(this, {
    args: () => [this.api] as const,
    task: async ([api], { signal }) => {
      const { collections } = await api.call(collectionRoutes.listCollections, {}, { signal });
      const canCare = may(this.session, 'clips.manage');
      this.offers = canCare
        ? (await api.call(collectionRoutes.listOffers, {}, { signal })).offers
        : [];
      this.collections = collections;
    },
  });

  async #act(act: () => Promise<unknown>): Promise<void> {
    this.problem = undefined;
    try {
      await act();
    } catch (error) {
      this.problem = error;
    }
    await this.#reading.run();
  }

  #go(event: Event, collectionId?: string): void {
    event.preventDefault();
    this.dispatchEvent(new NavigateRequest('library', collectionId ? { collectionId } : {}));
  }

  #rename(event: Event, { id }: Collection): void {
    event.preventDefault();
    const field = (event.target as HTMLElement).querySelector('input');
    const title = field?.value.trim() ?? '';
    if (title === '') return field?.focus();
    this.renamed = '';
    const params = { collectionId: id };
    void this.#act(() =>
      this.api.call(collectionRoutes.renameCollection, { params, body: { title } }),
    );
  }

  async #remove({ id, title, partners }: Collection): Promise<void> {
    const words =
      partners > 0
        ? msg(
            str`Remove “${title}”? Its clips stay. Institutions that it is shared with lose them at once.`,
          )
        : msg(str`Remove “${title}”? Its clips stay.`);
    if (!(await this.question.ask(words, msg('Remove')))) return;
    const params = { collectionId: id };
    await this.#act(() => this.api.call(collectionRoutes.removeCollection, { params }));
  }

  #answer(shareId: string, answer: 'accept' | 'decline'): void {
    const request = { params: { shareId }, body: { answer } };
    void this.#act(() => this.api.call(collectionRoutes.answerOffer, request));
  }

  async #leave(shareId: string, title: string): Promise<void> {
    const words = msg(str`No longer show “${title}”? Tasks with its clips show a notice instead.`);
    if (!(await this.question.ask(words, msg('No longer show')))) return;
    await this.#act(() => this.api.call(collectionRoutes.endShare, { params: { shareId } }));
  }

  #clipWords(clips: number): string {
    return clips === 1 ? msg('1 clip') : msg(str`${clips} clips`);
  }

  #renderOffer(offer: Offer): TemplateResult {
    return html`<li class="offer">
      <div>
        <h3>${offer.title}</h3>
        <p>
          ${msg(str`${offer.institution} offers ${this.#clipWords(offer.clips)}.`)}
          ${formatDay(offer.offeredAt.slice(0, 10))}
        </p>
      </div>
      <div class="acts">
        <button class="primary" @click=${() => this.#answer(offer.id, 'accept')}>
          ${msg('Accept')}
        </button>
        <button @click=${() => this.#answer(offer.id, 'decline')}>${msg('Decline')}</button>
      </div>
    </li>`;
  }

  #renderOne(collection: Collection): TemplateResult {
    const { id, title, clips, partners, scope, canChange, shareId } = collection;
    const canShare = scope === 'institution' && canChange;
    return html`<li>
      <div>
        ${
          this.renamed === id
            ? html`<form @submit=${(event: Event) => this.#rename(event, collection)}>
                <input aria-label=${msg('Title')} maxlength="120" .value=${title} />
                <button>${msg('Save')}</button>
              </form>`
            : html`<h3>
                <a href="#library" @click=${(event: Event) => this.#go(event, id)}>${title}</a>
              </h3>`
        }
        <p>
          ${placeWords(collection)} ·
          ${this.#clipWords(clips)}${
            partners > 0 ? ` · ${msg(str`shared with ${partners}`)}` : nothing
          }
        </p>
      </div>
      <div class="acts">
        ${
          canShare
            ? html`<button
                class="plain act"
                aria-expanded=${this.opened === id}
                @click=${() => (this.opened = this.opened === id ? '' : id)}
              >
                ${msg('Share')}
              </button>`
            : nothing
        }
        ${
          canChange
            ? html`<button class="plain act" @click=${() => (this.renamed = id)}>
                  ${msg('Rename')}
                </button>
                <button class="plain act" @click=${() => void this.#remove(collection)}>
                  ${msg('Remove')}
                </button>`
            : nothing
        }
        ${
          shareId && may(this.session, 'clips.manage')
            ? html`<button class="plain act" @click=${() => void this.#leave(shareId, title)}>
                ${msg('No longer show')}
              </button>`
            : nothing
        }
      </div>
      ${
        this.opened === id
          ? html`<lookfor-collection-shares
              collection-id=${id}
              @lookfor-collections-change=${() => void this.#reading.run()}
            ></lookfor-collection-shares>`
          : nothing
      }
    </li>`;
  }

  #renderLists(collections: readonly Collection[]): TemplateResult {
    const offered = this.offers.filter(({ state: standing }) => standing === 'offered');
    return html`
      ${
        offered.length > 0
          ? html`<section aria-labelledby="offers">
              <h2 id="offers">${msg('Offered by other institutions')}</h2>
              <ul>
                ${offered.map((offer) => this.#renderOffer(offer))}
              </ul>
            </section>`
          : nothing
      }
      <section aria-label=${msg('Collections')}>
        ${
          collections.length === 0
            ? empty(
                msg('There are no collections yet'),
                msg('Begin one at a clip of the library, under “Collections”.'),
              )
            : html`<ul>
                ${repeat(
                  collections,
                  ({ id }) => id,
                  (one) => this.#renderOne(one),
                )}
              </ul>`
        }
      </section>
    `;
  }

  override render() {
    return html`
      <nav class="way-back" aria-label=${msg('Library')}>
        <a href="#library" @click=${(event: Event) => this.#go(event)}
          >${msg('Back to the library')}</a
        >
      </nav>
      <h1 tabindex="-1">${msg('Collections')}</h1>
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
      ${
        this.collections
          ? this.#renderLists(this.collections)
          : this.#reading.status === TaskStatus.ERROR
            ? failed(this.#reading.error, () => void this.#reading.run())
            : loading()
      }
      <lookfor-question></lookfor-question>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-collections-page': LookforCollectionsPage;
  }
}

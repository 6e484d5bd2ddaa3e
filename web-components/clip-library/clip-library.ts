import { msg, str } from '@lit/localize';
import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clipRoutes, type ClipCard, type ClipFacets } from '#contract/clips';
import type { TermList } from '#contract/vocabularies';
import {
  CLIP_FACETS,
  type ClipFacet,
  type ClipLength,
  type ConsentScope,
} from '#contract/vocabulary';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { may } from '#elements/kit/session';
import { empty, failed, loading } from '#elements/kit/states';
import type { Collection } from '#contract/collections';
import { collectionRoutes } from '#contract/collections';
import { vocabularyOf } from '#elements/vocabularies/vocabulary-words';
import './clip-card.ts';
import './ending-consents.ts';
import './removed-clips.ts';
import { clipLibraryStyles } from './clip-library.styles.ts';
import { facetValueWords, facetWords } from './clip-words.ts';

const PAGE = 24;
/** What one request may ask for. */
const MOST_AT_ONCE = 96;
const SEARCH_PAUSE_MS = 250;
const REFRESH_MS = 4_000;

/** Values of a facet that are shown before one asks for more. */
const FIRST_VALUES = 6;
/** Facets that stand open from the start. */
const OPEN_FACETS: readonly ClipFacet[] = ['domain', 'strategy', 'ageGroup', 'consent'];

type Chosen = Partial<Record<Exclude<ClipFacet, 'length' | 'consent'>, string>> & {
  length?: ClipLength;
  consent?: ConsentScope;
  collection?: string;
};
/** Whose clips: everybody's, one's own, or those that wait for somebody who looks at them. */
type View = 'all' | 'mine' | 'review';
type Wish = { q: string; view: View; limit: number } & {
  [Facet in keyof Chosen]: Chosen[Facet] | undefined;
};
const EVERYTHING: Wish = { q: '', view: 'all', limit: PAGE };

interface Found {
  wish: Wish;
  clips: ClipCard[];
  total: number;
  facets: Partial<ClipFacets>;
  sought: readonly string[];
}

/**
 * The exemplar clips of the institution: search, facets with counts, cards.
 *
 * @tag lookfor-clip-library
 * @fires lookfor-navigate - to a clip, or to the upload of clips
 */
@customElement('lookfor-clip-library')
export class LookforClipLibrary extends LookforElement {
  static override styles = [LookforElement.styles, clipLibraryStyles];

  @state() private wish: Wish = EVERYTHING;
  @state() private found: Found | undefined;
  @state() private collections: readonly Collection[] = [];
  @state() private vocabulary: TermList | undefined;
  @state() private areFiltersOpen = false;
  /** Facets of which all values are shown. */
  @state() private whole: ReadonlySet<ClipFacet> = new Set();

  /** The collection that is shown at first. */
  @property({ attribute: 'collection-id' }) collectionId = '';

  #pause: ReturnType<typeof setTimeout> | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;
  #search = new Task(this, {
    args: () => [this.wish, this.api] as const,
    task: async ([wish, api], { signal }) => {
      this.vocabulary ??= await vocabularyOf(api);
      const { q, view, limit, ...chosen } = wish;
      const mine = view === 'mine' ? 'true' : 'false';
      const review = view === 'review' ? 'true' : 'false';
      const clips: ClipCard[] = [];
      let total = 0;
      let facets: Found['facets'] = {};
      let sought: Found['sought'] = [];
      do {
        const page = { limit: Math.min(MOST_AT_ONCE, limit - clips.length), offset: clips.length };
        const facetsWanted: Chosen = Object.fromEntries(
          Object.entries(chosen).filter(([, value]) => value !== undefined),
        );
        const query = { q, mine, review, ...page, ...facetsWanted } as const;
        const found = await api.call(clipRoutes.listClips, { query }, { signal });
        clips.push(...found.clips);
        ({ total, facets, sought } = found);
        if (found.clips.length === 0) break;
      } while (clips.length < Math.min(limit, total));
      this.found = { wish, clips, total, facets, sought };
      this.#watchProgress(clips);
    },
  });

  #listing = new Task(this, {
    args: () => [this.api] as const,
    task: async ([api], { signal }) => {
      const { collections } = await api.call(collectionRoutes.listCollections, {}, { signal });
      this.collections = collections;
    },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('collectionId') && this.collectionId)
      this.#want({ collection: this.collectionId });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#pause);
    clearTimeout(this.#refresh);
  }

  readonly #handleSearch = (event: Event): void => {
    const q = (event.target as HTMLInputElement).value;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#want({ q }), SEARCH_PAUSE_MS);
  };

  readonly #handleClear = (): void => {
    clearTimeout(this.#pause);
    this.#want({ q: '' });
    this.renderRoot.querySelector<HTMLInputElement>('input[type=search]')?.focus();
  };

  readonly #handleCollections = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new NavigateRequest('collections'));
  };

  readonly #handleUpload = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new NavigateRequest('upload'));
  };

  readonly #handleWords = (): void => {
    this.dispatchEvent(new NavigateRequest('vocabularies'));
  };

  #want(change: Partial<Wish>): void {
    this.wish = { ...this.wish, limit: PAGE, ...change };
  }

  /** Clips that are being prepared are looked at again, as long as the page is seen. */
  #watchProgress(clips: readonly ClipCard[]): void {
    clearTimeout(this.#refresh);
    const isMaking = clips.some(({ state: made }) => made === 'waiting' || made === 'processing');
    if (!isMaking) return;
    this.#refresh = setTimeout(() => {
      if (document.hidden) this.#watchProgress(clips);
      else void this.#search.run();
    }, REFRESH_MS);
  }

  #chosen(): { facet: ClipFacet; value: string }[] {
    return CLIP_FACETS.flatMap((facet) => {
      const value = this.wish[facet];
      return value ? [{ facet, value }] : [];
    });
  }

  #renderFacet(facet: ClipFacet): TemplateResult | typeof nothing {
    const values = this.found?.facets[facet] ?? [];
    const chosen = this.wish[facet];
    if (values.length === 0) return nothing;
    const isWhole = this.whole.has(facet) || values.length <= FIRST_VALUES + 1;
    const shown = isWhole
      ? values
      : values.filter(({ value }, at) => at < FIRST_VALUES || value === chosen);
    const isOpen = OPEN_FACETS.includes(facet) || chosen !== undefined;
    return html`<details class="facet" ?open=${isOpen}>
      <summary>${facetWords(facet)} ${icon('chevron-down')}</summary>
      ${shown.map(
        ({ value, count }) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${value === chosen}
              @change=${() => this.#want({ [facet]: value === chosen ? undefined : value })}
            /><span>${facetValueWords(facet, value, this.vocabulary)}</span>
            <span class="count">${count}</span></label
          >`,
      )}
      ${
        isWhole
          ? nothing
          : html`<button
              class="plain"
              @click=${() => (this.whole = new Set([...this.whole, facet]))}
            >
              ${msg(str`${values.length - shown.length} more`)}
            </button>`
      }
    </details>`;
  }

  /** The collections that this person sees, each with how many clips are in it. */
  #renderCollections(): TemplateResult | typeof nothing {
    const { collections } = this;
    const chosen = this.wish.collection;
    if (collections.length === 0) return nothing;
    return html`<details class="facet" ?open=${chosen !== undefined}>
      <summary>${msg('Collection')} ${icon('chevron-down')}</summary>
      ${collections.map(
        ({ id, title, institution, clips }) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${id === chosen}
              @change=${() => this.#want({ collection: id === chosen ? undefined : id })}
            /><span>${title}${institution ? html`<small>${institution}</small>` : nothing}</span>
            <span class="count">${clips}</span></label
          >`,
      )}
    </details>`;
  }

  /** What was sought in place of a mistyped word. */
  #renderInstead({ wish, sought, total }: Found): TemplateResult | typeof nothing {
    const plain = (text: string): string =>
      text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const typed = plain(wish.q);
    const other = sought.filter((word) => !typed.includes(word));
    // Letters that are folded otherwise than by their accents are no other word.
    if (total === 0 || other.length === 0 || /[łøđæœßı]/.test(typed)) return nothing;
    return html`<p class="instead" role="status">
      ${msg(str`Nothing has “${wish.q}”. Shown is what is written alike: ${other.join(', ')}.`)}
    </p>`;
  }

  #renderApplied(): TemplateResult | typeof nothing {
    const chosen = this.#chosen();
    const collection = this.collections.find(({ id }) => id === this.wish.collection);
    if (chosen.length === 0 && !collection) return nothing;
    return html`<div class="applied">
      ${
        collection
          ? html`<button
              aria-label=${msg(str`Take away the filter ${collection.title}`)}
              @click=${() => this.#want({ collection: undefined })}
            >
              ${collection.title} ${icon('close')}
            </button>`
          : nothing
      }
      ${chosen.map(
        ({ facet, value }) =>
          html`<button
            aria-label=${msg(str`Take away the filter ${facetValueWords(facet, value, this.vocabulary)}`)}
            @click=${() => this.#want({ [facet]: undefined })}
          >
            ${facetValueWords(facet, value, this.vocabulary)} ${icon('close')}
          </button>`,
      )}
      ${
        chosen.length > 1
          ? html`<button
              class="quiet"
              @click=${() =>
                this.#want(Object.fromEntries(CLIP_FACETS.map((facet) => [facet, undefined])))}
            >
              ${msg('Clear all')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #foundWords({ wish, total }: Found): string {
    if (wish.q)
      return total === 1
        ? msg(str`1 clip for “${wish.q}”`)
        : msg(str`${total} clips for “${wish.q}”`);
    return total === 1 ? msg('1 clip') : msg(str`${total} clips`);
  }

  #renderView(view: View, words: string): TemplateResult {
    return html`<button
      class="plain"
      aria-pressed=${this.wish.view === view}
      @click=${() => this.#want({ view })}
    >
      ${words}
    </button>`;
  }

  #renderResult(): TemplateResult {
    const { found } = this;
    if (this.#search.status === TaskStatus.ERROR && !found)
      return failed(this.#search.error, () => void this.#search.run());
    if (!found) return loading(msg('Loading the library…'));
    const canUpload = may(this.session, 'clips.manage');
    const isStale = found.wish !== this.wish;
    return html`
      <div class="result-head">
        <h2><span role="status">${this.#foundWords(found)}</span></h2>
        <div class="views" role="group" aria-label=${msg('Whose clips')}>
          ${this.#renderView('all', msg('All', { desc: 'all clips' }))}
          ${this.#renderView('mine', msg('Mine', { desc: 'my clips' }))}
          ${canUpload ? this.#renderView('review', msg('To review')) : nothing}
        </div>
        ${this.#renderApplied()} ${this.#renderInstead(found)}
      </div>
      ${
        this.#search.status === TaskStatus.ERROR
          ? failed(this.#search.error, () => void this.#search.run())
          : nothing
      }
      ${
        found.clips.length === 0
          ? this.#renderEmpty(found, canUpload)
          : html`<ul class="clips ${isStale ? 'stale' : ''}">
                ${repeat(
                  found.clips,
                  (clip) => clip.id,
                  (clip) =>
                    html`<li>
                      <lookfor-clip-card
                        .clip=${clip}
                        .sought=${`${found.wish.q} ${found.sought.join(' ')}`}
                      ></lookfor-clip-card>
                    </li>`,
                )}
              </ul>
              ${this.#renderFoot(found)}`
      }
      ${
        canUpload && found.wish.view === 'mine'
          ? html`<lookfor-removed-clips .api=${this.api}></lookfor-removed-clips>`
          : nothing
      }
    `;
  }

  /** Only a collection was asked for: there is nothing in it that one could seek otherwise. */
  #renderEmptyCollection({ canChange }: Pick<Collection, 'canChange'>): TemplateResult {
    return empty(
      msg('Nothing is in this collection yet'),
      canChange
        ? msg('Put clips in from their cards or their pages, under “Collections”.')
        : msg('Clips appear here as soon as somebody puts them in.'),
      html`<button @click=${() => (this.wish = EVERYTHING)}>${msg('Show all clips')}</button>`,
    );
  }

  #renderEmpty({ wish }: Found, canUpload: boolean): TemplateResult {
    const isSought = wish.q !== '' || this.#chosen().length > 0 || wish.view !== 'all';
    const collection = this.collections.find(({ id }) => id === wish.collection);
    if (collection && !isSought) return this.#renderEmptyCollection(collection);
    if (wish.q !== '' || this.#chosen().length > 0 || wish.collection !== undefined) {
      return empty(
        msg('No clip has all of this'),
        msg('Try fewer words, or take a filter away.'),
        html`<button @click=${() => (this.wish = { ...EVERYTHING, view: this.wish.view })}>
          ${msg('Show all clips')}
        </button>`,
      );
    }
    if (this.wish.view === 'review')
      return empty(
        msg('Nothing waits for a review'),
        msg('Clips that colleagues propose appear here, and published ones on their review date.'),
      );
    return empty(
      this.wish.view === 'mine' ? msg('You have no clips yet') : msg('There are no clips yet'),
      canUpload
        ? msg('Upload a recording of a minute or two in which somebody does something well.')
        : msg('Clips that your colleagues publish appear here.'),
    );
  }

  #renderFoot({ clips, total }: Found): TemplateResult | typeof nothing {
    const more = Math.min(PAGE, total - clips.length);
    if (more <= 0) return nothing;
    return html`<div class="foot">
      <span>${msg(str`${clips.length} of ${total} shown`)}</span>
      <button @click=${() => (this.wish = { ...this.wish, limit: clips.length + more })}>
        ${msg(str`Show ${more} more`)}
      </button>
    </div>`;
  }

  override render() {
    const chosen = this.#chosen().length;
    return html`
      <header class="head">
        <h1 tabindex="-1">${msg('Clip library')}</h1>
        <p>${msg('Exemplar clips of this institution')}</p>
        <a class="button" href="#collections" @click=${this.#handleCollections}
          >${msg('Collections')}</a
        >
        ${
          may(this.session, 'vocabularies.manage')
            ? html`<button class="quiet" @click=${this.#handleWords}>
                ${msg('Words of this institution')}
              </button>`
            : nothing
        }
        ${
          may(this.session, 'clips.manage')
            ? html`<a class="button primary" href="#upload" @click=${this.#handleUpload}
                >${msg('Upload clips')}</a
              >`
            : nothing
        }
      </header>
      ${
        may(this.session, 'clips.manage')
          ? html`<lookfor-ending-consents .api=${this.api}></lookfor-ending-consents>`
          : nothing
      }
      <div class="library" @lookfor-collections-change=${() => void this.#listing.run()}>
        <aside aria-label=${msg('Search and filters')}>
          <div class="search-row">
            <div class="search" role="search">
              ${icon('search')}
              <input
                type="search"
                .value=${this.wish.q}
                aria-label=${msg('Search titles, descriptions and captions')}
                @input=${this.#handleSearch}
              />
              ${
                this.wish.q
                  ? html`<button
                      class="icon-only"
                      aria-label=${msg('Clear the search')}
                      @click=${this.#handleClear}
                    >
                      ${icon('close')}
                    </button>`
                  : nothing
              }
            </div>
            <button
              class="open-filters"
              aria-expanded=${this.areFiltersOpen}
              @click=${() => (this.areFiltersOpen = !this.areFiltersOpen)}
            >
              ${chosen > 0 ? msg(str`Filters, ${chosen} on`) : msg('Filters')}
            </button>
          </div>
          <p class="scope">${msg('in titles, descriptions and captions')}</p>
          <div class="facets ${this.areFiltersOpen ? 'shown' : ''}">
            ${CLIP_FACETS.map((facet) => this.#renderFacet(facet))} ${this.#renderCollections()}
          </div>
        </aside>
        <section aria-label=${msg('Clips')}>${this.#renderResult()}</section>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-library': LookforClipLibrary;
  }
}

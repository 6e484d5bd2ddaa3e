import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  COLLECTION_SCOPES,
  collectionRoutes,
  type Collection,
  type CollectionScope,
} from '#contract/collections';
import { dialogStyles } from '#elements/kit/dialog.styles';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { openDialog } from '#elements/kit/open-dialog';
import { problemWords } from '#elements/kit/problem-words';
import { may } from '#elements/kit/session';
import { loading } from '#elements/kit/states';
import { collectionMenuStyles } from './collection-menu.styles.ts';
import { placeWords, scopeWords } from './scope-words.ts';

/**
 * Puts one clip into collections, and takes it out of them. Nothing is asked for until it is opened.
 *
 * @tag lookfor-collection-menu
 * @fires lookfor-collections-change - when what is in a collection has changed
 */
@customElement('lookfor-collection-menu')
export class LookforCollectionMenu extends LookforElement {
  static override styles = [LookforElement.styles, dialogStyles, collectionMenuStyles];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#heading') private heading!: HTMLElement;
  @query('input[name=title]') private titleField!: HTMLInputElement;
  @query('select') private scopeField!: HTMLSelectElement;
  @state() private collections: Collection[] | undefined;
  @state() private problem: unknown;

  @property({ attribute: 'clip-id' }) clipId = '';
  /** Of the clip, for those who do not see beside what this stands. */
  @property({ attribute: 'clip-title' }) clipTitle = '';
  /** Only a sign, where there is little room. */
  @property({ type: Boolean }) compact = false;

  protected override firstUpdated(): void {
    // Not the field for a new name: on a phone its keyboard would lie over the list. As an attribute
    // of the template it would be for the page, which is refused in a frame.
    this.heading.autofocus = true;
  }

  readonly #handleOpen = (): void => {
    this.problem = undefined;
    void openDialog(this.dialog);
    void this.#read();
  };

  readonly #handleCreate = async (event: Event): Promise<void> => {
    event.preventDefault();
    const title = this.titleField.value.trim();
    if (title === '') return this.titleField.focus();
    await this.#try(async () => {
      const scope = this.scopeField.value as CollectionScope;
      const made = await this.api.call(collectionRoutes.createCollection, {
        body: { title, scope },
      });
      await this.#put(made.id, true);
      this.titleField.value = '';
    });
  };

  async #try(act: () => Promise<void>): Promise<void> {
    this.problem = undefined;
    try {
      await act();
    } catch (error) {
      this.problem = error;
    }
    await this.#read();
  }

  async #read(): Promise<void> {
    try {
      const query = { clipId: this.clipId };
      const { collections } = await this.api.call(collectionRoutes.listCollections, { query });
      this.collections = collections;
    } catch (error) {
      this.problem = error;
    }
  }

  async #put(collectionId: string, isIn: boolean): Promise<void> {
    const params = { collectionId, clipId: this.clipId };
    const route = isIn ? collectionRoutes.addToCollection : collectionRoutes.takeFromCollection;
    await this.api.call(route, { params });
    this.dispatchEvent(new Event('lookfor-collections-change', { bubbles: true, composed: true }));
  }

  #renderOne(collection: Collection): TemplateResult {
    return html`<label
      ><input
        type="checkbox"
        .checked=${collection.holds}
        @change=${(event: Event) =>
          void this.#try(() =>
            this.#put(collection.id, (event.target as HTMLInputElement).checked),
          )}
      /><span>${collection.title}<small>${placeWords(collection)}</small></span></label
    >`;
  }

  #renderDialog(): TemplateResult {
    const mine = this.collections?.filter(({ canChange }) => canChange) ?? [];
    const scopes = COLLECTION_SCOPES.filter(
      (scope) => scope === 'own' || may(this.session, 'clips.manage'),
    );
    return html`<dialog aria-labelledby="heading">
      <h3 id="heading" tabindex="-1">${msg('Collections with this clip')}</h3>
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
      ${
        this.collections === undefined && !this.problem
          ? loading()
          : mine.length === 0
            ? html`<p>${msg('There is no collection yet. Begin one here.')}</p>`
            : html`<div class="choices">${mine.map((one) => this.#renderOne(one))}</div>`
      }
      <form class="new" @submit=${this.#handleCreate}>
        <label
          >${msg('New collection')}<input name="title" maxlength="120" autocomplete="off"
        /></label>
        <label
          >${msg('For whom')}<select>
            ${scopes.map((scope) => html`<option value=${scope}>${scopeWords(scope)}</option>`)}
          </select></label
        >
        <button>${msg('Begin it')}</button>
      </form>
      <div class="acts">
        <button @click=${() => this.dialog.close()}>${msg('Close')}</button>
      </div>
    </dialog>`;
  }

  override render() {
    return html`<button
        class=${this.compact ? 'icon-only' : ''}
        title=${this.compact ? msg('Collections with this clip') : nothing}
        aria-label=${this.clipTitle ? `${msg('Collections')}: ${this.clipTitle}` : nothing}
        @click=${this.#handleOpen}
      >
        ${icon('list')}${this.compact ? nothing : html` ${msg('Collections')}`}
      </button>
      ${this.#renderDialog()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-collection-menu': LookforCollectionMenu;
  }
}

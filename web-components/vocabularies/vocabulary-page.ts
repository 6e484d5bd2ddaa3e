import { msg, str } from '@lit/localize';
import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  VOCABULARIES,
  vocabularyRoutes,
  type Term,
  type TermList,
  type Vocabulary,
} from '#contract/vocabularies';
import { LOCALES } from '#contract/vocabulary';
import { languageName } from '#elements/clip-library/clip-words';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { may } from '#elements/kit/session';
import { failed, loading } from '#elements/kit/states';
import { vocabularyStyles } from './vocabulary-page.styles.ts';
import { keepVocabulary, vocabularyName } from './vocabulary-words.ts';

type TermChange = Partial<Pick<Term, 'name' | 'translations' | 'isRetired'>>;

/**
 * The words by which an institution describes its clips: added, renamed, translated, merged, and taken
 * out of use. Every clip follows at once.
 *
 * @tag lookfor-vocabulary-page
 * @fires lookfor-navigate {NavigateRequest} - back to the library
 */
@customElement('lookfor-vocabulary-page')
export class LookforVocabularyPage extends LookforElement {
  static override styles = [LookforElement.styles, vocabularyStyles];

  @query('form input') private fresh!: HTMLInputElement;
  @state() private list: TermList | undefined;
  @state() private vocabulary: Vocabulary = 'domain';
  /** The word whose translations and merger are open. */
  @state() private openId = '';
  /** Into which word the open one is to go. */
  @state() private mergeInto = '';
  @state() private refused = '';

  #loading = new Task(this, {
    args: () => [this.api] as const,
    task: async ([api], { signal }) => {
      this.list = await api.call(vocabularyRoutes.listTerms, {}, { signal });
    },
  });

  #acted: Promise<boolean> = Promise.resolve(true);

  /** One after the other, as each begins with what the one before made. Whether it was done. */
  #act(act: () => Promise<TermList>, said: string): Promise<boolean> {
    this.#acted = this.#acted.then(() => this.#actNow(act, said));
    return this.#acted;
  }

  async #actNow(act: () => Promise<TermList>, said: string): Promise<boolean> {
    this.refused = '';
    try {
      this.list = await act();
      keepVocabulary(this.api, this.list);
      this.announce(said);
      return true;
    } catch (error) {
      this.refused = problemWords(error);
      return false;
    }
  }

  #add(name: string): Promise<boolean> {
    const { vocabulary } = this;
    return this.#act(
      () => this.api.call(vocabularyRoutes.addTerm, { body: { vocabulary, name } }),
      msg(str`Added: ${name}.`),
    );
  }

  #change(term: Term, changeOf: (term: Term) => TermChange): Promise<boolean> {
    const params = { termId: term.id };
    return this.#act(() => {
      const body = changeOf(this.list?.terms.find(({ id }) => id === term.id) ?? term);
      return this.api.call(vocabularyRoutes.changeTerm, { params, body });
    }, msg('Changed, in every clip that has it.'));
  }

  #merge(term: Term, intoId: string): Promise<boolean> {
    const params = { termId: term.id };
    return this.#act(
      () => this.api.call(vocabularyRoutes.mergeTerm, { params, body: { intoId } }),
      msg('Two words have become one.'),
    );
  }

  readonly #handleAdd = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = this.fresh.value.trim();
    if (!name) return;
    form.reset();
    void this.#add(name);
  };

  /** Takes what was written. What is refused goes, but nothing that is just being typed. */
  async #handleWritten(
    term: Term,
    event: Event,
    before: string,
    changeTo: (text: string) => ((term: Term) => TermChange) | null,
  ): Promise<void> {
    const field = event.target as HTMLInputElement;
    const text = field.value.trim();
    const change = text === before ? null : changeTo(text);
    field.value = change ? text : before;
    const isDone = change === null || (await this.#change(term, change));
    if (!isDone && field.value === text) field.value = before;
  }

  #renderChoice(): TemplateResult {
    return html`<nav aria-label=${msg('Vocabularies')}>
      ${VOCABULARIES.map((one) => {
        const count = this.list?.terms.filter(({ vocabulary }) => vocabulary === one).length ?? 0;
        return html`<button
          class="plain"
          aria-current=${one === this.vocabulary ? 'true' : nothing}
          @click=${() => {
            this.vocabulary = one;
            this.openId = '';
            this.refused = '';
          }}
        >
          ${vocabularyName(one)} <small>${count}</small>
        </button>`;
      })}
    </nav>`;
  }

  #renderTerm(term: Term, others: readonly Term[]): TemplateResult {
    const isOpen = term.id === this.openId;
    return html`<li class=${term.isRetired ? 'retired' : ''}>
      <div class="line">
        <input
          maxlength="200"
          autocomplete="off"
          aria-label=${msg(str`Name of “${term.name}”`)}
          .value=${term.name}
          @change=${(event: Event) =>
            this.#handleWritten(term, event, term.name, (name) =>
              name === '' ? null : () => ({ name }),
            )}
        />
        <span class="uses">${usesWords(term.uses)}</span>
        <button
          class="quiet"
          aria-expanded=${isOpen}
          @click=${() => {
            this.openId = isOpen ? '' : term.id;
            this.mergeInto = '';
          }}
        >
          ${msg('More')}<span class="unseen">: ${term.name}</span>
        </button>
      </div>
      ${term.isRetired ? html`<p class="note">${msg('Not offered any more.')}</p>` : nothing}
      ${isOpen ? this.#renderMore(term, others) : nothing}
    </li>`;
  }

  #renderMore(term: Term, others: readonly Term[]): TemplateResult {
    return html`<div class="more">
      <fieldset>
        <legend>${msg('In other languages')}</legend>
        ${LOCALES.map((locale) => {
          const before = term.translations[locale] ?? '';
          return html`<label
            >${languageName(locale)}
            <input
              maxlength="200"
              lang=${locale}
              .value=${before}
              placeholder=${term.name}
              @change=${(event: Event) =>
                this.#handleWritten(term, event, before, (text) => ({ translations }) => ({
                  translations: { ...translations, [locale]: text },
                }))}
            />
          </label>`;
        })}
      </fieldset>
      <div class="acts">
        ${
          others.length > 0
            ? html`<select
                  aria-label=${msg(str`Merge “${term.name}” into`)}
                  @change=${(event: Event) =>
                    (this.mergeInto = (event.target as HTMLSelectElement).value)}
                >
                  <option value="">${msg('Merge into…')}</option>
                  ${others.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
                </select>
                <button
                  ?disabled=${this.mergeInto === ''}
                  @click=${() => this.#merge(term, this.mergeInto)}
                >
                  ${msg('Merge')}
                </button>`
            : nothing
        }
        <button @click=${() => this.#change(term, () => ({ isRetired: !term.isRetired }))}>
          ${term.isRetired ? msg('Offer it again') : msg('Take it out of use')}
        </button>
      </div>
    </div>`;
  }

  #renderLoose({ loose }: TermList): TemplateResult | typeof nothing {
    const own = loose.filter(({ vocabulary }) => vocabulary === this.vocabulary);
    if (own.length === 0) return nothing;
    return html`<section aria-labelledby="loose">
      <h2 id="loose">${msg('Written in clips, and not among your words yet')}</h2>
      <ul>
        ${own.map(
          ({ name, uses }) =>
            html`<li>
              <div class="line">
                <span class="name">${name}</span>
                <span class="uses">${usesWords(uses)}</span>
                <button class="quiet" @click=${() => this.#add(name)}>
                  ${icon('plus')} ${msg('Take up')}<span class="unseen">: ${name}</span>
                </button>
              </div>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #renderWords(list: TermList): TemplateResult {
    const terms = list.terms.filter(({ vocabulary }) => vocabulary === this.vocabulary);
    return html`<section aria-label=${vocabularyName(this.vocabulary)}>
        ${
          terms.length === 0
            ? html`<p class="none">
                ${msg('No words yet. Without any, everybody writes what they like.')}
              </p>`
            : html`<ul>
                ${repeat(
                  terms,
                  ({ id }) => id,
                  (term) =>
                    this.#renderTerm(
                      term,
                      terms.filter(({ id }) => id !== term.id),
                    ),
                )}
              </ul>`
        }
        ${this.refused ? html`<p class="wrong" role="alert">${this.refused}</p>` : nothing}
        <form @submit=${this.#handleAdd}>
          <input
            name="name"
            maxlength="200"
            autocomplete="off"
            aria-label=${msg('A new word')}
            placeholder=${msg('A new word')}
          />
          <button>${icon('plus')} ${msg('Add')}</button>
        </form>
      </section>
      ${this.#renderLoose(list)}`;
  }

  readonly #goBack = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new NavigateRequest('library'));
  };

  override render() {
    const { list } = this;
    return html`<header>
        ${
          may(this.session, 'clips.browse')
            ? html`<nav class="way-back" aria-label=${msg('Library')}>
                <a href="#library" @click=${this.#goBack}>${msg('Back to the library')}</a>
              </nav>`
            : nothing
        }
        <h1 tabindex="-1">${msg('Words of this institution')}</h1>
        <p>
          ${msg('Clips are described and found by these words. A change reaches every clip at once.')}
        </p>
      </header>
      ${
        list
          ? html`<div class="desk">
              ${this.#renderChoice()}
              <div>${this.#renderWords(list)}</div>
            </div>`
          : this.#loading.status === TaskStatus.ERROR
            ? failed(this.#loading.error, () => void this.#loading.run())
            : loading()
      }`;
  }
}

function usesWords(uses: number): string {
  if (uses === 0) return msg('in no clip');
  return uses === 1 ? msg('in 1 clip') : msg(str`in ${uses} clips`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-vocabulary-page': LookforVocabularyPage;
  }
}

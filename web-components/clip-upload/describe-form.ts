import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Clip, ClipDescription } from '#contract/clips';
import type { TermList, Vocabulary } from '#contract/vocabularies';
import { mergeDescription } from '#contract/shared/clip-description';
import { contentLanguages, languageName } from '#elements/clip-library/clip-words';
import type { Api } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { termWords, vocabularyOf, wordIn } from '#elements/vocabularies/vocabulary-words';
import type { DescriptionChange } from './description-draft.ts';
import { formStyles } from './form.styles.ts';

/** Something was written about the clip. */
export class DescriptionWritten extends Event {
  static readonly eventName = 'lookfor-description-written';
  readonly change: DescriptionChange;

  constructor(change: DescriptionChange) {
    super(DescriptionWritten.eventName, OUTWARD);
    this.change = change;
  }
}

/** Values that others used before, offered while one types. */
export interface Suggestions {
  strategy: readonly string[];
  domain: readonly string[];
  ageGroup: readonly string[];
}

const MOST_PRACTICES = 10;
const MOST_AREAS = 20;

/**
 * What is written about a clip: title, what it shows, what to know before watching, theory, and
 * practices to take away. Every keystroke is told; saving is the affair of whoever listens.
 *
 * @tag lookfor-describe-form
 * @fires lookfor-description-written - what was changed
 */
@customElement('lookfor-describe-form')
export class LookforDescribeForm extends LookforElement {
  static override styles = [
    LookforElement.styles,
    formStyles,
    css`
      .taken {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-1) var(--lf-2);
        padding-block: var(--lf-1);
      }
      .taken li {
        display: inline-flex;
        align-items: center;
        padding-inline-start: var(--lf-2);
        border: var(--lf-line);
        border-radius: var(--lf-radius-s);
        background: var(--lf-surface);
      }
      .taken button {
        inline-size: 1.75rem;
        min-block-size: 1.75rem;
      }
      .one-more {
        margin-block-start: var(--lf-1);
        color: var(--lf-ink-2);
      }
      .practices li {
        display: grid;
        grid-template-columns: 1.75rem 1fr;
        align-items: start;
        margin-block-end: var(--lf-3);
      }
      .practices li > span {
        padding-block-start: 0.75rem;
        color: var(--lf-ink-3);
        font: 400 var(--lf-text-l) / 1 var(--lf-font-text);
      }
      .practices li > div {
        display: grid;
        gap: var(--lf-1);
      }
      .practices input {
        min-block-size: 2.6rem;
        font: 600 var(--lf-text-m) / 1.3 var(--lf-font-text);
      }
    `,
  ];

  @state() private vocabulary: TermList | undefined;

  @property({ attribute: false }) clip: Clip | undefined;
  /** What was written and is not on the server yet: it stands instead of what is there. */
  @property({ attribute: false }) unsent: DescriptionChange = {};
  @property({ attribute: false }) suggestions: Suggestions = {
    strategy: [],
    domain: [],
    ageGroup: [],
  };

  #asked: Api | undefined;

  protected override willUpdate(): void {
    if (this.#asked === this.api) return;
    this.#asked = this.api;
    void vocabularyOf(this.api).then((list) => (this.vocabulary = list));
  }

  /** The words of a vocabulary that are offered, in the reader's language. */
  #offered(vocabulary: Vocabulary): string[] {
    const terms = this.vocabulary?.terms ?? [];
    return terms.filter((one) => one.vocabulary === vocabulary && !one.isRetired).map(termWords);
  }

  #say(change: DescriptionChange): void {
    this.dispatchEvent(new DescriptionWritten(change));
  }

  #described(): ClipDescription | undefined {
    return this.clip && mergeDescription(this.clip.description, this.unsent);
  }

  #line(
    name: string,
    label: string,
    value: string,
    write: (value: string) => DescriptionChange,
    {
      size = 'half',
      vocabulary = undefined as Vocabulary | undefined,
      offered: used = [] as readonly string[],
    } = {},
  ): TemplateResult {
    // Where the institution has words of its own, only these are offered.
    const own = vocabulary ? this.#offered(vocabulary) : [];
    const offered = own.length > 0 ? own : used;
    const list = offered.length > 0 ? `${name}-offered` : nothing;
    return html`<div class="field ${size}">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        class=${name === 'title' ? 'written' : ''}
        maxlength="300"
        autocomplete="off"
        list=${list}
        .value=${value}
        @input=${(event: Event) => this.#say(write((event.target as HTMLInputElement).value))}
      />
      ${
        offered.length > 0
          ? html`<datalist id="${name}-offered">
              ${offered.map((one) => html`<option value=${one}></option>`)}
            </datalist>`
          : nothing
      }
    </div>`;
  }

  #text(
    name: string,
    label: string,
    value: string,
    write: (value: string) => DescriptionChange,
    { size = '', placeholder = '', short = false } = {},
  ): TemplateResult {
    return html`<div class="field ${size}">
      <label for=${name}>${label}</label>
      <textarea
        id=${name}
        class=${short ? 'short' : ''}
        rows=${short ? 1 : 2}
        maxlength="20000"
        placeholder=${placeholder}
        .value=${value}
        @input=${(event: Event) => this.#say(write((event.target as HTMLTextAreaElement).value))}
      ></textarea>
    </div>`;
  }

  #renderAbout(description: ClipDescription, title: string): TemplateResult {
    const { strategy, domain, ageGroup, setting, language } = description;
    return html`<div class="part">
      ${this.#line('title', msg('Title'), title, (value) => ({ title: value }), { size: '' })}
      ${this.#line(
        'strategy',
        msg('Strategy it shows'),
        strategy.title,
        (value) => ({ strategy: { title: value } }),
        { vocabulary: 'strategy', offered: this.suggestions.strategy },
      )}
      ${this.#line('domain', msg('Domain'), domain, (value) => ({ domain: value }), {
        vocabulary: 'domain',
        offered: this.suggestions.domain,
      })}
      ${this.#renderAreas(description.areas ?? [])}
      ${this.#line('age-group', msg('Age group'), ageGroup, (value) => ({ ageGroup: value }), {
        size: 'third pair',
        vocabulary: 'ageGroup',
        offered: ageGroups(this.suggestions.ageGroup),
      })}
      ${this.#line('setting', msg('Setting'), setting, (value) => ({ setting: value }), {
        size: 'third pair',
        vocabulary: 'setting',
      })}
      <div class="field third">
        <label for="language">${msg('Language spoken')}</label>
        <select
          id="language"
          .value=${language}
          @change=${(event: Event) =>
            this.#say({ language: (event.target as HTMLSelectElement).value })}
        >
          ${['', ...contentLanguages([language])].map(
            (code) =>
              html`<option value=${code} ?selected=${code === language}>
                ${code === '' ? msg('not said') : languageName(code)}
              </option>`,
          )}
        </select>
        ${language === '' ? nothing : this.#renderMoreLanguages(description)}
      </div>
    </div>`;
  }

  /** Several words of one vocabulary: each with a way to take it out, and a field for one more. */
  #renderAreas(areas: readonly string[]): TemplateResult {
    const say = (next: readonly string[]): void => this.#say({ areas: [...new Set(next)] });
    const add = (field: HTMLInputElement): void => {
      const written = field.value.trim();
      field.value = '';
      if (written && areas.length < MOST_AREAS) say([...areas, written]);
    };
    const offered = this.#offered('area').filter((name) => !areas.includes(name));
    return html`<div class="field">
      <label for="area">${msg('Curriculum areas')}</label>
      ${this.#renderTaken(areas, (name) => wordIn(this.vocabulary, 'area', name), say)}
      <input
        id="area"
        maxlength="200"
        autocomplete="off"
        list="area-offered"
        placeholder=${areas.length > 0 ? msg('One more, if there is one') : ''}
        @change=${(event: Event) => add(event.target as HTMLInputElement)}
      />
      <datalist id="area-offered">
        ${offered.map((one) => html`<option value=${one}></option>`)}
      </datalist>
    </div>`;
  }

  #renderMoreLanguages({ language, moreLanguages = [] }: ClipDescription): TemplateResult {
    const say = (next: readonly string[]): void => this.#say({ moreLanguages: [...new Set(next)] });
    const others = contentLanguages([]).filter(
      (code) => code !== language && !moreLanguages.includes(code),
    );
    return html`${this.#renderTaken(moreLanguages, languageName, say)}
      <select
        class="one-more"
        aria-label=${msg('Another language that is spoken')}
        @change=${(event: Event) => {
          const field = event.target as HTMLSelectElement;
          say([...moreLanguages, field.value]);
          field.value = '';
        }}
      >
        <option value="" selected>${msg('Another language')}</option>
        ${others.map((code) => html`<option value=${code}>${languageName(code)}</option>`)}
      </select>`;
  }

  #renderTaken(
    taken: readonly string[],
    words: (one: string) => string,
    say: (next: readonly string[]) => void,
  ): TemplateResult | typeof nothing {
    if (taken.length === 0) return nothing;
    return html`<ul class="taken">
      ${taken.map(
        (one) =>
          html`<li>
            ${words(one)}
            <button
              class="icon-only"
              aria-label=${msg(str`Take out “${words(one)}”`)}
              @click=${() => say(taken.filter((other) => other !== one))}
            >
              ${icon('close')}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #renderContext({ context }: ClipDescription): TemplateResult {
    const write = (part: keyof typeof context) => (value: string) => ({
      context: { [part]: value },
    });
    const short = { size: 'half', short: true };
    return html`<div class="part">
      <h3>${msg('Context, read before the first viewing')}</h3>
      ${this.#text('place', msg('Where is it?'), context.setting, write('setting'), short)}
      ${this.#text('group', msg('Who is there?'), context.group, write('group'), short)}
      ${this.#text('moment', msg('Which moment of the day?'), context.moment, write('moment'), {
        short: true,
      })}
      ${this.#text('before', msg('What came before?'), context.before, write('before'))}
      ${this.#text('remember', msg('Please remember'), context.remember, write('remember'), {
        short: true,
        placeholder: msg('What a viewer owes to the people who let themselves be seen.'),
      })}
    </div>`;
  }

  #renderTeaching(description: ClipDescription): TemplateResult {
    const { strategy, theory } = description;
    return html`<div class="part">
      <h3>${msg('What it teaches')}</h3>
      ${this.#text(
        'strategy-text',
        msg('The strategy, as it can be seen here'),
        strategy.text,
        (value) => ({ strategy: { text: value } }),
        { placeholder: msg('What is done, and when. A time such as 0:19 plays that moment.') },
      )}
      ${this.#line(
        'theory-title',
        msg('The idea behind it, in a few words'),
        theory.title,
        (value) => ({ theory: { title: value } }),
        { size: '' },
      )}
      ${this.#text(
        'theory',
        msg('Theory and research behind it'),
        theory.text,
        (value) => ({ theory: { text: value } }),
        {
          placeholder: msg(
            'Which idea makes this worth watching? Name the source, so that students can read on.',
          ),
        },
      )}
      ${this.#text(
        'sources',
        msg('Sources, one on each line'),
        theory.sources.join('\n'),
        (value) => ({
          theory: { sources: sourceLines(value) },
        }),
        { short: true },
      )}
      ${this.#renderPractices(description)}
    </div>`;
  }

  #renderPractices({ practices }: ClipDescription): TemplateResult {
    const shown = Math.min(MOST_PRACTICES, Math.max(3, practices.length + 1));
    const change = (at: number, part: 'title' | 'text', value: string): void => {
      const rows = Array.from(
        { length: Math.max(practices.length, at + 1) },
        (_, row) => practices[row] ?? { title: '', text: '' },
      );
      const changed = rows.map((row, index) => (index === at ? { ...row, [part]: value } : row));
      const last = changed.findLastIndex((row) => row.title !== '' || row.text !== '');
      this.#say({ practices: changed.slice(0, last + 1) });
    };
    return html`<fieldset class="field practices">
      <legend>${msg('Practices to take away')}</legend>
      <ol>
        ${Array.from({ length: shown }, (_, at) => {
          const practice = practices[at] ?? { title: '', text: '' };
          const number = at + 1;
          const isSpare = at >= practices.length;
          return html`<li>
            <span aria-hidden="true">${number}</span>
            <div>
              <input
                maxlength="300"
                aria-label=${msg(str`Practice ${number}`)}
                placeholder=${isSpare && at >= 2 ? msg('One more, if there is one') : ''}
                .value=${practice.title}
                @input=${(event: Event) =>
                  change(at, 'title', (event.target as HTMLInputElement).value)}
              />
              ${
                isSpare
                  ? nothing
                  : html`<textarea
                      class="short"
                      rows="1"
                      aria-label=${msg(str`How to do practice ${number}`)}
                      placeholder=${msg('How one does it tomorrow')}
                      .value=${practice.text}
                      @input=${(event: Event) =>
                        change(at, 'text', (event.target as HTMLTextAreaElement).value)}
                    ></textarea>`
              }
            </div>
          </li>`;
        })}
      </ol>
    </fieldset>`;
  }

  override render() {
    const description = this.#described();
    if (!description || !this.clip) return nothing;
    return html`
      ${this.#renderAbout(description, this.unsent.title ?? this.clip.title)}
      ${this.#renderContext(description)} ${this.#renderTeaching(description)}
    `;
  }
}

/** The lines of a list of sources, as many and as long as the contract takes. */
function sourceLines(text: string): string[] {
  const lines = text === '' ? [] : text.split('\n');
  return lines.slice(0, 30).map((line) => line.slice(0, 500));
}

/** What others wrote, and the three groups that most begin with. */
function ageGroups(used: readonly string[]): string[] {
  return [...new Set([...used, msg('Under 3 years'), msg('3 to 5 years'), msg('6 to 8 years')])];
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-describe-form': LookforDescribeForm;
  }
  interface HTMLElementEventMap {
    'lookfor-description-written': DescriptionWritten;
  }
}

import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  frameworkRoutes,
  type Code,
  type FrameworkDraft,
  type FrameworkDraftContent,
  type FrameworkFinding,
  type Tier,
} from '#contract/frameworks';
import { LOCALES, type Locale } from '#contract/vocabulary';
import { cssFacts } from '#elements/kit/css-facts';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { hueStyles } from '#elements/observation/hues.styles';
import './code-examples.ts';
import type { ExamplesChange } from './code-examples.ts';
import { findingWords } from './finding-words.ts';
import {
  withCode,
  withMapping,
  withNewCode,
  withNewTier,
  withoutTier,
  written,
} from './framework-edits.rules.ts';
import { frameworkStyles } from './frameworks.styles.ts';

const SAVE_AFTER_MS = 700;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * Writes a framework: groups of codes with definitions, examples, colours and keys in every
 * language, what became of the codes of the version before, and beside it how it looks on a
 * timeline and what is still missing. Saves as it is changed; publishing is the one act.
 *
 * @tag lookfor-framework-editor
 * @fires lookfor-navigate {NavigateRequest} - back to the shelf
 */
@customElement('lookfor-framework-editor')
export class LookforFrameworkEditor extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, hueStyles, frameworkStyles];

  @property({ attribute: 'draft-id' }) draftId = '';

  @state() private draft: FrameworkDraft | undefined;
  @state() private content: FrameworkDraftContent | undefined;
  @state() private language: Locale = currentLocale();
  @state() private isActing = false;
  @state() private wrong: unknown;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | undefined;
  #isDirty = false;
  #loading = new Loading(this, {
    task: async ([api, draftId], { signal }) => {
      const draft = await api.call(
        frameworkRoutes.getFrameworkDraft,
        { params: { draftId } },
        { signal },
      );
      this.draft = draft;
      this.content = draft.content;
      this.#isDirty = false;
      this.wrong = undefined;
      return draft;
    },
    args: () => [this.api, this.draftId] as const,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#isDirty) void this.#save();
  }

  #change(content: FrameworkDraftContent): void {
    this.content = content;
    this.#isDirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), SAVE_AFTER_MS);
    this.requestUpdate();
  }

  /** Brings everything to the server, one change after the other. */
  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
    const { draft, content } = this;
    if (!draft || !content || !this.#isDirty) return;
    this.#isDirty = false;
    this.#saving = (async () => {
      try {
        this.draft = await this.api.call(frameworkRoutes.saveFrameworkDraft, {
          params: { draftId: draft.id },
          body: { baseRevision: draft.revision, content },
        });
        this.wrong = undefined;
      } catch (error) {
        this.#isDirty = true;
        this.wrong = error;
      }
    })();
    await this.#saving;
    this.requestUpdate();
  }

  readonly #handlePublish = async (): Promise<void> => {
    if (this.isActing) return;
    this.isActing = true;
    try {
      await this.#save();
      const { draft } = this;
      if (!draft || this.#isDirty || draft.gaps.length > 0) return;
      await this.api.call(frameworkRoutes.publishFrameworkDraft, {
        params: { draftId: draft.id },
        body: { baseRevision: draft.revision },
      });
      this.announce(msg('Published.'));
      this.dispatchEvent(new NavigateRequest('frameworks'));
    } catch (error) {
      this.wrong = error;
    } finally {
      this.isActing = false;
    }
  };

  readonly #handleRemove = async (): Promise<void> => {
    try {
      this.#isDirty = false;
      clearTimeout(this.#timer);
      await this.api.call(frameworkRoutes.removeFrameworkDraft, {
        params: { draftId: this.draftId },
      });
      this.dispatchEvent(new NavigateRequest('frameworks'));
    } catch (error) {
      this.wrong = error;
    }
  };

  override render() {
    const { draft, content } = this;
    if (draft && content) return this.#renderEditor(draft, content);
    return html`<div class="waiting">
      ${this.#loading.render({
        pending: () => loading(),
        error: (error) => failed(error, () => void this.#loading.run()),
      })}
    </div>`;
  }

  #renderEditor(draft: FrameworkDraft, content: FrameworkDraftContent): TemplateResult {
    return html`<header>
        <button class="quiet" @click=${() => this.dispatchEvent(new NavigateRequest('frameworks'))}>
          ${icon('arrow-left')} ${msg('Frameworks')}
        </button>
        <h1 tabindex="-1">
          ${content.title[this.language] || content.title.en || msg('A new framework')}
        </h1>
        <span class="muted" role="status">
          ${this.#isDirty ? msg('Saving…') : msg(str`Version ${draft.version}, a draft. Saved.`)}
        </span>
        <button
          class="primary"
          ?disabled=${this.isActing || draft.gaps.length > 0}
          @click=${this.#handlePublish}
        >
          ${msg(str`Publish version ${draft.version}`)}
        </button>
      </header>
      ${
        this.wrong === undefined
          ? nothing
          : html`<p class="wrong-line" role="alert">
              ${problemWords(this.wrong)}
              <button class="quiet" @click=${() => void this.#loading.run()}>
                ${msg('Show what is saved')}
              </button>
            </p>`
      }
      <div class="builder">
        <form class="form" @submit=${(event: Event) => event.preventDefault()}>
          ${this.#renderHead(content)}
          ${repeat(
            content.tiers,
            (tier) => tier.id,
            (tier) => this.#renderTier(content, tier),
          )}
          <section>
            <button type="button" class="quiet" @click=${() => this.#change(withNewTier(content))}>
              ${icon('plus')} ${msg('Add a group')}
            </button>
          </section>
          ${this.#renderMapping(draft, content)}
          <section>
            <button type="button" class="quiet" @click=${this.#handleRemove}>
              ${msg('Give this draft up')}
            </button>
          </section>
        </form>
        <div class="seen">
          ${this.#renderPreview(content)} ${findings(msg('Before it is published'), draft.gaps)}
          ${findings(msg('Worth a look'), draft.warnings)}
        </div>
      </div>`;
  }

  #renderHead(content: FrameworkDraftContent): TemplateResult {
    const { language } = this;
    return html`<section>
      <label class="over"
        >${msg('Language you write in')}
        <select
          class="entry"
          @change=${(event: Event) => {
            this.language = typed(event) as Locale;
          }}
        >
          ${LOCALES.map(
            (locale) =>
              html`<option value=${locale} ?selected=${locale === language}>
                ${languageName(locale)}
              </option>`,
          )}
        </select>
      </label>
      <label class="over sub"
        >${msg('Title')}
        <input
          class="entry"
          maxlength="200"
          .value=${live(content.title[language] ?? '')}
          placeholder=${language === 'en' ? '' : content.title.en}
          @input=${(event: Event) =>
            this.#change({ ...content, title: written(content.title, language, typed(event)) })}
      /></label>
      <label class="over sub"
        >${msg('Source')}
        <input
          class="entry"
          maxlength="500"
          .value=${live(content.source)}
          @input=${(event: Event) => this.#change({ ...content, source: typed(event) })}
      /></label>
    </section>`;
  }

  #renderTier(content: FrameworkDraftContent, tier: Tier): TemplateResult {
    const { language } = this;
    const codes = content.codes.filter((code) => code.tierId === tier.id);
    return html`<section>
      <h2>${msg('Group')}</h2>
      <div class="group">
        <input
          class="entry"
          maxlength="200"
          aria-label=${msg('Name of the group')}
          .value=${live(tier.name[language] ?? '')}
          placeholder=${language === 'en' ? '' : tier.name.en}
          @input=${(event: Event) =>
            this.#change({
              ...content,
              tiers: content.tiers.map((one) =>
                one.id === tier.id
                  ? { ...one, name: written(one.name, language, typed(event)) }
                  : one,
              ),
            })}
        />
        <button
          type="button"
          class="icon-only"
          aria-label=${msg(str`Take out “${tier.name.en}” with its codes`)}
          @click=${() => this.#change(withoutTier(content, tier.id))}
        >
          ${icon('close')}
        </button>
      </div>
      ${repeat(
        codes,
        (code) => code.id,
        (code) => this.#renderCode(content, code),
      )}
      <button
        type="button"
        class="quiet"
        @click=${() => this.#change(withNewCode(content, tier.id))}
      >
        ${icon('plus')} ${msg('Add a code')}
      </button>
    </section>`;
  }

  #renderCode(content: FrameworkDraftContent, code: Code): TemplateResult {
    const { language } = this;
    const change = (part: Partial<Code>) => this.#change(withCode(content, code.id, part));
    const name = code.name.en;
    return html`<div class="code hue-${code.hue}">
      <div class="line">
        <i aria-hidden="true"></i>
        <input
          class="entry"
          maxlength="200"
          aria-label=${msg('Name of the code')}
          .value=${live(code.name[language] ?? '')}
          placeholder=${language === 'en' ? '' : name}
          @input=${(event: Event) => change({ name: written(code.name, language, typed(event)) })}
        />
        <select
          class="entry"
          aria-label=${msg(str`Key of “${name}”`)}
          @change=${(event: Event) => change({ hotKey: typed(event) || null })}
        >
          <option value="">${msg('no key')}</option>
          ${KEYS.map((key) => html`<option ?selected=${key === code.hotKey}>${key}</option>`)}
        </select>
        <select
          class="entry"
          aria-label=${msg(str`Colour of “${name}”`)}
          @change=${(event: Event) => change({ hue: Number(typed(event)) })}
        >
          ${hueNames().map(
            (hue, at) =>
              html`<option value=${at + 1} ?selected=${at + 1 === code.hue}>${hue}</option>`,
          )}
        </select>
        <button
          type="button"
          class="icon-only"
          aria-label=${msg(str`Take out “${name}”`)}
          @click=${() =>
            this.#change({
              ...content,
              codes: content.codes.filter(({ id }) => id !== code.id),
            })}
        >
          ${icon('close')}
        </button>
      </div>
      <textarea
        class="entry"
        rows="2"
        maxlength="2000"
        aria-label=${msg(str`Definition of “${name}”`)}
        placeholder=${language === 'en' ? msg('What can be seen or heard') : code.definition.en}
        .value=${live(code.definition[language] ?? '')}
        @input=${(event: Event) =>
          change({ definition: written(code.definition, language, typed(event)) })}
      ></textarea>
      <lookfor-code-examples
        .api=${this.api}
        .localStore=${this.localStore}
        .code=${code}
        .language=${language}
        @lookfor-examples-change=${({ examples }: ExamplesChange) => change({ examples })}
      ></lookfor-code-examples>
    </div>`;
  }

  #renderMapping(
    { before }: FrameworkDraft,
    content: FrameworkDraftContent,
  ): TemplateResult | typeof nothing {
    if (!before) return nothing;
    return html`<section>
      <h2>${msg(str`What becomes of the codes of version ${before.version}`)}</h2>
      ${before.codes.map((old) => {
        const to = content.replaces?.codes.find(({ from }) => from === old.id)?.to;
        const value = to === undefined ? '?' : to.join(' ');
        const isSplit = (to?.length ?? 0) > 1;
        return html`<label class="mapped"
          ><span class="swatch hue-${old.hue}">${old.name[this.language] ?? old.name.en}</span>
          <select
            class="entry"
            @change=${(event: Event) => {
              const wish = typed(event);
              this.#change(
                withMapping(
                  content,
                  old.id,
                  wish === '?' ? undefined : wish.split(' ').filter((id) => id !== ''),
                ),
              );
            }}
          >
            <option value="?" ?selected=${value === '?'}>${msg('Choose…')}</option>
            <option value="" ?selected=${value === ''}>${msg('given up')}</option>
            ${isSplit ? html`<option value=${value} selected>${to?.join(', ')}</option>` : nothing}
            ${content.codes.map(
              (code) =>
                html`<option value=${code.id} ?selected=${code.id === value}>
                  ${code.name[this.language] || code.name.en}
                </option>`,
            )}
          </select></label
        >`;
      })}
    </section>`;
  }

  #renderPreview(content: FrameworkDraftContent): TemplateResult {
    return html`<h2>${msg('On the timeline')}</h2>
      <ul class="lanes">
        ${content.codes.map(
          (code, at) =>
            html`<li class="hue-${code.hue}">
              <span>${code.hotKey ? html`<kbd>${code.hotKey}</kbd>` : nothing}</span>
              <span>${code.name[this.language] || code.name.en || '…'}</span>
              <div class="stretch" aria-hidden="true" ${cssFacts({ '--at': `${(at * 11) % 42}%` })}>
                <i></i><i></i>
              </div>
            </li>`,
        )}
      </ul>
      ${content.codes.length === 0 ? html`<p class="muted">${msg('There is no code yet.')}</p>` : nothing}`;
  }
}

function findings(
  title: string,
  all: readonly FrameworkFinding[],
): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<h2>${title}</h2>
    <ul class="findings">
      ${all.slice(0, 12).map((finding) => html`<li>${findingWords(finding)}</li>`)}
    </ul>`;
}

function typed(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function languageName(locale: Locale): string {
  return new Intl.DisplayNames([currentLocale()], { type: 'language' }).of(locale) ?? locale;
}

/** The eight hues by number, as the tokens name them. */
function hueNames(): string[] {
  return [
    msg('teal'),
    msg('rust'),
    msg('indigo'),
    msg('mulberry'),
    msg('olive'),
    msg('blue'),
    msg('ochre'),
    msg('violet'),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-framework-editor': LookforFrameworkEditor;
  }
}

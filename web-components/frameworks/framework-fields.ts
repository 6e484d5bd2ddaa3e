import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Code, FrameworkDraft, FrameworkDraftContent, Tier } from '#contract/frameworks';
import { LOCALES, type Locale } from '#contract/vocabulary';
import type { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import './code-examples.ts';
import type { ExamplesChange } from './code-examples.ts';
import {
  withCode,
  withMapping,
  withNewCode,
  withoutTier,
  written,
} from './framework-edits.rules.ts';
import type { TakenOut } from './framework-writing.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** A framework that is being written, and what to do when somebody changes it. */
export interface FrameworkForm {
  content: FrameworkDraftContent;
  /** In which names and definitions are written now; the English ones show where there are none. */
  language: Locale;
  /** Lends the server and the store to the examples. */
  page: LookforElement;
  change: (content: FrameworkDraftContent) => void;
  /** The same with content that lacks something. */
  takeOut: (content: FrameworkDraftContent, takenOut: TakenOut) => void;
  /** What was taken out last, and how it is put back. */
  takenOut: TakenOut | null;
  putBack: () => void;
}

/** Where something was taken out: what it was, and the way to have it back. */
export function takenOutLine(
  { takenOut, putBack }: FrameworkForm,
  tierId: string | null,
  at: number,
): TemplateResult | typeof nothing {
  if (takenOut?.tierId !== tierId || takenOut.at !== at) return nothing;
  return html`<p class="taken-out" role="status">
    ${msg(str`“${takenOut.name}” is taken out.`)}
    <button type="button" @click=${putBack}>${msg('Put it back')}</button>
  </p>`;
}

/** The language to write in, the title and the source. */
export function headFields(
  { content, language, change }: FrameworkForm,
  turnTo: (language: Locale) => void,
): TemplateResult {
  return html`<section>
    <label class="over"
      >${msg('Language you write in')}
      <select class="entry" @change=${(event: Event) => turnTo(typed(event) as Locale)}>
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
          change({ ...content, title: written(content.title, language, typed(event)) })}
    /></label>
    <label class="over sub"
      >${msg('Source')}
      <input
        class="entry"
        maxlength="500"
        .value=${live(content.source)}
        @input=${(event: Event) => change({ ...content, source: typed(event) })}
    /></label>
  </section>`;
}

/** A group of codes: its name, and each code. */
export function tierFields(form: FrameworkForm, tier: Tier): TemplateResult {
  const { content, language, change } = form;
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
          change({
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
        @click=${() => {
          const at = content.tiers.findIndex(({ id }) => id === tier.id);
          form.takeOut(withoutTier(content, tier.id), { name: tier.name.en, tierId: null, at });
        }}
      >
        ${icon('close')}
      </button>
    </div>
    ${repeat(
      codes,
      (code) => code.id,
      (code, at) => html`${takenOutLine(form, tier.id, at)} ${codeFields(form, code, at)}`,
    )}
    ${takenOutLine(form, tier.id, codes.length)}
    <button type="button" class="quiet" @click=${() => change(withNewCode(content, tier.id))}>
      ${icon('plus')} ${msg('Add a code')}
    </button>
  </section>`;
}

function codeFields(form: FrameworkForm, code: Code, at: number): TemplateResult {
  const { content, language, page } = form;
  const change = (part: Partial<Code>) => form.change(withCode(content, code.id, part));
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
          form.takeOut(
            { ...content, codes: content.codes.filter(({ id }) => id !== code.id) },
            { name, tierId: code.tierId, at },
          )}
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
      .api=${page.api}
      .localStore=${page.localStore}
      .code=${code}
      .language=${language}
      @lookfor-examples-change=${({ examples }: ExamplesChange) => change({ examples })}
    ></lookfor-code-examples>
  </div>`;
}

/** What became of each code of the version before; nothing where there was none. */
export function mappingFields(
  { content, language, change }: FrameworkForm,
  { before, version }: FrameworkDraft,
): TemplateResult | typeof nothing {
  if (!before) return nothing;
  return html`<section>
    <h2>
      ${
        before.version < version
          ? msg(str`What becomes of the codes of version ${before.version}`)
          : msg('What becomes of the codes that were copied')
      }
    </h2>
    ${before.codes.map((old) => {
      const to = content.replaces?.codes.find(({ from }) => from === old.id)?.to;
      const value = to === undefined ? '?' : to.join(' ');
      const isSplit = (to?.length ?? 0) > 1;
      return html`<label class="mapped"
        ><span class="swatch hue-${old.hue}">${old.name[language] ?? old.name.en}</span>
        <select
          class="entry"
          @change=${(event: Event) => {
            const wish = typed(event);
            change(
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
                ${code.name[language] || code.name.en}
              </option>`,
          )}
        </select></label
      >`;
    })}
  </section>`;
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

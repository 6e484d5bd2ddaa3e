import type { Locale } from '#contract/vocabulary';
import type { LaunchAssets } from '../lti/launch-pages.ts';
import { html, NOTHING, type Html } from './html.ts';
import type { OperatorWords } from './operator-words.ts';
import { REFUSALS, type Notice } from './operator.rules.ts';

/** What a page says of what was done just before. */
export interface Said {
  notice: Notice;
  /** A number, or the address of a new invitation. */
  detail: string | null;
}

/** In whose language a page speaks, and what its forms carry. */
export interface OperatorFrame {
  locale: Locale;
  words: OperatorWords;
  assets: LaunchAssets;
  /** Null where nobody is signed in. */
  formToken: string | null;
  said: Said | null;
  now: Date;
}

/** A whole page. */
export function operatorPage(
  { locale, words, assets }: OperatorFrame,
  heading: string,
  body: Html,
): string {
  const styles = assets.styles.map((href) => html`<link rel="stylesheet" href="${href}" />`);
  const script = assets.script && html`<script type="module" src="${assets.script}"></script>`;
  const title = heading === words.title ? heading : `${heading} · ${words.title}`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${styles}
      </head>
      <body class="operator">
        ${body}${script}
      </body>
    </html>`.html;
}

/** A form that only this session can send. */
export function form(frame: OperatorFrame, action: string, fields: Html, name = ''): Html {
  return html`<form class="${name}" method="post" action="${action}">
    ${
      frame.formToken !== null &&
      html`<input type="hidden" name="form" value="${frame.formToken}" />`
    }
    ${fields}
  </form>`;
}

/** Something that is asked about once more before it is done; works without a script. */
export function sure(label: string, text: string, work: Html): Html {
  return html`<details class="sure">
    <summary class="action">${label}…</summary>
    <div>
      <p>${text}</p>
      ${work}
    </div>
  </details>`;
}

/** What was done just before, or why it was not. */
export function saidLine({ said, words }: OperatorFrame): Html {
  if (!said) return NOTHING;
  const isRefusal = REFUSALS.has(said.notice);
  const address = said.notice === 'invited' && said.detail;
  return html`<div class="said ${isRefusal ? 'not' : ''}" role="${isRefusal ? 'alert' : 'status'}">
    <p>${words.said[said.notice]} ${said.notice === 'sent' && said.detail}</p>
    ${
      address &&
      html`<p>${words.invite.once}</p>
        <p class="address">
          <code id="address">${address}</code>
          <button
            class="action"
            type="button"
            data-copy="address"
            data-copied="${words.copied}"
            hidden
          >
            ${words.copy}
          </button>
        </p>`
    }
  </div>`;
}

/** A field with its label. */
export function field(
  label: string,
  name: string,
  options: {
    value?: string | null;
    hint?: string;
    type?: 'text' | 'number' | 'password';
    isRequired?: boolean;
    limits?: readonly [number, number];
  } = {},
): Html {
  const { value = '', hint, type = 'text', isRequired = false, limits } = options;
  const range = limits && html` min="${limits[0]}" max="${limits[1]}"`;
  return html`<label class="field"
    ><span>${label}${hint !== undefined && html` <small>${hint}</small>`}</span>
    <input
      class="entry"
      name="${name}"
      type="${type}"
      value="${value ?? ''}"
      autocomplete="off"
      ${range ?? NOTHING}
      ${isRequired && 'required'}
  /></label>`;
}

/** A choice of few. */
export function choice(
  label: string,
  name: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
): Html {
  const lines = options.map(
    ([value, text]) =>
      html`<option value="${value}" ${value === chosen && 'selected'}>${text}</option>`,
  );
  return html`<label class="field"
    ><span>${label}</span>
    <select class="entry" name="${name}">
      ${lines}
    </select></label
  >`;
}

/** The way to other pages of a list; nothing when there is one only. */
export function pager(
  { words }: OperatorFrame,
  { page, pages }: { page: number; pages: number },
  addressOf: (page: number) => string,
  label: string,
): Html {
  if (pages <= 1) return NOTHING;
  return html`<nav class="pager" aria-label="${label}">
    ${page > 1 && html`<a class="word" href="${addressOf(page - 1)}">${words.previous}</a>`}
    <span>${page} / ${pages}</span>
    ${page < pages && html`<a class="word" href="${addressOf(page + 1)}">${words.next}</a>`}
  </nav>`;
}

const ICONS = {
  fine: 'M3.500 9.500l3.500 3.500 7.500-8',
  waits: 'M9 2.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 1 0 0-13M9 5.500v4m0 2.500v.1',
  stopped: 'M9 2.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 1 0 0-13M7.250 6.500v5m3.500-5v5',
} as const;

/** A sign beside words that say the same. */
export function icon(name: keyof typeof ICONS): Html {
  return html`<svg class="line-icon" viewBox="0 0 18 18" aria-hidden="true">
    <path d="${ICONS[name]}" />
  </svg>`;
}

/** A moment, in the language of the page. Servers know no zone but this one. */
export function moment(locale: Locale, at: Date): string {
  const told = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    ...{ hourCycle: 'h23', timeZone: 'UTC' },
  });
  return `${told.format(at)} UTC`;
}

/** A day, in the language of the page. */
export function day(locale: Locale, at: Date): string {
  const told = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...{ day: 'numeric', month: 'long', timeZone: 'UTC' },
  });
  return told.format(at);
}

/** A piece of a page that is safe to send: everything that stood in a text has been escaped. */
export interface Html {
  readonly html: string;
}

type Value = string | number | Html | readonly Html[] | null | undefined | false;

/** Puts a page together. Texts are escaped, in content and in attributes alike; pieces are not. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return {
    html: parts.reduce((page, part, at) => `${page}${asHtml(values[at - 1] ?? null)}${part}`),
  };
}

/** Nothing at all. */
export const NOTHING: Html = { html: '' };

function asHtml(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    return value.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
  }
  return 'html' in value ? value.html : value.map((piece) => piece.html).join('');
}

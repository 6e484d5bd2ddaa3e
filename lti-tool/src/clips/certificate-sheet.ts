import type { Locale } from '#contract/vocabulary';

/** What a certificate shows, in the order in which it is read. */
export interface CertificateSheet {
  heading: string;
  /** What it is about: a term, and what is said of it. */
  rows: readonly (readonly [term: string, text: string])[];
  sections: readonly (readonly [heading: string, lines: readonly string[]])[];
  /** When it was made. */
  made: string;
}

/** A certificate as a page that stands alone and prints well. */
export function certificateSheet(
  locale: Locale,
  { heading, rows, sections, made }: CertificateSheet,
): string {
  const row = ([term, text]: readonly [string, string]): string =>
    `<tr><th scope="row">${escaped(term)}</th><td>${escaped(text)}</td></tr>`;
  const section = ([title, lines]: readonly [string, readonly string[]]): string =>
    `<h2>${escaped(title)}</h2><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(heading)}</title><style>${STYLE}</style></head><body><main>
<p class="kicker">Lookfor</p><h1>${escaped(heading)}</h1>
<table>${rows.map(row).join('')}</table>
${sections.map(section).join('\n')}
<footer>${escaped(made)}</footer></main></body></html>
`;
}

/** How instants, days, lists, stretches and sizes are written on a certificate. */
export function formatsIn(locale: Locale) {
  // As the pages of the product write a day in English.
  const format = locale === 'en' ? 'en-GB' : locale;
  const list = (parts: readonly string[]): string => new Intl.ListFormat(locale).format([...parts]);
  return {
    list,
    instant: (date: Date): string =>
      `${new Intl.DateTimeFormat(format, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' }).format(date)} UTC`,
    day: (text: string): string =>
      new Intl.DateTimeFormat(format, { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(text),
      ),
    ranges: (stretches: readonly (readonly [number, number])[]): string =>
      list(stretches.map(([start, end]) => `${clock(start)}–${clock(end)}`)),
    size: (bytes: number): string =>
      new Intl.NumberFormat(locale, {
        ...{ style: 'unit', unit: bytes < 1e6 ? 'kilobyte' : 'megabyte' },
        maximumFractionDigits: 1,
      }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6)),
  };
}

const STYLE = `
@page { margin: 22mm 20mm }
body { margin: 0; background: #fff; color: #1f2430; font: 11pt/1.5 Georgia, 'Source Serif 4', serif }
main { max-width: 42rem; margin: 3rem auto; padding: 0 1.5rem }
h1 { margin: 0 0 1.5rem; font-size: 20pt; line-height: 1.25 }
h2 { margin: 2rem 0 .5rem; font-size: 12pt }
.kicker, th, footer { font-family: 'Source Sans 3', Arial, sans-serif; color: #5b6270 }
.kicker { margin: 0 0 .25rem }
table { width: 100%; border-collapse: collapse }
th, td { padding: .5rem 0; border-top: 1px solid #d9d4c9; text-align: left; vertical-align: top }
th { width: 11rem; padding-right: 1rem; font-weight: 400; font-size: 10pt }
ul { margin: 0; padding-left: 1.1rem }
li { margin: .3rem 0; overflow-wrap: anywhere }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid #d9d4c9; font-size: 9pt }
@media print { main { margin: 0; padding: 0; max-width: none } h2 { break-after: avoid } li { break-inside: avoid } }
`;

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

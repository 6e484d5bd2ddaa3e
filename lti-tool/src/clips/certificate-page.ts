import type { Clip } from '#contract/clips';
import type { Audience, DestroyedPart, Locale, MaskStyle, Purpose } from '#contract/vocabulary';
import { CERTIFICATE_WORDS } from './words/certificate-words.ts';

/** Everything that a certificate of a withdrawal states. */
export interface CertificateFacts {
  title: string;
  pseudonym: string;
  ranges: readonly (readonly [number, number])[];
  consent: {
    purposes: readonly Purpose[];
    audience: Audience;
    validFrom: string;
    validUntil: string;
    recordedAt: Date;
    withdrawnAt: Date;
  };
  recordedByName: string;
  tasks: Clip['usedIn'];
  /** Where it was watched; the institution is null for one's own. */
  courses: readonly {
    institution: string | null;
    courseTitle: string;
    viewings: number;
    lastAt: Date;
  }[];
  maskings: readonly {
    ranges: readonly (readonly [number, number])[];
    style: MaskStyle;
    requestedAt: Date;
    finishedAt: Date | null;
  }[];
  /** What is or was left out when the clip plays. */
  closings: readonly {
    ranges: readonly (readonly [number, number])[];
    closedAt: Date;
    endedAt: Date | null;
  }[];
  /** From the records that were kept when it was destroyed. */
  destroyed: readonly {
    what: DestroyedPart;
    files: number;
    bytes: number;
    finishedAt: Date | null;
  }[];
  at: Date;
}

/** The certificate as a page that stands alone and prints well. No real name of a filmed person. */
export function certificatePage(
  locale: Locale,
  facts: CertificateFacts,
): { fileName: string; html: string } {
  const words = CERTIFICATE_WORDS[locale];
  const { consent, maskings, tasks, courses } = facts;
  // As the pages of the product write a day in English.
  const format = locale === 'en' ? 'en-GB' : locale;
  const instant = (date: Date): string =>
    `${new Intl.DateTimeFormat(format, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' }).format(date)} UTC`;
  const day = (text: string): string =>
    new Intl.DateTimeFormat(format, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(text));
  const list = (parts: readonly string[]): string => new Intl.ListFormat(locale).format([...parts]);
  const ranges = (stretches: readonly (readonly [number, number])[]): string =>
    list(stretches.map(([start, end]) => `${clock(start)}–${clock(end)}`));
  const rows: [string, string][] = [
    [words.clip, facts.title],
    [words.person, facts.pseudonym],
    [words.seen, facts.ranges.length > 0 ? ranges(facts.ranges) : words.throughout],
    [
      words.agreed,
      `${list(consent.purposes.map((purpose) => words.purposes[purpose]))}; ${words.audiences[consent.audience]}; ${day(consent.validFrom)} – ${day(consent.validUntil)}`,
    ],
    [words.withdrawn, `${instant(consent.withdrawnAt)}, ${facts.recordedByName}`],
  ];
  const masked = maskings.map(({ finishedAt, requestedAt, ranges: stretches, style }) =>
    finishedAt
      ? words.masked(ranges(stretches), words.styles[style], instant(finishedAt))
      : words.masking(ranges(stretches), instant(requestedAt)),
  );
  const size = (bytes: number): string =>
    new Intl.NumberFormat(locale, {
      ...{ style: 'unit', unit: bytes < 1e6 ? 'kilobyte' : 'megabyte' },
      maximumFractionDigits: 1,
    }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6));
  const destroyed = facts.destroyed.flatMap(({ what, files, bytes, finishedAt }) =>
    finishedAt ? [words.destroyed[what](files, size(bytes), instant(finishedAt))] : [],
  );
  const leftOut = facts.closings.map(({ ranges: stretches, closedAt, endedAt }) =>
    endedAt
      ? words.leftOutUntil(ranges(stretches), instant(closedAt), instant(endedAt))
      : words.leftOut(ranges(stretches), instant(closedAt)),
  );
  const isKept =
    !maskings.some(({ finishedAt }) => finishedAt) &&
    !facts.closings.some(({ endedAt }) => endedAt === null);
  const done = [
    ...[words.closed, ...leftOut, ...masked, ...destroyed],
    ...[...(isKept ? [words.kept] : []), words.works],
  ];
  const section = (heading: string, lines: readonly string[]): string =>
    `<h2>${escaped(heading)}</h2><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(words.heading)}</title><style>${STYLE}</style></head><body><main>
<p class="kicker">Lookfor</p><h1>${escaped(words.heading)}</h1>
<table>${rows.map(([term, text]) => `<tr><th scope="row">${escaped(term)}</th><td>${escaped(text)}</td></tr>`).join('')}</table>
${section(words.done, done)}
${section(
  words.where,
  tasks.length > 0
    ? tasks.map(({ title, courseTitle }) => [courseTitle, title].filter(Boolean).join(': '))
    : [words.nowhere],
)}
${section(
  words.watched,
  courses.length > 0
    ? courses.map((course) =>
        words.viewings(
          [course.institution, course.courseTitle].filter(Boolean).join(', '),
          course.viewings,
          instant(course.lastAt),
        ),
      )
    : [words.nobody],
)}
<footer>${escaped(words.made(instant(facts.at)))}</footer></main></body></html>
`;
  return { fileName: `${words.file}-${consent.withdrawnAt.toISOString().slice(0, 10)}.html`, html };
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

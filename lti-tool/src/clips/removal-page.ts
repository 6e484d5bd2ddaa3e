import type { Locale } from '#contract/vocabulary';
import type { RemovedClipRow } from './removed-clips.store.ts';
import { watchedLines } from './certificate-page.ts';
import { certificateSheet, formatsIn } from './certificate-sheet.ts';
import { CERTIFICATE_WORDS } from './words/certificate-words.ts';
import { REMOVAL_WORDS } from './words/removal-words.ts';

/** What a certificate of a removal is made of. */
export interface RemovalRecord {
  removed: Omit<RemovedClipRow, 'tenantId' | 'ownerId' | 'removedBy'>;
  /** Who removed it. */
  byName: string;
  /** When the certificate is made. */
  at: Date;
}

/** The certificate of a clip that is gone, from the record that was kept. No real name of a filmed person. */
export function removalPage(
  locale: Locale,
  { removed, byName, at }: RemovalRecord,
): { fileName: string; html: string } {
  const words = CERTIFICATE_WORDS[locale];
  const own = REMOVAL_WORDS[locale];
  const { instant, day, list, ranges, size } = formatsIn(locale);
  const { clipId, title, removedAt, erasedAt, files, bytes, facts } = removed;
  const since = (text: string): string => instant(new Date(text));
  const filmed = facts.people.map(({ pseudonym, ranges: stretches, consent }) => {
    const seen = stretches.length > 0 ? ranges(stretches) : words.throughout;
    const agreed = consent
      ? [
          list(consent.purposes.map((purpose) => words.purposes[purpose])),
          words.audiences[consent.audience],
          `${day(consent.validFrom)} – ${day(consent.validUntil)}`,
          ...(consent.withdrawnAt ? [own.withdrawn(since(consent.withdrawnAt))] : []),
        ].join('; ')
      : own.noConsent;
    return `${pseudonym} (${seen}): ${agreed}`;
  });
  const done = [
    own.closed,
    ...(facts.maskedFirst ? [own.maskedFirst[facts.maskedFirst]] : []),
    ...facts.maskings.map(
      ({ pseudonym, ranges: stretches, style, finishedAt }) =>
        `${[pseudonym, words.masked(ranges(stretches), words.styles[style], since(finishedAt))].filter(Boolean).join(', ')}`,
    ),
    ...facts.destroyed.map((gone) =>
      words.destroyed[gone.what](gone.files, size(gone.bytes), since(gone.finishedAt)),
    ),
    facts.isElsewhere
      ? own.elsewhere
      : erasedAt
        ? own.erased(files, size(bytes), instant(erasedAt))
        : own.erasing(files, size(bytes)),
    ...[own.register, own.works],
  ];
  const courses = facts.courses.map((course) => ({ ...course, lastAt: new Date(course.lastAt) }));
  const html = certificateSheet(locale, {
    heading: own.heading,
    rows: [
      [words.clip, title || clipId],
      [own.removed, [instant(removedAt), byName].filter(Boolean).join(', ')],
    ],
    sections: [
      [own.filmed, filmed.length > 0 ? filmed : [own.unnamed]],
      [words.done, done],
      [words.watched, watchedLines(locale, courses)],
    ],
    made: words.made(instant(at)),
  });
  return { fileName: `${own.file}-${removedAt.toISOString().slice(0, 10)}.html`, html };
}

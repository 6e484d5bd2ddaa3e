import type { Clip } from '#contract/clips';
import type { Audience, DestroyedPart, Locale, MaskStyle, Purpose } from '#contract/vocabulary';
import { certificateSheet, formatsIn } from './certificate-sheet.ts';
import { CERTIFICATE_WORDS } from './words/certificate-words.ts';

/** Everything that a certificate of a withdrawal, or of an agreement that is over, states. */
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
    /** Null where its last day is past. */
    withdrawnAt: Date | null;
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
  const { instant, day, list, ranges, size } = formatsIn(locale);
  const rows: [string, string][] = [
    [words.clip, facts.title],
    [words.person, facts.pseudonym],
    [words.seen, facts.ranges.length > 0 ? ranges(facts.ranges) : words.throughout],
    [
      words.agreed,
      `${list(consent.purposes.map((purpose) => words.purposes[purpose]))}; ${words.audiences[consent.audience]}; ${day(consent.validFrom)} – ${day(consent.validUntil)}`,
    ],
    consent.withdrawnAt
      ? [words.withdrawn, `${instant(consent.withdrawnAt)}, ${facts.recordedByName}`]
      : [words.ended, words.lastDay(day(consent.validUntil))],
  ];
  const masked = maskings.map(({ finishedAt, requestedAt, ranges: stretches, style }) =>
    finishedAt
      ? words.masked(ranges(stretches), words.styles[style], instant(finishedAt))
      : words.masking(ranges(stretches), instant(requestedAt)),
  );
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
  const heading = consent.withdrawnAt ? words.heading : words.headingEnded;
  const html = certificateSheet(locale, {
    ...{ heading, rows, made: words.made(instant(facts.at)) },
    sections: [
      [words.done, done],
      [
        words.where,
        tasks.length > 0
          ? tasks.map(({ title, courseTitle }) => [courseTitle, title].filter(Boolean).join(': '))
          : [words.nowhere],
      ],
      [words.watched, watchedLines(locale, courses)],
    ],
  });
  const [name, on] = consent.withdrawnAt
    ? [words.file, consent.withdrawnAt.toISOString().slice(0, 10)]
    : [words.fileEnded, consent.validUntil];
  return { fileName: `${name}-${on}.html`, html };
}

/** Where a clip had been watched, a line for each course. */
export function watchedLines(locale: Locale, courses: CertificateFacts['courses']): string[] {
  const words = CERTIFICATE_WORDS[locale];
  const { instant } = formatsIn(locale);
  if (courses.length === 0) return [words.nobody];
  return courses.map((course) =>
    words.viewings(
      [course.institution, course.courseTitle].filter(Boolean).join(', '),
      course.viewings,
      instant(course.lastAt),
    ),
  );
}

import type { ErrorCode } from '#contract/errors';
import { LOCALES, type Locale, type Role } from '#contract/vocabulary';
import { ENGLISH } from './words/en.ts';
import { FRENCH } from './words/fr.ts';
import { ITALIAN } from './words/it.ts';
import { DUTCH } from './words/nl.ts';
import { POLISH } from './words/pl.ts';

/** Errors that have a page of their own; any other reads as `internal`. */
export type LaunchProblem = Extract<
  ErrorCode,
  | `launch_${string}`
  | 'too_many_requests'
  | 'not_signed_in'
  | 'session_expired'
  | 'unavailable'
  | 'internal'
>;

/** What pages before the app say, in one language. English is the type of all others. */
export interface LaunchWords {
  opening: string;
  /** The page is there, and what it needs is long in coming. */
  slow: { text: string; again: string };
  checks: { identity: string; browser: string; task: string };
  atMost: string;
  ownWindow: {
    heading: string;
    text: string;
    open: string;
    continueHere: string;
    /** What stands in the frame once the window is there: the launch is spent. */
    openedHeading: string;
    openedText: string;
  };
  accountFine: string;
  backToCourse: string;
  /** In bold, then the sentence that follows. */
  workIsSafe: [string, string];
  again: [string, string];
  allowCookies: string;
  helpDesk: string;
  stillHere: string;
  copy: string;
  copied: string;
  problems: Record<LaunchProblem, { heading: string; text: string }>;
  forTeachers: {
    heading: string;
    /** Told with the course and the name of the role. */
    text: (course: string, role: string) => [string, string, string];
    thisCourse: string;
    advice: string;
  };
  roles: Record<Role, string>;
}

const WORDS: Readonly<Record<Locale, LaunchWords>> = {
  en: ENGLISH,
  pl: POLISH,
  it: ITALIAN,
  nl: DUTCH,
  fr: FRENCH,
};

/** The words of a language. */
export function launchWords(locale: Locale): LaunchWords {
  return WORDS[locale];
}

/** The language of a locale claim (`pl_PL`, `fr-CA`), or null when we do not speak it. */
export function localeOf(claim: string | null): Locale | null {
  const language = claim?.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language) ?? null;
}

/** The best language for an `Accept-Language` header; English when none fits. */
export function preferredLocale(header: string | undefined): Locale {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { locale: localeOf(tag), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ locale, quality }) => locale !== null && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return wishes[0]?.locale ?? 'en';
}

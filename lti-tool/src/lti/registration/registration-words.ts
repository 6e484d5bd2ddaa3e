import type { Locale } from '#contract/vocabulary';
import type { ToolWords, WantedScope } from './client-metadata.rules.ts';
import type { RefusalCode } from './refusals.ts';
import { ENGLISH } from './words/en.ts';
import { FRENCH } from './words/fr.ts';
import { ITALIAN } from './words/it.ts';
import { DUTCH } from './words/nl.ts';
import { POLISH } from './words/pl.ts';

/** Something that is asked for, and the reason. */
export interface AskedFor {
  what: string;
  why: string;
}

/** What the pages of registering say, in one language. English is the type of all others. */
export interface RegistrationWords {
  /** What the LMS itself shows of Lookfor. */
  tool: ToolWords;
  heading: (name: string) => string;
  intro: string;
  issuer: string;
  asks: string;
  messages: { open: AskedFor; choose: AskedFor; review: AskedFor };
  scopes: Record<WantedScope, AskedFor>;
  /** Where the LMS does not offer or grant a right: what works less. */
  without: Record<WantedScope, string>;
  person: AskedFor;
  notOffered: string;
  agree: string;
  next: { active: string; pending: string };
  done: {
    heading: string;
    active: string;
    pending: string;
    notGranted: string;
    close: string;
    mayClose: string;
  };
  refusals: Record<RefusalCode, { heading: string; text: string }>;
  detail: string;
  byHand: {
    heading: string;
    intro: string;
    launchUrl: string;
    loginUrl: string;
    redirectUrl: string;
    keySetUrl: string;
    choiceUrl: string;
    canvasUrl: string;
    /** Parameters of every link, for copied courses and groups. */
    custom: string;
    afterwards: string;
  };
}

const WORDS: Readonly<Record<Locale, RegistrationWords>> = {
  en: ENGLISH,
  pl: POLISH,
  it: ITALIAN,
  nl: DUTCH,
  fr: FRENCH,
};

/** The words of a language. */
export function registrationWords(locale: Locale): RegistrationWords {
  return WORDS[locale];
}

/** What an LMS is told of Lookfor, in every language. */
export const TOOL_WORDS: Readonly<Record<Locale, ToolWords>> = {
  en: ENGLISH.tool,
  pl: POLISH.tool,
  it: ITALIAN.tool,
  nl: DUTCH.tool,
  fr: FRENCH.tool,
};

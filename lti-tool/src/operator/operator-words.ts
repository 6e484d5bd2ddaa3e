import type { Locale } from '#contract/vocabulary';
import type { AnonymousLaunches, UnknownDeployments } from '../lti/lti.table.ts';
import type { InvitationState } from '../lti/registration/invitations.service.ts';
import type { Notice, Standing } from './operator.rules.ts';
import { ENGLISH } from './words/en.ts';
import { FRENCH } from './words/fr.ts';
import { ITALIAN } from './words/it.ts';
import { DUTCH } from './words/nl.ts';
import { POLISH } from './words/pl.ts';

type Numbered = (number: string) => string;

/** What the operator's page says, in one language. English is the type of all others. */
export interface OperatorWords {
  title: string;
  about: string;
  asOf: Numbered;
  refresh: string;
  signOut: string;
  back: string;
  previous: string;
  next: string;
  copy: string;
  copied: string;
  /** What needs the operator, each as a sentence; `fine` when nothing does. */
  finding: { fine: string; silent: string; waiting: string; refused: string; empty: string };
  platforms: {
    heading: string;
    none: string;
    standing: Record<Standing, { state: string; then: string }>;
    lastLaunch: string;
    neverLaunched: string;
    details: string;
    client: string;
    /** The ids of a few, and how many of more. */
    deployments: (ids: readonly string[]) => string;
    manyDeployments: Numbered;
  };
  launches: {
    heading: string;
    lastHour: (all: string, refused: string) => string;
    onlyRefused: string;
    all: string;
    none: string;
    noneRefused: string;
    older: string;
    newest: string;
    time: string;
    platform: string;
    what: string;
    reference: string;
    opened: string;
    unknownLms: string;
    deployment: string;
  };
  outbox: {
    heading: string;
    waiting: string;
    refused: string;
    sent: string;
    oldest: string;
    note: string;
  };
  keys: {
    heading: string;
    active: string;
    next: Numbered;
    retired: Numbered;
    note: string;
    change: string;
    changeText: string;
    atOnce: string;
  };
  invite: {
    heading: string;
    text: string;
    name: string;
    institution: string;
    issuer: string;
    days: string;
    activate: string;
    optional: string;
    create: string;
    once: string;
    states: Record<InvitationState, string>;
    until: Numbered;
    revoke: string;
    revokeText: string;
  };
  platform: {
    issuer: string;
    clientId: string;
    kind: string;
    kindUnknown: string;
    switchOn: string;
    switchOff: string;
    switchOffText: string;
    deployments: string;
    noDeployments: string;
    states: { active: string; pending: string; disabled: string };
    institution: string;
    policies: string;
    name: string;
    unknownDeployments: string;
    unknown: Record<UnknownDeployments, string>;
    anonymousLaunches: string;
    anonymous: Record<AnonymousLaunches, string>;
    showsViewerName: string;
    viewerName: Record<'true' | 'false', string>;
    tokenAudience: string;
    frameOrigins: string;
    frameOriginsHint: string;
    save: string;
    roles: string;
    rolesText: string;
    role: string;
    means: string;
    setRole: string;
    usual: string;
    scores: string;
    noScores: string;
    sendAll: string;
    sendOne: string;
    sendText: string;
    lmsSaid: string;
    tried: Numbered;
    waiting: string;
    refused: string;
    breaker: Record<'closed' | 'open' | 'half-open', string>;
    asksAgain: Numbered;
    lastFailure: Numbered;
    remove: string;
    removeText: string;
  };
  said: Record<Notice, string>;
  notFound: string;
  /** A form came from another address than the one the page lives at. */
  otherAddress: (home: string) => string;
  failed: string;
  signIn: {
    heading: string;
    secret: string;
    enter: string;
    wrong: string;
    tooMany: string;
    byLink: string;
    linkHeading: string;
    linkText: string;
    linkOver: string;
  };
}

const WORDS: Readonly<Record<Locale, OperatorWords>> = {
  en: ENGLISH,
  pl: POLISH,
  it: ITALIAN,
  nl: DUTCH,
  fr: FRENCH,
};

/** The words of a language. */
export function operatorWords(locale: Locale): OperatorWords {
  return WORDS[locale];
}

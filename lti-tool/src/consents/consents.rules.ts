import type { Coverage } from '#contract/consents';
import { AUDIENCES, PURPOSES, type Audience, type Purpose } from '#contract/vocabulary';

/** What a person agreed to, as far as it decides. Days are `YYYY-MM-DD`, both included. */
export interface ConsentTerms {
  purposes: readonly Purpose[];
  audience: Audience;
  validFrom: string;
  validUntil: string;
  withdrawnAt: Date | null;
}

/** A filmed person with their consent, or null while none is recorded. */
export interface Agreement {
  pseudonym: string;
  consent: ConsentTerms | null;
}

type Gap = NonNullable<Coverage['gap']>;

/**
 * What all these people together allow on a day: the narrowest consent decides. Training students
 * is what Lookfor is for, so a gap is whatever stands in the way of it, the worst one first.
 */
export function coverageOf(people: readonly Agreement[], day: string): Coverage {
  if (people.length === 0) return closed('nobody-named', []);
  for (const [gap, applies] of PERSONAL_GAPS) {
    const decidedBy = people.filter((person) => applies(person.consent, day));
    if (decidedBy.length > 0) return closed(gap, decidedBy, people);
  }
  const terms = termsOf(people);
  const unwilling = people.filter(({ consent }) => !consent?.purposes.includes('training'));
  if (unwilling.length > 0) {
    return { ...terms, training: false, gap: 'purpose', decidedBy: names(unwilling) };
  }
  const endFirst = people.filter(({ consent }) => consent?.validUntil === terms.until);
  return { ...terms, training: true, gap: null, decidedBy: names(endFirst) };
}

/** The day of an instant, as consents count days (UTC). */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** What keeps one person's consent from counting, worst first (as `COVERAGE_GAPS`). */
const PERSONAL_GAPS: readonly [Gap, (consent: ConsentTerms | null, day: string) => boolean][] = [
  ['missing', (consent) => consent === null],
  ['withdrawn', (consent) => consent !== null && consent.withdrawnAt !== null],
  ['ended', (consent, day) => consent !== null && consent.validUntil < day],
  ['not-begun', (consent, day) => consent !== null && consent.validFrom > day],
];

function closed(
  gap: Gap,
  decidedBy: readonly Agreement[],
  people: readonly Agreement[] = [],
): Coverage {
  // Dates are still worth saying when they alone stand in the way.
  const saysDates = gap === 'ended' || gap === 'not-begun';
  const { audience, until } = saysDates ? termsOf(people) : { audience: null, until: null };
  return { training: false, purposes: [], audience, until, gap, decidedBy: names(decidedBy) };
}

function termsOf(people: readonly Agreement[]) {
  const consents = people.flatMap(({ consent }) => (consent ? [consent] : []));
  const ends = consents.map((consent) => consent.validUntil).sort();
  return {
    purposes: PURPOSES.filter((purpose) =>
      consents.every((consent) => consent.purposes.includes(purpose)),
    ),
    audience:
      AUDIENCES.find((audience) => consents.some((consent) => consent.audience === audience)) ??
      null,
    until: ends[0] ?? null,
  };
}

function names(people: readonly Agreement[]): string[] {
  return people.map((person) => person.pseudonym);
}

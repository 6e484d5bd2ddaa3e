import type { FilmedPerson } from '#contract/clips';
import type { Consent, ConsentDraft } from '#contract/consents';
import { PURPOSES, type Purpose } from '#contract/vocabulary';
import { parseTime } from '#elements/kit/time';

/** What is still wrong with a consent that is being written down; a code for each field. */
export interface ConsentGaps {
  purposes?: 'none-chosen';
  validFrom?: 'missing';
  validUntil?: 'missing' | 'before-begin' | 'over';
}

/** A consent as one begins to write it down: for training, from today. */
export function newConsentDraft(
  today: string,
  audience: ConsentDraft['audience'] = 'institution',
): ConsentDraft {
  return {
    purposes: ['training'],
    audience,
    validFrom: today,
    validUntil: '',
    evidence: '',
    assentNote: '',
  };
}

/** What one begins to change: what somebody has agreed to, or the new consent when nothing holds. */
export function consentDraftOf(
  consent: (ConsentDraft & Pick<Consent, 'withdrawnAt'>) | null | undefined,
  whenNone: ConsentDraft,
): ConsentDraft {
  if (!consent || consent.withdrawnAt) return whenNone;
  const { purposes, audience, validFrom, validUntil, evidence, assentNote } = consent;
  return { purposes, audience, validFrom, validUntil, evidence, assentNote };
}

/** The uses with one more or one less, in the order in which all places name them. */
export function toggledPurpose(purposes: readonly Purpose[], purpose: Purpose): Purpose[] {
  return PURPOSES.filter((one) => purposes.includes(one) !== (one === purpose));
}

/** What keeps a consent from being recorded. */
export function consentGaps(draft: ConsentDraft, today: string): ConsentGaps {
  return {
    ...(draft.purposes.length === 0 && { purposes: 'none-chosen' }),
    ...(draft.validFrom === '' && { validFrom: 'missing' }),
    ...untilGap(draft, today),
  };
}

function untilGap({ validFrom, validUntil }: ConsentDraft, today: string): ConsentGaps {
  if (validUntil === '') return { validUntil: 'missing' };
  if (validUntil < validFrom) return { validUntil: 'before-begin' };
  return validUntil < today ? { validUntil: 'over' } : {};
}

/**
 * Reads stretches of a clip as people type them: `0:10–0:40, 1:20 - 2:00`. An empty text is no
 * stretch, which means all of the clip; null when something is no stretch.
 */
export function parseRanges(typed: string): [number, number][] | null {
  const parts = typed
    .split(/[,;]\s+|\n|;/)
    .map((part) => part.trim())
    .filter(Boolean);
  const ranges = parts.map((part) => {
    const [from = '', to = from, ...rest] = part.split(/\s*[–—-]\s*/);
    const [start, end] = [parseTime(from), parseTime(to)];
    return rest.length > 0 || start === null || end === null || end < start
      ? null
      : ([start, end] as [number, number]);
  });
  return ranges.every((range) => range !== null) ? ranges : null;
}

/** A pseudonym that is free: Child A, Child B … or Educator A … */
export function nextPseudonym(
  people: readonly Pick<FilmedPerson, 'pseudonym'>[],
  word: string,
): string {
  const taken = new Set(people.map((person) => person.pseudonym));
  for (let letter = 0; letter < 26; letter++) {
    const name = `${word} ${String.fromCharCode(65 + letter)}`;
    if (!taken.has(name)) return name;
  }
  return `${word} ${people.length + 1}`;
}

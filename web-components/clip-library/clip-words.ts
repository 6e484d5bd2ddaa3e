import { msg, str } from '@lit/localize';
import type { ClipCard, FilmedPerson } from '#contract/clips';
import type { Coverage } from '#contract/consents';
import type {
  Audience,
  ClipFacet,
  ClipLength,
  ConsentScope,
  Purpose,
  TranscodeStage,
} from '#contract/vocabulary';
import type { TermList } from '#contract/vocabularies';
import { formatLocale } from '#elements/kit/locale';
import { formatDay } from '#elements/kit/time';
import { wordIn } from '#elements/vocabularies/vocabulary-words';

/** What a clip may be used for, as one says it to the person who agrees. */
export function purposeWords(purpose: Purpose): string {
  switch (purpose) {
    case 'training':
      return msg('Training students');
    case 'team':
      return msg('Discussion in the team');
    case 'practice':
      return msg('Improving practice');
    case 'parents':
      return msg('Sharing with parents');
    case 'children':
      return msg('Sharing with the filmed children');
    case 'research':
      return msg('Research');
  }
}

/** The same in one word, for columns. */
export function purposeWord(purpose: Purpose): string {
  switch (purpose) {
    case 'training':
      return msg('Training', { desc: 'column: may be used for training students' });
    case 'team':
      return msg('Team');
    case 'practice':
      return msg('Practice');
    case 'parents':
      return msg('Parents');
    case 'children':
      return msg('Children');
    case 'research':
      return msg('Research');
  }
}

/** How far a clip may be shown, inside a sentence. */
export function audienceWords(audience: Audience): string {
  switch (audience) {
    case 'course':
      return msg('this course');
    case 'institution':
      return msg('this institution');
    case 'partners':
      return msg('named partners');
    case 'public':
      return msg('public');
  }
}

/** Who signs for a person. */
export function kindWords(person: Pick<FilmedPerson, 'kind' | 'consent'>): string {
  if (person.kind === 'adult') return msg('signed in person');
  return person.consent?.assentNote ? msg('guardian, own yes noted') : msg('guardian');
}

/** A month and its year: what a card says of the end of a consent. */
function formatMonth(day: string): string {
  return new Intl.DateTimeFormat(formatLocale(), {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`));
}

/** What is agreed, in the one line of a card: "Teaching, this institution, until June 2027". */
export function agreedWords(coverage: Coverage): string {
  const audience = coverage.audience ? audienceWords(coverage.audience) : '';
  const until = coverage.until ? formatMonth(coverage.until) : '';
  return coverage.purposes.includes('research')
    ? msg(str`Teaching and research, ${audience}, until ${until}`)
    : msg(str`Teaching, ${audience}, until ${until}`);
}

/** What stands in the way of showing a clip, for those who look after it. */
export function gapWords({ gap, decidedBy, until }: Coverage): string {
  const people = listWords(decidedBy);
  switch (gap) {
    case null:
      return '';
    case 'nobody-named':
      return msg('No consent recorded: only you can watch.');
    case 'missing':
      return msg(str`No consent of ${people} yet: only you can watch.`);
    case 'withdrawn':
      return msg(str`${people} has withdrawn. It is closed for everybody but you.`);
    case 'ended':
      return msg(
        str`The consent of ${people} ended on ${until ? formatDay(until) : ''}. It is closed for everybody but you.`,
      );
    case 'not-begun':
      return msg(str`The consent of ${people} has not begun yet.`);
    case 'purpose':
      return msg(str`${people} did not agree to the training of students.`);
    case 'not-shared':
      return msg('The institution that this clip comes from does not share it any more.');
  }
}

/** The same for those who only browse. */
export function closedWords({ gap }: Coverage): string {
  if (gap === 'withdrawn') return msg('Closed: a consent was withdrawn');
  if (gap === 'ended') return msg('Closed: a consent has ended');
  if (gap === 'not-shared') return msg('Closed: it is not shared any more');
  return msg('Not open for teaching yet');
}

/** Days until a day; negative when it has passed. */
function daysUntil(day: string, now: Date = new Date()): number {
  return Math.floor((Date.parse(`${day}T23:59:59Z`) - now.getTime()) / 86_400_000);
}

/** An end that is near enough to act on: within six weeks. */
export function endsSoon(coverage: Coverage, now: Date = new Date()): boolean {
  return coverage.training && coverage.until !== null && daysUntil(coverage.until, now) < 42;
}

/** What is being made of a file right now. */
export function stageWords(stage: TranscodeStage): string {
  switch (stage) {
    case 'mask':
      return msg('Masking');
    case 'check':
      return msg('Looking at picture and sound');
    case 'poster':
      return msg('Making the poster');
    case 'sound':
      return msg('Drawing the sound');
    case 'first':
      return msg('Making a small version that plays soonest');
    case 'picture':
      return msg('Making versions for fast and slow lines');
    case 'done':
      return msg('Putting everything in place');
  }
}

/** The name of a language in the reader's own: `nl` → "Dutch". */
export function languageName(language: string): string {
  if (language === '') return '';
  try {
    return new Intl.DisplayNames([formatLocale()], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

const FREQUENT_LANGUAGES = [
  ...['nl', 'en', 'fr', 'it', 'pl', 'de', 'es', 'pt', 'ar', 'tr', 'uk', 'ro', 'da', 'sv', 'fi'],
];

/** Languages that content may be in: those that are in use first, then those that are frequent. */
export function contentLanguages(used: readonly string[]): string[] {
  return [...new Set([...used.filter(Boolean), ...FREQUENT_LANGUAGES])];
}

/** By what the library is narrowed. */
export function facetWords(facet: ClipFacet): string {
  switch (facet) {
    case 'domain':
      return msg('Domain');
    case 'area':
      return msg('Curriculum area');
    case 'strategy':
      return msg('Strategy');
    case 'ageGroup':
      return msg('Age group');
    case 'setting':
      return msg('Setting');
    case 'language':
      return msg('Language');
    case 'length':
      return msg('Length');
    case 'consent':
      return msg('Consent');
  }
}

/** How far clips may be shown for teaching. */
function scopeWords(scope: ConsentScope): string {
  switch (scope) {
    case 'course':
      return msg('Teaching, one course');
    case 'institution':
      return msg('Teaching, this institution');
    case 'partners':
      return msg('Teaching, named partners');
    case 'public':
      return msg('Teaching, public');
    case 'research':
      return msg('Teaching and research');
    case 'none':
      return msg('Not open for teaching');
  }
}

/** What a value of a facet is called, in the words of the institution where there are some. */
export function facetValueWords(
  facet: ClipFacet,
  value: string,
  vocabulary?: Pick<TermList, 'terms'>,
): string {
  if (facet === 'language') return languageName(value);
  if (facet === 'consent') return scopeWords(value as ConsentScope);
  if (facet !== 'length') return wordIn(vocabulary, facet, value);
  switch (value as ClipLength) {
    case 'upTo1':
      return msg('Up to 1 minute');
    case 'upTo3':
      return msg('1 to 3 minutes');
    case 'upTo5':
      return msg('3 to 5 minutes');
    case 'longer':
      return msg('Over 5 minutes');
  }
}

/** "Child A, Child B and Educator E". */
export function listWords(words: readonly string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: 'conjunction' }).format(words);
}

/** Bytes as people say them: "640 MB", "1.8 GB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  const digits = power < 3 || amount >= 100 ? 0 : 1;
  const text = new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: digits });
  return `${text.format(amount)} ${units[power]}`;
}

/** What a clip is called where it has no title yet. */
export function titleOf(clip: Pick<ClipCard, 'title'> & { fileName?: string | null }): string {
  return clip.title || clip.fileName || msg('A clip without a title');
}

import type { DescriptionChange } from '#contract/shared/clip-description';
import type { Vocabulary } from '#contract/vocabularies';
import type { Locale } from '#contract/vocabulary';

/** The part of a word that says what it is called. */
export interface NamedTerm {
  vocabulary: Vocabulary;
  name: string;
  translations: Partial<Record<Locale, string>>;
  formerNames: readonly string[];
}

/** The word that somebody means, by whatever name; undefined for one that is not there. */
export function meantTerm<T extends NamedTerm>(
  terms: readonly T[],
  vocabulary: Vocabulary,
  written: string,
): T | undefined {
  const wanted = folded(written);
  if (wanted === '') return undefined;
  const own = terms.filter((term) => term.vocabulary === vocabulary);
  return (
    own.find(({ name }) => folded(name) === wanted) ??
    own.find((term) => otherNames(term).some((name) => folded(name) === wanted))
  );
}

/** A description in the words of the institution: old names and translations become the name. */
export function inOwnWords(
  change: DescriptionChange,
  terms: readonly NamedTerm[],
): DescriptionChange {
  const own = (vocabulary: Vocabulary, written: string): string =>
    meantTerm(terms, vocabulary, written)?.name ?? written;
  const { domain, ageGroup, setting, strategy, areas } = change;
  return {
    ...change,
    ...(domain !== undefined && { domain: own('domain', domain) }),
    ...(ageGroup !== undefined && { ageGroup: own('ageGroup', ageGroup) }),
    ...(setting !== undefined && { setting: own('setting', setting) }),
    ...(strategy?.title !== undefined && {
      strategy: { ...strategy, title: own('strategy', strategy.title) },
    }),
    ...(areas && { areas: [...new Set(areas.map((area) => own('area', area)).filter(Boolean))] }),
  };
}

function otherNames({ translations, formerNames }: NamedTerm): string[] {
  return [...Object.values(translations), ...formerNames];
}

function folded(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

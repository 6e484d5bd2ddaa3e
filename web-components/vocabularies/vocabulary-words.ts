import { msg } from '@lit/localize';
import {
  vocabularyRoutes,
  type Term,
  type TermList,
  type Vocabulary,
} from '#contract/vocabularies';
import type { Api } from '#elements/kit/api';
import { currentLocale } from '#elements/kit/locale';

const lent = new WeakMap<Api, Promise<TermList>>();

/** The words of the institution; elements of one page share one request. Empty where they may not. */
export function vocabularyOf(api: Api): Promise<TermList> {
  const known = lent.get(api);
  if (known) return known;
  const asked = api.call(vocabularyRoutes.listTerms, {}).catch(() => {
    lent.delete(api);
    return { terms: [], loose: [] };
  });
  lent.set(api, asked);
  return asked;
}

/** The words have changed; whoever asks next gets these. */
export function keepVocabulary(api: Api, list: TermList): void {
  lent.set(api, Promise.resolve(list));
}

/** A word in the reader's language where there is a translation. */
export function termWords({ name, translations }: Pick<Term, 'name' | 'translations'>): string {
  return translations[currentLocale()] || name;
}

/** A word of a clip in the reader's language; one that is in no vocabulary as it stands. */
export function wordIn(
  list: Pick<TermList, 'terms'> | undefined,
  vocabulary: Vocabulary,
  name: string,
): string {
  const term = list?.terms.find((one) => one.vocabulary === vocabulary && one.name === name);
  return term ? termWords(term) : name;
}

/** What a vocabulary is about. */
export function vocabularyName(vocabulary: Vocabulary): string {
  switch (vocabulary) {
    case 'domain':
      return msg('Domain');
    case 'strategy':
      return msg('Strategy');
    case 'ageGroup':
      return msg('Age group');
    case 'setting':
      return msg('Setting');
    case 'area':
      return msg('Curriculum area');
  }
}

import { msg, str } from '@lit/localize';
import type { Clip } from '#contract/clips';
import type { TermList, Vocabulary } from '#contract/vocabularies';
import { languageName, listWords } from '#elements/clip-library/clip-words';
import { wordIn } from '#elements/vocabularies/vocabulary-words';

/** What a clip shows, of whom and in which languages: each fact in words, as far as it is known. */
export function clipFacts(
  { description, captions, institution }: Clip,
  terms: TermList | undefined,
): string[] {
  const word = (vocabulary: Vocabulary, name: string): string => wordIn(terms, vocabulary, name);
  return [
    word('domain', description.domain),
    ...(description.areas ?? []).map((area) => word('area', area)),
    word('ageGroup', description.ageGroup),
    word('setting', description.setting),
    listWords(
      [description.language, ...(description.moreLanguages ?? [])]
        .filter(Boolean)
        .map(languageName),
    ),
    institution ? msg(str`from ${institution}`) : '',
    captions.length > 1
      ? msg(str`captions in ${captions.length} languages`)
      : captions.length === 1
        ? msg('captions')
        : '',
  ].filter(Boolean);
}

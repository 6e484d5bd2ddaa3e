import type { Locale } from '#contract/vocabulary';

/** What a group is called of which the platform tells no more than its id. */
const GROUP: Readonly<Record<Locale, string>> = {
  en: 'Group',
  pl: 'Grupa',
  it: 'Gruppo',
  nl: 'Groep',
  fr: 'Groupe',
};

/** The name of a group: the platform's, or what a lecturer calls it, or its number in words. */
export function groupWords(
  locale: Locale,
  { name, groupId }: { name: string | null; groupId: string },
): string {
  return name ?? `${GROUP[locale]} ${groupId}`;
}

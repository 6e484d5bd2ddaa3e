import type { Code, FrameworkDraftContent, Tier, Translated } from '#contract/frameworks';
import { CODE_HUES, type Locale } from '#contract/vocabulary';

/** A text in one language changed. English follows while it says the same: it may never be empty. */
export function written(text: Translated, locale: Locale, words: string): Translated {
  const isLed = text.en === '' || text.en === text[locale];
  return { ...text, [locale]: words, ...(isLed && { en: words }) };
}

/** An id for a new part: of its kind, with the first free number. */
function freeId(kind: string, taken: readonly { id: string }[]): string {
  for (let number = taken.length + 1; ; number += 1)
    if (!taken.some(({ id }) => id === `${kind}-${number}`)) return `${kind}-${number}`;
}

/** One code more in a tier: with the first hue and key that are free. */
export function withNewCode(content: FrameworkDraftContent, tierId: string): FrameworkDraftContent {
  const { codes } = content;
  const hue = CODE_HUES.find((one) => !codes.some((code) => code.hue === one)) ?? CODE_HUES[0];
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const hotKey = keys.find((key) => !codes.some((code) => code.hotKey === key)) ?? null;
  const blank: Translated = { en: '' };
  const code: Code = {
    ...{ id: freeId('code', codes), tierId, name: blank, definition: blank, hue, hotKey },
    examples: [],
  };
  return { ...content, codes: [...codes, code] };
}

/** One tier more. */
export function withNewTier(content: FrameworkDraftContent): FrameworkDraftContent {
  const tier: Tier = { id: freeId('group', content.tiers), name: { en: '' } };
  return { ...content, tiers: [...content.tiers, tier] };
}

/** A code changed. */
export function withCode(
  content: FrameworkDraftContent,
  codeId: string,
  change: Partial<Code>,
): FrameworkDraftContent {
  const codes = content.codes.map((code) => (code.id === codeId ? { ...code, ...change } : code));
  return { ...content, codes };
}

/** Without a tier, and without its codes. */
export function withoutTier(content: FrameworkDraftContent, tierId: string): FrameworkDraftContent {
  return {
    ...content,
    tiers: content.tiers.filter(({ id }) => id !== tierId),
    codes: content.codes.filter((code) => code.tierId !== tierId),
  };
}

/** What becomes of a code of the version before; undefined: nothing is said yet. */
export function withMapping(
  content: FrameworkDraftContent,
  from: string,
  to: readonly string[] | undefined,
): FrameworkDraftContent {
  const { replaces } = content;
  if (!replaces) return content;
  const others = replaces.codes.filter((one) => one.from !== from);
  const codes = to === undefined ? others : [...others, { from, to: [...to] }];
  return { ...content, replaces: { ...replaces, codes } };
}

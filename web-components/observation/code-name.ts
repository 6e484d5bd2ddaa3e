import type { NamedCode } from '#contract/frameworks';
import { currentLocale } from '#elements/kit/locale';

/** How a code is called in the reader's language. */
export function nameOf({ name }: Pick<NamedCode, 'name'>): string {
  return name[currentLocale()] ?? name.en;
}

import type { Framework } from '#contract/frameworks';
import { currentLocale } from '#elements/kit/locale';
import type { MomentCode } from '#elements/player/cited-moment';

/** Names and hues of codes, in the framework's order; unknown ones are left out. */
export function citedCodes(
  framework: Framework | null | undefined,
  codeIds: readonly string[],
): MomentCode[] {
  return (framework?.codes ?? [])
    .filter((code) => codeIds.includes(code.id))
    .map((code) => ({ label: code.name[currentLocale()] ?? code.name.en, hue: code.hue }));
}

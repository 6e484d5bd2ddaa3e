import type { Lane } from './lanes.rules.ts';

/** Codes that stand under one heading; '' where nothing is above them. */
export interface CodeGroup {
  tier: string;
  lanes: Lane[];
}

/** Codes by the headings of their framework, in its order; what is no code of it comes first. */
export function codeGroups(lanes: readonly Lane[]): CodeGroup[] {
  const groups = new Map<string, Lane[]>();
  for (const lane of lanes) groups.set(lane.tier, [...(groups.get(lane.tier) ?? []), lane]);
  return [...groups]
    .map(([tier, own]) => ({ tier, lanes: own }))
    .sort((a, b) => Number(a.tier !== '') - Number(b.tier !== ''));
}

/** Codes whose name or heading has words that begin as each of the wanted words; none wanted: all. */
export function codesWanted(lanes: readonly Lane[], wanted: string): Lane[] {
  const asked = wordsOf(wanted);
  return lanes.filter(({ label, tier }) => {
    const known = wordsOf(`${label} ${tier}`);
    return asked.every((word) => known.some((one) => one.startsWith(word)));
  });
}

/** The words of a text without accents and capitals. */
function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ł', 'l'); // prettier-ignore
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

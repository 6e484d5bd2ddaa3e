import type { FrameworkFinding } from '#contract/frameworks';

/** Kinds of findings that many codes of a large framework have at once. */
const FOLDED = ['definition-missing', 'hue-twice', 'hot-key-absent', 'example-missing'] as const;

/** What is found at many codes, told once. */
export interface FoldedFinding {
  folded: (typeof FOLDED)[number];
  count: number;
}

/** So many of one kind are still told one by one. */
const MOST_OF_A_KIND = 3;

/** The findings as they are told, in their order: one line for what is found at many codes. */
export function toldFindings(
  all: readonly FrameworkFinding[],
): (FrameworkFinding | FoldedFinding)[] {
  const told = new Set<string>();
  return all.flatMap((one): (FrameworkFinding | FoldedFinding)[] => {
    const folded = FOLDED.find((kind) => kind === one.finding);
    const count = all.filter(({ finding }) => finding === folded).length;
    if (!folded || count <= MOST_OF_A_KIND) return [one];
    if (told.has(folded)) return [];
    told.add(folded);
    return [{ folded, count }];
  });
}

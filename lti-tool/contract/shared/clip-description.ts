import type { ClipDescription } from '#contract/clips';

/** The members of a description that have members of their own. */
const PARTS = ['strategy', 'context', 'theory'] as const;
type Part = (typeof PARTS)[number];

type Some<T> = { [Key in keyof T]?: T[Key] | undefined };

/** What somebody changes in a description: two who write in different fields do not meet. */
export type DescriptionChange = Some<Omit<ClipDescription, Part>> & {
  [Name in Part]?: Some<ClipDescription[Name]> | undefined;
};

/** The description (or the change before) after a change; what the change leaves out stays. */
export function mergeDescription<T extends DescriptionChange>(
  before: T,
  change: DescriptionChange,
): T {
  const merged: T = { ...before, ...given(change) };
  for (const part of PARTS)
    if (change[part]) merged[part] = { ...before[part], ...given(change[part]) };
  return merged;
}

function given<T extends object>(change: T): Partial<T> {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

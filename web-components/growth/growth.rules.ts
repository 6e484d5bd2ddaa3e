import type { Growth } from '#contract/observations';

/** One observation on the way of a student. */
export type GrowthStep = Growth['observations'][number];
/** The framework with which it was coded. */
export type GrowthFramework = NonNullable<GrowthStep['framework']>;

/** Observations with one framework, oldest first: only these can be held beside each other. */
export interface Strand {
  framework: GrowthFramework;
  steps: GrowthStep[];
  /** How many of them have a code: only these say how noticing changes. */
  coded: number;
  /** Codes that the latest observation has and the first had not; and the other way round. */
  isNew: string[];
  isGone: string[];
}

/** What one did with each framework; the one that was used last stands first. */
export function strandsOf(growth: Growth): Strand[] {
  const groups = new Map<string, GrowthStep[]>();
  for (const step of growth.observations) {
    if (!step.framework) continue;
    const steps = groups.get(step.framework.key) ?? [];
    steps.push(step);
    groups.set(step.framework.key, steps);
  }
  return [...groups.values()]
    .map((steps) => {
      const framework = steps.at(-1)?.framework;
      if (!framework) return [];
      const coded = codedOf(steps, framework);
      const [first, last] = [coded[0], coded.at(-1)];
      const has = (step: GrowthStep, id: string) => (step.codes[id] ?? 0) > 0;
      const ids = framework.codes.map((code) => code.id);
      return [
        {
          framework,
          steps,
          coded: coded.length,
          isNew: first && last ? ids.filter((id) => has(last, id) && !has(first, id)) : [],
          isGone: first && last ? ids.filter((id) => has(first, id) && !has(last, id)) : [],
        },
      ];
    })
    .flat()
    .sort((a, b) =>
      (b.steps.at(-1)?.handedInAt ?? '').localeCompare(a.steps.at(-1)?.handedInAt ?? ''),
    );
}

/** Those in which something was coded: looking without codes is no less noticing. */
function codedOf(steps: readonly GrowthStep[], framework: GrowthFramework): GrowthStep[] {
  return steps.filter((step) => sharesOf(step, framework).length > 0);
}

/** Shares of the codes of one observation, in the order of the framework; none: an empty list. */
export function sharesOf(
  step: GrowthStep,
  framework: GrowthFramework,
): { id: string; count: number; share: number }[] {
  const counts = framework.codes.map(({ id }) => ({ id, count: step.codes[id] ?? 0 }));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return counts
    .filter(({ count }) => count > 0)
    .map(({ id, count }) => ({ id, count, share: count / all }));
}

/** The code whose share grew most from the first observation to the latest; null with one only. */
export function mostGrown({
  framework,
  steps,
}: Pick<Strand, 'framework' | 'steps'>): string | null {
  const coded = codedOf(steps, framework);
  const [first, last] = [coded[0], coded.at(-1)];
  if (!first || !last || coded.length < 2) return null;
  const shareOf = (step: GrowthStep, id: string) =>
    sharesOf(step, framework).find((one) => one.id === id)?.share ?? 0;
  const [most] = framework.codes
    .map(({ id }) => ({ id, grown: shareOf(last, id) - shareOf(first, id) }))
    .sort((a, b) => b.grown - a.grown);
  return most && most.grown >= 0.05 ? most.id : null;
}

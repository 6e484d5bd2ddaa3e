import type { Reading } from '#contract/observations';
import type { Belief, LookFor } from '#contract/tasks';
import { answers } from '#elements/observation/progress.rules';

/** What was believed beside what the own marks say (C4), both on the scale of the question. */
export interface BeliefAndCoded {
  belief: Belief;
  maximum: number;
  /** Null: nothing was said. */
  believed: number | null;
  /** Null: no mark speaks of it. */
  coded: number | null;
  /** For a share: of how many moments it is a part. */
  of: { part: number; whole: number } | null;
}

/** Each question of belief with its answer and what the marks say. */
export function beliefsAndCoded(
  beliefs: readonly Belief[],
  answered: Readonly<Record<string, number>>,
  marks: Reading['marks'],
  lookFors: readonly LookFor[],
): BeliefAndCoded[] {
  const answering = (lookForId: string | null) => {
    const lookFor = lookFors.find((one) => one.id === lookForId);
    return lookFor ? marks.filter((mark) => answers(mark, lookFor)) : [];
  };
  return beliefs.map((belief): BeliefAndCoded => {
    const found = answering(belief.lookForId);
    const believed = answered[belief.id] ?? null;
    switch (belief.measure) {
      case 'moments':
        return { belief, believed, coded: found.length, of: null, maximum: Math.max(belief.maximum, found.length) }; // prettier-ignore
      case 'seconds': {
        // A point says when, not how long.
        const lengths = found.flatMap(({ startSeconds, endSeconds }) =>
          endSeconds === null ? [] : [endSeconds - startSeconds],
        );
        const coded =
          lengths.length === 0
            ? null
            : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
        return { belief, believed, coded, of: null, maximum: Math.max(belief.maximum, coded ?? 0) };
      }
      case 'share': {
        const whole = new Set([...found, ...answering(belief.otherLookForId)]).size;
        const coded = whole === 0 ? null : found.length / whole;
        return { belief, believed, coded, of: { part: found.length, whole }, maximum: 1 };
      }
    }
  });
}

/** The question whose answer is farthest from what was coded; null where all is near or unsaid. */
export function farthestBelief(
  all: readonly BeliefAndCoded[],
): { found: BeliefAndCoded; isMore: boolean } | null {
  const gap = ({ believed, coded, maximum }: BeliefAndCoded) =>
    believed === null || coded === null ? 0 : (coded - believed) / maximum;
  const [found] = all.toSorted((a, b) => Math.abs(gap(b)) - Math.abs(gap(a)));
  return found && Math.abs(gap(found)) >= 0.1 ? { found, isMore: gap(found) > 0 } : null;
}

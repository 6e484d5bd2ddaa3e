import type { Feedback } from '#contract/assessments';
import type { Criterion, Level } from '#contract/tasks';
import { chosenLevel } from './assessment.rules.ts';

/** One criterion as its author sees it afterwards: own estimate and the markers' level. */
export interface CriterionView {
  criterion: Criterion;
  /** The level that the author had expected, or null. */
  own: Level | null;
  /** The markers' level. */
  theirs: Level | null;
  /** Markers' level minus own, in levels; null without both. */
  steps: number | null;
  /** What the next level would ask for; null at the top. */
  next: Level | null;
  /** The markers' words on this criterion. */
  comment: string;
}

/** Every criterion with both estimates. */
export function criterionViews(
  feedback: Pick<Feedback, 'criteria' | 'marks' | 'ownEstimate'>,
): CriterionView[] {
  return feedback.criteria.map((criterion) => {
    const ownId = feedback.ownEstimate[criterion.id];
    const own = criterion.levels.find(({ id }) => id === ownId) ?? null;
    const theirs = chosenLevel(criterion, feedback.marks);
    const ownAt = own ? criterion.levels.indexOf(own) : -1;
    const theirsAt = theirs ? criterion.levels.indexOf(theirs) : -1;
    return {
      criterion,
      own,
      theirs,
      steps: ownAt >= 0 && theirsAt >= 0 ? theirsAt - ownAt : null,
      next: theirsAt >= 0 ? (criterion.levels[theirsAt + 1] ?? null) : null,
      comment:
        feedback.marks.find(({ criterionId }) => criterionId === criterion.id)?.comment ?? '',
    };
  });
}

/** Titles of criteria by how both estimates compare. */
export interface Comparison {
  same: string[];
  more: string[];
  less: string[];
}

/** Where author and markers agree, where the markers see more, and where less. */
export function compareEstimates(views: readonly CriterionView[]): Comparison {
  const titled = (is: (steps: number) => boolean) =>
    views
      .filter(({ steps }) => steps !== null && is(steps))
      .map(({ criterion }) => criterion.title);
  return {
    same: titled((steps) => steps === 0),
    more: titled((steps) => steps > 0),
    less: titled((steps) => steps < 0),
  };
}

/** Points of the author's own estimate; null unless every criterion was estimated. */
export function ownPoints(views: readonly CriterionView[]): number | null {
  if (views.length === 0 || views.some(({ own }) => own === null)) return null;
  return views.reduce((sum, { own }) => sum + (own?.points ?? 0), 0);
}

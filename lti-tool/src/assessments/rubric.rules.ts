import type { CriterionMark, PassageComment, Share } from '#contract/assessments';
import type { Criterion } from '#contract/tasks';

/** Points of the levels chosen so far, and how many criteria have none yet. */
export function rubricTotal(
  criteria: readonly Criterion[],
  marks: readonly CriterionMark[],
): { points: number; openCriteria: number } {
  let points = 0;
  let openCriteria = 0;
  for (const criterion of criteria) {
    const chosen = marks.find((mark) => mark.criterionId === criterion.id)?.levelId;
    const level = criterion.levels.find(({ id }) => id === chosen);
    if (level) points += level.points;
    else openCriteria += 1;
  }
  return { points, openCriteria };
}

/** The marks that belong to this rubric; one per criterion, unknown levels are not chosen. */
export function knownMarks(
  criteria: readonly Criterion[],
  marks: readonly CriterionMark[],
): CriterionMark[] {
  return criteria.flatMap((criterion) => {
    const mark = marks.find(({ criterionId }) => criterionId === criterion.id);
    if (!mark) return [];
    const known = criterion.levels.some(({ id }) => id === mark.levelId);
    return [{ ...mark, levelId: known ? mark.levelId : null }];
  });
}

/** What a member of a group gets: the points of the group and the own adjustment, never below 0. */
export function memberPoints(
  groupPoints: number,
  maximumPoints: number,
  share: Pick<Share, 'adjustment'> | undefined,
): number {
  if (!share) return groupPoints;
  const points = Math.min(maximumPoints, Math.max(0, groupPoints + share.adjustment));
  return Math.round(points * 100) / 100;
}

/** The adjustments that say something, one for each member that is there. */
export function knownShares(members: readonly string[], shares: readonly Share[]): Share[] {
  return members.flatMap((member) => {
    const share = shares.find((one) => one.member === member);
    return share && (share.adjustment !== 0 || share.reason.trim() !== '') ? [share] : [];
  });
}

/** Whether somebody would get other points than the group without being told why. */
export function lacksReason(shares: readonly Share[]): boolean {
  return shares.some(({ adjustment, reason }) => adjustment !== 0 && reason.trim() === '');
}

/**
 * The passages about which something is said: tied to a criterion of this rubric, or with words.
 * A comment that was begun and left empty says nothing to its reader.
 */
export function saidPassages(
  criteria: readonly Criterion[],
  passages: readonly PassageComment[],
): PassageComment[] {
  return passages
    .map((passage) => {
      const isKnown = criteria.some(({ id }) => id === passage.criterionId);
      return isKnown ? passage : { ...passage, criterionId: null };
    })
    .filter(({ criterionId, comment }) => criterionId !== null || comment.trim() !== '');
}

import type { ScoreDraft } from '../gradebook/outbox.store.ts';

/** Where the marks of a task go: the gradebook column of its link in this course. */
export interface LineItem {
  lineItemUrl: string;
  platformId: string;
  /** As the platform names it. */
  deploymentId: string;
}

/** A course of an institution. */
export interface Course {
  tenantId: string;
  ltiContextId: string;
}

/** What the outbox knows a narration by; that of a group once for each who wrote it. */
export const sourceKey = (narrationId: string, writerId: string | null = null): string =>
  writerId === null ? `narration:${narrationId}` : `narration:${narrationId}:${writerId}`;

/** What the outbox knows the marks of a task in a course by. */
export const groupKey = ({ ltiContextId }: Pick<Course, 'ltiContextId'>, taskId: string): string =>
  `task:${taskId}:${ltiContextId}`;

/** The task and the course of a group of the outbox. */
export function taskOfGroup(key: string): { taskId: string; ltiContextId: string } {
  const [, taskId = '', ltiContextId = ''] = key.split(':');
  return { taskId, ltiContextId };
}

/** The narration of a row of the outbox. */
export const narrationIdOf = (key: string): string => key.split(':')[1] ?? '';

/** One person's narration or part in one, as far as the gradebook is concerned. */
export interface GradedWork extends Course {
  taskId: string;
  narrationId: string;
  /** Of a group's narration: whose mark it is. */
  writerId: string | null;
  subject: string;
  handedInAt: Date | null;
}

/** What goes to the gradebook about a narration: that it was handed in, or its mark. */
export function draftScore(
  work: GradedWork,
  { lineItemUrl, platformId, deploymentId }: LineItem,
  said: Pick<ScoreDraft, 'kind' | 'scoreGiven' | 'scoreMaximum'> &
    Partial<Pick<ScoreDraft, 'comment' | 'scoringSubject'>>,
  publicUrl: string,
): ScoreDraft {
  return {
    ...{ lineItemUrl, platformId, deploymentId },
    sourceKey: sourceKey(work.narrationId, work.writerId),
    groupKey: groupKey(work, work.taskId),
    subject: work.subject,
    submittedAt: work.handedInAt,
    reviewUrl: `${publicUrl}/lti/launch?task=${work.taskId}&narration=${work.narrationId}`,
    comment: '',
    scoringSubject: null,
    ...said,
  };
}

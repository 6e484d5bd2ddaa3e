import type { TaskPlan } from '#contract/tasks';
import type { TaskPart } from '#contract/vocabulary';
import { SUBSTITUTIONS } from '../lti/custom-parameters.rules.ts';
import type { ContentItem } from '../lti/deep-linking.rules.ts';
import { reviewOfTask } from '../lti/submission-review.rules.ts';

/** Open edX and Moodle's form refuse longer titles. */
const LONGEST_TITLE = 255;
const LONGEST_TEXT = 500;

/** Sizes in which each thing fits without scrolling, where the frame does not grow by itself. */
const SIZES = {
  whole: { width: 1100, height: 800 },
  question: { width: 1100, height: 820 },
  narration: { width: 900, height: 900 },
  clip: { width: 800, height: 540 },
} as const;

/**
 * The content item of a task; `publicUrl` has no slash at its end. The id stands in the address
 * and in `custom`, because an LMS may lose either; it gives no right. The gradebook column is
 * there only when there is something to mark. Dates that an LMS drops hold here all the same.
 * @param part null for the whole task
 */
export function contentItem(
  taskId: string,
  plan: TaskPlan,
  publicUrl: string,
  part: TaskPart | null = null,
): ContentItem {
  const title = cut(plan.title, LONGEST_TITLE);
  const isMarked = plan.maximumPoints > 0 && part !== 'question';
  const opens = plan.opensAt !== null && { startDateTime: plan.opensAt };
  return {
    type: 'ltiResourceLink',
    title,
    text: cut(plan.narration?.prompt ?? plan.passes[0]?.prompt ?? '', LONGEST_TEXT),
    url: `${publicUrl}/lti/launch?task=${taskId}${part ? `&part=${part}` : ''}`,
    custom: { task: taskId, ...(part && { part }), ...SUBSTITUTIONS },
    ...(isMarked && {
      lineItem: {
        // Moodle drops a column that is not a whole number; a score carries its own maximum, so
        // that rounding here changes no mark.
        scoreMaximum: Math.max(1, Math.round(plan.maximumPoints)),
        label: title,
        resourceId: taskId,
        tag: 'lookfor',
        submissionReview: reviewOfTask(taskId, publicUrl),
      },
    }),
    ...(opens && { available: opens }),
    ...(plan.dueAt !== null && { submission: { ...opens, endDateTime: plan.dueAt } }),
    iframe: SIZES[part ?? 'whole'],
  };
}

/** The content item of a clip by itself: there is nothing to hand in, so no column and no dates. */
export function clipItem(
  clip: { id: string; title: string },
  publicUrl: string,
  isAlone = false,
): ContentItem {
  return {
    type: 'ltiResourceLink',
    title: cut(clip.title, LONGEST_TITLE),
    url: `${publicUrl}/lti/launch?clip=${clip.id}${isAlone ? '&alone=yes' : ''}`,
    custom: { clip: clip.id, ...(isAlone && { alone: 'yes' }), ...SUBSTITUTIONS },
    iframe: SIZES.clip,
  };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

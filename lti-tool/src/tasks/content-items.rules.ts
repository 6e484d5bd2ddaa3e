import type { TaskPlan } from '#contract/tasks';

/** One activity as an LMS takes it from a deep-linking answer (LTI Deep Linking 2.0, 3.2). */
export type ContentItem = {
  type: 'ltiResourceLink';
  title: string;
  text: string;
  url: string;
  custom: { task: string };
  lineItem?: { scoreMaximum: number; label: string; resourceId: string; tag: 'lookfor' };
  available?: { startDateTime: string };
  submission?: { endDateTime: string };
  iframe: { width: number; height: number };
};

/** Open edX and Moodle's form refuse longer titles. */
const LONGEST_TITLE = 255;
const LONGEST_TEXT = 500;

/**
 * The content item of a task; `publicUrl` has no slash at its end. The id stands in the address and in `custom`, because an LMS may
 * lose either; it gives no right. The gradebook column is there only when there is something to
 * mark.
 */
export function contentItem(taskId: string, plan: TaskPlan, publicUrl: string): ContentItem {
  const title = cut(plan.title, LONGEST_TITLE);
  return {
    type: 'ltiResourceLink',
    title,
    text: cut(plan.narration?.prompt ?? plan.passes[0]?.prompt ?? '', LONGEST_TEXT),
    url: `${publicUrl}/lti/launch?task=${taskId}`,
    custom: { task: taskId },
    ...(plan.maximumPoints > 0 && {
      lineItem: {
        // Moodle drops a column that is not a whole number; a score carries its own maximum, so
        // that rounding here changes no mark.
        scoreMaximum: Math.max(1, Math.round(plan.maximumPoints)),
        label: title,
        resourceId: taskId,
        tag: 'lookfor',
      },
    }),
    ...(plan.opensAt !== null && { available: { startDateTime: plan.opensAt } }),
    ...(plan.dueAt !== null && { submission: { endDateTime: plan.dueAt } }),
    iframe: { width: 1100, height: 800 },
  };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

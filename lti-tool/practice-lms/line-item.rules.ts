import { z } from 'zod';
import type { Column, ColumnWish } from './gradebook.ts';
import { Refusal } from './refusal.ts';
import { firstProblem } from './score.rules.ts';
import { isInstant } from './vocabulary.ts';

const instant = z.string().refine(isInstant, 'must be an ISO 8601 date-time with a zone');
const customSchema = z.record(z.string(), z.string('must be a string'));

/** Offer of a submission review inside a line item. */
export const submissionReviewSchema = z.object({
  reviewableStatus: z.array(z.string()).optional(),
  label: z.string().optional(),
  url: z.url().optional(),
  custom: customSchema.optional(),
});

const lineItemSchema = z.object({
  label: z.string('is missing').trim().min(1, 'must not be empty').max(255),
  scoreMaximum: z.number('is missing or no number').positive('must be more than 0'),
  resourceId: z.string().max(255).optional(),
  tag: z.string().max(255).optional(),
  resourceLinkId: z.string().optional(),
  startDateTime: instant.optional(),
  endDateTime: instant.optional(),
  gradesReleased: z.boolean().optional(),
  submissionReview: submissionReviewSchema.optional(),
});

/** Reads the body of a line item POST or PUT. Throws a 400 refusal that names the wrong field. */
export function readLineItem(body: unknown): ColumnWish {
  const parsed = lineItemSchema.safeParse(body);
  if (!parsed.success) {
    throw new Refusal(400, `The line item is not valid. ${firstProblem(parsed.error)}`);
  }
  const { resourceLinkId, ...wish } = parsed.data;
  return withoutGaps({ ...wish, activityId: resourceLinkId });
}

/** A copy without the members that are undefined. */
function withoutGaps<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

/** The line item as AGS writes it. */
export function lineItemOf(column: Column, address: string): Record<string, unknown> {
  return withoutGaps({
    id: address,
    label: column.label,
    scoreMaximum: column.scoreMaximum,
    resourceId: column.resourceId,
    tag: column.tag,
    resourceLinkId: column.activityId,
    startDateTime: column.startDateTime,
    endDateTime: column.endDateTime,
    gradesReleased: column.gradesReleased,
    submissionReview: column.submissionReview,
  });
}

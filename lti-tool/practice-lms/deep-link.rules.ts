import { z } from 'zod';
import type { ActivityWish, Period } from './course-state.ts';
import type { ColumnWish } from './gradebook.ts';
import { submissionReviewSchema } from './line-item.rules.ts';
import type { DeepLinkingHabits } from './platforms/platform.ts';
import { Refusal } from './refusal.ts';
import { firstProblem } from './score.rules.ts';
import { isInstant } from './vocabulary.ts';

const instant = z.string().refine(isInstant, 'must be an ISO 8601 date-time with a zone');
const periodSchema = z.object({
  startDateTime: instant.optional(),
  endDateTime: instant.optional(),
});
const pictureSchema = z.object({
  url: z.url(),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
});

const framePx = z.number().int().positive().max(10_000);

const itemSchema = z.object({
  type: z.literal('ltiResourceLink', 'must be ltiResourceLink, the only accepted type'),
  title: z.string().min(1).max(255).optional(),
  text: z.string().optional(),
  url: z.url('must be a full address').optional(),
  custom: z.record(z.string(), z.string('must be a string')).optional(),
  icon: pictureSchema.optional(),
  thumbnail: pictureSchema.optional(),
  lineItem: z
    .object({
      scoreMaximum: z.number('is missing or no number').positive('must be more than 0'),
      label: z.string().max(255).optional(),
      resourceId: z.string().max(255).optional(),
      tag: z.string().max(255).optional(),
      gradesReleased: z.boolean().optional(),
      submissionReview: submissionReviewSchema.optional(),
    })
    .optional(),
  available: periodSchema.optional(),
  submission: periodSchema.optional(),
  window: z.object({ targetName: z.string().optional() }).optional(),
  iframe: z.object({ width: framePx.optional(), height: framePx.optional() }).optional(),
});

/** An activity that the tool wants, with its column if it is to be graded. */
export interface WantedActivity {
  activity: ActivityWish;
  column?: Omit<ColumnWish, 'activityId'>;
  /** The size that the tool wants in a page, in CSS pixels. */
  size: { width?: number; height?: number };
}

function period(value: z.infer<typeof periodSchema> | undefined): Period | undefined {
  return value && (value.startDateTime ?? value.endDateTime) !== undefined
    ? {
        ...(value.startDateTime === undefined ? {} : { startDateTime: value.startDateTime }),
        ...(value.endDateTime === undefined ? {} : { endDateTime: value.endDateTime }),
      }
    : undefined;
}

/**
 * Reads the content items of a deep-linking answer. One wrong item refuses all of them, so that no
 * course is left half filled. A missing or empty list means that nothing was chosen. What the
 * platform ignores is left out without a word, as it does.
 */
export function readContentItems(
  items: unknown,
  toolName: string,
  habits: DeepLinkingHabits,
): WantedActivity[] {
  const parsed = z.array(itemSchema).safeParse(items ?? []);
  if (!parsed.success) {
    throw new Refusal(400, `The content items are not valid. ${firstProblem(parsed.error)}`);
  }
  const kept = parsed.data.filter((item) => isKept(item, habits));
  if (kept.length === 0 && parsed.data.length === 1) {
    throw new Refusal(400, 'The platform takes no such item: look at its address and maximum.');
  }
  return kept.map((item) => wantedOf(item, toolName, habits));
}

type Item = z.infer<typeof itemSchema>;

function isKept(item: Item, habits: DeepLinkingHabits): boolean {
  const { largestWholeMaximum: largest } = habits;
  const maximum = item.lineItem?.scoreMaximum;
  if (habits.needsUrl && item.url === undefined) return false;
  if (largest === null || maximum === undefined) return true;
  return Number.isInteger(maximum) && maximum <= largest;
}

function wantedOf(item: Item, toolName: string, habits: DeepLinkingHabits): WantedActivity {
  const label = item.lineItem?.label;
  const title = (habits.labelNamesActivity ? label : undefined) ?? item.title ?? toolName;
  const available = habits.keepsAvailable ? period(item.available) : undefined;
  const submission = period({
    ...(habits.keepsSubmissionStart ? { startDateTime: item.submission?.startDateTime } : {}),
    ...(habits.keepsSubmissionEnd ? { endDateTime: item.submission?.endDateTime } : {}),
  });
  return {
    activity: {
      title,
      ...(item.text === undefined ? {} : { text: item.text }),
      ...(item.url === undefined ? {} : { url: item.url }),
      ...(item.custom === undefined ? {} : { custom: item.custom }),
      ...(available ? { available } : {}),
      ...(submission ? { submission } : {}),
      ...(habits.keepsWindow && item.window?.targetName === '_blank'
        ? { opensIn: 'window' as const }
        : {}),
    },
    size: {
      ...(item.iframe?.width !== undefined && { width: item.iframe.width }),
      ...(item.iframe?.height !== undefined && { height: item.iframe.height }),
    },
    ...(item.lineItem ? { column: columnOf(item.lineItem, title, habits) } : {}),
  };
}

function columnOf(
  { gradesReleased, submissionReview, ...lineItem }: NonNullable<Item['lineItem']>,
  title: string,
  habits: DeepLinkingHabits,
): Omit<ColumnWish, 'activityId'> {
  const review = Object.fromEntries(
    Object.entries(submissionReview ?? {}).filter(([name]) =>
      habits.reviewMembers.some((member) => member === name),
    ),
  );
  return {
    ...lineItem,
    label: (habits.columnLabel === 'label' ? lineItem.label : undefined) ?? title,
    ...(gradesReleased !== undefined && habits.keepsGradesReleased ? { gradesReleased } : {}),
    ...(submissionReview && habits.reviewMembers.length > 0 ? { submissionReview: review } : {}),
  };
}

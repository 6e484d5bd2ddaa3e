import { z } from 'zod';
import type { DeepLinkingOffer } from '#contract/launch';
import type { DeepLinkingSettings } from './launch-token.rules.ts';
import { quirksOf } from './platform-quirks.ts';
import type { SubmissionReview } from './submission-review.rules.ts';

/** A link as an LMS takes it from a deep-linking answer (LTI Deep Linking 2.0, section 3). */
export interface ContentItem {
  type: 'ltiResourceLink';
  url?: string;
  title?: string;
  text?: string;
  custom?: Record<string, string>;
  lineItem?: {
    scoreMaximum: number;
    label?: string;
    resourceId?: string;
    tag?: string;
    gradesReleased?: boolean;
    submissionReview?: SubmissionReview;
  };
  available?: { startDateTime?: string; endDateTime?: string };
  submission?: { startDateTime?: string; endDateTime?: string };
  iframe?: { width: number; height: number };
  window?: { targetName: string };
}

/** What an LMS takes, as far as it decides about links. Media types concern files: we send none. */
export const acceptanceSchema = z.object({
  acceptTypes: z.array(z.string()),
  acceptTargets: z.array(z.string()),
  acceptsMultiple: z.boolean(),
  acceptsLineItem: z.boolean().nullable(),
  maximumPoints: z.number().nullable(),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;

/** What an LMS takes: what it said, and what is known of its kind. */
export function acceptanceOf(settings: DeepLinkingSettings, family: string | null): Acceptance {
  const { acceptTypes, acceptTargets, acceptsMultiple, acceptsLineItem } = settings;
  const { maximumPoints } = quirksOf(family);
  return { acceptTypes, acceptTargets, acceptsMultiple, acceptsLineItem, maximumPoints };
}

/** The same for the picker, so that it says beforehand what will become of a choice. */
export function offerOf(
  settings: DeepLinkingSettings,
  family: string | null,
  request: string,
): DeepLinkingOffer {
  return {
    request,
    returnUrl: settings.returnUrl,
    acceptsLinks: settings.acceptTypes.includes('ltiResourceLink'),
    acceptsMultiple: settings.acceptsMultiple,
    acceptsLineItem: settings.acceptsLineItem,
    keepsDates: quirksOf(family).keepsDates,
    maximumPoints: quirksOf(family).maximumPoints,
    isEditor: settings.isEditor,
    autoCreates: settings.autoCreates,
  };
}

/**
 * The items as the platform takes them, or why it takes none. A column that it refuses, or that
 * would count to more than it allows, is left out or made smaller (a score carries its own
 * maximum); a place that it does not know is not asked for.
 */
export function fitItems(
  items: readonly ContentItem[],
  accepts: Acceptance,
): { items: ContentItem[] } | { refusal: string } {
  if (items.some(({ type }) => !accepts.acceptTypes.includes(type)))
    return { refusal: 'the LMS does not accept this kind of link' };
  if (items.length > 1 && !accepts.acceptsMultiple)
    return { refusal: 'the LMS accepts one link at a time' };
  return { items: items.map((item) => fitItem(item, accepts)) };
}

const FRAMES = ['iframe', 'frame', 'embed'];

function fitItem(item: ContentItem, accepts: Acceptance): ContentItem {
  const { lineItem, iframe, ...link } = item;
  // Required by the standard, and yet left out by some: then nothing is known against a frame.
  const targets = accepts.acceptTargets;
  const framed = targets.length === 0 || targets.some((target) => FRAMES.includes(target));
  const { maximumPoints } = accepts;
  return {
    ...link,
    ...(lineItem &&
      accepts.acceptsLineItem !== false && {
        lineItem: {
          ...lineItem,
          scoreMaximum: Math.min(lineItem.scoreMaximum, maximumPoints ?? lineItem.scoreMaximum),
        },
      }),
    ...(framed ? iframe && { iframe } : { window: { targetName: '_blank' } }),
  };
}

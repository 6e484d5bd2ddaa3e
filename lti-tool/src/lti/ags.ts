import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { MEDIA_TYPE, SCOPE } from './claims.ts';
import type { ServiceAnswer, ServiceClient } from './service-client.ts';
import { readPages } from './service-pages.ts';
import { agsSubUrl, withQuery } from './service-url.rules.ts';
import type { SubmissionReview } from './submission-review.rules.ts';

/** A score as AGS 2.0 writes it. `scoreGiven` absent: nothing is given. */
export interface AgsScore {
  /** `sub` of the person. */
  userId: string;
  /** ISO 8601 with fractions; later than the last one for this person and line item. */
  timestamp: string;
  activityProgress: 'Initialized' | 'Started' | 'InProgress' | 'Submitted' | 'Completed';
  gradingProgress: 'FullyGraded' | 'Pending' | 'PendingManual' | 'Failed' | 'NotReady';
  scoreGiven?: number;
  scoreMaximum?: number;
  comment?: string;
  scoringUserId?: string;
  submission?: { startedAt?: string; submittedAt?: string };
  /** Canvas' own part; others ignore it. */
  'https://canvas.instructure.com/lti/submission'?: Readonly<Record<string, unknown>>;
}

const lineItemSchema = z.looseObject({
  id: z.string(),
  label: z.string().optional(),
  scoreMaximum: z.coerce.number().optional(),
  resourceId: z.coerce.string().optional(),
  resourceLinkId: z.coerce.string().optional(),
  tag: z.string().nullable().optional(),
});
/** A column of the gradebook, as the platform describes it (AGS 2.0, line item). */
export type LineItem = z.output<typeof lineItemSchema>;

const resultSchema = z.looseObject({
  userId: z.coerce.string(),
  resultScore: z.number().nullish(),
  resultMaximum: z.number().nullish(),
  comment: z.string().nullish(),
  /** Not of the standard, but Moodle and others say when the cell was changed. */
  timestamp: z.string().nullish().catch(null),
});
/** The cell of one person in a column, as the platform holds it (AGS 2.0, result). */
export type AgsResult = z.output<typeof resultSchema>;

/** Where and as whom to speak to a gradebook. */
export interface GradebookPlace {
  platformId: string;
  deploymentId?: string | null;
}

/** A gradebook column that is wanted. */
export interface WantedLineItem extends GradebookPlace {
  lineItemsUrl: string;
  /** AGS scopes of the launch claim; a column is made only where the platform grants it. */
  scopes: readonly string[];
  /** The link as the platform names it. */
  resourceLinkId: string | null;
  submissionReview?: SubmissionReview;
  resourceId: string;
  tag: string;
  label: string;
  scoreMaximum: number;
}

export type Ags = ReturnType<typeof createAgs>;

/** The client of Assignment and Grade Services 2.0. */
export function createAgs({ db, client }: { db: Database; client: ServiceClient }) {
  /**
   * Posts a score and hands back the platform's answer as it is; the outbox decides what becomes
   * of it.
   * @throws {AppError} platform_unreachable, platform_refused (no token), address_refused
   */
  function postScore(
    place: GradebookPlace,
    { lineItemUrl, score }: { lineItemUrl: string; score: AgsScore },
  ): Promise<ServiceAnswer> {
    return client.call({
      ...place,
      scopes: [SCOPE.score],
      method: 'POST',
      url: agsSubUrl(lineItemUrl, 'scores'),
      contentType: MEDIA_TYPE.score,
      body: score,
    });
  }

  /** What the gradebook holds, of one person or of all. No `limit`: Moodle answers 500 to it. */
  async function readResults(
    place: GradebookPlace,
    { lineItemUrl, userId }: { lineItemUrl: string; userId?: string },
  ): Promise<AgsResult[]> {
    const pages = await readPages(
      client,
      {
        ...place,
        scopes: [SCOPE.resultReadOnly],
        url: agsSubUrl(lineItemUrl, 'results', userId === undefined ? {} : { user_id: userId }),
        accept: MEDIA_TYPE.results,
      },
      z.array(resultSchema),
    );
    // Open edX ignores the filter.
    return pages.flat().filter((result) => userId === undefined || result.userId === userId);
  }

  /** Columns of this tool in a course. */
  async function listLineItems(
    place: GradebookPlace & { lineItemsUrl: string; scopes: readonly string[] },
    query: Readonly<Record<string, string>> = {},
  ): Promise<LineItem[]> {
    const { lineItemsUrl, scopes, ...where } = place;
    const scope = scopes.includes(SCOPE.lineItem) ? SCOPE.lineItem : SCOPE.lineItemReadOnly;
    const pages = await readPages(
      client,
      {
        ...where,
        scopes: [scope],
        url: withQuery(lineItemsUrl, query),
        accept: MEDIA_TYPE.lineItems,
      },
      z.array(lineItemSchema),
    );
    return pages.flat();
  }

  /**
   * The column of a task: the one that the link has, else one with our tag and resource id, else
   * a new one. Two launches at once make one column.
   * @throws {AppError} no_gradebook when the platform grants none; platform_unreachable,
   *   platform_refused
   */
  async function findOrCreateLineItem(wanted: WantedLineItem): Promise<LineItem> {
    const canRead =
      wanted.scopes.includes(SCOPE.lineItem) || wanted.scopes.includes(SCOPE.lineItemReadOnly);
    if (!canRead) throw new AppError('no_gradebook');
    return db.transaction(async (tx) => {
      const name = `line-item ${wanted.platformId} ${wanted.lineItemsUrl} ${wanted.resourceId}`;
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
      const existing = await findLineItem(wanted);
      if (existing) return existing;
      if (!wanted.scopes.includes(SCOPE.lineItem)) throw new AppError('no_gradebook');
      return createLineItem(wanted);
    });
  }

  async function findLineItem(wanted: WantedLineItem): Promise<LineItem | null> {
    if (wanted.resourceLinkId !== null) {
      const query = { resource_link_id: wanted.resourceLinkId };
      // Platforms that ignore a filter send everything: it is applied here once more.
      const ofLink = (await listLineItems(wanted, query)).filter(
        ({ resourceLinkId }) => resourceLinkId === wanted.resourceLinkId,
      );
      const best = ofLink.find(({ tag }) => tag === wanted.tag) ?? ofLink[0];
      if (best) return best;
    }
    const query = { resource_id: wanted.resourceId, tag: wanted.tag };
    const same = (await listLineItems(wanted, query)).find(
      ({ resourceId, tag, resourceLinkId }) =>
        resourceId === wanted.resourceId &&
        tag === wanted.tag &&
        (!resourceLinkId || resourceLinkId === wanted.resourceLinkId),
    );
    return same ?? null;
  }

  async function createLineItem(wanted: WantedLineItem): Promise<LineItem> {
    const { lineItemsUrl, scoreMaximum, label, resourceId, tag, resourceLinkId } = wanted;
    const { submissionReview } = wanted;
    const answer = await client.call({
      platformId: wanted.platformId,
      deploymentId: wanted.deploymentId ?? null,
      scopes: [SCOPE.lineItem],
      method: 'POST',
      url: lineItemsUrl,
      accept: MEDIA_TYPE.lineItem,
      contentType: MEDIA_TYPE.lineItem,
      body: {
        scoreMaximum,
        label,
        resourceId,
        tag,
        ...(resourceLinkId !== null && { resourceLinkId }),
        ...(submissionReview && { submissionReview }),
      },
    });
    const made = answer.status < 300 ? lineItemSchema.safeParse(parseJson(answer.text)) : null;
    if (!made?.success) {
      throw new AppError('platform_refused', {
        status: answer.status,
        answer: answer.text.slice(0, 500),
      });
    }
    return made.data;
  }

  return { postScore, readResults, listLineItems, findOrCreateLineItem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

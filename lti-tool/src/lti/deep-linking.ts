import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { randomText, type Secrets } from '../infra/secrets.ts';
import type { Actor } from './actor.ts';
import { CLAIM } from './claims.ts';
import type { DeepLinkingSettings } from './launch-token.rules.ts';
import { spentTickets } from './lti.table.ts';
import type { Platforms } from './platforms.service.ts';
import type { SigningKeys } from './signing-keys.ts';

export type DeepLinking = ReturnType<typeof createDeepLinking>;

/** What may be handed to a platform (deep linking 2.0, section 3); our own kinds are links. */
export interface ContentItem {
  type: 'ltiResourceLink' | 'link' | 'html' | 'image';
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
  };
  available?: { startDateTime?: string; endDateTime?: string };
  submission?: { startDateTime?: string; endDateTime?: string };
  [more: string]: unknown;
}

const USE = 'deep-linking';
/** A lecturer may think for so long before choosing. */
const REQUEST_MS = 4 * 3_600_000;
const ANSWER_SECONDS = 5 * 60;
/** Moodle refuses an answer from the future without any leeway (lti.md 1.8). */
const BACKDATED_SECONDS = 10;

const requestSchema = z.object({
  ticket: z.string(),
  sessionId: z.string(),
  platformId: z.string(),
  deploymentId: z.string(),
  acceptTypes: z.array(z.string()),
  acceptsMultiple: z.boolean(),
  acceptsLineItem: z.boolean().nullable(),
  data: z.string().nullable(),
  expiresMs: z.number(),
});

/**
 * Answers to deep-linking requests. The request travels sealed with the page; the address that the
 * answer goes to is not even in there, since it carries a session key of the LMS.
 */
export function createDeepLinking({
  db,
  secrets,
  signingKeys,
  platforms,
  now,
}: {
  db: Database;
  secrets: Secrets;
  signingKeys: SigningKeys;
  platforms: Platforms;
  now: () => Date;
}) {
  /** Seals what the answer will need. */
  function sealRequest(
    about: { sessionId: string; platformId: string; deploymentId: string },
    settings: DeepLinkingSettings,
  ): string {
    const { acceptTypes, acceptsMultiple, acceptsLineItem, data } = settings;
    const request: z.infer<typeof requestSchema> = {
      ...about,
      ticket: randomText(),
      acceptTypes,
      acceptsMultiple,
      acceptsLineItem,
      data,
      expiresMs: now().getTime() + REQUEST_MS,
    };
    return secrets.seal(USE, JSON.stringify(request));
  }

  /**
   * The signed answer to a request, once. Items of a type that the platform did not say it accepts
   * are not sent; line items are left out only where it refuses them.
   * @throws {AppError} invalid_request, launch_expired, launch_used
   */
  async function signAnswer(
    actor: Actor,
    sealedRequest: string,
    items: readonly ContentItem[],
  ): Promise<string> {
    const request = open(actor, sealedRequest);
    const accepted = items.filter(({ type }) => request.acceptTypes.includes(type));
    if (accepted.length < items.length) {
      throw new AppError('invalid_request', {
        reason: 'the LMS does not accept this kind of link',
      });
    }
    if (accepted.length > 1 && !request.acceptsMultiple) {
      throw new AppError('invalid_request', { reason: 'the LMS accepts one link at a time' });
    }
    const platform = await platforms.open(request.platformId);
    const spent = await db
      .insert(spentTickets)
      .values({ ticket: request.ticket, expiresAt: new Date(request.expiresMs) })
      .onConflictDoNothing()
      .returning();
    if (spent.length === 0) throw new AppError('launch_used');
    const nowSeconds = Math.floor(now().getTime() / 1000);
    return signingKeys.sign({
      iss: platform.clientId,
      aud: platform.issuer,
      iat: nowSeconds - BACKDATED_SECONDS,
      exp: nowSeconds - BACKDATED_SECONDS + ANSWER_SECONDS,
      nonce: randomText(),
      [CLAIM.messageType]: 'LtiDeepLinkingResponse',
      [CLAIM.version]: '1.3.0',
      [CLAIM.deploymentId]: request.deploymentId,
      ...(request.data !== null && { [CLAIM.deepLinkingData]: request.data }),
      [CLAIM.contentItems]: accepted.map((item) => withoutRefused(item, request.acceptsLineItem)),
    });
  }

  function open(actor: Actor, sealed: string): z.infer<typeof requestSchema> {
    const opened = secrets.open(USE, sealed);
    if (opened === null) throw new AppError('invalid_request');
    const request = requestSchema.parse(JSON.parse(opened));
    // The answer adds content to a course: only the page that was asked may give it.
    if (request.sessionId !== actor.sessionId) throw new AppError('invalid_request');
    if (request.expiresMs <= now().getTime()) throw new AppError('launch_expired');
    return request;
  }

  return { sealRequest, signAnswer };
}

function withoutRefused(item: ContentItem, acceptsLineItem: boolean | null): ContentItem {
  if (acceptsLineItem !== false) return item;
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => name !== 'lineItem'),
  ) as ContentItem;
}

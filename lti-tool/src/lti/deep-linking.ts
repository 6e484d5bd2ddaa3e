import { z } from 'zod';
import type { DeepLinkingOffer } from '#contract/launch';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { randomText, type Secrets } from '../infra/secrets.ts';
import type { Actor } from './actor.ts';
import { CLAIM } from './claims.ts';
import {
  acceptanceOf,
  acceptanceSchema,
  fitItems,
  offerOf,
  type ContentItem,
} from './deep-linking.rules.ts';
import type { DeepLinkingSettings } from './launch-token.rules.ts';
import { spentTickets } from './lti.table.ts';
import type { Platforms } from './platforms.service.ts';
import type { SigningKeys } from './signing-keys.ts';

export type DeepLinking = ReturnType<typeof createDeepLinking>;

export type { ContentItem } from './deep-linking.rules.ts';

const USE = 'deep-linking';
/** A lecturer may think for so long before choosing. */
const REQUEST_MS = 4 * 3_600_000;
const ANSWER_SECONDS = 5 * 60;
/** Moodle refuses an answer from the future without any leeway. */
const BACKDATED_SECONDS = 10;

const requestSchema = z.object({
  ticket: z.string(),
  sessionId: z.string(),
  platformId: z.string(),
  deploymentId: z.string(),
  accepts: acceptanceSchema,
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
  /** What the picker learns of a request; the answer needs the sealed part again. */
  function offer(
    about: { sessionId: string; platformId: string; deploymentId: string },
    settings: DeepLinkingSettings,
    family: string | null,
  ): DeepLinkingOffer {
    const request: z.infer<typeof requestSchema> = {
      ...about,
      ticket: randomText(),
      accepts: acceptanceOf(settings, family),
      data: settings.data,
      expiresMs: now().getTime() + REQUEST_MS,
    };
    return offerOf(settings, family, secrets.seal(USE, JSON.stringify(request)));
  }

  /**
   * The signed answer to a request, once, with the items as the platform takes them.
   * @throws {AppError} invalid_request when it takes them not at all, launch_expired, launch_used
   */
  async function signAnswer(
    actor: Actor,
    sealedRequest: string,
    items: readonly ContentItem[],
  ): Promise<string> {
    const request = open(actor, sealedRequest);
    const fitted = fitItems(items, request.accepts);
    if ('refusal' in fitted) throw new AppError('invalid_request', { reason: fitted.refusal });
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
      [CLAIM.contentItems]: fitted.items,
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

  return { offer, signAnswer };
}

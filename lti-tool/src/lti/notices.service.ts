import { randomUUID } from 'node:crypto';
import { and, eq, inArray, ne } from 'drizzle-orm';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { Log } from '../infra/log.ts';
import { COPY_NOTICE, SCOPE } from './claims.ts';
import { isRefusal, readHeader, OLDEST_SECONDS, LEEWAY_SECONDS } from './launch-token.rules.ts';
import { deployments, ltiContexts, spentTickets } from './lti.table.ts';
import { claimedSender, readNotice, type Notice } from './notices.rules.ts';
import type { PlatformKeys } from './platform-keys.ts';
import type { Deployment, Platform, Platforms } from './platforms.service.ts';
import type { ServiceClient } from './service-client.ts';

/** A course of ours that was made by copying another one of ours. */
export interface CopiedContext {
  tenantId: string;
  /** The new course. */
  ltiContextId: string;
  fromContextId: string;
}

export type Notices = ReturnType<typeof createNotices>;

/** A platform that does not take our address is asked again after so long. */
const TRY_AGAIN_MS = 3_600_000;

/**
 * Notices that platforms send without anybody having opened anything (Platform Notification
 * Service 1.0). We ask for one kind: that a course was copied.
 */
export function createNotices({
  db,
  log,
  publicUrl,
  platforms,
  platformKeys,
  client,
  onCopied,
  now,
}: {
  db: Database;
  log: Log;
  /** Without a slash at its end. */
  publicUrl: string;
  platforms: Platforms;
  platformKeys: PlatformKeys;
  client: Pick<ServiceClient, 'call'>;
  onCopied: (copied: CopiedContext) => Promise<void>;
  now: () => Date;
}) {
  const triedAtMs = new Map<string, number>();

  /** Asks the platform, once for each deployment, to tell us when a course is copied. */
  async function subscribe(
    platform: Platform,
    { id, deploymentId }: Pick<Deployment, 'id' | 'deploymentId'>,
    serviceUrl: string,
  ): Promise<void> {
    const answer = await client.call({
      ...{ platformId: platform.id, deploymentId, scopes: [SCOPE.notices] },
      method: 'PUT',
      url: serviceUrl,
      accept: 'application/json',
      contentType: 'application/json',
      body: { notice_type: COPY_NOTICE, handler: `${publicUrl}/lti/notices` },
    });
    if (answer.status >= 300) throw new AppError('platform_refused', { status: answer.status });
    await db
      .update(deployments)
      .set({ noticeServiceUrl: serviceUrl })
      .where(eq(deployments.id, id));
    platforms.forget();
    log.info({ issuer: platform.issuer, clientId: platform.clientId }, 'notices are subscribed');
  }

  /**
   * One notice: verified as a message is, but for the login that it has none of, and used once.
   * @throws {AppError} as launches; whoever sent it is told no more than that
   */
  async function receiveOne(token: string): Promise<void> {
    const header = readHeader(token);
    if (isRefusal(header)) throw new AppError(header.code, { reason: header.reason });
    const sender = claimedSender(token);
    if (!sender) throw new AppError('launch_refused', { reason: 'sender-missing' });
    const platform = await platforms.resolve({ ...sender, deploymentHint: null });
    const payload = await platformKeys.verify(platform, header.kid, token);
    if (!payload) throw new AppError('launch_refused', { reason: 'signature-or-key' });
    const notice = readNotice(
      JSON.parse(Buffer.from(payload).toString('utf8')) as Record<string, unknown>,
      {
        issuer: platform.issuer,
        clientId: platform.clientId,
        nowSeconds: now().getTime() / 1_000,
      },
    );
    if (isRefusal(notice)) throw new AppError(notice.code, { reason: notice.reason });
    const deployment = await platforms.openDeployment(platform, notice.deploymentId);
    const { issuer, clientId } = platform;
    if (!(await spend(platform, notice.id))) return;
    if (notice.type === COPY_NOTICE) await noteCopies(deployment, notice);
    log.info({ issuer, clientId, noticeType: notice.type }, 'a notice was received');
  }

  async function spend(platform: Platform, noticeId: string): Promise<boolean> {
    const keptMs = (OLDEST_SECONDS + 2 * LEEWAY_SECONDS) * 1_000;
    const spent = await db
      .insert(spentTickets)
      .values({
        ticket: `notice ${platform.id} ${noticeId}`,
        expiresAt: new Date(now().getTime() + keptMs),
      })
      .onConflictDoNothing()
      .returning({ ticket: spentTickets.ticket });
    return spent.length > 0;
  }

  /** Courses from which nobody ever opened us have nothing that could be copied. */
  async function noteCopies(deployment: Deployment, { context, originIds }: Notice): Promise<void> {
    const { tenantId } = deployment;
    if (!context || originIds.length === 0) return;
    const origins = await db
      .select({ id: ltiContexts.id })
      .from(ltiContexts)
      .where(
        and(
          eq(ltiContexts.tenantId, tenantId),
          eq(ltiContexts.deploymentId, deployment.id),
          inArray(ltiContexts.contextId, originIds),
          ne(ltiContexts.contextId, context.id),
        ),
      );
    if (origins.length === 0) return;
    const [made] = await db
      .insert(ltiContexts)
      .values({
        ...{ id: randomUUID(), tenantId, deploymentId: deployment.id, contextId: context.id },
        ...{ label: context.label, title: context.title, createdAt: now() },
      })
      .onConflictDoUpdate({
        target: [ltiContexts.deploymentId, ltiContexts.contextId],
        set: { contextId: context.id },
      })
      .returning({ id: ltiContexts.id });
    if (!made) return;
    for (const { id } of origins)
      await onCopied({ tenantId, ltiContextId: made.id, fromContextId: id });
  }

  return {
    /** What a launch says about the service; asked of the platform afterwards, nobody waits. */
    noteLaunch(platform: Platform, deployment: Deployment, serviceUrl: string | null): void {
      if (serviceUrl === null || deployment.noticeServiceUrl === serviceUrl) return;
      const nowMs = now().getTime();
      const key = `${deployment.id} ${serviceUrl}`;
      if (nowMs - (triedAtMs.get(key) ?? 0) < TRY_AGAIN_MS) return;
      triedAtMs.set(key, nowMs);
      subscribe(platform, deployment, serviceUrl).catch((error: unknown) => {
        const code = error instanceof AppError ? error.code : 'internal';
        log.warn({ issuer: platform.issuer, code }, 'notices could not be subscribed');
      });
    },

    /**
     * What a platform posts to us. Every notice is worked on; then the first refusal is told.
     * @throws {AppError} as launches
     */
    async receive(tokens: readonly string[]): Promise<void> {
      const outcomes = await Promise.allSettled(tokens.map(receiveOne));
      const refused = outcomes.find((outcome) => outcome.status === 'rejected');
      if (refused) throw refused.reason;
    },
  };
}

import { hash, randomUUID } from 'node:crypto';
import type { Target } from '#contract/launch';
import type { Locale } from '#contract/vocabulary';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { Log } from '../infra/log.ts';
import type { Secrets } from '../infra/secrets.ts';
import type { Actor } from './actor.ts';
import { ANONYMOUS } from './anonymous.store.ts';
import type { CourseGroups } from './course-groups.service.ts';
import type { DeepLinking } from './deep-linking.ts';
import { keptPath, type KeptPages } from './kept-pages.service.ts';
import {
  isRefusal,
  readHeader,
  readLaunch,
  type Launch,
  type Refusal,
} from './launch-token.rules.ts';
import { NOTHING_KNOWN, type LaunchAbout } from './launch-log.ts';
import type { LaunchOutcome, ResolveTarget } from './launch-outcome.ts';
import { localeOf } from './launch-words.ts';
import { ancestorsOf, mayOpen, parseClaims } from './launch.rules.ts';
import { createLaunchRecords } from './launch.store.ts';
import type { Login, Logins } from './login.service.ts';
import { effectiveRole } from './membership.rules.ts';
import type { Notices } from './notices.service.ts';
import type { PlatformKeys } from './platform-keys.ts';
import {
  requireActive,
  type Deployment,
  type Platform,
  type Platforms,
} from './platforms.service.ts';
import { isTestPerson } from './roles.rules.ts';
import { SESSION_MS, type Sessions } from './session.service.ts';

interface Held {
  state: string;
  launch: Launch;
  untilMs: number;
}

/** A message that everything is right with, and where it belongs. */
interface Verified {
  launch: Launch;
  platform: Platform;
  deployment: Deployment;
}

const HELD = 'held-launch';
/** So long may the LMS take to give back what it stored. */
const HELD_MS = 60_000;

export type Launches = ReturnType<typeof createLaunches>;

/** Turns the message of a platform into an open page, or into the reason why not. */
export function createLaunches({
  db,
  secrets,
  log,
  publicUrl,
  platforms,
  platformKeys,
  logins,
  sessions,
  keptPages,
  groups,
  notices,
  deepLinking,
  resolveTarget,
  now,
}: {
  db: Database;
  secrets: Secrets;
  log: Log;
  publicUrl: string;
  platforms: Platforms;
  platformKeys: PlatformKeys;
  logins: Logins;
  sessions: Pick<Sessions, 'issueToken'>;
  keptPages: Pick<KeptPages, 'keep'>;
  groups: Pick<CourseGroups, 'noteLaunch'>;
  notices: Pick<Notices, 'noteLaunch'>;
  deepLinking: DeepLinking;
  resolveTarget: ResolveTarget;
  now: () => Date;
}) {
  const origin = new URL(publicUrl).origin;
  const record = createLaunchRecords(db);

  /**
   * Receives an authentication response. A login that began in another browser, or was used
   * before, opens nothing, whatever its token says.
   * @param secret of the cookie that belongs to the state; null when the browser sent none.
   */
  async function receive(
    message: { idToken: string; state: string },
    secret: string | null,
    fallback: Locale,
  ): Promise<LaunchOutcome> {
    const login = logins.open(message.state);
    const asksPlatform = secret === null && login.storageTarget !== null;
    const verified = await logins.examine(login, async () => {
      const platform = await platforms.open(login.platformId);
      if (!asksPlatform && !logins.isOfBrowser(login, secret)) {
        throw refusal(platform, { code: 'launch_other_browser', reason: 'browser-unknown' });
      }
      return allow(await verify(message.idToken, login, platform), platform);
    });
    if (!asksPlatform) return open(login, verified, fallback);
    await logins.demandUnused(login);
    const { launch, platform } = verified;
    const held: Held = { state: login.state, launch, untilMs: now().getTime() + HELD_MS };
    return {
      kind: 'prove-browser',
      held: secrets.seal(HELD, JSON.stringify(held)),
      platform,
      login,
      frameAncestors: ancestorsOf(launch, platform),
    };
  }

  /** Goes on with a held launch, once, when the browser has the secret of its login. */
  async function confirm(sealed: string, secret: string, fallback: Locale): Promise<LaunchOutcome> {
    const opened = secrets.open(HELD, sealed);
    if (opened === null) throw new AppError('launch_refused', { reason: 'held-launch-altered' });
    // Sealed by ourselves a moment ago.
    const held = JSON.parse(opened) as Held;
    if (held.untilMs <= now().getTime()) throw new AppError('launch_expired');
    const login = logins.open(held.state);
    const verified = await logins.examine(login, async () => {
      const platform = await platforms.open(login.platformId);
      if (!logins.isOfBrowser(login, secret)) {
        throw refusal(platform, { code: 'launch_other_browser', reason: 'storage-unknown' });
      }
      return allow(held.launch, platform);
    });
    return open(login, verified, fallback);
  }

  /** The platform reported that it could not answer. @throws always, with what to show. */
  async function refuseByPlatform(error: string, state: string | null): Promise<never> {
    const known = /^[a-z_]{1,60}$/.test(error) ? error : 'unnamed';
    const platform = state === null ? null : await endLogin(state).catch(() => null);
    throw refusal(platform, { code: 'launch_platform_error', reason: `platform-says-${known}` });
  }

  /** Uses a login up that leads nowhere; answers with its platform. @throws launch_expired */
  async function endLogin(state: string): Promise<Platform> {
    const login = logins.open(state);
    await logins.spend(login);
    return platforms.open(login.platformId);
  }

  async function verify(token: string, login: Login, platform: Platform): Promise<Launch> {
    requireActive(platform);
    const header = readHeader(token);
    if (isRefusal(header)) throw refusal(platform, header);
    const payload = await platformKeys.verify(platform, header.kid, token);
    if (!payload) {
      throw refusal(platform, { code: 'launch_refused', reason: 'signature-or-key' });
    }
    const claims = parseClaims(payload);
    if (!claims) throw refusal(platform, { code: 'launch_refused', reason: 'not-claims' });
    const launch = readLaunch(claims, {
      issuer: platform.issuer,
      clientId: platform.clientId,
      nonce: logins.nonceOf(login),
      deploymentHint: login.deploymentHint,
      origin,
      roleMap: platform.roleMap,
      anonymousSubject:
        platform.anonymousLaunches === 'read' ? `${ANONYMOUS}${randomUUID()}` : null,
      nowSeconds: now().getTime() / 1000,
    });
    if (isRefusal(launch)) throw refusal(platform, launch);
    return launch;
  }

  /** The institution that a verified message belongs to. @throws {AppError} of `openDeployment` */
  async function allow(launch: Launch, platform: Platform): Promise<Verified> {
    const deployment = await platforms.openDeployment(platform, launch.deploymentId);
    return { launch, platform, deployment };
  }

  async function open(
    login: Login,
    { launch, platform, deployment }: Verified,
    fallback: Locale,
  ): Promise<LaunchOutcome> {
    await platforms.noteFamily(platform, launch.platformFamily);
    const locale = localeOf(launch.locale) ?? fallback;
    const expiresAt = new Date(now().getTime() + SESSION_MS);
    const ticket = logins.ticketOf(login);
    const recorded = await record(deployment, launch, { ticket, locale, now: now(), expiresAt });
    if (recorded === 'used') throw new AppError('launch_used');
    const actor: Actor = {
      sessionId: recorded.sessionId,
      tenantId: deployment.tenantId,
      platformId: platform.id,
      deploymentId: deployment.id,
      ltiContextId: recorded.ltiContextId,
      personId: recorded.personId,
      resourceLinkId: recorded.resourceLinkId,
      role: effectiveRole({
        assignedRole: recorded.assignedRole,
        launchRole: launch.role,
        rosterRole: null,
      }),
      isTestPerson: isTestPerson(launch.roles),
      locale,
    };
    note('launch', platform, { deployment: launch.deploymentId, messageType: launch.messageType });
    await groups.noteLaunch(actor, launch);
    notices.noteLaunch(platform, deployment, launch.noticeServiceUrl);
    const frameAncestors = ancestorsOf(launch, platform);
    const about: LaunchAbout = {
      ...aboutLogin(login, platform),
      deploymentId: launch.deploymentId,
      messageType: launch.messageType,
    };
    if (!mayOpen(actor, launch)) {
      const course = launch.context?.label ?? launch.context?.title ?? null;
      const { returnUrl } = launch;
      const { role } = actor;
      return { kind: 'not-for-this-role', about, role, course, returnUrl, frameAncestors };
    }
    const target: Target = launch.deepLinking
      ? { screen: 'deep-linking' }
      : await resolveTarget(actor, {
          messageType: launch.messageType,
          custom: launch.custom,
          targetLinkUri: launch.targetLinkUri,
          resourceLink: recorded.resourceLinkId
            ? { id: recorded.resourceLinkId, title: launch.resourceLink?.title ?? null }
            : null,
          forSubject: launch.forSubject,
          lineItemUrl: launch.ags?.lineItemUrl ?? null,
        });
    // The address that a deep-linking answer goes to is kept by the page alone.
    const keptPage = launch.deepLinking ? null : keptPages.keep(actor, target, frameAncestors);
    return {
      kind: 'open',
      about,
      frameAncestors,
      boot: {
        ...sessions.issueToken(actor.sessionId, expiresAt),
        locale,
        target,
        frameOrigins: frameAncestors,
        deepLinking:
          launch.deepLinking &&
          deepLinking.offer(
            {
              sessionId: actor.sessionId,
              platformId: platform.id,
              deploymentId: launch.deploymentId,
            },
            launch.deepLinking,
            launch.platformFamily ?? platform.family,
          ),
        returnUrl: launch.returnUrl,
        ...(keptPage && { resumePath: keptPath(keptPage) }),
      },
      keptPage,
    };
  }

  /**
   * What a message that was refused tells about its launch, for the operator: never who.
   * @param message its state, or the held launch that carries one; anything may stand there
   */
  async function aboutRefused(message: {
    state: string | null;
    held: string | null;
  }): Promise<LaunchAbout> {
    const opened = message.held === null ? null : secrets.open(HELD, message.held);
    const state = opened === null ? message.state : (JSON.parse(opened) as Held).state;
    const login = state === null ? null : logins.peek(state);
    if (!login) return NOTHING_KNOWN;
    return aboutLogin(login, await platforms.open(login.platformId));
  }

  function aboutLogin(login: Login, { id, issuer, clientId }: Platform): LaunchAbout {
    const nonceHash = hash('sha256', logins.nonceOf(login)).slice(0, 16);
    const { deploymentHint: deploymentId } = login;
    return { platformId: id, issuer, clientId, deploymentId, messageType: null, nonceHash };
  }

  function refusal(platform: Platform | null, { code, reason }: Refusal): AppError {
    note('launch refused', platform, { code, reason });
    return new AppError(code, { reason });
  }

  /** A line in the log: which registration, never who. */
  function note(event: string, platform: Platform | null, more: Record<string, string>): void {
    log.info({ issuer: platform?.issuer, clientId: platform?.clientId, ...more }, event);
  }

  return { receive, confirm, refuseByPlatform, aboutRefused };
}

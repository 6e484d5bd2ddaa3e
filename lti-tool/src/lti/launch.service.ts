import { hash, randomUUID } from 'node:crypto';
import type { Boot, Target } from '#contract/launch';
import type { Locale, Role } from '#contract/vocabulary';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { Log } from '../infra/log.ts';
import type { Secrets } from '../infra/secrets.ts';
import { can, type Actor } from './actor.ts';
import { ANONYMOUS } from './anonymous.store.ts';
import type { MessageType } from './claims.ts';
import type { CourseGroups } from './course-groups.service.ts';
import type { DeepLinking } from './deep-linking.ts';
import {
  isRefusal,
  readHeader,
  readLaunch,
  type Launch,
  type Refusal,
} from './launch-token.rules.ts';
import { NOTHING_KNOWN, type LaunchAbout } from './launch-log.ts';
import { localeOf } from './launch-words.ts';
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

/** What a verified launch says about where to go. */
export interface LaunchWish {
  messageType: MessageType;
  /** Custom parameters that carry a value. */
  custom: Readonly<Record<string, string>>;
  /** The signed one; on our own origin. */
  targetLinkUri: string | null;
  /** Our row of the link, and its title in the course. */
  resourceLink: { id: string; title: string | null } | null;
  /** `sub` of the person whose work a submission review is about. */
  forSubject: string | null;
  /** The gradebook column that the message names. */
  lineItemUrl: string | null;
}

/** Decides where a launch lands; the task slice knows. */
export type ResolveTarget = (actor: Actor, wish: LaunchWish) => Promise<Target>;

/** What a reload needs: the key of its address, and the cookie of that name. */
export interface Keepsafe {
  key: string;
  sealed: string;
}

/** A launch that is open: what the page gets, and who may frame it. */
export interface OpenedLaunch {
  kind: 'open';
  boot: Boot;
  frameAncestors: string[];
  /** Sealed, for the cookie with which a reload finds its session again. */
  keepsake: Keepsafe | null;
}

/** What a verified launch leads to. */
export type LaunchOutcome =
  | (OpenedLaunch & { about: LaunchAbout })
  /** Verified, but the browser must be recognised by what the LMS stored. */
  | {
      kind: 'prove-browser';
      held: string;
      platform: Platform;
      login: Login;
      frameAncestors: string[];
    }
  | {
      kind: 'not-for-this-role';
      about: LaunchAbout;
      role: Role;
      course: string | null;
      returnUrl: string | null;
      frameAncestors: string[];
    };

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
  sessions: Sessions;
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
    const key = keepsakeKey(actor);
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
        // The address that a deep-linking answer goes to is kept by the page alone.
        ...(!launch.deepLinking && { resumePath: `/app/${key}` }),
      },
      keepsake: launch.deepLinking
        ? null
        : {
            key,
            sealed: sessions.sealKeepsake({
              sessionId: actor.sessionId,
              target,
              frameAncestors,
            }),
          },
    };
  }

  /** The session that the cookie of a page names, when it is a cookie of this page. */
  async function openKept(key: string, sealed: string | null) {
    const keepsake = sealed === null ? null : sessions.openKeepsake(sealed);
    if (!keepsake) throw new AppError('not_signed_in');
    const { actor, endsAt } = await sessions.openSession(keepsake.sessionId);
    if (keepsakeKey(actor) !== key) throw new AppError('not_signed_in');
    return { keepsake, actor, endsAt };
  }

  /**
   * A token for a page that slept until after the end of the one it has.
   * @throws {AppError} not_signed_in, session_expired
   */
  async function renewByCookie(key: string, sealed: string | null) {
    const { actor, endsAt } = await openKept(key, sealed);
    return sessions.issueToken(actor.sessionId, endsAt);
  }

  /**
   * Opens the session of a reloaded page again.
   * @throws {AppError} not_signed_in, session_expired
   */
  async function resume(key: string, sealed: string | null): Promise<OpenedLaunch> {
    const { keepsake, actor, endsAt } = await openKept(key, sealed);
    return {
      kind: 'open',
      frameAncestors: keepsake.frameAncestors,
      keepsake: null,
      boot: {
        ...sessions.issueToken(actor.sessionId, endsAt),
        locale: actor.locale,
        target: keepsake.target,
        frameOrigins: keepsake.frameAncestors,
        deepLinking: null,
        returnUrl: null,
        resumePath: `/app/${key}`,
      },
    };
  }

  /**
   * The page of a session once more, in a window of its own, where the frame is too small.
   * @param token of the session, as the page holds it
   * @throws {AppError} not_signed_in, session_expired
   */
  async function moveToWindow(token: string, target: Target): Promise<Keepsafe> {
    const { actor } = await sessions.openSession(sessions.readToken(token));
    const { sessionId } = actor;
    // Nothing stands around a window.
    const sealed = sessions.sealKeepsake({ sessionId, target, frameAncestors: [] });
    return { key: keepsakeKey(actor), sealed };
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

  return {
    ...{ receive, confirm, refuseByPlatform, aboutRefused },
    ...{ resume, renewByCookie, moveToWindow },
  };
}

/** Rights that the platform may not have checked (Moodle lets a learner name another one). */
function mayOpen(actor: Actor, launch: Launch): boolean {
  if (launch.messageType === 'LtiDeepLinkingRequest') return can(actor, 'tasks.build');
  if (launch.messageType === 'LtiSubmissionReviewRequest') {
    const isOwn = launch.forSubject === null || launch.forSubject === launch.subject;
    return can(actor, 'narrations.mark') || (isOwn && can(actor, 'narrations.write'));
  }
  return true;
}

/**
 * Pages that may stand around ours: the issuer, and for hosted platforms, whose pages live
 * elsewhere, the page that the launch came from, and those that an operator named.
 */
function ancestorsOf(launch: Launch, platform: Platform): string[] {
  const addresses = [
    platform.issuer,
    launch.returnUrl,
    launch.deepLinking?.returnUrl,
    ...platform.frameOrigins,
  ];
  const origins = addresses
    .filter((address) => address !== null && address !== undefined && URL.canParse(address))
    .map((address) => new URL(address as string).origin)
    .filter((candidate) => candidate !== 'null');
  return [...new Set(origins)];
}

/** One reloadable page per link and person: a second launch of the same link takes its place. */
function keepsakeKey(actor: Actor): string {
  const place = actor.resourceLinkId ?? actor.ltiContextId;
  return hash('sha256', `${actor.personId} ${place}`).slice(0, 12);
}

function parseClaims(payload: Uint8Array): Record<string, unknown> | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

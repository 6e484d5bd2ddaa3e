import { Router } from 'express';
import type { Database } from '../infra/database.ts';
import type { GuardedFetch } from '../infra/guarded-fetch.ts';
import type { Log } from '../infra/log.ts';
import type { Secrets } from '../infra/secrets.ts';
import { createAgs } from './ags.ts';
import { createCourseGroups } from './course-groups.service.ts';
import { ANONYMOUS_KEPT_MS, forgetAnonymous } from './anonymous.store.ts';
import { createDeepLinking } from './deep-linking.ts';
import { createLaunchLog } from './launch-log.ts';
import type { LaunchAssets } from './launch-pages.ts';
import type { ResolveTarget } from './launch-outcome.ts';
import { createLaunches } from './launch.service.ts';
import { createKeptPages } from './kept-pages.service.ts';
import { createLogins } from './login.service.ts';
import { ltiRoutes, type RenderAppPage } from './lti.routes.ts';
import { displayName } from './membership.rules.ts';
import { createMemberships } from './memberships.service.ts';
import { noticesRoutes } from './notices.routes.ts';
import { createNotices, type CopiedContext } from './notices.service.ts';
import { provePlatformAccess } from './platform-access.ts';
import { createPlatformKeys } from './platform-keys.ts';
import { createPlatformAdministration } from './platform-administration.ts';
import { createPlatforms } from './platforms.service.ts';
import { createInvitations } from './registration/invitations.service.ts';
import { registrationRoutes } from './registration/registration.routes.ts';
import { createRegistrations } from './registration/registration.service.ts';
import { createPages } from './pages/pages.service.ts';
import { createServiceClient } from './service-client.ts';
import { createSessions } from './session.service.ts';
import { createSigningKeys } from './signing-keys.ts';

export interface LtiDeps {
  db: Database;
  secrets: Secrets;
  guardedFetch: GuardedFetch;
  log: Log;
  config: {
    publicUrl: string;
    launchesPerMinute?: number;
    registrationsPerMinute?: number;
    lmsTimeoutMs?: number;
    /** Where films lie that are not served here, and whose players may be framed. */
    filmOrigins?: readonly string[];
    playerOrigins?: readonly string[];
  };
  now: () => Date;
  /** Where a launch lands. */
  resolveTarget: ResolveTarget;
  renderAppPage: RenderAppPage;
  /** A platform says that a course was made by copying another; both are known here. */
  onCopied?: (copied: CopiedContext) => Promise<void>;
  /** Addresses of the built script and styles of launch pages. */
  launchAssets?: LaunchAssets;
}

export type Lti = ReturnType<typeof createLti>;

const LAUNCHES_PER_MINUTE = 3_000;
/** Requests from one address. A person needs two; a guesser of invitations needs more. */
const REGISTRATIONS_PER_MINUTE = 30;

/** Everything 1EdTech, wired up: the root binds the router and the use-cases. */
export function createLti({
  db,
  secrets,
  guardedFetch,
  log,
  config,
  now,
  resolveTarget,
  renderAppPage,
  onCopied = () => Promise.resolve(),
  launchAssets = { script: null, styles: [] },
}: LtiDeps) {
  const { publicUrl, launchesPerMinute = LAUNCHES_PER_MINUTE } = config;
  const { registrationsPerMinute = REGISTRATIONS_PER_MINUTE } = config;
  const platforms = createPlatforms({ db, now });
  const administration = createPlatformAdministration({ db, now, forget: platforms.forget });
  const signingKeys = createSigningKeys({ db, secrets, now });
  const platformKeys = createPlatformKeys({ db, guardedFetch, log, now });
  const sessions = createSessions({ db, secrets, now });
  const pages = createPages({ db, sessions, now });
  const logins = createLogins({ db, secrets, platforms, publicUrl, now });
  const deepLinking = createDeepLinking({ db, secrets, signingKeys, platforms, now });
  const client = createServiceClient({
    ...{ platforms, signingKeys, guardedFetch, now },
    ...(config.lmsTimeoutMs !== undefined && { timeoutMs: config.lmsTimeoutMs }),
  });
  const ags = createAgs({ db, client });
  const groups = createCourseGroups({ db, client, platforms });
  const memberships = createMemberships({ db, secrets, client, platforms, groups, now });
  const launchLog = createLaunchLog({ db, log, now });
  const invitations = createInvitations({ db, publicUrl, now });
  const registrations = createRegistrations({
    ...{ db, secrets, guardedFetch, log, publicUrl, invitations, now },
    forget: platforms.forget,
  });
  const notices = createNotices({
    ...{ db, log, publicUrl, platforms, platformKeys, client, onCopied, now },
  });
  const keptPages = createKeptPages(sessions);
  const launches = createLaunches({
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
  });
  return {
    router: Router().use(
      noticesRoutes({ notices, requestsPerMinute: launchesPerMinute }),
      registrationRoutes({
        log,
        publicUrl,
        assets: launchAssets,
        registrations,
        registrationsPerMinute,
      }),
      ltiRoutes({
        log,
        publicUrl,
        launchesPerMinute,
        assets: launchAssets,
        logins,
        launches,
        keptPages,
        signingKeys,
        launchLog,
        renderAppPage,
        filmOrigins: config.filmOrigins ?? [],
        playerOrigins: config.playerOrigins ?? [],
      }),
    ),
    /** Who asks, from a bearer token. @throws {AppError} not_signed_in, session_expired */
    authenticate: sessions.authenticate,
    /** A living session by id, for addresses that carry one sealed. @throws session_expired */
    openSession: sessions.openSession,
    sessionUseCases: sessions.useCases,
    /** Pages of institutions on which elements stand alone. */
    pages,
    courseUseCases: memberships.useCases,
    signDeepLinkingAnswer: deepLinking.signAnswer,
    services: ags,
    /** Whether a platform gives us access tokens, and for what. */
    proveAccess: (platformId: string, deploymentId: string | null) =>
      provePlatformAccess(client, platformId, deploymentId),
    /** The groups of a course, and those of a person. */
    groupsOfCourse: groups.groupsOfCourse,
    groupsOf: groups.groupsOf,
    tellsGroupsByVisit: groups.tellsByVisit,
    /** Registrations: what launches ask of them, and what the operator does with them. */
    platforms: { ...platforms, ...administration },
    /** One-time addresses with which an LMS registers itself. */
    invitations,
    signingKeys,
    /** The last launches and what became of them, without anybody's name. */
    launchLog,
    /** The name by which others see a person in a course; a pseudonym when the LMS gives none. */
    displayName: (person: Parameters<typeof displayName>[1], ltiContextId: string): string =>
      displayName(secrets, person, ltiContextId),
    /** Makes the tool's keys at first start. */
    start: () => signingKeys.ensure(),
    /** Forgets spent logins and ended sessions; call it now and then. */
    async sweep(): Promise<void> {
      await logins.sweep();
      await launchLog.sweep();
      await forgetAnonymous(db, new Date(now().getTime() - ANONYMOUS_KEPT_MS));
    },
  };
}

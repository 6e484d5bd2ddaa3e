import { sql } from 'drizzle-orm';
import { join } from 'node:path';
import { JOINT_LIVE_PATH, NARRATION_LIVE_PATH } from '#contract/joint';
import { createAppPage, launchAssets, operatorAssets } from './app-page.ts';
import { createAssessments } from './assessments/assessments.service.ts';
import { createCourseWork } from './assessments/course-work.service.ts';
import { createReleases, type Releases } from './assessments/releases.service.ts';
import { clipsByName } from './clips/clips.names.ts';
import { createClips } from './clips/clips.service.ts';
import { PLAYER_ORIGINS } from './clips/reference.rules.ts';
import { whisperService } from './clips/whisper-service.ts';
import { createConsents } from './consents/consents.service.ts';
import { createDocumentationFiles } from './documentation/documentation-files.routes.ts';
import { createDocumentation } from './documentation/documentation.service.ts';
import { createExchange } from './exchange/exchange.service.ts';
import { createFrameworks } from './frameworks/frameworks.service.ts';
import { readFrameworks } from './frameworks/ready-frameworks.ts';
import { createCircuits } from './gradebook/circuits.service.ts';
import { createDelivery } from './gradebook/delivery.service.ts';
import { createOutbox } from './gradebook/outbox.service.ts';
import { createPlatformGradebook } from './gradebook/platform-gradebook.ts';
import { createReadings } from './gradebook/readings.service.ts';
import type { Config } from './infra/config.ts';
import { migrateDatabase, openDatabase } from './infra/database.ts';
import { startEmbeddedPostgres } from './infra/embedded-postgres.ts';
import { createGuardedFetch } from './infra/guarded-fetch.ts';
import { createJobs } from './infra/jobs.ts';
import type { Log } from './infra/log.ts';
import { findFfmpeg } from './infra/media/ffmpeg.ts';
import { rootFolder } from './infra/root-folder.ts';
import { createSecrets } from './infra/secrets.ts';
import { openStorage } from './infra/storage-place.ts';
import { createLive } from './live/live.service.ts';
import { createLti } from './lti/lti.service.ts';
import { createActionSteps } from './narrations/action-steps.service.ts';
import { createHeritage } from './narrations/heritage.service.ts';
import { createNarrations } from './narrations/narrations.service.ts';
import { narrationTarget, reviewTarget } from './narrations/review-target.ts';
import { createFrameworkMoves } from './observations/framework-moves.service.ts';
import { createJointRouter } from './observations/joint.live.ts';
import { createObservations } from './observations/observations.service.ts';
import { createPreferences } from './observations/preferences.service.ts';
import { createSpokenErasure } from './observations/spoken-notes.jobs.ts';
import { createSpokenNotes } from './observations/spoken-notes.service.ts';
import { createOperator } from './operator/operator.service.ts';
import { createSeminars } from './seminars/seminars.service.ts';
import { readCourseTemplates } from './tasks/ready-templates.ts';
import { createTasks, type Tasks } from './tasks/tasks.service.ts';
import { createTeams } from './tasks/teams.service.ts';
import { JOB_KINDS } from './worker.ts';

export type Deps = Awaited<ReturnType<typeof createDeps>>;

const SWEEP_EVERY_MS = 600_000;
/** Connections to the database that one process may hold, with those that hear of news. */
const CONNECTIONS_OF_PROCESS = 24;

/**
 * Builds everything once; nothing is constructed anywhere else. Opens the database (and brings
 * it up to date) and the queue on the way.
 * @param options `onlyServes` in a process that answers browsers beside one that does the rest:
 *   whatever is to be done once, and not in each of them, is left to that one
 */
export async function createDeps(config: Config, log: Log, { onlyServes = false } = {}) {
  const now = (): Date => new Date();
  const root = rootFolder();
  const webFolder = join(root, 'dist', 'web');
  const embedded = config.databaseUrl
    ? null
    : await startEmbeddedPostgres(
        config.dataDir,
        log,
        Math.max(120, CONNECTIONS_OF_PROCESS * (config.webProcesses + 2)),
      );
  const databaseUrl = config.databaseUrl ?? embedded?.url() ?? '';
  const database = openDatabase(databaseUrl, log);
  const { db } = database;
  if (!onlyServes) await migrateDatabase(database.pool);
  const jobs = createJobs(databaseUrl, JOB_KINDS, log, { onlySends: onlyServes });
  await jobs.start();

  const secrets = createSecrets(config.secretKey);
  const storage = await openStorage(config.storage);
  const guardedFetch = createGuardedFetch(config.privateHosts);
  const renderAppPage = createAppPage(webFolder);
  const ffmpeg = await findFfmpeg({
    ...(config.ffmpegPath && { FFMPEG_PATH: config.ffmpegPath }),
    PATH: config.programPath,
  });
  if (!ffmpeg) log.warn('ffmpeg was not found: only MP4 files that browsers play can be prepared');

  const lti = createLti({
    ...{ db, secrets, guardedFetch, log, now, renderAppPage },
    config: {
      publicUrl: config.publicUrl,
      lmsTimeoutMs: config.lmsTimeoutMs,
      filmOrigins: config.mediaOrigins,
      playerOrigins: config.videoSites.map((site) => PLAYER_ORIGINS[site]),
    },
    launchAssets: launchAssets(webFolder),
    onCopied: (copied) => tasks.noteCopiedCourse(copied),
    // Tasks are built further down: they know where a link leads.
    async resolveTarget(actor, wish): ReturnType<Tasks['resolveTarget']> {
      const target = await tasks.resolveTarget(actor, wish);
      return wish.messageType === 'LtiSubmissionReviewRequest'
        ? reviewTarget(db, actor, wish, target)
        : narrationTarget(db, actor, wish, target);
    },
  });
  await lti.start();
  const live = createLive({ db, databaseUrl, now, log });
  void live.start();
  const consents = createConsents({ now });
  const clips = createClips({
    ...{ db, jobs, storage, secrets, consents, log, now, ffmpeg },
    ...{ databaseUrl, dataDir: config.dataDir },
    maxUploadBytes: config.maxUploadBytes,
    transcoders: config.transcoders,
    ...{ guardedFetch, publicUrl: config.publicUrl },
    references: { mediaOrigins: config.mediaOrigins, videoSites: config.videoSites },
    listening: config.captions && whisperService(config.captions, guardedFetch),
    authenticate: lti.authenticate,
    openSession: lti.openSession,
    grants: [(actor, clipId) => tasks.grant(actor, clipId)],
    usage: (queryable, actor, clipIds) => tasks.usage(queryable, actor, clipIds),
    countHandIns: (...asked) => narrations.countHandIns(...asked),
  });
  const frameworks = createFrameworks({
    ...{ db, now, clipsByName },
    ready: await readFrameworks(join(root, 'course-templates', 'frameworks')),
  });
  const tasks: Tasks = createTasks({
    ...{ db, now, clips, frameworks, live },
    publicUrl: config.publicUrl,
    signDeepLinkingAnswer: lti.signDeepLinkingAnswer,
    templates: await readCourseTemplates(join(root, 'course-templates')),
    hasWork: async (queryable, tenantId, taskId, ltiContextId) =>
      (await observations.hasMarks(queryable, tenantId, taskId, ltiContextId)) ||
      (await narrations.hasWords(queryable, tenantId, taskId, ltiContextId)),
  });
  const { openTask } = tasks;
  const spokenErasure = createSpokenErasure({ db, storage, jobs, now });
  const observations = createObservations({
    ...{ db, now },
    openTask: (queryable, actor, taskId) => openTask(queryable, actor, taskId, 'observe'),
    lineage: frameworks.lineage,
    live,
    onMarksWritten: spokenErasure.eraseUnnamed,
    loadFramework: frameworks.loadFramework,
  });
  const frameworkMoves = createFrameworkMoves({
    ...{ db, now },
    openToBuild: tasks.openToBuild,
    changePlan: tasks.changeFramework,
    successorOf: frameworks.successorOf,
    loadFramework: frameworks.loadFramework,
  });
  const spokenNotes = createSpokenNotes({
    ...{ db, storage, openTask, observations, erasure: spokenErasure },
  });
  const teams = createTeams({
    ...{ db, openTask, tellsGroupsByVisit: lti.tellsGroupsByVisit },
    // What is handed in of either freezes who is in the team.
    teamWork: async (queryable, place) => {
      const work = new Map(await observations.teamWork(queryable, place));
      for (const [teamId, { isHandedIn }] of await narrations.teamTexts(queryable, place))
        work.set(teamId, { isHandedIn: isHandedIn || (work.get(teamId)?.isHandedIn ?? false) });
      return work;
    },
  });
  const joint = createJointRouter({
    ...{ db, log, live },
    ...{ path: JOINT_LIVE_PATH, openJoint: observations.openJoint },
    authenticate: lti.authenticate,
    openSession: lti.openSession,
  });
  const seminars = createSeminars({
    ...{ db, now, log, live, observations },
    authenticate: lti.authenticate,
    openSession: lti.openSession,
    openTask: (queryable, actor, taskId) => openTask(queryable, actor, taskId, 'observe'),
  });
  const documentation = createDocumentation({
    ...{ db, jobs, storage, secrets, consents, ffmpeg, now, dataDir: config.dataDir },
    openTask: (queryable, actor, taskId) => openTask(queryable, actor, taskId, 'observe'),
  });
  const documentationFiles = createDocumentationFiles({
    ...{ documentation, storage, now },
    authenticate: lti.authenticate,
    openSession: lti.openSession,
  });
  const narrations = createNarrations({
    ...{ db, now, openTask, closedClips: clips.closedClips },
    mayCitePieces: documentation.mayCite,
    // Releases are built further down: they know the gradebook.
    onHandedIn: (...handIn) => releases.announceHandIn(...handIn),
    live,
  });
  const jointText = createJointRouter({
    ...{ db, log, live },
    ...{ path: NARRATION_LIVE_PATH, openJoint: narrations.openJoint },
    authenticate: lti.authenticate,
    openSession: lti.openSession,
  });
  const heritage = createHeritage({ db, now, requireClip: clips.requireFound });
  const actionSteps = createActionSteps({
    ...{ db, now, closedClips: clips.closedClips },
    titleOfClip: async (actor, clipId) =>
      (await clips.clipBriefs(db, actor, [clipId])).get(clipId)?.title ?? '',
  });
  const gradebook = createPlatformGradebook({ ...lti, now });
  const circuits = createCircuits({ db, now });
  const exchange = createExchange({
    ...{ db, now, secrets, openTask, frameworks, observations, narrations, spokenNotes },
    seminars,
    clipBriefs: clips.clipBriefs,
  });
  const outbox = createOutbox({ db, jobs, now, circuits });
  const operator = createOperator({
    ...{ db, secrets, log, now, lti, outbox },
    publicUrl: config.publicUrl,
    operatorSecret: config.operatorSecret,
    assets: operatorAssets(webFolder),
  });
  const readings = createReadings({ db, jobs, now, log, gradebook, circuits });
  const delivery = createDelivery({
    ...{ db, jobs, now, log, gradebook, circuits },
    timeoutMs: config.lmsTimeoutMs,
    onDelivered: readings.readSoon,
    onColumnGone: (group, lineItemUrl) => releases.replaceColumn(group, lineItemUrl),
  });
  const releases: Releases = createReleases({
    ...{ db, jobs, now, narrations, outbox, readings },
    publicUrl: config.publicUrl,
    quirks: gradebook.quirks,
    findLineItem: tasks.findLineItem,
    findColumnPlace: tasks.findColumnPlace,
    replaceLineItem: tasks.replaceLineItem,
    findOrCreateLineItem: lti.services.findOrCreateLineItem,
  });
  const assessments = createAssessments({ db, now, narrations, releases, openTask });
  const courseWork = createCourseWork({ db, listTasks: tasks.listTasks });

  const stopTidying = await clips.start({ tidies: !onlyServes });
  if (!onlyServes) await documentation.arriving.tidy();
  const sweep = (): void => {
    Promise.all([
      ...[lti.sweep(), delivery.resume(), releases.sweep(), live.sweep()],
      documentation.arriving.tidy(),
    ]).catch((error: unknown) => log.warn({ reason: String(error) }, 'sweeping failed'));
  };
  /** Ends the streams of live news: pages ask for them again, of whoever serves then. */
  const endStreams = (): void => {
    seminars.close();
    joint.close();
  };
  const sweeping = onlyServes ? undefined : setInterval(sweep, SWEEP_EVERY_MS).unref();

  return {
    ...{
      config,
      log,
      now,
      db,
      jobs,
      storage,
      secrets,
      guardedFetch,
      ffmpeg,
      webFolder,
      renderAppPage,
    },
    ...{ lti, consents, clips, frameworks, tasks, observations, narrations, exchange, assessments },
    ...{ outbox, delivery, readings, releases, operator },
    ...{ heritage, actionSteps, courseWork },
    preferences: createPreferences({ db }),
    ...{ seminars, teams, joint, jointText, spokenNotes, spokenErasure, frameworkMoves },
    ...{ documentation, documentationFiles },
    /** Where the database is, with its password. */
    databaseUrl,
    /** The database is a child of this process, and nobody else works on its jobs. */
    isAlone: embedded !== null,
    /** Whether the database and the queue in it answer. */
    async isReady(): Promise<boolean> {
      try {
        await db.execute(sql`SELECT 1 FROM pgboss.version`);
        return true;
      } catch {
        return false;
      }
    },
    endStreams,
    async close(): Promise<void> {
      clearInterval(sweeping);
      stopTidying();
      endStreams();
      jointText.close();
      await live.close();
      await jobs.stop();
      await lti.launchLog.flush();
      await database.close();
      await embedded?.stop();
    },
  };
}

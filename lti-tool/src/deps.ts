import { join } from 'node:path';
import { createAppPage } from './app-page.ts';
import { createAssessments } from './assessments/assessments.service.ts';
import { createClips } from './clips/clips.service.ts';
import { createConsents } from './consents/consents.service.ts';
import { createFrameworks } from './frameworks/frameworks.service.ts';
import { createOutbox } from './gradebook/outbox.service.ts';
import type { Config } from './infra/config.ts';
import { migrateDatabase, openDatabase } from './infra/database.ts';
import { startEmbeddedPostgres } from './infra/embedded-postgres.ts';
import { createGuardedFetch } from './infra/guarded-fetch.ts';
import { createJobs } from './infra/jobs.ts';
import type { Log } from './infra/log.ts';
import { findFfmpeg } from './infra/media/ffmpeg.ts';
import { rootFolder } from './infra/root-folder.ts';
import { createSecrets } from './infra/secrets.ts';
import { folderStorage } from './infra/storage.ts';
import { createLti } from './lti/lti.ts';
import { createNarrations } from './narrations/narrations.service.ts';
import { createObservations } from './observations/observations.service.ts';
import { createTasks } from './tasks/tasks.service.ts';
import { JOB_KINDS } from './worker.ts';

export type Deps = Awaited<ReturnType<typeof createDeps>>;

/**
 * Builds everything once; nothing is constructed anywhere else. Opens the database (and brings
 * it up to date) and the queue on the way.
 */
export async function createDeps(config: Config, log: Log) {
  const now = (): Date => new Date();
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres(config.dataDir, log);
  const databaseUrl = config.databaseUrl ?? embedded?.url() ?? '';
  const database = openDatabase(databaseUrl, log);
  const { db } = database;
  await migrateDatabase(database.pool);
  const jobs = createJobs(databaseUrl, JOB_KINDS, log);
  await jobs.start();
  const secrets = createSecrets(config.secretKey);
  const storage = folderStorage(join(config.dataDir, 'files'));
  const guardedFetch = createGuardedFetch(config.privateHosts);
  const webFolder = join(rootFolder(), 'dist', 'web');
  void [now, db, secrets, storage, guardedFetch, webFolder];
  throw new Error('wired at integration');
}

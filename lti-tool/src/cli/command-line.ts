import type { Config } from '../infra/config.ts';
import { migrateDatabase, openDatabase, type Database } from '../infra/database.ts';
import { startEmbeddedPostgres } from '../infra/embedded-postgres.ts';
import { lockFolder } from '../infra/folder-lock.ts';
import { createGuardedFetch, type GuardedFetch } from '../infra/guarded-fetch.ts';
import { createJobs, type Jobs } from '../infra/jobs.ts';
import { createLog } from '../infra/log.ts';
import { findRunningEmbeddedPostgres } from '../infra/running-postgres.ts';
import { createSecrets, type Secrets } from '../infra/secrets.ts';
import { createLti, type Lti } from '../lti/lti.service.ts';
import { JOB_KINDS } from '../worker.ts';

/** What a command works with. */
export interface CommandLine {
  config: Config;
  db: Database;
  secrets: Secrets;
  now: () => Date;
  lti: Lti;
  guardedFetch: GuardedFetch;
  /** Where the database is, in words. */
  databasePlace: string;
  /** The queue, for a command that gives work to the server; stop it afterwards. */
  openJobs(): Promise<Jobs>;
  say(line: string): void;
  close(): Promise<void>;
}

/**
 * Opens what commands need: the database of DATABASE_URL, that of the running server, or one that
 * is started for the moment (and locked, so that no server takes it away).
 */
export async function openCommandLine(config: Config): Promise<CommandLine> {
  const log = createLog(config.logLevel === 'silent' ? 'silent' : 'error');
  const place = await openPlace(config, log);
  const database = openDatabase(place.url, log, 4);
  await migrateDatabase(database.pool);
  const guardedFetch = createGuardedFetch(config.privateHosts);
  const secrets = createSecrets(config.secretKey);
  const now = (): Date => new Date();
  const lti = createLti({
    db: database.db,
    secrets,
    guardedFetch,
    log,
    config: { publicUrl: config.publicUrl },
    now,
    resolveTarget: () => Promise.resolve({ screen: 'course' }),
    renderAppPage: () => '',
  });
  await lti.start();
  return {
    config,
    db: database.db,
    ...{ secrets, now, lti },
    guardedFetch,
    databasePlace: place.words,
    async openJobs() {
      const jobs = createJobs(place.url, JOB_KINDS, log);
      await jobs.start();
      return jobs;
    },
    say: (line) => process.stdout.write(`${line}\n`),
    async close() {
      await database.close();
      await place.close();
    },
  };
}

async function openPlace(
  config: Config,
  log: ReturnType<typeof createLog>,
): Promise<{ url: string; words: string; close(): Promise<void> }> {
  const close = () => Promise.resolve();
  if (config.databaseUrl) {
    return { url: config.databaseUrl, words: 'the server of DATABASE_URL', close };
  }
  const running = await findRunningEmbeddedPostgres(config.dataDir);
  if (running) return { url: running, words: 'the one of the running server', close };
  const lock = await lockFolder(config.dataDir);
  const embedded = await startEmbeddedPostgres(config.dataDir, log);
  return {
    url: embedded.url(),
    words: 'the embedded one, started for this command; no server is running',
    async close() {
      await embedded.stop();
      await lock.release();
    },
  };
}

import type { Config } from '../infra/config.ts';
import { migrateDatabase, openDatabase, type Database } from '../infra/database.ts';
import { startEmbeddedPostgres } from '../infra/embedded-postgres.ts';
import { lockFolder } from '../infra/folder-lock.ts';
import { createGuardedFetch, type GuardedFetch } from '../infra/guarded-fetch.ts';
import { createLog } from '../infra/log.ts';
import { findRunningEmbeddedPostgres } from '../infra/running-postgres.ts';
import { createSecrets } from '../infra/secrets.ts';
import { createLti, type Lti } from '../lti/lti.service.ts';

/** What a command works with. */
export interface CommandLine {
  config: Config;
  db: Database;
  lti: Lti;
  guardedFetch: GuardedFetch;
  /** Where the database is, in words. */
  databasePlace: string;
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
  const lti = createLti({
    db: database.db,
    secrets: createSecrets(config.secretKey),
    guardedFetch,
    log,
    config: { publicUrl: config.publicUrl },
    now: () => new Date(),
    resolveTarget: () => Promise.resolve({ screen: 'course' }),
    renderAppPage: () => '',
  });
  await lti.start();
  return {
    config,
    db: database.db,
    lti,
    guardedFetch,
    databasePlace: place.words,
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

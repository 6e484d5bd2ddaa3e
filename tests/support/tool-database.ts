import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import { createPlatforms, type Registration } from '#server/lti/platforms.service';

/** A new folder for a server that the database's user can reach. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lookfor-data-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Process id of the PostgreSQL that runs on a data folder. */
export function postmasterPid(dataDir: string): number {
  return Number(postmasterFacts(dataDir)[0]);
}

/** Where the PostgreSQL of a data folder listens at this moment. */
export function databaseUrl(dataDir: string): string {
  const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim();
  return `postgres://lookfor:${password}@127.0.0.1:${postmasterFacts(dataDir)[3]}/lookfor`;
}

/** Makes an LMS known to a running server, as its operator does. */
export async function registerPlatform(dataDir: string, registration: Registration): Promise<void> {
  const database = openDatabase(databaseUrl(dataDir), createLog('silent'), 2);
  try {
    const platforms = createPlatforms({ db: database.db, now: () => new Date() });
    await platforms.register(registration);
  } finally {
    await database.close();
  }
}

/** The lines of postmaster.pid: process, folder, start, port. */
function postmasterFacts(dataDir: string): string[] {
  return readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
}

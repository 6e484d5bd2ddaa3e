import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { folderFingerprint } from './config.ts';

/**
 * The connection string of the embedded PostgreSQL that a running server has started on a folder
 * (infra/embedded-postgres.ts), or null when none answers. For the command line: it must not start
 * a second one.
 */
export async function findRunningEmbeddedPostgres(folder: string): Promise<string | null> {
  const passwordFile = join(folder, 'postgres-password');
  if (!existsSync(passwordFile)) return null;
  const password = readFileSync(passwordFile, 'utf8').trim();
  for (const place of [resolve(folder), join('/var/lib', `lookfor-${folderFingerprint(folder)}`)]) {
    const port = portOf(join(place, 'postgres', 'postmaster.pid'));
    if (port === null) continue;
    const url = `postgres://lookfor:${password}@127.0.0.1:${port}/lookfor`;
    if (await answers(url)) return url;
  }
  return null;
}

/** PostgreSQL writes its port into the fourth line. */
function portOf(pidFile: string): number | null {
  try {
    const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3]);
    return Number.isInteger(port) && port > 0 ? port : null;
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  // A connection that breaks while it is closed must not end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

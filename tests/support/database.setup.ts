import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '#server/infra/database';
import { startEmbeddedPostgres } from '#server/infra/embedded-postgres';
import { createLog } from '#server/infra/log';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of a database from which others may be made. */
    adminDatabaseUrl: string;
  }
}

/** Name of the migrated database that every test file copies. */
export const TEMPLATE = 'lookfor_template';

/**
 * One PostgreSQL for the whole run: embedded, or the server named by TEST_DATABASE_URL. A
 * migrated template is made once; test files copy it (tests/support/database.ts).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const folder = mkdtempSync(join(tmpdir(), 'lookfor-test-'));
  chmodSync(folder, 0o755);
  const cluster = given ? null : await startEmbeddedPostgres(folder, createLog('silent'));
  const adminUrl = given ?? cluster?.url('postgres') ?? '';
  if (cluster) await forgoSafety(adminUrl);
  await query(adminUrl, `DROP DATABASE IF EXISTS ${TEMPLATE}`);
  await query(adminUrl, `CREATE DATABASE ${TEMPLATE}`);
  const pool = new pg.Pool({ connectionString: databaseUrl(adminUrl, TEMPLATE) });
  await migrateDatabase(pool);
  await pool.end();
  project.provide('adminDatabaseUrl', adminUrl);
  return async () => {
    if (given) await query(adminUrl, `DROP DATABASE IF EXISTS ${TEMPLATE}`);
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** The connection string of another database on the same server. */
export function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** What a machine without power would lose, nobody misses here: the cluster is thrown away. */
async function forgoSafety(adminUrl: string): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes'])
    await query(adminUrl, `ALTER SYSTEM SET ${setting} = off`);
  await query(adminUrl, 'SELECT pg_reload_conf()');
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

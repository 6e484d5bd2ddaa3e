import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { join } from 'node:path';
import pg from 'pg';
import type { Log } from './log.ts';
import { rootFolder } from './root-folder.ts';

export type Database = NodePgDatabase;
/** A database or a transaction in it: what a query function takes. */
export type Queryable = Pick<
  Database,
  | 'select'
  | 'selectDistinct'
  | 'selectDistinctOn'
  | 'insert'
  | 'update'
  | 'delete'
  | 'execute'
  | 'transaction'
>;

export interface OpenDatabase {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool. Connections that break are replaced; a break never ends the process. */
export function openDatabase(url: string, log: Log, maximumConnections = 12): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: maximumConnections,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
  });
  const note = (error: Error): void =>
    log.warn({ reason: error.message }, 'a database connection broke');
  pool.on('error', note);
  // The pool listens to idle connections only: one that breaks inside a transaction would end the
  // process, though its query is refused and the caller is told.
  pool.on('connect', (client) => client.on('error', note));
  return { db: drizzle(pool), pool, close: () => pool.end() };
}

const MIGRATION_LOCK = 7_309_441_201;

/**
 * Brings the schema up to date. Safely callable by several processes at once: one migrates,
 * the others wait for its advisory lock and find nothing left to do.
 */
export async function migrateDatabase(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: join(rootFolder(), 'lti-tool', 'drizzle') });
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}

import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { join } from 'node:path';
import pg from 'pg';
import type { Log } from './log.ts';
import { rootFolder } from './root-folder.ts';

/** The database, and the pool beneath it for statements that keep their plan. */
export type Database = NodePgDatabase & { $client: pg.Pool };
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

/** A statement of SQL that is sent often. */
export interface Statement {
  /** One name for one text, in the whole program. */
  name: string;
  text: string;
}

/**
 * Runs a statement that each connection parses and plans once, and names from then on: what is
 * sent at every launch costs PostgreSQL and us a fraction of what it costs afresh. Behind PgBouncer
 * in transaction mode this needs its version 1.21 or later, with max_prepared_statements above 0.
 * @param values of `$1`, `$2` and so on.
 */
export async function runPrepared<Row extends pg.QueryResultRow>(
  db: Database,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  return (await db.$client.query<Row>({ name, text, values: [...values] })).rows;
}

/**
 * Whether PostgreSQL refused a statement and nothing of it was done, as it does for a wrong value or
 * a deadlock. Of a broken connection that is not known.
 */
export function isRefusedStatement(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === 'ERROR';
}

/** A database to ask, and the pool behind it. */
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

/** Whoever migrates holds this advisory lock; the others wait for it. */
export const MIGRATION_LOCK = 7_309_441_201;

/**
 * Brings the schema up to date. Safely callable by several processes at once: one migrates,
 * the others wait for its advisory lock and find nothing left to do. However long it takes: what a
 * request may not last is no measure for that.
 */
export async function migrateDatabase(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: join(rootFolder(), 'lti-tool', 'drizzle') });
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await client.query('RESET statement_timeout').catch(() => undefined);
    client.release();
  }
}

import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { openDatabase, type OpenDatabase } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import { databaseUrl, query, TEMPLATE } from './database.setup.ts';

/** A database that only one test file uses. */
export interface TestDatabase extends OpenDatabase {
  url: string;
}

/** A database of its own for a test file: a copy of the migrated template, dropped by `close`. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminDatabaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await query(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = databaseUrl(adminUrl, name);
  const open = openDatabase(url, createLog('silent'), 6);
  return {
    ...open,
    url,
    async close() {
      await open.close();
      await query(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

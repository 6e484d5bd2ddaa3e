import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { migrateDatabase, MIGRATION_LOCK, openDatabase } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import { people } from '#server/lti/lti.table';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeActor, makeCourse } from '../support/factories.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('several processes may migrate at once', async () => {
  const others = [1, 2, 3, 4].map(() => openDatabase(database.url, createLog('silent'), 2));
  await expect(Promise.all(others.map(({ pool }) => migrateDatabase(pool)))).resolves.toHaveLength(
    4,
  );
  await Promise.all(others.map((other) => other.close()));
});

test('whoever starts while another one migrates waits for as long as that takes', async () => {
  const pool = new pg.Pool({ connectionString: database.url, statement_timeout: 50 });
  const migrating = await database.pool.connect();
  await migrating.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  const started = migrateDatabase(pool).then(
    () => 'started',
    (error: unknown) => String(error),
  );
  const isPatient = async () => {
    const { rowCount } = await database.pool.query(`
      SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND waitstart < clock_timestamp() - interval '200 milliseconds'`);
    return rowCount === 1;
  };
  // A lock that is waited for no longer would answer first.
  expect(await Promise.race([started, vi.waitUntil(isPatient, 30_000)])).toBe(true);
  await migrating.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  migrating.release();
  expect(await started).toBe('started');
  // What is asked on the same connection afterwards has its limit again.
  await expect(pool.query('SELECT pg_sleep(30)')).rejects.toThrow('statement timeout');
  await pool.end();
});

test('a person of one institution cannot be a member in another one', async () => {
  const [course, other] = [await makeCourse(database.db), await makeCourse(database.db)];
  const actor = await makeActor(database.db, course, 'student');
  expect(await database.db.select().from(people)).toHaveLength(1);
  await expect(
    makeActor(database.db, { ...course, ltiContextId: other.ltiContextId }, 'student'),
  ).rejects.toThrow();
  expect(actor.tenantId).toBe(course.tenantId);
});

import { and, eq, exists, like, lt, notExists, sql } from 'drizzle-orm';
import type { Database } from '../infra/database.ts';
import { memberships, people, sessions } from './lti.table.ts';

/**
 * Begins the subject of somebody whom the platform does not name. Each launch has one of its own:
 * nobody reads what another nameless person is shown, and no platform's subject begins like this.
 */
export const ANONYMOUS = 'anonymous:';

/** Longer than any session. */
export const ANONYMOUS_KEPT_MS = 48 * 3_600_000;

/** Forgets nameless people whose sessions are over. They could not write, so nothing is lost. */
export async function forgetAnonymous(db: Database, launchedBefore: Date): Promise<void> {
  const isGone = and(
    like(people.subject, `${ANONYMOUS}%`),
    lt(people.createdAt, launchedBefore),
    notExists(
      db
        .select({ one: sql`1` })
        .from(sessions)
        .where(eq(sessions.personId, people.id)),
    ),
  );
  await db.transaction(async (tx) => {
    await tx.delete(memberships).where(
      exists(
        tx
          .select({ one: sql`1` })
          .from(people)
          .where(and(isGone, eq(people.id, memberships.personId))),
      ),
    );
    await tx.delete(people).where(isGone);
  });
}

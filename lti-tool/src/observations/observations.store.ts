import { and, arrayContains, eq, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { PassProgress } from '#contract/observations';
import { shownSeconds } from '#contract/shared/excerpt-time';
import type { TaskPlan } from '#contract/tasks';
import { clips } from '../clips/clips.table.ts';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { teamIdOf } from '../tasks/teams.store.ts';
import { observations, passProgress } from './observations.table.ts';

export type ObservationRow = typeof observations.$inferSelect;

/**
 * The actor's observation of a task in this course: that of their group, or where they are in none
 * their own. With `lock` it is held by the transaction.
 */
export async function findOwn(
  db: Queryable,
  actor: Actor,
  taskId: string,
  lock = false,
): Promise<ObservationRow | undefined> {
  const teamId = await teamIdOf(db, { ...actor, taskId }, actor.personId);
  const query = db
    .select()
    .from(observations)
    .where(
      and(
        eq(observations.tenantId, actor.tenantId),
        eq(observations.taskId, taskId),
        eq(observations.ltiContextId, actor.ltiContextId),
        teamId === null
          ? and(isNull(observations.teamId), eq(observations.personId, actor.personId))
          : eq(observations.teamId, teamId),
      ),
    );
  const [row] = await (lock ? query.for('update') : query);
  return row;
}

/** The actor's observation, begun when there is none; two devices at once begin one. */
export async function findOrBegin(
  db: Queryable,
  actor: Actor,
  taskId: string,
  lock = false,
): Promise<ObservationRow> {
  const found = await findOwn(db, actor, taskId, lock);
  if (found) return found;
  const { tenantId, ltiContextId, personId } = actor;
  const teamId = await teamIdOf(db, { ...actor, taskId }, personId);
  await db
    .insert(observations)
    .values({ id: randomUUID(), tenantId, taskId, ltiContextId, personId, teamId })
    .onConflictDoNothing();
  const begun = await findOwn(db, actor, taskId, lock);
  if (!begun) throw new AppError('internal');
  return begun;
}

/** Changes the row of an observation and counts the change. */
export async function touch(
  db: Queryable,
  row: ObservationRow,
  change: Partial<
    Pick<
      ObservationRow,
      'helpingQuestion' | 'beliefs' | 'contrast' | 'handedInAt' | 'handedInBy' | 'yesBy'
    >
  > = {},
): Promise<ObservationRow> {
  const [touched] = await db
    .update(observations)
    .set({ ...change, revision: sql`${observations.revision} + 1` })
    .where(and(eq(observations.tenantId, row.tenantId), eq(observations.id, row.id)))
    .returning();
  if (!touched) throw new AppError('internal');
  return touched;
}

/** How far the passes of an observation have come. */
export async function progressOf(db: Queryable, row: ObservationRow): Promise<PassProgress[]> {
  const rows = await db
    .select()
    .from(passProgress)
    .where(and(eq(passProgress.tenantId, row.tenantId), eq(passProgress.observationId, row.id)));
  return rows.map((one) => ({
    passId: one.passId,
    watched: one.watched,
    ...(one.watchedAgain.length > 0 && { watchedAgain: one.watchedAgain }),
    foundNone: one.foundNone,
    completedAt: one.completedAt?.toISOString() ?? null,
  }));
}

/** So many sendings of each pass are remembered, to tell a second sending from a second viewing. */
const MOST_SENDINGS = 16;

/** Whether stretches with this id have come before. */
export async function knowsViewing(
  db: Queryable,
  row: ObservationRow,
  passId: string,
  viewingId: string,
): Promise<boolean> {
  const found = await db
    .select({ passId: passProgress.passId })
    .from(passProgress)
    .where(
      and(
        eq(passProgress.tenantId, row.tenantId),
        eq(passProgress.observationId, row.id),
        eq(passProgress.passId, passId),
        arrayContains(passProgress.lastViewings, [viewingId]),
      ),
    );
  return found.length > 0;
}

/** Stores how far a pass has come, and under which id the newest stretches came. */
export async function saveProgress(
  db: Queryable,
  row: ObservationRow,
  progress: PassProgress,
  viewingId?: string,
): Promise<void> {
  const { passId, watched, watchedAgain = [], foundNone } = progress;
  const completedAt = progress.completedAt ? new Date(progress.completedAt) : null;
  await db
    .insert(passProgress)
    .values({
      tenantId: row.tenantId,
      observationId: row.id,
      passId,
      watched,
      watchedAgain,
      lastViewings: viewingId ? [viewingId] : [],
      foundNone,
      completedAt,
    })
    .onConflictDoUpdate({
      target: [passProgress.observationId, passProgress.passId],
      set: {
        ...{ watched, watchedAgain, foundNone, completedAt },
        ...(viewingId && {
          lastViewings: sql`(array_prepend(${viewingId}, ${passProgress.lastViewings}))[1:${sql.raw(String(MOST_SENDINGS))}]`,
        }),
      },
    });
}

/** How long what a task shows is: its clip or excerpt; 0 while nothing is known. */
export async function shownDuration(
  db: Queryable,
  tenantId: string,
  { clipId, plan }: { clipId: string | null; plan: Pick<TaskPlan, 'excerpt'> },
): Promise<number> {
  if (!clipId) return 0;
  const [row] = await db
    .select({ seconds: clips.durationSeconds })
    .from(clips)
    .where(and(eq(clips.tenantId, tenantId), eq(clips.id, clipId)));
  return row?.seconds ? shownSeconds(row.seconds, plan.excerpt ?? null) : 0;
}

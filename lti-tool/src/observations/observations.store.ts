import {
  and,
  arrayContains,
  count,
  eq,
  inArray,
  isNotNull,
  isNull,
  ne,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Mark, MarkChange, MarkDetails, PassProgress } from '#contract/observations';
import { shownSeconds } from '#contract/shared/excerpt-time';
import type { TaskPlan } from '#contract/tasks';
import { clips } from '../clips/clips.table.ts';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { memberships, people, roleInCourse } from '../lti/lti.table.ts';
import { teamIdOf } from '../tasks/teams.store.ts';
import { teamMembers, teams } from '../tasks/teams.table.ts';
import { expertReadings, marks, observations, passProgress } from './observations.table.ts';
import { areLiving } from './reading-marks.store.ts';

export type ObservationRow = typeof observations.$inferSelect;
export type MarkRow = typeof marks.$inferSelect;
export type ExpertReadingRow = typeof expertReadings.$inferSelect;

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

/** Marks of observations that were not removed, in the order of the clip. */
export async function livingMarks(
  db: Queryable,
  tenantId: string,
  observationIds: readonly string[],
): Promise<MarkRow[]> {
  if (observationIds.length === 0) return [];
  return db
    .select()
    .from(marks)
    .where(areLiving(tenantId, observationIds))
    .orderBy(marks.startSeconds, marks.id);
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

/**
 * Writes marks of one observation.
 * @throws {AppError} invalid_request when an id belongs to somebody else's mark.
 */
export async function writeMarks(db: Queryable, rows: readonly MarkRow[]): Promise<void> {
  if (rows.length === 0) return;
  const written = await db
    .insert(marks)
    .values([...rows])
    .onConflictDoUpdate({
      target: marks.id,
      set: {
        passId: sql`excluded.pass_id`,
        startSeconds: sql`excluded.start_seconds`,
        endSeconds: sql`excluded.end_seconds`,
        body: sql`excluded.body`,
        codeIds: sql`excluded.code_ids`,
        lookForId: sql`excluded.look_for_id`,
        child: sql`excluded.child`,
        details: sql`excluded.details`,
        changedAt: sql`excluded.changed_at`,
        authorId: sql`excluded.author_id`,
        seen: sql`excluded.seen`,
        removedAt: sql`excluded.removed_at`,
      },
      setWhere: sql`${marks.observationId} = excluded.observation_id AND ${marks.tenantId} = excluded.tenant_id`,
    })
    .returning({ id: marks.id });
  if (written.length < rows.length)
    throw new AppError('invalid_request', { reason: 'a mark id that is in use elsewhere' });
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

/** An observation that was handed in, and whose it is. */
export interface HandedIn {
  observation: ObservationRow;
  /** Name of the person or of the group. */
  name: string | null;
  /** Those who made it. */
  personIds: string[];
}

/** Observations of this course that were handed in by people or groups who count. */
export async function handedInOf(db: Queryable, actor: Actor, taskId: string): Promise<HandedIn[]> {
  const members = db
    .select({ ids: sql`array_agg(${teamMembers.personId})` })
    .from(teamMembers)
    .where(eq(teamMembers.teamId, observations.teamId));
  const rows = await db
    .select({
      observation: observations,
      name: sql<
        string | null
      >`CASE WHEN ${observations.teamId} IS NULL THEN ${people.name} ELSE ${teams.name} END`,
      members: sql<string[] | null>`(${members})`,
    })
    .from(observations)
    .innerJoin(
      people,
      and(eq(people.tenantId, observations.tenantId), eq(people.id, observations.personId)),
    )
    .leftJoin(
      teams,
      and(eq(teams.tenantId, observations.tenantId), eq(teams.id, observations.teamId)),
    )
    .where(
      and(
        eq(observations.tenantId, actor.tenantId),
        eq(observations.ltiContextId, actor.ltiContextId),
        eq(observations.taskId, taskId),
        isNotNull(observations.handedInAt),
        or(eq(people.isTestPerson, false), isNotNull(observations.teamId)),
      ),
    );
  return rows.map(({ members: personIds, ...row }) => ({
    ...row,
    personIds: row.observation.teamId === null ? [row.observation.personId] : (personIds ?? []),
  }));
}

/** How many people's work was handed in, of how many who are expected to observe. */
export async function countHandedIn(
  db: Queryable,
  actor: Actor,
  handedIn: readonly HandedIn[],
): Promise<{ handedIn: number; expected: number }> {
  const people = new Set(handedIn.flatMap(({ personIds }) => personIds)).size;
  return { handedIn: people, expected: Math.max(await countExpected(db, actor), people) };
}

/** Whether a membership, joined with its person, is of somebody who is expected to observe here. */
export function isExpected(actor: Actor): SQL | undefined {
  return and(
    eq(memberships.tenantId, actor.tenantId),
    eq(memberships.ltiContextId, actor.ltiContextId),
    isNull(memberships.leftAt),
    eq(people.isTestPerson, false),
    inArray(roleInCourse, ['student', 'practitioner']),
  );
}

/** How many people of this course are expected to observe. */
async function countExpected(db: Queryable, actor: Actor): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(memberships)
    .innerJoin(
      people,
      and(eq(people.tenantId, memberships.tenantId), eq(people.id, memberships.personId)),
    )
    .where(isExpected(actor));
  return row?.people ?? 0;
}

/** Of others among some people of this course, how many are expected to observe a task, and how many handed in. */
export async function countGroup(
  db: Queryable,
  actor: Actor,
  taskId: string,
  personIds: ReadonlySet<string>,
): Promise<{ size: number; handedIn: number }> {
  if (personIds.size === 0) return { size: 0, handedIn: 0 };
  const [row] = await db
    .select({ size: count(), handedIn: count(observations.handedInAt) })
    .from(memberships)
    .innerJoin(
      people,
      and(eq(people.tenantId, memberships.tenantId), eq(people.id, memberships.personId)),
    )
    .leftJoin(
      observations,
      and(
        eq(observations.tenantId, memberships.tenantId),
        eq(observations.ltiContextId, memberships.ltiContextId),
        eq(observations.personId, memberships.personId),
        eq(observations.taskId, taskId),
      ),
    )
    .where(
      and(
        eq(memberships.tenantId, actor.tenantId),
        eq(memberships.ltiContextId, actor.ltiContextId),
        inArray(memberships.personId, [...personIds]),
        ne(memberships.personId, actor.personId),
        isNull(memberships.leftAt),
        eq(people.isTestPerson, false),
        inArray(roleInCourse, ['student', 'practitioner']),
      ),
    );
  return row ?? { size: 0, handedIn: 0 };
}

/** Experts' readings of a clip with versions of a framework, in the order of their names. */
export async function expertsOf(
  db: Queryable,
  tenantId: string,
  clipId: string | null,
  frameworkIds: readonly string[],
): Promise<ExpertReadingRow[]> {
  if (!clipId || frameworkIds.length === 0) return [];
  return db
    .select()
    .from(expertReadings)
    .where(
      and(
        eq(expertReadings.tenantId, tenantId),
        eq(expertReadings.clipId, clipId),
        inArray(expertReadings.frameworkId, [...frameworkIds]),
      ),
    )
    .orderBy(expertReadings.name);
}

/** Which mark a change is about. */
export function markIdOf(change: MarkChange): string {
  return change.kind === 'put' ? change.mark.id : change.markId;
}

/** A mark as a change says it; nobody of a group is its author yet. */
export function rowOf(row: ObservationRow, change: MarkChange): MarkRow {
  const owner = {
    tenantId: row.tenantId,
    observationId: row.id,
    authorId: null,
    seen: {},
    earlier: [],
  };
  if (change.kind === 'put') {
    const changedAt = new Date(change.mark.changedAt);
    const { details, plain } = detailsApart(change.mark);
    return { ...plain, ...owner, details, changedAt, removedAt: null };
  }
  // A trace without words: an older change that arrives late must find it.
  const removedAt = new Date(change.changedAt);
  return {
    ...owner,
    id: change.markId,
    passId: '',
    startSeconds: 0,
    endSeconds: null,
    body: '',
    codeIds: [],
    lookForId: null,
    child: null,
    details: {},
    changedAt: removedAt,
    removedAt,
  };
}

/** What a mark carries beyond words and codes, and the rest of it. */
function detailsApart({ initiative, confidence, codeValues, drawings, spoken, ...plain }: Mark) {
  const said = Object.entries({ initiative, confidence, codeValues, drawings, spoken }).filter(
    ([, detail]) => detail !== undefined && detail !== null,
  );
  return { details: Object.fromEntries(said) as MarkDetails, plain };
}

/** A mark as it travels. */
export function toMark(row: MarkRow): Mark {
  return {
    id: row.id,
    passId: row.passId,
    startSeconds: row.startSeconds,
    endSeconds: row.endSeconds,
    body: row.body,
    codeIds: row.codeIds,
    lookForId: row.lookForId,
    child: row.child,
    changedAt: row.changedAt.toISOString(),
    ...(row.earlier.length > 0 && {
      earlier: row.earlier.map(({ version, codeIds }) => ({ version, codeIds })),
    }),
    ...row.details,
  };
}

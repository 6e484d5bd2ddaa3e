import { and, count, desc, eq, gt, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { people } from '../lti/lti.table.ts';
import { writingTeamIdOf } from '../tasks/teams.store.ts';
import { candidateCode, EMPTY_DOC } from './narrations.rules.ts';
import { narrations, narrationVersions } from './narrations.table.ts';

export type NarrationRow = typeof narrations.$inferSelect;
export type NarrationVersionRow = typeof narrationVersions.$inferSelect;

const CODE_LENGTHS = [3, 3, 3, 4, 4, 5, 6];

/**
 * The actor's narration of a task (or their group's), begun when there is none; twice at once makes
 * one.
 */
export async function findOrBegin(
  db: Queryable,
  actor: Actor,
  taskId: string,
  question: string,
): Promise<NarrationRow> {
  const teamId = await writingTeamIdOf(db, { ...actor, taskId }, actor.personId);
  for (const length of CODE_LENGTHS) {
    const found = await findOwn(db, actor, taskId);
    if (found) return found;
    await db
      .insert(narrations)
      .values({
        id: randomUUID(),
        tenantId: actor.tenantId,
        taskId,
        ltiContextId: actor.ltiContextId,
        personId: actor.personId,
        candidateCode: candidateCode(randomBytes(length), length),
        question,
        stage: 'observe',
        doc: EMPTY_DOC,
        ownEstimate: {},
        teamId,
      })
      .onConflictDoNothing();
  }
  const found = await findOwn(db, actor, taskId);
  if (!found) throw new AppError('internal');
  return found;
}

/**
 * The actor's narration of a task or that of their group, or undefined. With `lock` it is held
 * until the transaction ends.
 */
export async function findOwn(
  db: Queryable,
  actor: Actor,
  taskId: string,
  lock = false,
): Promise<NarrationRow | undefined> {
  const teamId = await writingTeamIdOf(db, { ...actor, taskId }, actor.personId);
  const query = db
    .select()
    .from(narrations)
    .where(
      and(
        eq(narrations.tenantId, actor.tenantId),
        eq(narrations.taskId, taskId),
        eq(narrations.ltiContextId, actor.ltiContextId),
        teamId === null
          ? and(isNull(narrations.teamId), eq(narrations.personId, actor.personId))
          : eq(narrations.teamId, teamId),
      ),
    );
  const [row] = await (lock ? query.for('update') : query);
  return row;
}

/**
 * A narration with the person who began it; where a group wrote it, `together.store.ts` knows whom.
 */
export interface AuthoredNarration {
  narration: NarrationRow;
  authorName: string | null;
  /** What the platform calls the person. */
  subject: string;
  isTestPerson: boolean;
}

/** Narrations of the actor's course that meet a condition. */
function findAuthored(db: Queryable, actor: Actor, condition: SQL | undefined) {
  return db
    .select({
      narration: narrations,
      authorName: people.name,
      subject: people.subject,
      isTestPerson: people.isTestPerson,
    })
    .from(narrations)
    .innerJoin(
      people,
      and(eq(people.id, narrations.personId), eq(people.tenantId, narrations.tenantId)),
    )
    .where(
      and(
        eq(narrations.tenantId, actor.tenantId),
        eq(narrations.ltiContextId, actor.ltiContextId),
        condition,
      ),
    );
}

/** A narration of the actor's course, or undefined. */
export async function findInCourse(
  db: Queryable,
  actor: Actor,
  narrationId: string,
): Promise<AuthoredNarration | undefined> {
  const [row] = await findAuthored(db, actor, eq(narrations.id, narrationId));
  return row;
}

/** Everything that was handed in for a task in the actor's course, oldest first. */
export function findHandedIn(
  db: Queryable,
  actor: Actor,
  taskId: string,
): Promise<AuthoredNarration[]> {
  const condition = and(eq(narrations.taskId, taskId), isNotNull(narrations.handedInAt));
  return findAuthored(db, actor, condition).orderBy(
    narrations.handedInAt,
    narrations.candidateCode,
  );
}

/** How many versions there are, and the words of the newest. */
export async function versionFacts(
  db: Queryable,
  narration: Pick<NarrationRow, 'id' | 'tenantId'>,
): Promise<{ count: number; lastWords: number }> {
  const [row] = await db
    .select({ number: narrationVersions.number, words: narrationVersions.wordCount })
    .from(narrationVersions)
    .where(
      and(
        eq(narrationVersions.tenantId, narration.tenantId),
        eq(narrationVersions.narrationId, narration.id),
      ),
    )
    .orderBy(desc(narrationVersions.number))
    .limit(1);
  return { count: row?.number ?? 0, lastWords: row?.words ?? 0 };
}

/** Keeps the present state of a narration as its next version and answers with the number. */
export async function keepVersion(db: Queryable, narration: NarrationRow): Promise<number> {
  const [row] = await db
    .insert(narrationVersions)
    .values({
      tenantId: narration.tenantId,
      narrationId: narration.id,
      number: sql<number>`(SELECT coalesce(max(${narrationVersions.number}), 0) + 1 FROM ${narrationVersions} WHERE ${narrationVersions.narrationId} = ${narration.id})`,
      title: narration.title,
      question: narration.question,
      doc: narration.doc,
      authors: narration.authors,
      wordCount: narration.wordCount,
      createdAt: narration.savedAt,
    })
    .returning({ number: narrationVersions.number });
  return row?.number ?? 1;
}

/** The version of a narration that was handed in. */
export async function handedInVersion(
  db: Queryable,
  narration: NarrationRow,
): Promise<NarrationVersionRow | undefined> {
  const [row] = await db
    .select()
    .from(narrationVersions)
    .where(
      and(
        eq(narrationVersions.tenantId, narration.tenantId),
        eq(narrationVersions.narrationId, narration.id),
        eq(narrationVersions.number, narration.handedInVersion ?? 0),
      ),
    );
  return row;
}

/** How many narrations were handed in for some tasks, in any course of the institution. */
export async function countHandIns(
  queryable: Queryable,
  tenantId: string,
  taskIds: readonly string[],
): Promise<number> {
  if (taskIds.length === 0) return 0;
  const [counted] = await queryable
    .select({ count: count() })
    .from(narrations)
    .where(
      and(
        eq(narrations.tenantId, tenantId),
        inArray(narrations.taskId, [...taskIds]),
        isNotNull(narrations.handedInAt),
      ),
    );
  return counted?.count ?? 0;
}

/** Whether anybody has written for a task, in any course of the institution. */
export async function hasWords(
  queryable: Queryable,
  tenantId: string,
  taskId: string,
  ltiContextId?: string,
): Promise<boolean> {
  const found = await queryable
    .select({ id: narrations.id })
    .from(narrations)
    .where(
      and(
        eq(narrations.tenantId, tenantId),
        eq(narrations.taskId, taskId),
        gt(narrations.wordCount, 0),
        ...(ltiContextId ? [eq(narrations.ltiContextId, ltiContextId)] : []),
      ),
    )
    .limit(1);
  return found.length > 0;
}

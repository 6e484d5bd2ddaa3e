import { and, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import type { NarrationDoc } from '#contract/narrations';
import { authorsAfter } from '#contract/shared/narration-authors';
import { citationsOf, countWords } from '#contract/shared/narration-text';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { people } from '../lti/lti.table.ts';
import { workingTeams } from '../tasks/teams.store.ts';
import { teams } from '../tasks/teams.table.ts';
import { EMPTY_DOC } from './narrations.rules.ts';
import { keepVersion, type NarrationRow } from './narrations.store.ts';
import { narrationMembers, narrations } from './narrations.table.ts';
import type { Writer, WrittenGroup } from './together.rules.ts';

/** What somebody wrote alone, before they were in a group, becomes part of the group's text. */
export async function bringTextAlong(
  db: Queryable,
  row: NarrationRow,
  actor: Actor,
  at: Date,
): Promise<NarrationRow> {
  if (row.teamId === null || row.handedInAt) return row;
  const alone = and(
    eq(narrations.tenantId, row.tenantId),
    eq(narrations.taskId, row.taskId),
    eq(narrations.ltiContextId, row.ltiContextId),
    eq(narrations.personId, actor.personId),
    isNull(narrations.teamId),
    isNull(narrations.handedInAt),
    sql`(${narrations.wordCount} > 0 OR ${narrations.citationCount} > 0)`,
  );
  const [own] = await db.select().from(narrations).where(alone).for('update');
  if (!own) return row;
  const [held] = await db
    .select()
    .from(narrations)
    .where(and(eq(narrations.tenantId, row.tenantId), eq(narrations.id, row.id)))
    .for('update');
  if (!held || held.handedInAt) return row;
  await keepVersion(db, own);
  await db
    .update(narrations)
    .set({ doc: EMPTY_DOC, wordCount: 0, citationCount: 0, savedAt: at })
    .where(and(eq(narrations.tenantId, own.tenantId), eq(narrations.id, own.id)));
  const isBlank = held.wordCount === 0 && held.citationCount === 0;
  const doc: NarrationDoc = {
    type: 'doc',
    content: isBlank ? own.doc.content : [...held.doc.content, ...own.doc.content],
  };
  const [joined] = await db
    .update(narrations)
    .set({
      doc,
      title: held.title || own.title,
      question: held.question || own.question,
      authors: authorsAfter(held, doc, actor.personId),
      wordCount: countWords(doc),
      citationCount: citationsOf(doc).length,
      yesBy: [],
      revision: held.revision + 1,
      savedAt: at,
    })
    .where(and(eq(narrations.tenantId, held.tenantId), eq(narrations.id, held.id)))
    .returning();
  return joined ?? row;
}

/** Keeps what somebody of a group thinks of the text that is handed in. */
export async function keepEstimate(
  tx: Queryable,
  { tenantId, id: narrationId }: NarrationRow,
  personId: string,
  ownEstimate: Record<string, string>,
): Promise<void> {
  await tx
    .insert(narrationMembers)
    .values({ tenantId, narrationId, personId, ownEstimate })
    .onConflictDoUpdate({
      target: [narrationMembers.narrationId, narrationMembers.personId],
      set: { ownEstimate },
    });
}

/** Writes down who is in the group when its text is handed in: theirs is the mark. */
export async function keepWriters(tx: Queryable, row: NarrationRow): Promise<void> {
  if (row.teamId === null) return;
  const team = (await workingTeams(tx, row.tenantId, [row.teamId])).get(row.teamId);
  const writers = (team?.members ?? []).filter(({ hasLeft }) => !hasLeft);
  if (writers.length === 0) return;
  const ids = writers.map(({ personId }) => personId);
  const { tenantId, id: narrationId } = row;
  await tx
    .delete(narrationMembers)
    .where(
      and(
        eq(narrationMembers.tenantId, tenantId),
        eq(narrationMembers.narrationId, narrationId),
        notInArray(narrationMembers.personId, ids),
      ),
    );
  await tx
    .insert(narrationMembers)
    .values(ids.map((personId) => ({ tenantId, narrationId, personId })))
    .onConflictDoNothing();
}

/** Who wrote narrations that groups handed in, by narration, in the order of their names. */
export async function writersOf(
  db: Queryable,
  tenantId: string,
  narrationIds: readonly string[],
): Promise<Map<string, Writer[]>> {
  if (narrationIds.length === 0) return new Map();
  const rows = await db
    .select({
      narrationId: narrationMembers.narrationId,
      personId: people.id,
      name: people.name,
      subject: people.subject,
      isTestPerson: people.isTestPerson,
      ownEstimate: narrationMembers.ownEstimate,
    })
    .from(narrationMembers)
    .innerJoin(people, eq(people.id, narrationMembers.personId))
    .where(
      and(
        eq(narrationMembers.tenantId, tenantId),
        eq(people.tenantId, tenantId),
        inArray(narrationMembers.narrationId, [...narrationIds]),
      ),
    )
    .orderBy(people.name, people.id);
  const found = new Map<string, Writer[]>();
  for (const { narrationId, ...writer } of rows)
    found.set(narrationId, [...(found.get(narrationId) ?? []), writer]);
  return found;
}

/** What teams have written for a task in a course, by their ids. */
export async function teamTextsAt(
  db: Queryable,
  place: Pick<Actor, 'tenantId' | 'ltiContextId'> & { taskId: string },
): Promise<Map<string, { isHandedIn: boolean }>> {
  const rows = await db
    .select({ teamId: narrations.teamId, handedInAt: narrations.handedInAt })
    .from(narrations)
    .where(
      and(
        eq(narrations.tenantId, place.tenantId),
        eq(narrations.taskId, place.taskId),
        eq(narrations.ltiContextId, place.ltiContextId),
      ),
    );
  return new Map(
    rows.flatMap(({ teamId, handedInAt }) =>
      teamId === null ? [] : [[teamId, { isHandedIn: handedInAt !== null }] as const],
    ),
  );
}

/** Whose narrations of groups are, by narration. */
export async function groupsOf(
  queryable: Queryable,
  tenantId: string,
  rows: readonly NarrationRow[],
): Promise<Map<string, WrittenGroup>> {
  const teamIds = rows.flatMap(({ teamId }) => teamId ?? []);
  if (teamIds.length === 0) return new Map();
  const names = await queryable
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(and(eq(teams.tenantId, tenantId), inArray(teams.id, teamIds)));
  const together = rows.filter(({ teamId }) => teamId !== null);
  const writers = await writersOf(
    queryable,
    tenantId,
    together.map(({ id }) => id),
  );
  return new Map(
    together.flatMap(({ id, teamId }) => {
      const team = names.find((one) => one.id === teamId);
      return team ? [[id, { ...team, writers: writers.get(id) ?? [] }] as const] : [];
    }),
  );
}

/** What somebody thought of the text that their group handed in. */
export async function estimateOf(queryable: Queryable, row: NarrationRow, personId: string) {
  const writers = (await writersOf(queryable, row.tenantId, [row.id])).get(row.id) ?? [];
  return writers.find((one) => one.personId === personId)?.ownEstimate ?? {};
}

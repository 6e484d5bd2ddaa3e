import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { mergeMark } from '#contract/shared/mark-merge';
import type { MarkChange } from '#contract/observations';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { markIdOf, rowOf, toMark, type MarkRow } from './marks.store.ts';
import type { ObservationRow } from './observations.store.ts';
import { isNews } from './observations.rules.ts';
import { marks, observations } from './observations.table.ts';
import { spokenNotes } from './spoken-notes.table.ts';

/** A mark remembers the last change of so many pages. */
const MOST_PAGES = 8;

/**
 * The outcome of changes, one row for each mark that is news. Fields that others, or the same
 * person on another page, changed meanwhile stay. A change that was sent before is no news, by the
 * clock of the page where it was made; a removal holds only against what was known there. Nothing
 * is written: a frozen observation asks whether there is news at all.
 */
export async function newsOf(
  db: Queryable,
  row: ObservationRow,
  changes: readonly MarkChange[],
  personId: string,
): Promise<MarkRow[]> {
  const ids = [...new Set(changes.map(markIdOf))];
  const stored = await db
    .select()
    .from(marks)
    .where(
      and(
        eq(marks.tenantId, row.tenantId),
        eq(marks.observationId, row.id),
        inArray(marks.id, ids),
      ),
    );
  const known = new Map(stored.map((one) => [one.id, one]));
  const news = new Map<string, MarkRow>();
  for (const change of changes) {
    const before = known.get(markIdOf(change));
    const after = afterChange(row, before, change, personId);
    if (!after) continue;
    const next = { ...after, earlier: before?.earlier ?? [] };
    known.set(next.id, next);
    news.set(next.id, next);
  }
  return [...news.values()];
}

/** A mark after a change of it; null when the change is no news. */
function afterChange(
  row: ObservationRow,
  stored: MarkRow | undefined,
  change: MarkChange,
  personId: string,
): MarkRow | null {
  const sent = rowOf(row, change);
  const atMs = sent.changedAt.getTime();
  const isTeam = row.teamId !== null;
  const page = (change.kind === 'put' ? change.from : undefined) ?? (isTeam ? personId : undefined);
  if (stored && page && atMs <= (stored.seen[page] ?? 0)) return null;
  const seen = page ? latest({ ...stored?.seen, [page]: atMs }) : (stored?.seen ?? {});
  const authorId = stored?.authorId ?? (isTeam ? personId : null);
  if (!stored) return { ...sent, authorId, seen };
  if (change.kind === 'remove' || stored.removedAt || !change.was) {
    const trace = { changedAtMs: stored.changedAt.getTime(), removed: stored.removedAt !== null };
    return isNews(trace, change) ? { ...sent, authorId, seen } : null;
  }
  const merged = mergeMark(toMark(stored), change.mark, change.was);
  const changedAt = new Date(Math.max(atMs, stored.changedAt.getTime()));
  return { ...rowOf(row, { kind: 'put', mark: merged }), changedAt, authorId, seen };
}

function latest(seen: Readonly<Record<string, number>>): Record<string, number> {
  const newestFirst = Object.entries(seen).toSorted(([, one], [, other]) => other - one);
  return Object.fromEntries(newestFirst.slice(0, MOST_PAGES));
}

/** What somebody marked alone, before they were in a group, becomes the group's. */
export async function bringAlong(db: Queryable, row: ObservationRow, actor: Actor): Promise<void> {
  if (row.teamId === null || row.handedInAt) return;
  const alone = db
    .select({ id: observations.id })
    .from(observations)
    .where(
      and(
        eq(observations.tenantId, row.tenantId),
        eq(observations.taskId, row.taskId),
        eq(observations.ltiContextId, row.ltiContextId),
        eq(observations.personId, actor.personId),
        isNull(observations.teamId),
        isNull(observations.handedInAt),
      ),
    );
  // The voice first: until the marks have moved, the next visit begins here again.
  await db
    .update(spokenNotes)
    .set({ observationId: row.id })
    .where(
      and(eq(spokenNotes.tenantId, row.tenantId), sql`${spokenNotes.observationId} IN (${alone})`),
    );
  await db
    .update(marks)
    .set({ observationId: row.id, authorId: actor.personId })
    .where(and(eq(marks.tenantId, row.tenantId), sql`${marks.observationId} IN (${alone})`));
}

/** What teams have done on a task in a course, by their ids. */
export async function teamWorkAt(
  db: Queryable,
  place: Pick<Actor, 'tenantId' | 'ltiContextId'> & { taskId: string },
): Promise<Map<string, { isHandedIn: boolean }>> {
  const rows = await db
    .select({ teamId: observations.teamId, handedInAt: observations.handedInAt })
    .from(observations)
    .where(
      and(
        eq(observations.tenantId, place.tenantId),
        eq(observations.taskId, place.taskId),
        eq(observations.ltiContextId, place.ltiContextId),
      ),
    );
  return new Map(
    rows.flatMap(({ teamId, handedInAt }) =>
      teamId === null ? [] : [[teamId, { isHandedIn: handedInAt !== null }] as const],
    ),
  );
}

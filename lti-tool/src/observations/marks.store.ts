import { sql } from 'drizzle-orm';
import type { Mark, MarkChange, MarkDetails } from '#contract/observations';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import type { ObservationRow } from './observations.store.ts';
import { marks } from './observations.table.ts';
import { areLiving } from './reading-marks.store.ts';

export type MarkRow = typeof marks.$inferSelect;

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

import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../infra/database.ts';
import type { CodeMap } from '../frameworks/frameworks.rules.ts';
import { frameworkMoves } from './framework-moves.table.ts';
import { recoded, restored, reverseOf, type Coding } from './framework-moves.rules.ts';
import { marks, observations } from './observations.table.ts';

export type FrameworkMoveRow = typeof frameworkMoves.$inferSelect;
type MarkRow = typeof marks.$inferSelect;

/** A task of an institution. */
interface Place {
  tenantId: string;
  taskId: string;
}

/** The move that brought a task to the framework that it has; undefined: it has that from the beginning. */
export async function lastMove(
  db: Queryable,
  { tenantId, taskId }: Place,
  frameworkId: string | null,
): Promise<FrameworkMoveRow | undefined> {
  if (frameworkId === null) return undefined;
  const [row] = await db
    .select()
    .from(frameworkMoves)
    .where(
      and(
        eq(frameworkMoves.tenantId, tenantId),
        eq(frameworkMoves.taskId, taskId),
        eq(frameworkMoves.toFrameworkId, frameworkId),
        isNull(frameworkMoves.undoneAt),
      ),
    )
    .orderBy(desc(frameworkMoves.movedAt))
    .limit(1);
  return row;
}

/** How many marks carry each code, and in how many observations. */
export async function codeUse(
  db: Queryable,
  { tenantId, taskId }: Place,
): Promise<Map<string, { marks: number; observations: number }>> {
  const code = sql<string>`unnest(${marks.codeIds})`.as('code');
  const coded = db
    .select({ code, markId: marks.id, observationId: marks.observationId })
    .from(marks)
    .innerJoin(observations, eq(observations.id, marks.observationId))
    .where(
      and(
        eq(observations.tenantId, tenantId),
        eq(observations.taskId, taskId),
        isNull(marks.removedAt),
      ),
    )
    .as('coded');
  const rows = await db
    .select({
      code: coded.code,
      marks: sql<number>`count(*)::int`,
      observations: sql<number>`count(DISTINCT ${coded.observationId})::int`,
    })
    .from(coded)
    .groupBy(coded.code);
  return new Map(rows.map(({ code: id, ...use }) => [id, use]));
}

/** Reads the marks of a task in the codes of a newer version; each keeps what it was called. */
export async function recodeMarks(
  db: Queryable,
  place: Place,
  { moveId, version, map }: { moveId: string; version: number; map: CodeMap },
): Promise<void> {
  const changes = (await codedMarks(db, place)).flatMap((row): Recoding[] => {
    const before = codingOf(row);
    const after = recoded(before, map);
    if (after.codeIds.join() === before.codeIds.join()) return [];
    return [{ row, after, earlier: [...row.earlier, { moveId, version, ...before }] }];
  });
  await writeCodings(db, place, changes);
  await touchAll(db, place);
}

/** Gives the marks of a task the codes that they had before a move. */
export async function restoreMarks(
  db: Queryable,
  place: Place,
  { id, codes }: FrameworkMoveRow,
): Promise<void> {
  const map: CodeMap = new Map(codes.map(({ from, to }) => [from, to]));
  const reverse = reverseOf(codes);
  const changes = (await codedMarks(db, place)).flatMap((row): Recoding[] => {
    const before = row.earlier.find(({ moveId }) => moveId === id);
    const now = codingOf(row);
    const after = restored(now, before, map, reverse);
    if (!before && after.codeIds.join() === now.codeIds.join()) return [];
    return [{ row, after, earlier: row.earlier.filter((one) => one !== before) }];
  });
  await writeCodings(db, place, changes);
  await touchAll(db, place);
}

/** Marks of a task with codes, held until the transaction ends; also traces of removed ones. */
async function codedMarks(db: Queryable, { tenantId, taskId }: Place): Promise<MarkRow[]> {
  const own = db
    .select({ id: observations.id })
    .from(observations)
    .where(and(eq(observations.tenantId, tenantId), eq(observations.taskId, taskId)));
  return db
    .select()
    .from(marks)
    .where(
      and(
        eq(marks.tenantId, tenantId),
        inArray(marks.observationId, own),
        sql`(cardinality(${marks.codeIds}) > 0 OR ${marks.earlier} <> '[]')`,
      ),
    )
    .for('update');
}

function codingOf({ codeIds, details }: MarkRow): Coding {
  return { codeIds, ...(details.codeValues && { codeValues: details.codeValues }) };
}

interface Recoding {
  row: MarkRow;
  after: Coding;
  earlier: MarkRow['earlier'];
}

/** Writes all that become the same at once: a course may have tens of thousands of marks. */
async function writeCodings(
  db: Queryable,
  { tenantId }: Place,
  changes: readonly Recoding[],
): Promise<void> {
  const alike = new Map<string, Recoding[]>();
  for (const change of changes) {
    const { row, after, earlier } = change;
    // How strongly a code was meant stands among other details, which are each mark's own.
    const own = row.details.codeValues ? row.id : '';
    const key = JSON.stringify([after.codeIds, earlier, own]);
    const group = alike.get(key);
    if (group) group.push(change);
    else alike.set(key, [change]);
  }
  for (const [{ row, after, earlier }, ids] of [...alike.values()].flatMap((group) =>
    group[0] ? [[group[0], group.map((one) => one.row.id)] as const] : [],
  )) {
    const { codeValues, ...rest } = row.details;
    const details = codeValues && {
      details: { ...rest, ...(after.codeValues && { codeValues: after.codeValues }) },
    };
    await db
      .update(marks)
      .set({ codeIds: after.codeIds, earlier, ...details })
      .where(and(eq(marks.tenantId, tenantId), inArray(marks.id, ids)));
  }
}

/** Whoever has an observation open is told with the next answer that it is another one. */
async function touchAll(db: Queryable, { tenantId, taskId }: Place): Promise<void> {
  await db
    .update(observations)
    .set({ revision: sql`${observations.revision} + 1` })
    .where(and(eq(observations.tenantId, tenantId), eq(observations.taskId, taskId)));
}

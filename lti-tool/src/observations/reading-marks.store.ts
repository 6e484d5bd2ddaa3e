import { and, count, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { BriefMark, Reading } from '#contract/observations';
import type { Queryable } from '../infra/database.ts';
import type { WorkingTeam } from '../tasks/teams.store.ts';
import { memberKey } from './joint.rules.ts';
import { pseudonym } from './observations.rules.ts';
import { marks } from './observations.table.ts';

/** Marks of some observations that were not removed. */
export function areLiving(tenantId: string, observationIds: readonly string[]): SQL | undefined {
  return and(
    eq(marks.tenantId, tenantId),
    inArray(marks.observationId, [...observationIds]),
    isNull(marks.removedAt),
  );
}

/** What a reader made. */
type Made = Pick<Reading, 'marks' | 'brief'>;

/**
 * What a group made, each mark with the key of its author in place of the person's id, and the
 * authors in the order of the group: those who have left and wrote something stand last. Of whom
 * the group does not know any more, and where there is no group, nothing is said.
 */
export function byAuthors(
  { marks: full, brief }: Made,
  team: WorkingTeam | undefined,
): Made & Pick<Reading, 'authors'> {
  const written = new Set([
    ...full.flatMap(({ by }) => by ?? []),
    ...(brief ?? []).flatMap((one) => one[6] ?? []),
  ]);
  if (!team && written.size === 0) return { marks: full, ...(brief && { brief }) };
  const members = team?.members ?? [];
  const keys = new Map(
    members.map(({ personId }) => [personId, memberKey(team?.id ?? '', personId)]),
  );
  const here = members.filter(({ hasLeft }) => !hasLeft);
  const gone = members.filter(({ hasLeft, personId }) => hasLeft && written.has(personId));
  const keyOf = (personId: string | undefined) =>
    personId === undefined ? undefined : keys.get(personId);
  return {
    ...(team && {
      authors: [...here, ...gone].map(({ personId, name }) => ({
        key: memberKey(team.id, personId),
        name: name ?? pseudonym(personId),
      })),
    }),
    marks: full.map(({ by, ...mark }) => {
      const key = keyOf(by);
      return key ? { ...mark, by: key } : mark;
    }),
    ...(brief && {
      brief: brief.map(([id, start, end, codeIds, lookForId, child, by]): BriefMark => {
        const key = keyOf(by);
        const places = [id, start, end, codeIds, lookForId, child] as const;
        return key ? [...places, key] : [...places];
      }),
    }),
  };
}

/**
 * Marks of observations as readings show them, in the order of the clip. PostgreSQL writes them as
 * they travel: one row for each reader, whatever the number of marks. Those of a group name their
 * author by the id of the person, until `byAuthors` has put the key of the member in its place.
 */
export async function readingMarks(
  db: Queryable,
  tenantId: string,
  observationIds: readonly string[],
): Promise<Map<string, Reading['marks']>> {
  if (observationIds.length === 0) return new Map();
  const told = sql`json_build_object(
    'id', ${marks.id}, 'startSeconds', ${marks.startSeconds}, 'endSeconds', ${marks.endSeconds},
    'body', ${marks.body}, 'codeIds', ${marks.codeIds}, 'lookForId', ${marks.lookForId},
    'child', ${marks.child}, 'because', '')`;
  const by = sql`jsonb_build_object('by', ${marks.authorId})`;
  const rows = await db
    .select({
      observationId: marks.observationId,
      marks: sql<Reading['marks']>`json_agg(CASE
        WHEN ${marks.authorId} IS NOT NULL THEN (${told}::jsonb || ${marks.details} || ${by})::json
        WHEN ${marks.details} = '{}' THEN ${told}
        ELSE (${told}::jsonb || ${marks.details})::json END ORDER BY ${marks.startSeconds}, ${marks.id})`,
    })
    .from(marks)
    .where(areLiving(tenantId, observationIds))
    .groupBy(marks.observationId);
  return new Map(rows.map((row) => [row.observationId, row.marks]));
}

/** How many marks observations have that were not removed. */
export async function countMarks(
  db: Queryable,
  tenantId: string,
  observationIds: readonly string[],
): Promise<number> {
  if (observationIds.length === 0) return 0;
  const [row] = await db
    .select({ marks: count() })
    .from(marks)
    .where(areLiving(tenantId, observationIds));
  return row?.marks ?? 0;
}

/** Marks without their words, as the contract names their places; authors as in `readingMarks`. */
export async function briefMarks(
  db: Queryable,
  tenantId: string,
  observationIds: readonly string[],
): Promise<Map<string, BriefMark[]>> {
  const places = sql`${marks.id}, ${marks.startSeconds}, ${marks.endSeconds}, ${marks.codeIds},
    ${marks.lookForId}, ${marks.child}`;
  const told = sql`CASE WHEN ${marks.authorId} IS NULL THEN json_build_array(${places})
    ELSE json_build_array(${places}, ${marks.authorId}) END`;
  const rows = await db
    .select({
      observationId: marks.observationId,
      marks: sql<BriefMark[]>`json_agg(${told} ORDER BY ${marks.startSeconds}, ${marks.id})`,
    })
    .from(marks)
    .where(areLiving(tenantId, observationIds))
    .groupBy(marks.observationId);
  return new Map(rows.map((row) => [row.observationId, row.marks]));
}

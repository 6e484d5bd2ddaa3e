import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { OwnShowing, Showing } from '#contract/heritage';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import { shownColumns, toShowing, type ShownColumns } from '../tasks/showing.ts';
import { workingTeams } from '../tasks/teams.store.ts';
import type { NarrationRow } from './narrations.store.ts';
import { narrationMembers, narrations } from './narrations.table.ts';
import { groupLine } from './together.rules.ts';
import { writersOf } from './together.store.ts';

const membersOf = sql`SELECT FROM ${narrationMembers}
  WHERE ${narrationMembers.narrationId} = ${narrations.id}
    AND ${narrationMembers.tenantId} = ${narrations.tenantId}`;

/**
 * Whether everybody who wrote a group's narration wants it on the page of its clip. Who wrote in it
 * and was in the group no more when it was handed in was never asked: then nobody shows it.
 */
export const allShowIt: SQL = sql`(EXISTS (${membersOf})
  AND NOT EXISTS (${membersOf} AND ${narrationMembers.shownAt} IS NULL)
  AND NOT EXISTS (SELECT FROM jsonb_path_query(${narrations.authors}, '$[*][*]') AS author(id)
    WHERE NOT EXISTS (${membersOf} AND to_jsonb(${narrationMembers.personId}) = author.id)))`;

/** Since when everybody wants it. */
export const allShowSince = sql<string | null>`(SELECT max(${narrationMembers.shownAt})
  FROM ${narrationMembers} WHERE ${narrationMembers.narrationId} = ${narrations.id}
    AND ${narrationMembers.tenantId} = ${narrations.tenantId})`;

/** How groups show what they wrote together, by narration: since when and under which name. */
export async function groupsShowing(
  db: Queryable,
  tenantId: string,
  rows: readonly NarrationRow[],
): Promise<Map<string, ShownColumns & { name: string }>> {
  const ofGroups = rows.flatMap(({ id, teamId }) => (teamId === null ? [] : [{ id, teamId }]));
  const [members, writers, teams] = await Promise.all([
    membersOfAll(
      db,
      tenantId,
      ofGroups.map(({ id }) => id),
    ),
    writersOf(
      db,
      tenantId,
      ofGroups.map(({ id }) => id),
    ),
    workingTeams(
      db,
      tenantId,
      ofGroups.map(({ teamId }) => teamId),
    ),
  ]);
  return new Map(
    ofGroups.map(({ id, teamId }) => {
      const said = members.filter(({ narrationId }) => narrationId === id);
      const times = said.map(({ shownAt }) => shownAt?.getTime() ?? NaN);
      const name = groupLine({
        name: teams.get(teamId)?.name ?? '',
        writers: writers.get(id) ?? [],
      });
      const latest = Math.max(...times);
      const isShownNamed = said.every((one) => one.isShownNamed);
      return [
        id,
        {
          name,
          isShownNamed,
          shownAt: said.length === 0 || Number.isNaN(latest) ? null : new Date(latest),
        },
      ];
    }),
  );
}

function membersOfAll(db: Queryable, tenantId: string, narrationIds: readonly string[]) {
  return db
    .select()
    .from(narrationMembers)
    .where(
      and(
        eq(narrationMembers.tenantId, tenantId),
        inArray(narrationMembers.narrationId, [...narrationIds]),
      ),
    );
}

/**
 * What somebody said about showing the narration of their group, and how many did.
 * @throws {AppError} not_found for who did not write it, and where not all who wrote can be asked
 */
export async function sharedShowing(
  db: Queryable,
  { tenantId, id, authors }: NarrationRow,
  personId: string,
): Promise<OwnShowing> {
  const members = await membersOfAll(db, tenantId, [id]);
  const me = members.find((one) => one.personId === personId);
  const ids = new Set(members.map((one) => one.personId));
  if (!me || !authors.flat().every((author) => ids.has(author))) throw new AppError('not_found');
  const yes = members.filter(({ shownAt }) => shownAt !== null).length;
  return {
    ...toShowing(me),
    group: { yes, of: members.length },
  };
}

/** Says for one who wrote it with others whether they want it shown. */
export async function setSharedShowing(
  db: Queryable,
  { tenantId, id }: NarrationRow,
  personId: string,
  { at, ...showing }: Showing & { at: Date },
): Promise<void> {
  const own = (await membersOfAll(db, tenantId, [id])).find((one) => one.personId === personId);
  await db
    .update(narrationMembers)
    .set(shownColumns(showing, own?.shownAt, at))
    .where(
      and(
        eq(narrationMembers.tenantId, tenantId),
        eq(narrationMembers.narrationId, id),
        eq(narrationMembers.personId, personId),
      ),
    );
}

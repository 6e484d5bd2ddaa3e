import { and, eq, inArray, or } from 'drizzle-orm';
import type { Queryable } from '../infra/database.ts';
import { clips } from './clips.table.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Clips of an institution by what files call them: an id, or the key of a demo clip; name → id. */
export async function clipsByName(
  queryable: Queryable,
  tenantId: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const ids = names.filter((name) => UUID.test(name));
  const rows = await queryable
    .select({ id: clips.id, key: clips.demoKey })
    .from(clips)
    .where(
      and(
        eq(clips.tenantId, tenantId),
        or(inArray(clips.id, ids), inArray(clips.demoKey, [...names])),
      ),
    );
  return new Map(
    rows.flatMap(({ id, key }): [string, string][] => [
      [id, id],
      ...(key ? [[key, id] as [string, string]] : []),
    ]),
  );
}

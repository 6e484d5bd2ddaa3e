import { and, eq, inArray, isNull } from 'drizzle-orm';
import { joined, type Range } from '#contract/shared/ranges';
import type { Queryable } from '../infra/database.ts';
import { closings } from './care.table.ts';
import type { ClipRow } from './clips.store.ts';
import { clips } from './clips.table.ts';

type Clip = Pick<ClipRow, 'tenantId' | 'id'>;

/** Stretches of a clip that are left out for somebody's sake, or were. */
export type ClosingRow = typeof closings.$inferSelect;

/** What is or was left out of a clip for one person. */
export function closingsOf(
  db: Queryable,
  { tenantId, id }: Clip,
  filmedPersonId: string,
): Promise<ClosingRow[]> {
  return db
    .select()
    .from(closings)
    .where(
      and(
        eq(closings.tenantId, tenantId),
        eq(closings.clipId, id),
        eq(closings.filmedPersonId, filmedPersonId),
      ),
    )
    .orderBy(closings.closedAt);
}

/** Ends what is left out for some people: their stretches are closed no more by it. */
export async function endClosings(
  tx: Queryable,
  clip: Clip,
  filmedPersonIds: readonly string[],
  at: Date,
): Promise<void> {
  if (filmedPersonIds.length === 0) return;
  const ended = await tx
    .update(closings)
    .set({ endedAt: at })
    .where(
      and(
        eq(closings.tenantId, clip.tenantId),
        eq(closings.clipId, clip.id),
        inArray(closings.filmedPersonId, [...filmedPersonIds]),
        isNull(closings.endedAt),
      ),
    )
    .returning({ id: closings.id });
  if (ended.length > 0) await writeClosed(tx, clip);
}

/** Writes to the clip what is left out of it for all people together. */
export async function writeClosed(tx: Queryable, { tenantId, id }: Clip): Promise<void> {
  const rows = await tx
    .select({ ranges: closings.ranges })
    .from(closings)
    .where(and(eq(closings.tenantId, tenantId), eq(closings.clipId, id), isNull(closings.endedAt)));
  const closed: Range[] = rows.flatMap(({ ranges }) => ranges);
  await tx
    .update(clips)
    .set({ closed: joined(closed) })
    .where(and(eq(clips.tenantId, tenantId), eq(clips.id, id)));
}

import { and, asc, arrayOverlaps, eq, isNull } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { DestroyedPart } from '#contract/vocabulary';
import type { Queryable } from '../infra/database.ts';
import type { StoredAmount } from '../infra/storage.ts';
import { destructions, maskings } from './care.table.ts';
import type { ClipRow } from './clips.store.ts';

type Clip = Pick<ClipRow, 'tenantId' | 'id'>;

/** A stretch that is to be masked, or was. */
export type MaskingRow = typeof maskings.$inferSelect;

/** What is destroyed, and for which maskings. */
export interface Destroying {
  what: DestroyedPart;
  maskingIds: readonly string[];
}

/** Maskings of a clip that were asked for and are not done yet. */
export function openMaskings(db: Queryable, { tenantId, id }: Clip): Promise<MaskingRow[]> {
  return db
    .select()
    .from(maskings)
    .where(
      and(eq(maskings.tenantId, tenantId), eq(maskings.clipId, id), isNull(maskings.finishedAt)),
    );
}

/**
 * Destroys something for the sake of maskings, and keeps a record. What is there is counted before,
 * and the record is closed after: a process that dies between them leaves a record that the next one
 * closes, never a destruction without one.
 */
export async function destroyOnRecord(
  db: Queryable,
  clip: Clip,
  { what, maskingIds }: Destroying,
  {
    measure,
    destroy,
    now,
  }: { measure: () => Promise<StoredAmount>; destroy: () => Promise<void>; now: () => Date },
): Promise<void> {
  const isBegun = and(
    eq(destructions.tenantId, clip.tenantId),
    eq(destructions.clipId, clip.id),
    eq(destructions.what, what),
    isNull(destructions.finishedAt),
    arrayOverlaps(destructions.maskingIds, [...maskingIds]),
  );
  const begun = await db.select({ id: destructions.id }).from(destructions).where(isBegun);
  if (begun.length === 0) {
    const amount = await measure();
    if (amount.files > 0)
      await recordDestruction(db, clip, { what, maskingIds }, amount, { begunAt: now() });
  }
  await destroy();
  await db.update(destructions).set({ finishedAt: now() }).where(isBegun);
}

/** Writes down that something is being destroyed, or is gone. */
export async function recordDestruction(
  tx: Queryable,
  { tenantId, id: clipId }: Clip,
  { what, maskingIds }: Destroying,
  amount: StoredAmount,
  times: { begunAt: Date; finishedAt?: Date },
): Promise<void> {
  await tx.insert(destructions).values({
    ...{ id: randomUUID(), tenantId, clipId, what, maskingIds: [...maskingIds] },
    ...amount,
    ...times,
  });
}

/** What was destroyed for some maskings, in the order in which it went. */
export function destroyedFor(
  db: Queryable,
  { tenantId, id }: Clip,
  maskingIds: readonly string[],
): Promise<(typeof destructions.$inferSelect)[]> {
  if (maskingIds.length === 0) return Promise.resolve([]);
  return db
    .select()
    .from(destructions)
    .where(
      and(
        eq(destructions.tenantId, tenantId),
        eq(destructions.clipId, id),
        arrayOverlaps(destructions.maskingIds, [...maskingIds]),
      ),
    )
    .orderBy(asc(destructions.begunAt));
}

import { and, eq, inArray } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../infra/database.ts';
import { expertReadings } from './observations.table.ts';

export type ExpertReadingRow = typeof expertReadings.$inferSelect;

/** An expert's coding as demo content and libraries bring it. */
export interface ExpertCoding {
  tenantId: string;
  clipId: string;
  frameworkId: string;
  name: string;
  marks: ExpertReadingRow['marks'];
}

/** Stores an expert's coding of a clip; the same expert's earlier coding is replaced. */
export async function saveExpertReading(queryable: Queryable, coding: ExpertCoding): Promise<void> {
  await queryable
    .insert(expertReadings)
    .values({ id: randomUUID(), ...coding })
    .onConflictDoUpdate({
      target: [expertReadings.clipId, expertReadings.frameworkId, expertReadings.name],
      set: { marks: coding.marks },
    });
}

/** Experts' readings of a clip with versions of a framework, in the order of their names. */
export async function expertsOf(
  db: Queryable,
  tenantId: string,
  clipId: string | null,
  frameworkIds: readonly string[],
): Promise<ExpertReadingRow[]> {
  if (!clipId || frameworkIds.length === 0) return [];
  return db
    .select()
    .from(expertReadings)
    .where(
      and(
        eq(expertReadings.tenantId, tenantId),
        eq(expertReadings.clipId, clipId),
        inArray(expertReadings.frameworkId, [...frameworkIds]),
      ),
    )
    .orderBy(expertReadings.name);
}

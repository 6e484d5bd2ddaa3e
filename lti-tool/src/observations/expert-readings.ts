import { randomUUID } from 'node:crypto';
import type { Queryable } from '../infra/database.ts';
import type { ExpertReadingRow } from './observations.store.ts';
import { expertReadings } from './observations.table.ts';

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

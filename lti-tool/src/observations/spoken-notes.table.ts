import { foreignKey, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { personKey } from '../lti/lti.table.ts';
import { observations } from './observations.table.ts';

/** A recorded voice that belongs to a mark. The sound itself is in storage, under its id. */
export const spokenNotes = pgTable(
  'spoken_note',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    observationId: uuid('observation_id').notNull(),
    /** Whose voice it is: of a group, the one who spoke. */
    personId: uuid('person_id').notNull(),
    markId: uuid('mark_id').notNull(),
    mediaType: text('media_type').notNull(),
    /** When the speaker agreed that the recording is kept and heard. */
    agreedAt: instant('agreed_at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.observationId),
    foreignKey({
      columns: [table.tenantId, table.observationId],
      foreignColumns: [observations.tenantId, observations.id],
    }).onDelete('cascade'),
    personKey(table.tenantId, table.personId),
  ],
);

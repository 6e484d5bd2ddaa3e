import { foreignKey, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { CurationState } from '#contract/vocabulary';
import { instant, primaryId } from '../infra/columns.ts';
import { people } from '../lti/lti.table.ts';
import { clips } from './clips.table.ts';

/** The steps of clips through the library. They are only ever added. */
export const curationSteps = pgTable(
  'curation_step',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    clipId: uuid('clip_id').notNull(),
    personId: uuid('person_id').notNull(),
    fromState: text('from_state').$type<CurationState>().notNull(),
    toState: text('to_state').$type<CurationState>().notNull(),
    why: text('why').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    index().on(table.tenantId, table.clipId),
    foreignKey({
      columns: [table.tenantId, table.clipId],
      foreignColumns: [clips.tenantId, clips.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.personId],
      foreignColumns: [people.tenantId, people.id],
    }),
  ],
);

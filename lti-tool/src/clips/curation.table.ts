import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { CurationState } from '#contract/vocabulary';
import { instant, primaryId } from '../infra/columns.ts';
import { personKey } from '../lti/lti.table.ts';
import { clipColumns, clipKey } from './clips.table.ts';

/** The steps of clips through the library. They are only ever added. */
export const curationSteps = pgTable(
  'curation_step',
  {
    id: primaryId(),
    ...clipColumns(),
    personId: uuid('person_id').notNull(),
    fromState: text('from_state').$type<CurationState>().notNull(),
    toState: text('to_state').$type<CurationState>().notNull(),
    why: text('why').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    index().on(table.tenantId, table.clipId),
    clipKey(table),
    personKey(table.tenantId, table.personId),
  ],
);

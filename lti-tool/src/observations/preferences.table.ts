import { doublePrecision, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { personKey } from '../lti/lti.table.ts';

/** What somebody chose for themselves. Nobody else reads it, and nothing says when or how often. */
export const observerPreferences = pgTable(
  'observer_preference',
  {
    tenantId: uuid('tenant_id').notNull(),
    personId: uuid('person_id').notNull(),
    /** How far apart in time the own marks and others' may lie. */
    toleranceSeconds: doublePrecision('tolerance_seconds').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.personId] }),
    personKey(table.tenantId, table.personId).onDelete('cascade'),
  ],
);

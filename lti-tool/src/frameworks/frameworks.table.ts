import { integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { FrameworkContent } from '#contract/frameworks';
import { createdAt, primaryId } from '../infra/columns.ts';
import { tenants } from '../lti/lti.table.ts';

/** A version of a code scheme. A stored version never changes. */
export const frameworks = pgTable(
  'framework',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    key: text('key').notNull(),
    version: integer('version').notNull(),
    content: jsonb('content').$type<FrameworkContent>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.tenantId, table.key, table.version),
    unique().on(table.tenantId, table.id),
  ],
);

import { integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { FrameworkContent, FrameworkDraftContent } from '#contract/frameworks';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
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

/** The next version of a framework while it is written. A published version never changes. */
export const frameworkDrafts = pgTable(
  'framework_draft',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    key: text('key').notNull(),
    content: jsonb('content').$type<FrameworkDraftContent>().notNull(),
    revision: integer('revision').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [unique().on(table.tenantId, table.key)],
);

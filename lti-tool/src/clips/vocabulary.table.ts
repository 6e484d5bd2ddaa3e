import { sql } from 'drizzle-orm';
import { boolean, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Locale } from '#contract/vocabulary';
import type { Vocabulary } from '#contract/vocabularies';
import { createdAt, primaryId } from '../infra/columns.ts';
import { tenants } from '../lti/lti.table.ts';

/**
 * The words by which an institution describes its clips. Clips carry the name itself, so that they are
 * searched and counted by it; whoever renames a word renames it in every clip.
 */
export const vocabularyTerms = pgTable(
  'vocabulary_term',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    vocabulary: text('vocabulary').$type<Vocabulary>().notNull(),
    name: text('name').notNull(),
    translations: jsonb('translations')
      .$type<Partial<Record<Locale, string>>>()
      .notNull()
      .default(sql`'{}'`),
    /** What it was called before, and what was merged into it: a draft may still say so. */
    formerNames: text('former_names').array().notNull().default([]),
    isRetired: boolean('is_retired').notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('vocabulary_term_name').on(
      table.tenantId,
      table.vocabulary,
      sql`lower(${table.name})`,
    ),
  ],
);

import {
  customType,
  doublePrecision,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CurationState } from '#contract/vocabulary';
import { instant } from '../infra/columns.ts';
import { clips } from './clips.table.ts';

const wordVector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * What the library is searched by: one narrow row for each clip. Nobody writes here: triggers of the
 * database (migration `clip_search`) keep it when a clip, its captions or a task with it changes, so
 * that no way of writing can forget it.
 */
export const clipSearch = pgTable(
  'clip_search',
  {
    clipId: uuid('clip_id').primaryKey(),
    tenantId: uuid('tenant_id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    curation: text('curation').$type<CurationState>().notNull(),
    /** When the words were last changed; the newest stand first. */
    listedAt: instant('listed_at').notNull(),
    domain: text('domain').notNull(),
    strategy: text('strategy').notNull(),
    ageGroup: text('age_group').notNull(),
    setting: text('setting').notNull(),
    language: text('language').notNull(),
    durationSeconds: doublePrecision('duration_seconds'),
    /** Codes of published tasks with this clip, as `framework:code`: what makes clips similar. */
    codes: text('codes').array().notNull().default([]),
    /** Title, strategy and domain, small enough to be ranked by. */
    heading: wordVector('heading').notNull(),
    /** Every word of the description, of what is said, and of the codes. */
    words: wordVector('words').notNull(),
  },
  (table) => [
    index('clip_search_tenant').on(table.tenantId, table.curation),
    index('clip_search_words').using('gin', table.words),
    index('clip_search_codes').using('gin', table.codes),
    foreignKey({
      columns: [table.tenantId, table.clipId],
      foreignColumns: [clips.tenantId, clips.id],
    }).onDelete('cascade'),
  ],
);

/** Every word that stands in an institution's library, to which a mistyped one is compared. */
export const searchWords = pgTable(
  'search_word',
  { tenantId: uuid('tenant_id').notNull(), word: text('word').notNull() },
  (table) => [primaryKey({ columns: [table.tenantId, table.word] })],
);

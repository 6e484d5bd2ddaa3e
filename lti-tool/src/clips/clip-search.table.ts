import { sql } from 'drizzle-orm';
import {
  customType,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CurationState } from '#contract/vocabulary';
import { bytes, instant } from '../infra/columns.ts';
import { clipKey } from './clips.table.ts';

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
    /** What is shorter to write than the id. */
    number: integer('number').notNull().generatedAlwaysAsIdentity(),
    /** Everything that facets count, in few bytes (search-facts.rules.ts). */
    facts: bytes('facts')
      .notNull()
      .default(sql`''::bytea`),
    /** Another number, used for nothing else, whenever anything here has changed. */
    version: integer('version').notNull().default(0),
  },
  (table) => [
    index('clip_search_tenant').on(table.tenantId, table.curation),
    index('clip_search_words').using('gin', table.words),
    index('clip_search_codes').using('gin', table.codes),
    index('clip_search_heading').using('gin', table.heading),
    // Holds all that is read when nothing is sought, so that the words beside it stay unread.
    index('clip_search_standing').on(table.tenantId, table.curation, table.ownerId, table.version),
    index('clip_search_version').on(table.tenantId, table.version),
    unique('clip_search_number').on(table.tenantId, table.number),
    clipKey(table),
  ],
);

/** The values of facets, each by a number that is short to count with. */
export const searchFacets = pgTable(
  'search_facet',
  {
    tenantId: uuid('tenant_id').notNull(),
    facet: text('facet').notNull(),
    value: text('value').notNull(),
    code: integer('code').notNull().generatedAlwaysAsIdentity(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.facet, table.value] }),
    unique('search_facet_code').on(table.tenantId, table.code),
  ],
);

/** Every word that stands in an institution's library, to which a mistyped one is compared. */
export const searchWords = pgTable(
  'search_word',
  { tenantId: uuid('tenant_id').notNull(), word: text('word').notNull() },
  (table) => [primaryKey({ columns: [table.tenantId, table.word] })],
);

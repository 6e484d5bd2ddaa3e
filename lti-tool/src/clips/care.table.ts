import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { MaskStyle, Purpose } from '#contract/vocabulary';
import { instant, primaryId } from '../infra/columns.ts';
import { people } from '../lti/lti.table.ts';
import { clips, filmedPeople } from './clips.table.ts';

/** Who was sent pictures or sound of a clip: one row for each viewing, not for each request. */
export const viewings = pgTable(
  'clip_viewing',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    clipId: uuid('clip_id').notNull(),
    personId: uuid('person_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    sessionId: uuid('session_id').notNull(),
    purpose: text('purpose').$type<Purpose>().notNull(),
    /** A copy was taken along. */
    isDownload: boolean('is_download').notNull().default(false),
    beganAt: instant('began_at').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (table) => [
    index().on(table.tenantId, table.clipId, table.beganAt),
    index().on(table.beganAt),
    foreignKey({
      columns: [table.tenantId, table.clipId],
      foreignColumns: [clips.tenantId, clips.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.personId],
      foreignColumns: [people.tenantId, people.id],
    }).onDelete('cascade'),
  ],
);

/** Stretches that were made unrecognisable for a person's sake, and what was destroyed for it. */
export const maskings = pgTable(
  'clip_masking',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    clipId: uuid('clip_id').notNull(),
    filmedPersonId: uuid('filmed_person_id').notNull(),
    ranges: jsonb('ranges')
      .$type<[number, number][]>()
      .notNull()
      .default(sql`'[]'`),
    style: text('style').$type<MaskStyle>().notNull(),
    requestedBy: uuid('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    /** Null until the masked film has taken the place of the other. */
    finishedAt: instant('finished_at'),
    /** How many files of the clip as it was are gone. */
    destroyedFiles: integer('destroyed_files'),
  },
  (table) => [
    index().on(table.tenantId, table.clipId),
    foreignKey({
      columns: [table.tenantId, table.clipId],
      foreignColumns: [clips.tenantId, clips.id],
    }).onDelete('cascade'),
  ],
);

/** A signed form, sealed with its name: for the clip's owner alone. */
export const evidenceDocuments = pgTable(
  'consent_evidence',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    clipId: uuid('clip_id').notNull(),
    filmedPersonId: uuid('filmed_person_id')
      .notNull()
      .references(() => filmedPeople.id, { onDelete: 'cascade' }),
    /** Name, kind and bytes of the file: none of them can be read in the database. */
    sealed: text('sealed').notNull(),
    bytes: integer('bytes').notNull(),
    addedBy: uuid('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [
    index().on(table.tenantId, table.clipId),
    foreignKey({
      columns: [table.tenantId, table.clipId],
      foreignColumns: [clips.tenantId, clips.id],
    }).onDelete('cascade'),
  ],
);

/** Every time that a signed form was opened. */
export const evidenceOpenings = pgTable(
  'consent_evidence_opening',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    evidenceId: uuid('evidence_id')
      .notNull()
      .references(() => evidenceDocuments.id, { onDelete: 'cascade' }),
    personId: uuid('person_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    index().on(table.tenantId, table.evidenceId),
    foreignKey({
      columns: [table.tenantId, table.personId],
      foreignColumns: [people.tenantId, people.id],
    }),
  ],
);

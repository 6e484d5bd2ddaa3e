import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Masking } from '#contract/masking';
import type { Audience, DestroyedPart, MaskStyle, Purpose } from '#contract/vocabulary';
import { instant, primaryId } from '../infra/columns.ts';
import { personKey } from '../lti/lti.table.ts';
import { clipColumns, clipKey, filmedPeople } from './clips.table.ts';

/** Who was sent pictures or sound of a clip: one row for each viewing, not for each request. */
export const viewings = pgTable(
  'clip_viewing',
  {
    id: primaryId(),
    ...clipColumns(),
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
    clipKey(table),
    personKey(table.tenantId, table.personId).onDelete('cascade'),
  ],
);

/** Stretches that were made unrecognisable for a person's sake; `destructions` says what went for it. */
export const maskings = pgTable(
  'clip_masking',
  {
    id: primaryId(),
    ...clipColumns(),
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
  },
  (table) => [index().on(table.tenantId, table.clipId), clipKey(table)],
);

/** Stretches that nobody but the owner gets to see, for a person's sake; the rest of the clip plays. */
export const closings = pgTable(
  'clip_closing',
  {
    id: primaryId(),
    ...clipColumns(),
    filmedPersonId: uuid('filmed_person_id').notNull(),
    /** As wide as the parts of the film that they touch. */
    ranges: jsonb('ranges').$type<[number, number][]>().notNull(),
    closedBy: uuid('closed_by').notNull(),
    closedAt: instant('closed_at').notNull(),
    /** Since when they are decided about otherwise; null while they are left out. */
    endedAt: instant('ended_at'),
  },
  (table) => [index().on(table.tenantId, table.clipId), clipKey(table)],
);

/** What of a clip was destroyed when, written when it was destroyed. Rows are never taken back. */
export const destructions = pgTable(
  'clip_destruction',
  {
    id: primaryId(),
    ...clipColumns(),
    what: text('what').$type<DestroyedPart>().notNull(),
    /** The maskings for which it was destroyed. */
    maskingIds: uuid('masking_ids').array().notNull().default([]),
    /** Files; of what was said, tracks of captions. */
    files: integer('files').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    begunAt: instant('begun_at').notNull(),
    /** Null until it is known to be gone. */
    finishedAt: instant('finished_at'),
  },
  (table) => [index().on(table.tenantId, table.clipId), clipKey(table)],
);

/** What was known of a clip when it was removed: no picture, no sound, no real name of a filmed person. */
export interface RemovalFacts {
  people: {
    pseudonym: string;
    ranges: [number, number][];
    consent: {
      purposes: Purpose[];
      audience: Audience;
      validFrom: string;
      validUntil: string;
      withdrawnAt: string | null;
    } | null;
  }[];
  /** Where it had been watched; the institution is null for one's own. */
  courses: { institution: string | null; courseTitle: string; viewings: number; lastAt: string }[];
  /** What had been masked in it, and since when. */
  maskings: {
    pseudonym: string;
    ranges: [number, number][];
    style: MaskStyle;
    finishedAt: string;
  }[];
  /** What had been destroyed before. */
  destroyed: { what: DestroyedPart; files: number; bytes: number; finishedAt: string }[];
  /** Masked before anybody could watch it, and by whom. */
  maskedFirst: Masking['by'] | null;
  /** The film lay elsewhere: nothing of it was kept here. */
  isElsewhere: boolean;
}

/** What is kept of a clip that is gone, for its owner. */
export const removedClips = pgTable(
  'removed_clip',
  {
    clipId: uuid('clip_id').primaryKey(),
    tenantId: uuid('tenant_id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    title: text('title').notNull(),
    removedBy: uuid('removed_by').notNull(),
    removedAt: instant('removed_at').notNull(),
    /** What was in the store when it was removed. */
    files: integer('files').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** Null until nothing of it is in the store any more. */
    erasedAt: instant('erased_at'),
    facts: jsonb('facts').$type<RemovalFacts>().notNull(),
  },
  (table) => [
    index().on(table.tenantId, table.ownerId, table.removedAt),
    personKey(table.tenantId, table.ownerId).onDelete('cascade'),
  ],
);

/** A signed form, sealed with its name: for the clip's owner alone. */
export const evidenceDocuments = pgTable(
  'consent_evidence',
  {
    id: primaryId(),
    ...clipColumns(),
    filmedPersonId: uuid('filmed_person_id')
      .notNull()
      .references(() => filmedPeople.id, { onDelete: 'cascade' }),
    /** Name, kind and bytes of the file: none of them can be read in the database. */
    sealed: text('sealed').notNull(),
    bytes: integer('bytes').notNull(),
    addedBy: uuid('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [index().on(table.tenantId, table.clipId), clipKey(table)],
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
    personKey(table.tenantId, table.personId),
  ],
);

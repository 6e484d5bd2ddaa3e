import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { ClipDescription, ClipReference, Quality } from '#contract/clips';
import type { Masking, MaskPlan } from '#contract/masking';
import type { ClipState, CurationState, PersonKind, TranscodeStage } from '#contract/vocabulary';
import { consents } from '../consents/consents.table.ts';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import type { PackagedClip } from '../infra/media/packaged-clip.ts';
import { personKey, tenants } from '../lti/lti.table.ts';

/** What the pipeline made of a master; file names are relative to `served/<clip>/<run>`. */
export interface ClipMedia {
  /** Name of the folder of this run, so that a new preparation never mixes with an old one. */
  run: string;
  masterPlaylist: string;
  poster: string | null;
  /** Pictures that the poster may be chosen from; clips of the first version have none. */
  posters?: string[];
  /** What is served, largest first; clips of the first version do not say. */
  renditions?: PackagedClip['renditions'];
  sound?: PackagedClip['sound'];
  /** What was made, for the run that adds to it after the first rendition plays. */
  files?: string[];
  waveform: string | null;
  thumbnails: {
    file: string;
    columns: number;
    rows: number;
    tileWidth: number;
    tileHeight: number;
    intervalSeconds: number;
    count: number;
  } | null;
}

/** A film with its description, where it is on its way, and what was made of its file. */
export const clips = pgTable(
  'clip',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    ownerId: uuid('owner_id').notNull(),
    /** A clip of another institution that is shared with this one: which, and whose. */
    originTenantId: uuid('origin_tenant_id'),
    originClipId: uuid('origin_clip_id'),
    /** Key of a demo clip; templates name clips by it. */
    demoKey: text('demo_key'),
    title: text('title').notNull(),
    description: jsonb('description').$type<ClipDescription>().notNull(),
    state: text('state').$type<ClipState>().notNull(),
    stage: text('stage').$type<TranscodeStage>(),
    percent: doublePrecision('percent').notNull().default(0),
    failure: text('failure'),
    /** The preparation that may write about the clip; a later or cancelled one takes it away. */
    claim: uuid('claim'),
    curation: text('curation').$type<CurationState>().notNull(),
    /** When a published clip is looked at again. */
    reviewOn: date('review_on', { mode: 'string' }),
    /** Where the film lies, if it was never handed over; such a clip has no media. */
    reference: jsonb('reference').$type<ClipReference>(),
    fileName: text('file_name'),
    bytes: bigint('bytes', { mode: 'number' }),
    masterKey: text('master_key'),
    durationSeconds: doublePrecision('duration_seconds'),
    width: integer('width'),
    height: integer('height'),
    frameRate: doublePrecision('frame_rate'),
    hasAudio: boolean('has_audio'),
    quality: jsonb('quality').$type<Quality>(),
    media: jsonb('media').$type<ClipMedia>(),
    /** The poster that a person chose among those of the media; null for the first. */
    poster: text('poster'),
    /** Stretches, in seconds, of which the film itself shows and tells nothing any more. */
    masked: jsonb('masked')
      .$type<[number, number][]>()
      .notNull()
      .default(sql`'[]'`),
    /** Stretches, in seconds, that are served to its owner alone while the rest plays (care.table.ts). */
    closed: jsonb('closed')
      .$type<[number, number][]>()
      .notNull()
      .default(sql`'[]'`),
    /** What must be masked before anything is made of the master; null when that is done. */
    maskPlan: jsonb('mask_plan').$type<MaskPlan>(),
    /** What was masked, or will be, before anybody could watch. */
    masking: jsonb('masking').$type<Masking>(),
    /** Whether the viewer's name moves over the picture. */
    isWatermarked: boolean('is_watermarked').notNull().default(false),
    /** Whether whoever may watch it may also keep a copy. */
    isDownloadable: boolean('is_downloadable').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.tenantId, table.id),
    unique().on(table.tenantId, table.demoKey),
    unique().on(table.tenantId, table.originClipId),
    index('clip_lent')
      .on(table.originClipId)
      .where(sql`${table.originClipId} IS NOT NULL`),
    index().on(table.tenantId, table.curation),
    personKey(table.tenantId, table.ownerId),
  ],
);

/** Of which clip a row is, and of which institution both are. */
export const clipColumns = () => ({
  tenantId: uuid('tenant_id').notNull(),
  clipId: uuid('clip_id').notNull(),
});

/** The row belongs to a clip of its own institution, and goes with it. */
export const clipKey = (table: { tenantId: AnyPgColumn; clipId: AnyPgColumn }) =>
  foreignKey({
    columns: [table.tenantId, table.clipId],
    foreignColumns: [clips.tenantId, clips.id],
  }).onDelete('cascade');

/** A person who is seen or heard, by pseudonym, with the consent that covers them. */
export const filmedPeople = pgTable(
  'filmed_person',
  {
    id: primaryId(),
    ...clipColumns(),
    pseudonym: text('pseudonym').notNull(),
    kind: text('kind').$type<PersonKind>().notNull(),
    ranges: jsonb('ranges')
      .$type<[number, number][]>()
      .notNull()
      .default(sql`'[]'`),
    consentId: uuid('consent_id'),
    /** Who it is, if that is kept at all: sealed, and for the clip's owner alone. */
    identity: text('identity'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.clipId, table.pseudonym),
    clipKey(table),
    foreignKey({
      columns: [table.tenantId, table.consentId],
      foreignColumns: [consents.tenantId, consents.id],
    }),
  ],
);

/** Stretches of clips that are played by themselves. */
export const excerpts = pgTable(
  'clip_excerpt',
  {
    id: primaryId(),
    ...clipColumns(),
    ownerId: uuid('owner_id').notNull(),
    isShared: boolean('is_shared').notNull(),
    title: text('title').notNull(),
    startSeconds: doublePrecision('start_seconds').notNull(),
    endSeconds: doublePrecision('end_seconds').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.tenantId, table.clipId),
    clipKey(table),
    personKey(table.tenantId, table.ownerId),
  ],
);

/** What is said in a clip, in one language. */
export const captionTracks = pgTable(
  'caption_track',
  {
    ...clipColumns(),
    language: text('language').notNull(),
    label: text('label').notNull(),
    vtt: text('vtt').notNull(),
    isDraft: boolean('is_draft').notNull().default(false),
    /** Written by a service that listened, and not checked yet. */
    isMachine: boolean('is_machine').notNull().default(false),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.clipId, table.language] }), clipKey(table)],
);

/** What is to be seen in a clip, for those who do not see it, in one language. */
export const descriptionTracks = pgTable(
  'description_track',
  {
    ...clipColumns(),
    language: text('language').notNull(),
    label: text('label').notNull(),
    vtt: text('vtt').notNull(),
    isDraft: boolean('is_draft').notNull().default(false),
    isMachine: boolean('is_machine').notNull().default(false),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.clipId, table.language] }), clipKey(table)],
);

/** Captions that a service was asked to write; gone when its draft is there. */
export const captionRequests = pgTable(
  'caption_request',
  {
    ...clipColumns(),
    language: text('language').notNull(),
    label: text('label').notNull(),
    hasFailed: boolean('has_failed').notNull().default(false),
    requestedAt: instant('requested_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.clipId, table.language] }), clipKey(table)],
);

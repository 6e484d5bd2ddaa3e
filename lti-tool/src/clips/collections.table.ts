import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CollectionScope, ShareState } from '#contract/collections';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { ltiContextKey, personKey, tenants } from '../lti/lti.table.ts';
import { clipKey } from './clips.table.ts';

/** Clips that belong together for somebody: for one person, a course, or the institution. */
export const collections = pgTable(
  'collection',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    scope: text('scope').$type<CollectionScope>().notNull(),
    /** The course of a course's collection. */
    ltiContextId: uuid('lti_context_id'),
    title: text('title').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.tenantId, table.id),
    personKey(table.tenantId, table.ownerId),
    ltiContextKey(table),
  ],
);

/** What is in a collection. */
export const collectionClips = pgTable(
  'collection_clip',
  {
    tenantId: uuid('tenant_id').notNull(),
    collectionId: uuid('collection_id').notNull(),
    clipId: uuid('clip_id').notNull(),
    addedBy: uuid('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.collectionId, table.clipId] }),
    index().on(table.tenantId, table.clipId),
    foreignKey({
      columns: [table.tenantId, table.collectionId],
      foreignColumns: [collections.tenantId, collections.id],
    }).onDelete('cascade'),
    clipKey(table),
  ],
);

/**
 * A collection that an institution (`tenant_id`) offers to another (`partner_id`). While it is
 * accepted, it is the one door between them: see sharing.store.ts.
 */
export const collectionShares = pgTable(
  'collection_share',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    collectionId: uuid('collection_id').notNull(),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => tenants.id),
    state: text('state').$type<ShareState>().notNull(),
    offeredBy: uuid('offered_by').notNull(),
    offeredAt: instant('offered_at').notNull(),
    /** Who accepted or declined it, at the partner. */
    answeredBy: uuid('answered_by'),
    answeredAt: instant('answered_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index().on(table.tenantId, table.collectionId),
    index().on(table.partnerId, table.state),
    uniqueIndex('collection_share_living')
      .on(table.collectionId, table.partnerId)
      .where(sql`${table.state} IN ('offered', 'accepted')`),
    foreignKey({
      columns: [table.tenantId, table.collectionId],
      foreignColumns: [collections.tenantId, collections.id],
    }).onDelete('cascade'),
  ],
);

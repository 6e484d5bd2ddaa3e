import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, createdAt, instant, primaryId } from '../../infra/columns.ts';
import { ltiContextKey } from '../lti.table.ts';

/**
 * A page of an institution, outside every LMS, on which elements stand. It is a course of its own,
 * so that its readers see the library and no course's work. Only the secret's digest is kept.
 */
export const pageClients = pgTable(
  'page_client',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    /** As browsers send it: scheme, host, port. */
    origin: text('origin').notNull(),
    secretHash: bytes('secret_hash').notNull().unique(),
    revokedAt: instant('revoked_at'),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.origin), ltiContextKey(table)],
);

import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, createdAt, instant, primaryId } from '../../infra/columns.ts';
import { platforms } from '../lti.table.ts';

/**
 * Who may register an LMS by themselves: one address, once, until a day. Only the digest of the
 * address's secret is kept, so that whoever reads this table cannot register anything.
 */
export const invitations = pgTable('registration_invitation', {
  id: primaryId(),
  /** What the LMS is called here. */
  name: text('name').notNull(),
  institution: text('institution'),
  secretHash: bytes('secret_hash').notNull().unique(),
  /** The only issuer that may register with it; any when null. */
  allowedIssuer: text('allowed_issuer'),
  /** Whether the LMS may launch at once, without the operator looking at it. */
  activatesAtOnce: boolean('activates_at_once').notNull(),
  expiresAt: instant('expires_at').notNull(),
  /** Held by a registration under way, so that the address serves one at a time. */
  heldUntil: instant('held_until'),
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
  platformId: uuid('platform_id').references(() => platforms.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
});

import { sql } from 'drizzle-orm';
import { check, date, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Audience, Purpose } from '#contract/vocabulary';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { tenants } from '../lti/lti.table.ts';

/** What one filmed person agreed to. Which clip it is about, the clip says. */
export const consents = pgTable(
  'consent',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    purposes: text('purposes').array().$type<Purpose[]>().notNull(),
    audience: text('audience').$type<Audience>().notNull(),
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    validUntil: date('valid_until', { mode: 'string' }).notNull(),
    evidence: text('evidence').notNull().default(''),
    assentNote: text('assent_note').notNull().default(''),
    recordedBy: uuid('recorded_by').notNull(),
    recordedAt: createdAt(),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: uuid('withdrawn_by'),
  },
  (table) => [
    unique().on(table.tenantId, table.id),
    check('consent_days', sql`${table.validUntil} >= ${table.validFrom}`),
  ],
);

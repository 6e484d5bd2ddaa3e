import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../infra/columns.ts';
import { platforms } from '../lti/lti.table.ts';

/**
 * How a platform's services have answered lately, shared by all workers. No row: nothing was ever
 * amiss. `openedAt` set: the circuit is open, and one score at a time asks whether it works again.
 */
export const platformCircuits = pgTable('platform_circuit', {
  platformId: uuid('platform_id')
    .primaryKey()
    .references(() => platforms.id),
  /** Failures since the last answer that worked. */
  failures: integer('failures').notNull().default(0),
  openedAt: instant('opened_at'),
  /** When the next single score may try it; a try that is under way moves it on. */
  nextProbeAt: instant('next_probe_at'),
  probes: integer('probes').notNull().default(0),
  /** The platform asked for a pause until then (429). */
  pausedUntil: instant('paused_until'),
  lastFailureAt: instant('last_failure_at'),
  lastStatus: integer('last_status'),
  /** Its own words, shortened, without names and tokens. */
  lastAnswer: text('last_answer'),
});

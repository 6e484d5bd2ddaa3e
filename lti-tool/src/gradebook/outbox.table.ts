import { doublePrecision, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ScoreState } from '#contract/vocabulary';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { platforms, tenants } from '../lti/lti.table.ts';

/**
 * Scores on their way to a platform. One row per (line item, person): a later release replaces
 * what waits, so that the gradebook ends with the last word.
 */
export const outboxScores = pgTable(
  'outbox_score',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    platformId: uuid('platform_id')
      .notNull()
      .references(() => platforms.id),
    /** The deployment as the platform names it, for the client assertion. */
    deploymentId: text('deployment_id').notNull(),
    /** What the score is about, opaque to this slice: `narration:<id>`. */
    sourceKey: text('source_key').notNull(),
    /** Tasks list their transfers by this. */
    groupKey: text('group_key').notNull(),
    lineItemUrl: text('line_item_url').notNull(),
    subject: text('subject').notNull(),
    scoringSubject: text('scoring_subject'),
    scoreGiven: doublePrecision('score_given').notNull(),
    scoreMaximum: doublePrecision('score_maximum').notNull(),
    comment: text('comment').notNull().default(''),
    submittedAt: instant('submitted_at'),
    state: text('state').$type<ScoreState>().notNull(),
    /** Counts releases; a delivery of an older one is dropped. */
    revision: integer('revision').notNull().default(1),
    attempts: integer('attempts').notNull().default(0),
    nextTryAt: instant('next_try_at'),
    /** Timestamp that was last posted; the next one is later by at least a second. */
    lastTimestamp: instant('last_timestamp'),
    sentAt: instant('sent_at'),
    errorCode: text('error_code'),
    platformAnswer: text('platform_answer'),
    platformStatus: integer('platform_status'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.tenantId, table.sourceKey),
    index().on(table.tenantId, table.groupKey),
  ],
);

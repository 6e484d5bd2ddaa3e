import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ScoreKind, ScoreState } from '#contract/vocabulary';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { platforms, tenants } from '../lti/lti.table.ts';

/**
 * Scores on their way to a platform. One row is the whole ordered queue of one cell (line item and
 * person): a later word replaces what waits, and only one post of a row is ever under way, so that
 * the gradebook ends with the last word.
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
    /** What is said: a grade, that work was handed in, or that the grade is taken back. */
    kind: text('kind').$type<ScoreKind>().notNull().default('grade'),
    /** Points of a grade; 0 where none is given. */
    scoreGiven: doublePrecision('score_given').notNull(),
    scoreMaximum: doublePrecision('score_maximum').notNull(),
    comment: text('comment').notNull().default(''),
    submittedAt: instant('submitted_at'),
    /** Where a platform that shows submissions (Canvas) opens this one. */
    reviewUrl: text('review_url'),
    state: text('state').$type<ScoreState>().notNull(),
    /** Counts releases; a delivery of an older one is dropped. */
    revision: integer('revision').notNull().default(1),
    attempts: integer('attempts').notNull().default(0),
    nextTryAt: instant('next_try_at'),
    queuedAt: instant('queued_at').notNull().defaultNow(),
    /** First post of this revision: trying ends two days later. */
    firstTriedAt: instant('first_tried_at'),
    /** The one post that is under way, and when it is taken for dead. */
    leaseId: uuid('lease_id'),
    leasedUntil: instant('leased_until'),
    /** How often this revision met a later timestamp in the gradebook. */
    conflicts: integer('conflicts').notNull().default(0),
    /** A person asked for it: it goes over a change that was made in the gradebook by hand. */
    overrides: boolean('overrides').notNull().default(false),
    /** Timestamp that was last posted; the next one is later by at least a second. */
    lastTimestamp: instant('last_timestamp'),
    sentAt: instant('sent_at'),
    errorCode: text('error_code'),
    platformAnswer: text('platform_answer'),
    platformStatus: integer('platform_status'),
    /** What the platform took last, of whichever revision; null when it took none, or a clear. */
    acceptedGiven: doublePrecision('accepted_given'),
    acceptedMaximum: doublePrecision('accepted_maximum'),
    /** What the gradebook held when it was last read; null is an empty cell. */
    heldGiven: doublePrecision('held_given'),
    heldMaximum: doublePrecision('held_maximum'),
    heldReadAt: instant('held_read_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.tenantId, table.sourceKey),
    index().on(table.tenantId, table.groupKey),
    index('outbox_score_cell_index').on(table.tenantId, table.subject, table.platformId),
    index('outbox_score_due_index')
      .on(table.platformId, table.nextTryAt)
      .where(sql`${table.state} = 'waiting'`),
  ],
);

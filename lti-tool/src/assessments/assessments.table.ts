import { foreignKey, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { CriterionMark, PassageComment, Share } from '#contract/assessments';
import type { AssessmentState } from '#contract/vocabulary';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { personKey } from '../lti/lti.table.ts';
import { narrations } from '../narrations/narrations.table.ts';

/** The mark of one narration by one marker: draft, marked, released. */
export const assessments = pgTable(
  'assessment',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    narrationId: uuid('narration_id').notNull(),
    markerId: uuid('marker_id').notNull(),
    state: text('state').$type<Exclude<AssessmentState, 'todo'>>().notNull(),
    marks: jsonb('marks').$type<CriterionMark[]>().notNull(),
    passages: jsonb('passages').$type<PassageComment[]>().notNull(),
    overallComment: text('overall_comment').notNull().default(''),
    /** Of a group's narration: who gets more or less than the group, and why. */
    shares: jsonb('shares').$type<Share[]>().notNull().default([]),
    revision: integer('revision').notNull().default(1),
    createdAt: createdAt(),
    savedAt: instant('saved_at').notNull().defaultNow(),
    markedAt: instant('marked_at'),
    releasedAt: instant('released_at'),
    releasedBy: uuid('released_by'),
  },
  (table) => [
    unique().on(table.narrationId),
    unique().on(table.tenantId, table.id),
    foreignKey({
      columns: [table.tenantId, table.narrationId],
      foreignColumns: [narrations.tenantId, narrations.id],
    }),
    personKey(table.tenantId, table.markerId),
  ],
);

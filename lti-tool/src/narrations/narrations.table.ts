import {
  boolean,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { NarrationDoc } from '#contract/narrations';
import type { NarrationStage } from '#contract/vocabulary';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { ltiContexts, people } from '../lti/lti.table.ts';
import { tasks } from '../tasks/tasks.table.ts';

/** One person's narration for a task in one course: the living text. */
export const narrations = pgTable(
  'narration',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    personId: uuid('person_id').notNull(),
    /** Three letters and digits by which markers know it while names are hidden. */
    candidateCode: text('candidate_code').notNull(),
    title: text('title').notNull().default(''),
    question: text('question').notNull().default(''),
    stage: text('stage').$type<NarrationStage>().notNull(),
    doc: jsonb('doc').$type<NarrationDoc>().notNull(),
    wordCount: integer('word_count').notNull().default(0),
    citationCount: integer('citation_count').notNull().default(0),
    ownEstimate: jsonb('own_estimate').$type<Record<string, string>>().notNull(),
    handedInAt: instant('handed_in_at'),
    /** The version that was handed in. */
    handedInVersion: integer('handed_in_version'),
    revision: integer('revision').notNull().default(1),
    /** Since when its author shows it on the page of its clip; null while they do not. */
    shownAt: instant('shown_at'),
    isShownNamed: boolean('is_shown_named').notNull().default(false),
    createdAt: createdAt(),
    savedAt: instant('saved_at').notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.taskId, table.ltiContextId, table.personId),
    unique().on(table.taskId, table.candidateCode),
    unique().on(table.tenantId, table.id),
    foreignKey({
      columns: [table.tenantId, table.taskId],
      foreignColumns: [tasks.tenantId, tasks.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.ltiContextId],
      foreignColumns: [ltiContexts.tenantId, ltiContexts.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.personId],
      foreignColumns: [people.tenantId, people.id],
    }),
  ],
);

/** Earlier states of a narration, so that how the thinking moved can be read (Q3). */
export const narrationVersions = pgTable(
  'narration_version',
  {
    tenantId: uuid('tenant_id').notNull(),
    narrationId: uuid('narration_id').notNull(),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    question: text('question').notNull(),
    doc: jsonb('doc').$type<NarrationDoc>().notNull(),
    wordCount: integer('word_count').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.narrationId, table.number] }),
    foreignKey({
      columns: [table.tenantId, table.narrationId],
      foreignColumns: [narrations.tenantId, narrations.id],
    }).onDelete('cascade'),
  ],
);

import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { NarrationDoc } from '#contract/narrations';
import type { NarrationStage } from '#contract/vocabulary';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { ltiContextKey, personKey } from '../lti/lti.table.ts';
import { taskKey } from '../tasks/tasks.table.ts';
import { teams } from '../tasks/teams.table.ts';

/** One person's narration for a task in one course, or that of a group: the living text. */
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
    /** The group whose text it is; its person is then only who opened it first. */
    teamId: uuid('team_id'),
    /** Of a group's text: who wrote each block, in the order in which they came to it. */
    authors: jsonb('authors').$type<string[][]>().notNull().default([]),
    /** Who of a group handed in for all. */
    handedInBy: uuid('handed_in_by'),
    /** Who of a group said yes to handing in what is there now. */
    yesBy: uuid('yes_by')
      .array()
      .notNull()
      .default(sql`'{}'`),
    isShownNamed: boolean('is_shown_named').notNull().default(false),
    createdAt: createdAt(),
    savedAt: instant('saved_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex()
      .on(table.taskId, table.ltiContextId, table.personId)
      .where(sql`${table.teamId} IS NULL`),
    uniqueIndex().on(table.teamId),
    unique().on(table.taskId, table.candidateCode),
    unique().on(table.tenantId, table.id),
    taskKey(table),
    ltiContextKey(table),
    personKey(table.tenantId, table.personId),
    foreignKey({
      columns: [table.tenantId, table.teamId],
      foreignColumns: [teams.tenantId, teams.id],
    }),
  ],
);

/** Who wrote a group's narration: those who were in it when it was handed in, or said yes before. */
export const narrationMembers = pgTable(
  'narration_member',
  {
    tenantId: uuid('tenant_id').notNull(),
    narrationId: uuid('narration_id').notNull(),
    personId: uuid('person_id').notNull(),
    ownEstimate: jsonb('own_estimate').$type<Record<string, string>>().notNull().default({}),
    /** Since when they want it on the page of its clip; it stands there while all of them do. */
    shownAt: instant('shown_at'),
    isShownNamed: boolean('is_shown_named').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.narrationId, table.personId] }),
    index().on(table.personId),
    foreignKey({
      columns: [table.tenantId, table.narrationId],
      foreignColumns: [narrations.tenantId, narrations.id],
    }).onDelete('cascade'),
    personKey(table.tenantId, table.personId),
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
    authors: jsonb('authors').$type<string[][]>().notNull().default([]),
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

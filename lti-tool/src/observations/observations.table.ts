import {
  boolean,
  doublePrecision,
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
import type { ContrastGrid, EarlierCoding, MarkDetails } from '#contract/observations';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { ltiContextKey, personKey } from '../lti/lti.table.ts';
import { taskKey } from '../tasks/tasks.table.ts';
import { teams } from '../tasks/teams.table.ts';
import { clips } from '../clips/clips.table.ts';
import { frameworks } from '../frameworks/frameworks.table.ts';

/** One person's observation of a task in one course. */
export const observations = pgTable(
  'observation',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    personId: uuid('person_id').notNull(),
    helpingQuestion: text('helping_question').notNull().default(''),
    /** What was believed before coding (C4), by the id of the task's question. */
    beliefs: jsonb('beliefs').$type<Record<string, number>>().notNull().default({}),
    /** How two cases were held against each other, by look-for. */
    contrast: jsonb('contrast').$type<ContrastGrid>().notNull().default({}),
    handedInAt: instant('handed_in_at'),
    /** The group whose work it is; its person is then only who opened it first. */
    teamId: uuid('team_id'),
    /** Who of a group handed in for all. */
    handedInBy: uuid('handed_in_by'),
    /** Who of a group said yes to handing in what is there now. */
    yesBy: uuid('yes_by')
      .array()
      .notNull()
      .default(sql`'{}'`),
    revision: integer('revision').notNull().default(1),
    /** Since when its author shows it on the page of its clip; null while they do not. */
    shownAt: instant('shown_at'),
    isShownNamed: boolean('is_shown_named').notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex()
      .on(table.taskId, table.ltiContextId, table.personId)
      .where(sql`${table.teamId} IS NULL`),
    uniqueIndex().on(table.teamId),
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

/** How far a pass has come. Only what the pass rule needs is kept about watching. */
export const passProgress = pgTable(
  'pass_progress',
  {
    tenantId: uuid('tenant_id').notNull(),
    observationId: uuid('observation_id').notNull(),
    passId: text('pass_id').notNull(),
    watched: jsonb('watched').$type<[number, number][]>().notNull(),
    /** Twice and more often, as far as the pass asks for it. */
    watchedAgain: jsonb('watched_again').$type<[number, number][][]>().notNull().default([]),
    /** The ids under which stretches came last: sent again, they count once. */
    lastViewings: text('last_viewings')
      .array()
      .notNull()
      .default(sql`'{}'`),
    foundNone: text('found_none').array().notNull(),
    completedAt: instant('completed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.observationId, table.passId] }),
    foreignKey({
      columns: [table.tenantId, table.observationId],
      foreignColumns: [observations.tenantId, observations.id],
    }).onDelete('cascade'),
  ],
);

/** Moments that were marked. The id is made on the device. Removed ones stay as a trace for syncing. */
export const marks = pgTable(
  'mark',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    observationId: uuid('observation_id').notNull(),
    passId: text('pass_id').notNull(),
    startSeconds: doublePrecision('start_seconds').notNull(),
    endSeconds: doublePrecision('end_seconds'),
    body: text('body').notNull(),
    codeIds: text('code_ids').array().notNull(),
    lookForId: text('look_for_id'),
    child: text('child'),
    /** Initiative, confidence, strength of codes, drawings: what was said, and no more. */
    details: jsonb('details').$type<MarkDetails>().notNull().default({}),
    changedAt: instant('changed_at').notNull(),
    /** Who of a group made it. */
    authorId: uuid('author_id'),
    /** In a group: the last change of each person that is in it, in ms since 1970. */
    seen: jsonb('seen').$type<Record<string, number>>().notNull().default({}),
    /** How it was coded before its task went on with newer versions of the framework, oldest first. */
    earlier: jsonb('earlier').$type<(EarlierCoding & { moveId: string })[]>().notNull().default([]),
    removedAt: instant('removed_at'),
  },
  (table) => [
    index().on(table.observationId, table.startSeconds),
    foreignKey({
      columns: [table.tenantId, table.observationId],
      foreignColumns: [observations.tenantId, observations.id],
    }).onDelete('cascade'),
  ],
);

/** An expert's coding of a clip with reasons, shown in comparisons. */
export const expertReadings = pgTable(
  'expert_reading',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    clipId: uuid('clip_id').notNull(),
    frameworkId: uuid('framework_id').notNull(),
    /** "Expert 1": experts of demo clips have no other name. */
    name: text('name').notNull(),
    marks: jsonb('marks')
      .$type<
        {
          startSeconds: number;
          endSeconds: number | null;
          codeId: string;
          child: string | null;
          body: string;
          because: string;
        }[]
      >()
      .notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.clipId, table.frameworkId, table.name),
    foreignKey({
      columns: [table.tenantId, table.clipId],
      foreignColumns: [clips.tenantId, clips.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.frameworkId],
      foreignColumns: [frameworks.tenantId, frameworks.id],
    }),
  ],
);

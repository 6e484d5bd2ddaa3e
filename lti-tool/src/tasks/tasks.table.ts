import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { TaskPlan } from '#contract/tasks';
import type { TaskState } from '#contract/vocabulary';
import { clips } from '../clips/clips.table.ts';
import { frameworks } from '../frameworks/frameworks.table.ts';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { ltiContextKey, personKey, resourceLinks } from '../lti/lti.table.ts';

/** What is asked of students. Clip and framework stand beside the plan so that they are real references. */
export const tasks = pgTable(
  'task',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    /** The course in which it was made. */
    ltiContextId: uuid('lti_context_id').notNull(),
    createdBy: uuid('created_by').notNull(),
    state: text('state').$type<TaskState>().notNull(),
    plan: jsonb('plan').$type<TaskPlan>().notNull(),
    clipId: uuid('clip_id'),
    frameworkId: uuid('framework_id'),
    templateKey: text('template_key'),
    revealedAt: instant('revealed_at'),
    revision: integer('revision').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.tenantId, table.id),
    index().on(table.ltiContextId),
    index().on(table.clipId),
    ltiContextKey(table),
    personKey(table.tenantId, table.createdBy),
    foreignKey({
      columns: [table.tenantId, table.clipId],
      foreignColumns: [clips.tenantId, clips.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.frameworkId],
      foreignColumns: [frameworks.tenantId, frameworks.id],
    }),
  ],
);

/** A row belongs to a task of its own institution. */
export const taskKey = (table: { tenantId: AnyPgColumn; taskId: AnyPgColumn }) =>
  foreignKey({
    columns: [table.tenantId, table.taskId],
    foreignColumns: [tasks.tenantId, tasks.id],
  });

/** Which task a link of a course opens; learned from the first launch of the link. */
export const taskPlacements = pgTable(
  'task_placement',
  {
    resourceLinkId: uuid('resource_link_id')
      .primaryKey()
      .references(() => resourceLinks.id),
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.taskId), taskKey(table)],
);

/**
 * Tasks that an answer to deep linking carried to a course. Whether the LMS kept them is known only
 * when one of its links is opened: a form there may still be left without saving.
 */
export const sentTasks = pgTable(
  'sent_task',
  {
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    taskId: uuid('task_id').notNull(),
    /** The last time. */
    sentAt: instant('sent_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ltiContextId, table.taskId] }),
    index().on(table.taskId),
    ltiContextKey(table),
    foreignKey({
      columns: [table.tenantId, table.taskId],
      foreignColumns: [tasks.tenantId, tasks.id],
    }).onDelete('cascade'),
  ],
);

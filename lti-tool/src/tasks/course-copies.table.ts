import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from '../infra/columns.ts';
import { ltiContextKey, ltiContexts, personKey, resourceLinks } from '../lti/lti.table.ts';
import { clips } from '../clips/clips.table.ts';
import { taskKey, tasks } from './tasks.table.ts';

/** A course that was made by copying another one, and what its lecturer wants with the tasks. */
export const courseCopies = pgTable(
  'course_copy',
  {
    tenantId: uuid('tenant_id').notNull(),
    /** The new course. */
    ltiContextId: uuid('lti_context_id').notNull(),
    /** The course whose links were copied. */
    fromContextId: uuid('from_context_id').notNull(),
    /** Null until somebody decided; links open the tasks of the old course meanwhile. */
    decision: text('decision').$type<'keep' | 'own'>(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.ltiContextId, table.fromContextId] }),
    ltiContextKey(table),
    foreignKey({
      columns: [table.tenantId, table.fromContextId],
      foreignColumns: [ltiContexts.tenantId, ltiContexts.id],
    }),
    personKey(table.tenantId, table.decidedBy),
  ],
);

/** Which task of a course stands for a task of the course that it was copied from. */
export const taskCopies = pgTable(
  'task_copy',
  {
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    fromTaskId: uuid('from_task_id').notNull(),
    /** The same task where students of the new course had begun with it before. */
    taskId: uuid('task_id').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.ltiContextId, table.fromTaskId] }),
    index().on(table.taskId),
    foreignKey({
      columns: [table.tenantId, table.fromTaskId],
      foreignColumns: [tasks.tenantId, tasks.id],
    }),
    taskKey(table).onDelete('cascade'),
  ],
);

/** Which clip a link of a course shows by itself; learned from its launches. */
export const clipPlacements = pgTable(
  'clip_placement',
  {
    resourceLinkId: uuid('resource_link_id')
      .primaryKey()
      .references(() => resourceLinks.id),
    tenantId: uuid('tenant_id').notNull(),
    clipId: uuid('clip_id').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.clipId),
    foreignKey({
      columns: [table.tenantId, table.clipId],
      foreignColumns: [clips.tenantId, clips.id],
    }).onDelete('cascade'),
  ],
);

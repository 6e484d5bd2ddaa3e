import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, primaryId } from '../infra/columns.ts';
import { courseGroups } from '../lti/course-groups.table.ts';
import { ltiContextKey, personKey } from '../lti/lti.table.ts';
import { taskKey } from './tasks.table.ts';

/** People who work on a task together in one course (J2). */
export const teams = pgTable(
  'task_team',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    name: text('name').notNull(),
    /** The group of the course that it is; null for one that was made for the task. */
    courseGroupId: uuid('course_group_id'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.tenantId, table.id),
    unique().on(table.taskId, table.ltiContextId, table.courseGroupId),
    taskKey(table).onDelete('cascade'),
    ltiContextKey(table),
    foreignKey({
      columns: [table.tenantId, table.courseGroupId],
      foreignColumns: [courseGroups.tenantId, courseGroups.id],
    }),
  ],
);

/** Who works in which group; in one for each task. */
export const teamMembers = pgTable(
  'task_team_member',
  {
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    personId: uuid('person_id').notNull(),
    teamId: uuid('team_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.taskId, table.ltiContextId, table.personId] }),
    index().on(table.teamId),
    index().on(table.personId),
    foreignKey({
      columns: [table.tenantId, table.teamId],
      foreignColumns: [teams.tenantId, teams.id],
    }).onDelete('cascade'),
    personKey(table.tenantId, table.personId),
  ],
);

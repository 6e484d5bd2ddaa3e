import { foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, primaryId } from '../infra/columns.ts';
import { people } from '../lti/lti.table.ts';
import { tasks } from '../tasks/tasks.table.ts';

/** Who took a task for research, and for what: kept as long as the task. */
export const researchBundles = pgTable(
  'research_bundle',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    madeBy: uuid('made_by').notNull(),
    purpose: text('purpose').notNull(),
    people: integer('people').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.taskId),
    foreignKey({
      columns: [table.tenantId, table.taskId],
      foreignColumns: [tasks.tenantId, tasks.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.madeBy],
      foreignColumns: [people.tenantId, people.id],
    }),
  ],
);

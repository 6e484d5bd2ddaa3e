import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, primaryId } from '../infra/columns.ts';
import { personKey } from '../lti/lti.table.ts';
import { taskKey } from '../tasks/tasks.table.ts';

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
    taskKey(table).onDelete('cascade'),
    personKey(table.tenantId, table.madeBy),
  ],
);

import { doublePrecision, index, boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from '../infra/columns.ts';
import { ltiContextKey, personKey } from '../lti/lti.table.ts';
import { taskKey } from '../tasks/tasks.table.ts';

/** What was said about a moment of a task, in one course. The id is made on the device. */
export const posts = pgTable(
  'post',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    personId: uuid('person_id').notNull(),
    startSeconds: doublePrecision('start_seconds').notNull(),
    endSeconds: doublePrecision('end_seconds').notNull(),
    body: text('body').notNull(),
    fromLead: boolean('from_lead').notNull(),
    writtenAt: instant('written_at').notNull(),
    editedAt: instant('edited_at'),
    /** Taken back by its author: a trace without words, which a late repetition must find. */
    removedAt: instant('removed_at'),
    hiddenAt: instant('hidden_at'),
    hiddenBy: uuid('hidden_by'),
    hiddenReason: text('hidden_reason'),
  },
  (table) => [
    index().on(table.taskId, table.ltiContextId),
    taskKey(table).onDelete('cascade'),
    ltiContextKey(table),
    personKey(table.tenantId, table.personId),
  ],
);

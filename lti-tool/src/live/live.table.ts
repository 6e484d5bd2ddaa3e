import { bigserial, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../infra/columns.ts';

/** What happened in a task that others look at: only that it happened, and to what. Swept after a day. */
export const liveEvents = pgTable(
  'live_event',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    /** Null when it concerns every course that has the task. */
    ltiContextId: uuid('lti_context_id'),
    kind: text('kind').$type<LiveEventKind>().notNull(),
    /** The post or observation that changed; null for the task itself. */
    subjectId: uuid('subject_id'),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.taskId, table.id), index().on(table.createdAt)],
);

/** What may happen. */
export type LiveEventKind = 'post' | 'reading' | 'look-again';

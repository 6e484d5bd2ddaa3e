import {
  boolean,
  date,
  doublePrecision,
  foreignKey,
  index,
  jsonb,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PieceKind } from '#contract/documentation';
import { createdAt, primaryId } from '../infra/columns.ts';
import { ltiContexts, people } from '../lti/lti.table.ts';
import { tasks } from '../tasks/tasks.table.ts';

/** Own documentation: pictures, recordings and field notes that somebody brings to a task. */
export const pieces = pgTable(
  'documentation_piece',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    taskId: uuid('task_id').notNull(),
    personId: uuid('person_id').notNull(),
    kind: text('kind').$type<PieceKind>().notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    isShared: boolean('is_shared').notNull(),
    hasPeople: boolean('has_people').notNull(),
    areAgreed: boolean('are_agreed').notNull(),
    agreedUntil: date('agreed_until', { mode: 'string' }),
    isWithdrawn: boolean('is_withdrawn').notNull().default(false),
    /** Whether the cleaned file is there. */
    hasFile: boolean('has_file').notNull().default(false),
    durationSeconds: doublePrecision('duration_seconds'),
    peaks: jsonb('peaks').$type<number[]>(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.tenantId, table.taskId, table.personId),
    foreignKey({
      columns: [table.tenantId, table.ltiContextId],
      foreignColumns: [ltiContexts.tenantId, ltiContexts.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.taskId],
      foreignColumns: [tasks.tenantId, tasks.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.personId],
      foreignColumns: [people.tenantId, people.id],
    }),
  ],
);

import { foreignKey, index, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core';
import type { Replaced } from '#contract/frameworks';
import { frameworks } from '../frameworks/frameworks.table.ts';
import { instant, primaryId } from '../infra/columns.ts';
import { taskKey } from '../tasks/tasks.table.ts';

/** A begun task that went on with a newer version of its framework. */
export const frameworkMoves = pgTable(
  'framework_move',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    fromFrameworkId: uuid('from_framework_id').notNull(),
    toFrameworkId: uuid('to_framework_id').notNull(),
    /** What became of each code, as it was applied. */
    codes: jsonb('codes').$type<Replaced['codes']>().notNull(),
    /** The codes of look-fors before it, by the ids of the look-fors. */
    lookForCodes: jsonb('look_for_codes').$type<Record<string, string>>().notNull(),
    movedAt: instant('moved_at').notNull(),
    undoneAt: instant('undone_at'),
  },
  (table) => [
    index().on(table.taskId),
    taskKey(table).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.fromFrameworkId],
      foreignColumns: [frameworks.tenantId, frameworks.id],
    }),
    foreignKey({
      columns: [table.tenantId, table.toFrameworkId],
      foreignColumns: [frameworks.tenantId, frameworks.id],
    }),
  ],
);

import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from '../infra/columns.ts';
import { narrations } from './narrations.table.ts';

/** What the author of a narration will try in practice: one small, dated next move (C3, J3). */
export const actionSteps = pgTable(
  'action_step',
  {
    narrationId: uuid('narration_id').primaryKey(),
    tenantId: uuid('tenant_id').notNull(),
    text: text('text').notNull(),
    dueOn: date('due_on', { mode: 'string' }),
    /** How it went, once it was tried. */
    outcome: text('outcome').notNull(),
    /** The clips it comes from. A removed one stays named by its id: its place is a tombstone. */
    clipIds: uuid('clip_ids').array().notNull(),
    /** Since when its author shows it on the pages of these clips; null while they do not. */
    shownAt: instant('shown_at'),
    isShownNamed: boolean('is_shown_named').notNull().default(false),
    revision: integer('revision').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [
    index().using('gin', table.clipIds),
    foreignKey({
      columns: [table.tenantId, table.narrationId],
      foreignColumns: [narrations.tenantId, narrations.id],
    }).onDelete('cascade'),
  ],
);

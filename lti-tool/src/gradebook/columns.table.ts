import { integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ErrorCode } from '#contract/errors';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { tenants } from '../lti/lti.table.ts';

/** The gradebook column of a group of scores: one that was found or made, and when it was read. */
export const gradebookColumns = pgTable(
  'gradebook_column',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    /** As in the outbox. */
    groupKey: text('group_key').notNull(),
    /** Found or made by this tool, for what has no link with a column of its own. */
    lineItemUrl: text('line_item_url'),
    /** Why none could be found or made at the last try. */
    searchProblem: text('search_problem').$type<ErrorCode>(),
    /** When it last took the place of one that was gone. */
    replacedAt: instant('replaced_at'),
    /** When all its results were last read, completely. */
    readAt: instant('read_at'),
    /** Why the last reading failed; null when it did not. */
    readProblem: text('read_problem').$type<ErrorCode>(),
    readStatus: integer('read_status'),
    readAnswer: text('read_answer'),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.tenantId, table.groupKey)],
);

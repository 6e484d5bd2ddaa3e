import { and, eq } from 'drizzle-orm';
import type { AnyPgColumn, PgSelect } from 'drizzle-orm/pg-core';
import type { Showing } from '#contract/heritage';
import { courseTitle, ltiContexts, people } from '../lti/lti.table.ts';
import type { TaskRow } from './tasks.store.ts';
import { tasks } from './tasks.table.ts';

/**
 * What people make in a task stays with its clip, as far as they want (T11): the same rule for
 * observations, narrations and the steps that narrations lead to.
 */

/** So much of each kind stands on the page of a clip. */
export const MOST_SHOWN = 50;

/** What a record keeps of its author's choice. */
export interface ShownColumns {
  shownAt: Date | null;
  isShownNamed: boolean;
}

/** What the author chose. */
export function toShowing({ shownAt, isShownNamed }: ShownColumns): Showing {
  return { isShown: shownAt !== null, isNamed: isShownNamed };
}

/** What the record keeps from now on; what is shown already goes on being shown since then. */
export function shownColumns(
  { isShown, isNamed }: Showing,
  shownBefore: Date | null | undefined,
  now: Date,
): ShownColumns {
  return { shownAt: isShown ? (shownBefore ?? now) : null, isShownNamed: isNamed };
}

/** A table of what one person makes in one task of a course. */
interface WorkTable {
  tenantId: AnyPgColumn;
  taskId: AnyPgColumn;
  personId: AnyPgColumn;
  ltiContextId: AnyPgColumn;
}

/** Columns for whoever selects `withOrigin`. */
export const ORIGIN = { plan: tasks.plan, name: people.name, courseTitle };

/** Joins what is made with its task, its author and its course. */
export function withOrigin<T extends PgSelect>(query: T, work: WorkTable) {
  return query
    .innerJoin(tasks, and(eq(tasks.tenantId, work.tenantId), eq(tasks.id, work.taskId)))
    .innerJoin(people, and(eq(people.tenantId, work.tenantId), eq(people.id, work.personId)))
    .innerJoin(
      ltiContexts,
      and(eq(ltiContexts.tenantId, work.tenantId), eq(ltiContexts.id, work.ltiContextId)),
    );
}

/** The name under which something is shown: null unless its author and the task both want names. */
export function shownAuthor(
  { isShownNamed }: Pick<ShownColumns, 'isShownNamed'>,
  { plan, name }: Pick<TaskRow, 'plan'> & { name: string | null },
): string | null {
  return isShownNamed && !plan.narration?.namesHidden ? name : null;
}

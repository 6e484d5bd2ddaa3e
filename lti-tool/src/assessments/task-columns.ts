import type { TaskPlan } from '#contract/tasks';
import type { Outbox } from '../gradebook/outbox.service.ts';
import type { Readings } from '../gradebook/readings.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { WantedLineItem } from '../lti/ags.ts';
import { SCOPE } from '../lti/claims.ts';
import { isSameLineItem } from '../lti/service-url.rules.ts';
import { reviewOfTask } from '../lti/submission-review.rules.ts';
import type { ColumnPlaceOfTask } from '../tasks/tasks.store.ts';
import { groupKey, type Course, type LineItem } from './score-drafts.ts';

export interface TaskColumnDeps {
  db: Database;
  now: () => Date;
  publicUrl: string;
  outbox: Pick<Outbox, 'moveScores'>;
  readings: Pick<Readings, 'find' | 'noteColumn'>;
  /** The column of the task's link in a course, as a launch named it. */
  findLineItem: (db: Queryable, course: Course, taskId: string) => Promise<LineItem | null>;
  findColumnPlace: (
    db: Queryable,
    course: Course,
    taskId: string,
  ) => Promise<ColumnPlaceOfTask | null>;
  /** The links that had the column which is gone have another one from now on. */
  replaceLineItem: (
    db: Queryable,
    course: Course,
    goneUrl: string,
    lineItemUrl: string,
  ) => Promise<void>;
  findOrCreateLineItem: (wanted: WantedLineItem) => Promise<{ id: string }>;
}

/** A platform that loses what it has just made is not asked for more and more columns. */
const REPLACED_ONCE_IN_MS = 300_000;

export type TaskColumns = ReturnType<typeof createTaskColumns>;

/** The gradebook columns of tasks: which one is right, looking for one, and one that is gone. */
export function createTaskColumns(deps: TaskColumnDeps) {
  const { db, now, outbox, readings, publicUrl } = deps;

  const groupOf = (course: Course, taskId: string) => ({
    tenantId: course.tenantId,
    groupKey: groupKey(course, taskId),
  });

  /** Where marks go: the column that a launch named, else the one that was found or made. */
  async function columnOf(
    queryable: Queryable,
    course: Course,
    taskId: string,
  ): Promise<LineItem | null> {
    const launched = await deps.findLineItem(queryable, course, taskId);
    if (launched) return launched;
    const known = await readings.find(queryable, course.tenantId, groupKey(course, taskId));
    if (!known?.lineItemUrl) return null;
    const place = await deps.findColumnPlace(queryable, course, taskId);
    return place && { ...place, lineItemUrl: known.lineItemUrl };
  }

  /** Whether a column may be made in the course. */
  async function makesColumn(
    queryable: Queryable,
    course: Course,
    taskId: string,
  ): Promise<boolean> {
    const place = await deps.findColumnPlace(queryable, course, taskId);
    return place !== null && place.lineItemsUrl !== null && place.scopes.includes(SCOPE.lineItem);
  }

  /**
   * Looks for the column of a task by its link and by our tag, and makes it where there is none.
   * @returns its address; null, and why, when there can be none.
   * @throws {AppError} platform_unreachable
   */
  async function search(course: Course, taskId: string, plan: TaskPlan): Promise<string | null> {
    const place = await deps.findColumnPlace(db, course, taskId);
    if (!place?.lineItemsUrl) return null;
    try {
      const found = await deps.findOrCreateLineItem({
        ...place,
        lineItemsUrl: place.lineItemsUrl,
        resourceId: taskId,
        tag: 'lookfor',
        submissionReview: reviewOfTask(taskId, publicUrl),
        label: plan.title,
        scoreMaximum: plan.maximumPoints,
      });
      return found.id;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await readings.noteColumn(groupOf(course, taskId), { searchProblem: error.code });
      if (error.code === 'platform_unreachable') throw error;
      return null;
    }
  }

  return {
    columnOf,
    makesColumn,

    /**
     * Finds or makes the column of a task that has none.
     * @throws {AppError} platform_unreachable
     */
    async find(course: Course, taskId: string, plan: TaskPlan): Promise<void> {
      const lineItemUrl = await search(course, taskId, plan);
      if (lineItemUrl) await readings.noteColumn(groupOf(course, taskId), { lineItemUrl });
    },

    /**
     * Puts another column in the place of one that the platform has no more: that of a later
     * launch, one that is found, or a new one. All scores of the task go into it. A platform that
     * still lists the column keeps it; its scores stay refused.
     * @throws {AppError} platform_unreachable
     */
    async replace(course: Course, taskId: string, goneUrl: string, plan: TaskPlan): Promise<void> {
      const group = groupOf(course, taskId);
      const current = await columnOf(db, course, taskId);
      if (!current || isSameLineItem(current.lineItemUrl, goneUrl)) {
        const known = await readings.find(db, course.tenantId, group.groupKey);
        const sinceMs = now().getTime() - (known?.replacedAt?.getTime() ?? 0);
        if (sinceMs < REPLACED_ONCE_IN_MS) return;
        const lineItemUrl = await search(course, taskId, plan);
        if (!lineItemUrl || isSameLineItem(lineItemUrl, goneUrl)) return;
        await deps.replaceLineItem(db, course, goneUrl, lineItemUrl);
        await readings.noteColumn(group, { lineItemUrl, replacedAt: now() });
      }
      await db.transaction(async (tx) => {
        const place = await columnOf(tx, course, taskId);
        if (place && !isSameLineItem(place.lineItemUrl, goneUrl))
          await outbox.moveScores(tx, group, goneUrl, place);
      });
    },
  };
}

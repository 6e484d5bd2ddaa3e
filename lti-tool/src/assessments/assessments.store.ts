import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { NarrationPlan, TaskPlan } from '#contract/tasks';
import { gradebookColumns } from '../gradebook/columns.table.ts';
import { outboxScores } from '../gradebook/outbox.table.ts';
import type { Queryable } from '../infra/database.ts';
import { people, resourceLinks } from '../lti/lti.table.ts';
import { narrations } from '../narrations/narrations.table.ts';
import { taskPlacements, tasks } from '../tasks/tasks.table.ts';
import { assessments } from './assessments.table.ts';
import type { Course, GradedWork } from './score-drafts.ts';

export type AssessmentRow = typeof assessments.$inferSelect;

/** The marks of some narrations, by narration. */
export async function findFor(
  queryable: Queryable,
  tenantId: string,
  narrationIds: readonly string[],
): Promise<Map<string, AssessmentRow>> {
  if (narrationIds.length === 0) return new Map();
  const rows = await queryable
    .select()
    .from(assessments)
    .where(
      and(eq(assessments.tenantId, tenantId), inArray(assessments.narrationId, [...narrationIds])),
    );
  return new Map(rows.map((row) => [row.narrationId, row]));
}

/** The person as the platform names them. */
export async function subjectOf(
  queryable: Queryable,
  tenantId: string,
  personId: string,
): Promise<string | null> {
  const [row] = await queryable
    .select({ subject: people.subject })
    .from(people)
    .where(and(eq(people.tenantId, tenantId), eq(people.id, personId)));
  return row?.subject ?? null;
}

/** A released mark of which the outbox knows nothing. */
export interface UnsentMark {
  work: GradedWork;
  assessment: AssessmentRow;
  plan: TaskPlan;
  narrationPlan: NarrationPlan;
  markerSubject: string | null;
}

/** Released marks of a task in a course that went to no gradebook; never those of test persons. */
export async function unsentMarks(
  queryable: Queryable,
  { tenantId, ltiContextId }: Course,
  taskId: string,
): Promise<UnsentMark[]> {
  const rows = await queryable
    .select({
      assessment: assessments,
      plan: tasks.plan,
      narrationId: narrations.id,
      handedInAt: narrations.handedInAt,
      subject: people.subject,
      markerSubject: sql<
        string | null
      >`(SELECT subject FROM person WHERE person.id = ${assessments.releasedBy} AND person.tenant_id = ${tenantId})`,
    })
    .from(assessments)
    .innerJoin(narrations, eq(narrations.id, assessments.narrationId))
    .innerJoin(tasks, and(eq(tasks.id, narrations.taskId), eq(tasks.tenantId, tenantId)))
    .innerJoin(people, and(eq(people.id, narrations.personId), eq(people.tenantId, tenantId)))
    .leftJoin(outboxScores, isScoreOf(tenantId))
    .where(
      and(
        eq(assessments.tenantId, tenantId),
        eq(assessments.state, 'released'),
        eq(narrations.ltiContextId, ltiContextId),
        eq(narrations.taskId, taskId),
        eq(people.isTestPerson, false),
        isNull(outboxScores.id),
      ),
    )
    .orderBy(narrations.handedInAt);
  return rows.flatMap(({ assessment, plan, narrationId, handedInAt, subject, markerSubject }) =>
    plan.narration
      ? [
          {
            work: { tenantId, ltiContextId, taskId, narrationId, subject, handedInAt },
            ...{ assessment, plan, narrationPlan: plan.narration, markerSubject },
          },
        ]
      : [],
  );
}

/** A post that only said "handed in" is no mark. */
const isScoreOf = (tenantId: string) =>
  and(
    eq(outboxScores.tenantId, tenantId),
    eq(outboxScores.sourceKey, sql`'narration:' || ${narrations.id}`),
    eq(outboxScores.kind, 'grade'),
  );

/**
 * Tasks with released marks that went nowhere, though their course has a column by now: across
 * institutions, for the housekeeping of the server.
 */
export async function tasksWithLateColumn(
  queryable: Queryable,
): Promise<(Course & { taskId: string })[]> {
  return queryable
    .selectDistinct({
      tenantId: narrations.tenantId,
      ltiContextId: narrations.ltiContextId,
      taskId: narrations.taskId,
    })
    .from(assessments)
    .innerJoin(
      narrations,
      and(
        eq(narrations.id, assessments.narrationId),
        eq(narrations.tenantId, assessments.tenantId),
      ),
    )
    .innerJoin(people, eq(people.id, narrations.personId))
    .where(
      and(
        eq(assessments.state, 'released'),
        eq(people.isTestPerson, false),
        sql`NOT EXISTS (
          SELECT FROM ${outboxScores} WHERE ${outboxScores.tenantId} = ${narrations.tenantId}
            AND ${outboxScores.sourceKey} = 'narration:' || ${narrations.id}
            AND ${outboxScores.kind} = 'grade')`,
        sql`(EXISTS (
          SELECT FROM ${taskPlacements} JOIN ${resourceLinks}
            ON ${resourceLinks.id} = ${taskPlacements.resourceLinkId}
          WHERE ${taskPlacements.taskId} = ${narrations.taskId}
            AND ${taskPlacements.tenantId} = ${narrations.tenantId}
            AND ${resourceLinks.ltiContextId} = ${narrations.ltiContextId}
            AND ${resourceLinks.lineItemUrl} IS NOT NULL)
          OR EXISTS (
          SELECT FROM ${gradebookColumns}
          WHERE ${gradebookColumns.tenantId} = ${narrations.tenantId}
            AND ${gradebookColumns.groupKey}
              = 'task:' || ${narrations.taskId} || ':' || ${narrations.ltiContextId}
            AND ${gradebookColumns.lineItemUrl} IS NOT NULL))`,
      ),
    )
    .limit(200);
}

/** Groups of scores whose column the platform has no more, across institutions. */
export async function groupsWithoutColumn(
  queryable: Queryable,
): Promise<{ tenantId: string; groupKey: string; goneUrl: string }[]> {
  return queryable
    .selectDistinct({
      tenantId: outboxScores.tenantId,
      groupKey: outboxScores.groupKey,
      goneUrl: outboxScores.lineItemUrl,
    })
    .from(outboxScores)
    .where(and(eq(outboxScores.state, 'refused'), eq(outboxScores.errorCode, 'column_gone')))
    .limit(200);
}

import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Share } from '#contract/assessments';
import type { NarrationPlan, TaskPlan } from '#contract/tasks';
import { gradebookColumns } from '../gradebook/columns.table.ts';
import { outboxScores } from '../gradebook/outbox.table.ts';
import type { Queryable } from '../infra/database.ts';
import { people, resourceLinks } from '../lti/lti.table.ts';
import { narrationMembers, narrations } from '../narrations/narrations.table.ts';
import { memberKey } from '../observations/joint.rules.ts';
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
  /** Of a group's mark: what this member gets beside it. */
  share: Share | undefined;
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
      teamId: narrations.teamId,
      writerId: narrationMembers.personId,
      handedInAt: narrations.handedInAt,
      subject: people.subject,
      markerSubject: sql<
        string | null
      >`(SELECT subject FROM person WHERE person.id = ${assessments.releasedBy} AND person.tenant_id = ${tenantId})`,
    })
    .from(assessments)
    .innerJoin(narrations, eq(narrations.id, assessments.narrationId))
    .innerJoin(tasks, and(eq(tasks.id, narrations.taskId), eq(tasks.tenantId, tenantId)))
    .leftJoin(narrationMembers, isWriter)
    .innerJoin(people, and(eq(people.id, whose), eq(people.tenantId, tenantId)))
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
  return rows.flatMap(({ assessment, plan, narrationId, teamId, writerId, ...row }) => {
    const { handedInAt, subject, markerSubject } = row;
    const key = teamId && writerId && memberKey(teamId, writerId);
    const share = assessment.shares.find(({ member }) => member === key);
    return plan.narration
      ? [
          {
            work: { tenantId, ltiContextId, taskId, narrationId, writerId, subject, handedInAt },
            ...{ assessment, plan, narrationPlan: plan.narration, markerSubject, share },
          },
        ]
      : [];
  });
}

/** Everybody of a group has the group's mark in the own cell. */
const isWriter = and(
  eq(narrationMembers.tenantId, narrations.tenantId),
  eq(narrationMembers.narrationId, narrations.id),
);
const whose = sql`coalesce(${narrationMembers.personId}, ${narrations.personId})`;
const keyOfSource = sql`'narration:' || ${narrations.id} || coalesce(':' || ${narrationMembers.personId}, '')`;

/** A post that only said "handed in" is no mark. */
const isScoreOf = (tenantId: string) =>
  and(
    eq(outboxScores.tenantId, tenantId),
    eq(outboxScores.sourceKey, keyOfSource),
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
    .leftJoin(narrationMembers, isWriter)
    .innerJoin(people, eq(people.id, whose))
    .where(
      and(
        eq(assessments.state, 'released'),
        eq(people.isTestPerson, false),
        sql`NOT EXISTS (
          SELECT FROM ${outboxScores} WHERE ${outboxScores.tenantId} = ${narrations.tenantId}
            AND ${outboxScores.sourceKey} = ${keyOfSource}
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

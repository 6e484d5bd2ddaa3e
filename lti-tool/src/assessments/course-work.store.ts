import { sql } from 'drizzle-orm';
import { WORK_STAGES, type WorkStage } from '#contract/vocabulary';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { memberships } from '../lti/lti.table.ts';
import { membersWho } from '../lti/membership.store.ts';
import { narrationMembers, narrations } from '../narrations/narrations.table.ts';
import { observations } from '../observations/observations.table.ts';
import { tasks } from '../tasks/tasks.table.ts';
import { teamMembers } from '../tasks/teams.table.ts';
import { assessments } from './assessments.table.ts';

/**
 * How far everybody has come with each task of the actor's course that they have begun, as a query
 * to select from: `task_id`, `person_id` and `stage`, a place in WORK_STAGES. The work of a group is
 * that of each of its members.
 */
function workOf({ tenantId, ltiContextId }: Actor) {
  const isHere = sql`w.tenant_id = ${tenantId} AND w.lti_context_id = ${ltiContextId}`;
  const stage = (of: WorkStage) => sql`${WORK_STAGES.indexOf(of)}::int`;
  return sql`(
    SELECT begun.task_id, begun.person_id, max(begun.stage) AS stage FROM (
      SELECT w.task_id, coalesce(m.person_id, w.person_id) AS person_id,
        CASE WHEN w.handed_in_at IS NULL THEN ${stage('at-work')}
             WHEN jsonb_typeof(t.plan -> 'narration') = 'object' THEN ${stage('observed')}
             ELSE ${stage('handed-in')} END AS stage
      FROM ${observations} w
      JOIN ${tasks} t ON t.tenant_id = w.tenant_id AND t.id = w.task_id
      LEFT JOIN ${teamMembers} m ON m.tenant_id = w.tenant_id AND m.team_id = w.team_id
      WHERE ${isHere}
      UNION ALL
      SELECT w.task_id, coalesce(m.person_id, w.person_id) AS person_id,
        CASE WHEN a.state = 'released' THEN ${stage('returned')}
             WHEN w.handed_in_at IS NOT NULL THEN ${stage('handed-in')}
             ELSE ${stage('at-work')} END AS stage
      FROM ${narrations} w
      -- Whose text it is was settled when it was handed in.
      LEFT JOIN LATERAL (
        SELECT person_id FROM ${narrationMembers}
        WHERE tenant_id = w.tenant_id AND narration_id = w.id AND w.handed_in_at IS NOT NULL
        UNION SELECT person_id FROM ${teamMembers}
        WHERE tenant_id = w.tenant_id AND team_id = w.team_id AND w.handed_in_at IS NULL
      ) m ON true
      LEFT JOIN ${assessments} a ON a.tenant_id = w.tenant_id AND a.narration_id = w.id
      WHERE ${isHere}
    ) begun GROUP BY begun.task_id, begun.person_id
  )`;
}

/** The tasks of this course that the actor has begun, and how far they have come. */
export async function ownStages(
  db: Queryable,
  actor: Actor,
): Promise<{ taskId: string; stage: WorkStage }[]> {
  const { rows } = await db.execute<{ task_id: string; stage: number }>(
    sql`SELECT task_id, stage FROM ${workOf(actor)} work WHERE person_id = ${actor.personId}`,
  );
  return rows.flatMap(({ task_id: taskId, stage }) => {
    const name = WORK_STAGES[stage];
    return name ? [{ taskId, stage: name }] : [];
  });
}

/** How many of those who are expected to work stand where, by task; who has not begun is in none. */
export async function stageCounts(
  db: Queryable,
  actor: Actor,
): Promise<{ expected: number; counts: Map<string, Map<WorkStage, number>> }> {
  const expected = sql`(
    SELECT ${memberships.personId} FROM ${memberships}
    JOIN person ON person.tenant_id = ${memberships.tenantId} AND person.id = ${memberships.personId}
    WHERE ${membersWho('observations.write', actor)}
  )`;
  const [people, work] = await Promise.all([
    db.execute<{ people: number }>(sql`SELECT count(*)::int AS people FROM ${expected} e`),
    db.execute<{ task_id: string; stage: number; people: number }>(
      sql`SELECT task_id, stage, count(*)::int AS people FROM ${workOf(actor)} work
          WHERE person_id IN ${expected} GROUP BY task_id, stage`,
    ),
  ]);
  const counts = new Map<string, Map<WorkStage, number>>();
  for (const { task_id: taskId, stage, people: number } of work.rows) {
    const name = WORK_STAGES[stage];
    if (!name) continue;
    const ofTask = counts.get(taskId) ?? new Map<WorkStage, number>();
    counts.set(taskId, ofTask.set(name, number));
  }
  return { expected: people.rows[0]?.people ?? 0, counts };
}

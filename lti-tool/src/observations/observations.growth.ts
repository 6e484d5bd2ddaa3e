import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Growth } from '#contract/observations';
import type { FrameworkContent } from '#contract/frameworks';
import type { CodeMap } from '../frameworks/frameworks.rules.ts';
import { frameworks } from '../frameworks/frameworks.table.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { ltiContexts } from '../lti/lti.table.ts';
import { tasks } from '../tasks/tasks.table.ts';
import { teamMembers } from '../tasks/teams.table.ts';
import { countCodes } from './observations.rules.ts';
import { marks, observations } from './observations.table.ts';

/**
 * What the actor noticed in each observation that they handed in, oldest first, in every course
 * they were in (V4). Counts only, and of nobody but the actor. What was coded with an older version
 * of a framework is counted in the codes of the newest that they used: a code that is only called
 * otherwise now is nothing new that they notice.
 */
export async function growthOf(
  db: Queryable,
  actor: Actor,
  /** How codes of older versions of a framework are called in a version of it, by their ids. */
  lineage: (frameworkId: string) => Promise<ReadonlyMap<string, CodeMap>>,
): Promise<Growth> {
  const inTeams = db
    .select({ id: teamMembers.teamId })
    .from(teamMembers)
    .where(and(eq(teamMembers.tenantId, actor.tenantId), eq(teamMembers.personId, actor.personId)));
  const isMine = or(
    and(isNull(observations.teamId), eq(observations.personId, actor.personId)),
    inArray(observations.teamId, inTeams),
  );
  const rows = await db
    .select({
      id: observations.id,
      taskId: observations.taskId,
      plan: tasks.plan,
      courseTitle: ltiContexts.title,
      handedInAt: observations.handedInAt,
      frameworkId: tasks.frameworkId,
      framework: frameworks.content,
    })
    .from(observations)
    .innerJoin(
      tasks,
      and(eq(tasks.tenantId, observations.tenantId), eq(tasks.id, observations.taskId)),
    )
    .innerJoin(
      ltiContexts,
      and(
        eq(ltiContexts.tenantId, observations.tenantId),
        eq(ltiContexts.id, observations.ltiContextId),
      ),
    )
    .leftJoin(
      frameworks,
      and(eq(frameworks.tenantId, tasks.tenantId), eq(frameworks.id, tasks.frameworkId)),
    )
    .where(
      and(eq(observations.tenantId, actor.tenantId), isMine, isNotNull(observations.handedInAt)),
    )
    .orderBy(asc(observations.handedInAt));
  const own = await db
    .select({
      observationId: marks.observationId,
      codeIds: marks.codeIds,
      lookForId: marks.lookForId,
      child: marks.child,
    })
    .from(marks)
    .innerJoin(
      observations,
      and(eq(observations.tenantId, marks.tenantId), eq(observations.id, marks.observationId)),
    )
    .where(
      and(
        eq(marks.tenantId, actor.tenantId),
        isMine,
        // Of a group's marks those that I made.
        or(isNull(observations.teamId), eq(marks.authorId, actor.personId)),
        isNotNull(observations.handedInAt),
        isNull(marks.removedAt),
      ),
    );
  const marksOf = Map.groupBy(own, (mark) => mark.observationId);
  const newest = new Map<string, { id: string; content: FrameworkContent }>();
  for (const { frameworkId, framework } of rows) {
    if (!frameworkId || !framework) continue;
    const known = newest.get(framework.key);
    if (!known || known.content.version < framework.version)
      newest.set(framework.key, { id: frameworkId, content: framework });
  }
  const older = new Map<string, CodeMap>();
  for (const { id } of newest.values())
    for (const [version, map] of await lineage(id)) older.set(version, map);
  return {
    observations: rows.map((row) => {
      const { id, taskId, plan, courseTitle, handedInAt, frameworkId } = row;
      const framework = row.framework && (newest.get(row.framework.key)?.content ?? row.framework);
      const made = marksOf.get(id) ?? [];
      const map =
        frameworkId !== null && row.framework !== framework ? older.get(frameworkId) : undefined;
      return {
        taskId,
        title: plan.title,
        courseTitle: courseTitle ?? '',
        handedInAt: handedInAt?.toISOString() ?? '',
        framework: framework && {
          key: framework.key,
          title: framework.title,
          codes: framework.codes.map(({ id: codeId, name, hue }) => ({ id: codeId, name, hue })),
        },
        marks: made.length,
        children: new Set(made.flatMap(({ child }) => child ?? [])).size,
        codes: countCodes(made, plan.lookFors, map),
      };
    }),
  };
}

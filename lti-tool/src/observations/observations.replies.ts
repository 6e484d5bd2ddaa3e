import type { Observation, PassProgress } from '#contract/observations';
import type { Queryable } from '../infra/database.ts';
import { workingTeams } from '../tasks/teams.store.ts';
import { memberKey, toTeam } from './joint.rules.ts';
import type { ObservationTask } from './observations.access.ts';
import { livingMarks, toMark, type MarkRow } from './marks.store.ts';
import { progressOf, type ObservationRow } from './observations.store.ts';

/**
 * An observation as it travels; with whose work it is only for who works in it, and with all its
 * marks or those that are given.
 */
export async function toObservation(
  db: Queryable,
  row: ObservationRow,
  task: ObservationTask,
  meId?: string,
  given?: readonly MarkRow[],
): Promise<Observation> {
  const { teamId } = row;
  const { work } = task.plan;
  const team =
    teamId === null || meId === undefined
      ? undefined
      : (await workingTeams(db, row.tenantId, [teamId])).get(teamId);
  const progress = await progressOf(db, row);
  const { helpingQuestion, passes } = task.plan;
  return {
    id: row.id,
    taskId: row.taskId,
    helpingQuestion: helpingQuestion.mode === 'given' ? helpingQuestion.text : row.helpingQuestion,
    beliefs: row.beliefs,
    passes: passes.map(
      (pass) => progress.find((one) => one.passId === pass.id) ?? emptyProgress(pass.id),
    ),
    marks: (given ?? (await livingMarks(db, row.tenantId, [row.id]))).map((mark) => ({
      ...toMark(mark),
      ...(team && mark.authorId && { by: memberKey(team.id, mark.authorId) }),
    })),
    handedInAt: row.handedInAt?.toISOString() ?? null,
    revision: row.revision,
    frameworkId: task.frameworkId,
    ...(task.plan.contrast && { contrast: row.contrast }),
    ...(team && work && meId !== undefined && { team: toTeam(row, team, work, meId) }),
  };
}

/** How far somebody is with a pass; not begun when nothing was kept of it. */
export async function progressFor(
  db: Queryable,
  row: ObservationRow,
  passId: string,
): Promise<PassProgress> {
  return (await progressOf(db, row)).find((one) => one.passId === passId) ?? emptyProgress(passId);
}

/** A pass that was not begun. */
export function emptyProgress(passId: string): PassProgress {
  return { passId, watched: [], completedAt: null, foundNone: [] };
}

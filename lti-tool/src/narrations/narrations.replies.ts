import type { Narration, NarrationReading } from '#contract/narrations';
import { citationsOf } from '#contract/shared/narration-text';
import type { TaskPlan } from '#contract/tasks';
import type { Queryable } from '../infra/database.ts';
import { toTeam } from '../observations/joint.rules.ts';
import { workingTeams } from '../tasks/teams.store.ts';
import { handedInVersion, versionFacts, type NarrationRow } from './narrations.store.ts';
import { authorKeys, toGroup } from './together.rules.ts';
import { estimateOf, groupsOf } from './together.store.ts';

/** What a narration needs to know of its task. */
export interface NarrationTask {
  id: string;
  plan: TaskPlan;
  clipId: string | null;
}

/** Of these clips, those that may not be played today, with the error code that says why. */
export type ClosedClips = (
  db: Queryable,
  tenantId: string,
  clipIds: readonly string[],
) => Promise<Record<string, string>>;

/** A narration as it travels to whoever writes it. */
export async function toNarration(
  queryable: Queryable,
  row: NarrationRow,
  { plan }: Pick<NarrationTask, 'plan'>,
  meId: string,
): Promise<Narration> {
  const versions = await versionFacts(queryable, row);
  const { teamId } = row;
  const team =
    teamId === null
      ? undefined
      : (await workingTeams(queryable, row.tenantId, [teamId])).get(teamId);
  const estimate = team ? await estimateOf(queryable, row, meId) : row.ownEstimate;
  return {
    id: row.id,
    taskId: row.taskId,
    title: row.title,
    question: row.question,
    stage: row.stage,
    doc: row.doc,
    wordCount: row.wordCount,
    citationCount: row.citationCount,
    handedInAt: row.handedInAt?.toISOString() ?? null,
    ownEstimate: estimate,
    revision: row.revision,
    versions: versions.count,
    savedAt: row.savedAt.toISOString(),
    ...(team &&
      plan.work && {
        team: toTeam(row, team, plan.work, meId),
        authors: authorKeys(team.id, row.authors),
      }),
  };
}

/** A narration as it is read: the version that was handed in, or what stands there. */
export async function toReading(
  queryable: Queryable,
  row: NarrationRow,
  closedClips: ClosedClips,
  author: string,
  namesHidden = false,
): Promise<NarrationReading> {
  const group = (await groupsOf(queryable, row.tenantId, [row])).get(row.id);
  const version = await handedInVersion(queryable, row);
  const shown = version ?? row;
  const cited = [...new Set(citationsOf(shown.doc).map((citation) => citation.clipId))];
  return {
    id: row.id,
    taskId: row.taskId,
    author,
    title: shown.title,
    question: shown.question,
    doc: shown.doc,
    wordCount: shown.wordCount,
    version: version?.number ?? 0,
    handedInAt: row.handedInAt?.toISOString() ?? null,
    closedClips: await closedClips(queryable, row.tenantId, cited),
    ...(group && { group: toGroup(group, shown.authors, namesHidden) }),
  };
}

import { createHash } from 'node:crypto';
import type { Team } from '#contract/observations';
import type { WorkPlan } from '#contract/tasks';
import type { WorkingTeam } from '../tasks/teams.store.ts';
import { pseudonym } from './observations.rules.ts';
import type { ObservationRow } from './observations.store.ts';

/** How members of a group know each other on the page: stable, and tells nothing else. */
export function memberKey(teamId: string, personId: string): string {
  return createHash('sha256').update(`member:${teamId}:${personId}`).digest('hex').slice(0, 8);
}

/** Whether everybody of a group who is still there said yes. */
export function allSayYes(team: Pick<WorkingTeam, 'members'>, yesBy: readonly string[]): boolean {
  return team.members.every(({ personId, hasLeft }) => hasLeft || yesBy.includes(personId));
}

/** A group as one of its members sees it. */
export function toTeam(
  row: Pick<ObservationRow, 'yesBy' | 'handedInBy'>,
  team: WorkingTeam,
  work: WorkPlan,
  meId: string,
): Team {
  return {
    name: team.name,
    handIn: work.handIn,
    members: team.members
      .filter(({ hasLeft }) => !hasLeft)
      .map(({ personId, name }) => ({
        key: memberKey(team.id, personId),
        name: name ?? pseudonym(personId),
        isMe: personId === meId,
        saysYes: row.yesBy.includes(personId),
      })),
    handedInBy: row.handedInBy && memberKey(team.id, row.handedInBy),
  };
}

import type { TaskTeams } from '#contract/teams';

/** Somebody who can be put into a group. */
export type TeamPerson = TaskTeams['people'][number];

/** A group as it is sent to be saved. */
export type WantedTeam = Pick<
  TaskTeams['teams'][number],
  'id' | 'name' | 'courseGroupId' | 'personIds'
>;

/** Who is in no group of the task yet. */
export function peopleWithout({ teams, people }: TaskTeams): TeamPerson[] {
  const placed = new Set(teams.flatMap(({ personIds }) => personIds));
  return people.filter(({ personId }) => !placed.has(personId));
}

/** The groups after somebody was moved; '' takes them out of all. */
export function moved(
  teams: readonly WantedTeam[],
  personId: string,
  teamId: string,
): WantedTeam[] {
  return teams.map((team) => {
    const others = team.personIds.filter((one) => one !== personId);
    return { ...team, personIds: team.id === teamId ? [...others, personId] : others };
  });
}

/**
 * People in new groups of about this size, none of one alone; who is where is left to chance.
 * @param random from 0 up to 1
 */
export function dealt(
  people: readonly TeamPerson[],
  size: number,
  made: number,
  {
    name,
    newId,
    random,
  }: { name: (number: number) => string; newId: () => string; random: () => number },
): WantedTeam[] {
  const shuffled = people.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
  const wished = Math.max(1, Math.round(people.length / size));
  const count = people.length / wished < 2 ? Math.max(1, wished - 1) : wished;
  return Array.from({ length: people.length === 0 ? 0 : count }, (_, at) => ({
    id: newId(),
    name: name(made + at + 1),
    courseGroupId: null,
    personIds: shuffled
      .filter((_one, place) => place % count === at)
      .map(({ one }) => one.personId),
  }));
}

/** Everybody who is in no group yet put into that of their group of the course. */
export function asInCourse(known: TaskTeams, newId: () => string): WantedTeam[] {
  const teams: WantedTeam[] = known.teams.map((team) => ({ ...team }));
  for (const { personId, courseGroup } of peopleWithout(known)) {
    if (!courseGroup) continue;
    let team = teams.find((one) => one.courseGroupId === courseGroup.id);
    if (!team) {
      const { id: courseGroupId, name } = courseGroup;
      team = { id: newId(), name, courseGroupId, personIds: [] };
      teams.push(team);
    }
    team.personIds = [...team.personIds, personId];
  }
  return teams;
}

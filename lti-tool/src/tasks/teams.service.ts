import type { TaskTeams, teamRoutes } from '#contract/teams';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { groupsOfCourse, nameGroups } from '../lti/course-groups.store.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { membersAt, observersOf, teamsAt, writeTeams, type TeamPlace } from './teams.store.ts';
import type { OpenTask, TaskPurpose } from './task-access.ts';

export interface TeamDeps {
  db: Database;
  openTask: (
    db: Queryable,
    actor: Actor,
    taskId: string,
    purpose: TaskPurpose,
    lock?: boolean,
  ) => Promise<OpenTask>;
  /** Whether the LMS tells a person's groups when they come, and never what they are called. */
  tellsGroupsByVisit: (actor: Actor) => Promise<boolean>;
  /** What teams have done so far, by their ids. Asked of the slices above. */
  teamWork: (
    db: Queryable,
    place: TeamPlace,
  ) => Promise<ReadonlyMap<string, { isHandedIn: boolean }>>;
}

/** Who works on a task together (J2): as the groups of the course are, or as a lecturer says. */
export function createTeams({ db, openTask, tellsGroupsByVisit, teamWork }: TeamDeps) {
  async function taskTeams(queryable: Queryable, place: Actor & TeamPlace): Promise<TaskTeams> {
    const work = await teamWork(queryable, place);
    const members = Map.groupBy(await membersAt(queryable, place), ({ teamId }) => teamId);
    const observers = await observersOf(queryable, place);
    return {
      teams: (await teamsAt(queryable, place)).map(({ id, name, courseGroupId }) => ({
        id,
        name,
        courseGroupId,
        personIds: (members.get(id) ?? []).map(({ personId }) => personId),
        hasBegun: work.has(id),
        isHandedIn: work.get(id)?.isHandedIn ?? false,
      })),
      people: observers.map(({ name, ...person }) => ({ ...person, name: name ?? '' })),
      groupsByVisit: await tellsGroupsByVisit(place),
    };
  }

  /** A team that has begun stays; who is in one that handed in stays in it. */
  function requireHarmless(
    before: TaskTeams,
    wanted: readonly { id: string; personIds: string[] }[],
  ) {
    const spoilt = before.teams.filter(({ id, personIds, hasBegun, isHandedIn }) => {
      const after = wanted.find((one) => one.id === id);
      if (!after) return hasBegun;
      return isHandedIn && personIds.toSorted().join() !== after.personIds.toSorted().join();
    });
    if (spoilt.length > 0)
      throw new AppError('task_in_use', { parts: spoilt.map(({ name }) => name) });
  }

  const useCases: UseCases<Actor, typeof teamRoutes> = {
    async listTeams(actor, { params }) {
      requireCapability(actor, 'course.read');
      const { id: taskId } = await openTask(db, actor, params.taskId, 'observe');
      return taskTeams(db, { ...actor, taskId });
    },

    async saveTeams(actor, { params, body }) {
      requireCapability(actor, 'course.manage');
      return db.transaction(async (tx) => {
        const { id: taskId } = await openTask(tx, actor, params.taskId, 'observe', true);
        const place = { ...actor, taskId };
        const before = await taskTeams(tx, place);
        const people = body.teams.flatMap(({ personIds }) => personIds);
        const known = new Set([
          ...before.people.map(({ personId }) => personId),
          ...before.teams.flatMap(({ personIds }) => personIds),
        ]);
        const groups = new Set((await groupsOfCourse(tx, actor)).map(({ id }) => id));
        const isStrange =
          people.some((personId) => !known.has(personId)) ||
          new Set(people).size < people.length ||
          body.teams.some(({ courseGroupId: id }) => id !== null && !groups.has(id)) ||
          hasTwins(body.teams, before.teams);
        if (isStrange)
          throw new AppError('invalid_request', {
            reason: 'somebody twice, or not of this course',
          });
        requireHarmless(before, body.teams);
        await writeTeams(tx, place, body.teams);
        await nameGroups(tx, place, newNames(body.teams, before.teams));
        return taskTeams(tx, place);
      });
    },
  };
  return { useCases };
}

/** What groups of the course are called from now on, where somebody has changed it. */
function newNames(
  wanted: readonly { id: string; name: string }[],
  before: TaskTeams['teams'],
): ReadonlyMap<string, string> {
  return new Map(
    wanted.flatMap(({ id, name }) => {
      const team = before.find((one) => one.id === id);
      return team?.courseGroupId && team.name !== name ? [[team.courseGroupId, name]] : [];
    }),
  );
}

/** Whether a group of the course would be two teams. */
function hasTwins(
  wanted: readonly { id: string; courseGroupId: string | null }[],
  before: TaskTeams['teams'],
): boolean {
  const groups = wanted.flatMap(
    ({ id, courseGroupId }) =>
      before.find((team) => team.id === id)?.courseGroupId ?? courseGroupId ?? [],
  );
  return new Set(groups).size < groups.length;
}

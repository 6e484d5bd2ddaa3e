import type { courseWorkRoutes } from '#contract/course-work';
import type { TaskSummary } from '#contract/tasks';
import type { WorkStage } from '#contract/vocabulary';
import type { Database } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { ownStages, stageCounts } from './course-work.store.ts';

interface CourseWorkDeps {
  db: Database;
  /** The tasks of the actor's course that they may know of. */
  listTasks: (actor: Actor) => Promise<readonly Pick<TaskSummary, 'id' | 'state'>[]>;
}

/** How far the work of a course has come: one's own, and for those who teach, in numbers. */
export function createCourseWork({ db, listTasks }: CourseWorkDeps) {
  const useCases: UseCases<Actor, typeof courseWorkRoutes> = {
    async listOwnWork(actor) {
      requireCapability(actor, 'observations.write');
      return { work: await ownStages(db, actor) };
    },

    async readProgress(actor) {
      requireCapability(actor, 'course.read');
      const published = (await listTasks(actor)).filter(({ state }) => state === 'published');
      const { expected, counts } = await stageCounts(db, actor);
      return {
        progress: published.map(({ id: taskId }) => {
          const of = (stage: WorkStage): number => counts.get(taskId)?.get(stage) ?? 0;
          const stages = {
            ...{ 'at-work': of('at-work'), observed: of('observed') },
            ...{ 'handed-in': of('handed-in'), returned: of('returned') },
          };
          const begun = Object.values(stages).reduce((sum, people) => sum + people, 0);
          return { taskId, notBegun: expected - begun, stages };
        }),
      };
    },
  };
  return { useCases };
}

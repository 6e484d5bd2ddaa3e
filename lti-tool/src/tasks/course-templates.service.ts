import type { CourseTemplate } from '#contract/course-template';
import type { TaskPlan, taskRoutes, TaskSummary } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import type { Frameworks } from '../frameworks/frameworks.service.ts';
import {
  activityDates,
  isMonday,
  planFromActivity,
  templateSummary,
} from './course-templates.rules.ts';
import { demoClips, type TaskRow } from './tasks.store.ts';

interface TemplateDeps {
  db: Database;
  frameworks: Pick<Frameworks, 'ensureFrameworks' | 'newestFramework'>;
  templates: readonly CourseTemplate[];
  insert: (
    db: Queryable,
    actor: Actor,
    plan: TaskPlan,
    templateKey: string | null,
  ) => Promise<TaskRow>;
  summaries: (actor: Actor, rows: readonly TaskRow[]) => Promise<TaskSummary[]>;
}

type TemplateUseCases = Pick<
  UseCases<Actor, typeof taskRoutes>,
  'listTemplates' | 'createFromTemplate'
>;

/** Course templates: showing them, and making drafts of their activities. */
export function createTemplateUseCases(deps: TemplateDeps): TemplateUseCases {
  const { db, frameworks, templates, insert, summaries } = deps;

  return {
    listTemplates(actor) {
      requireCapability(actor, 'tasks.build');
      return Promise.resolve({ templates: templates.map(templateSummary) });
    },

    async createFromTemplate(actor, { params, body }) {
      requireCapability(actor, 'tasks.build');
      const template = templates.find((one) => one.key === params.templateKey);
      if (!template) throw new AppError('not_found');
      const chosen = template.activities.filter(({ key }) => body.activityKeys.includes(key));
      if (chosen.length !== new Set(body.activityKeys).size)
        throw new AppError('invalid_request', {
          reason: 'an activity that is not in the template',
        });
      if (!isMonday(body.firstMonday))
        throw new AppError('invalid_request', { reason: 'the first day is no Monday' });
      await frameworks.ensureFrameworks(db, actor.tenantId);
      const rows = await db.transaction(async (tx) => {
        const clipKeys = chosen.flatMap(({ clipKey }) => (clipKey === null ? [] : [clipKey]));
        const clipIds = await demoClips(tx, actor.tenantId, clipKeys);
        const made: TaskRow[] = [];
        for (const activity of chosen) {
          const framework = await frameworks.newestFramework(
            tx,
            actor.tenantId,
            activity.frameworkKey,
          );
          const references = {
            clipId: (activity.clipKey && clipIds.get(activity.clipKey)) || null,
            frameworkId: framework?.id ?? null,
          };
          const dates = activityDates(activity, body.firstMonday, body.timeZone);
          const plan = planFromActivity(activity, references, dates);
          made.push(await insert(tx, actor, plan, template.key));
        }
        return made;
      });
      return { tasks: await summaries(actor, rows) };
    },
  };
}

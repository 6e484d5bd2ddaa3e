import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { TaskPlan } from '#contract/tasks';
import { clips } from '#server/clips/clips.table';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { readFrameworks } from '#server/frameworks/ready-frameworks';
import { AppError } from '#server/infra/app-error';
import type { Database, Queryable } from '#server/infra/database';
import { rootFolder } from '#server/infra/root-folder';
import type { Actor } from '#server/lti/actor';
import { resourceLinks } from '#server/lti/lti.table';
import { readCourseTemplates } from '#server/tasks/ready-templates';
import type { TaskClip } from '#server/tasks/tasks.rules';
import { createTasks, type Tasks } from '#server/tasks/tasks.service';
import { and, eq, inArray } from 'drizzle-orm';
import type { TestCourse } from '../../support/factories.ts';

/** The day on which these tests play, and what they steer: the clock, consent, work that was begun. */
export interface TasksWorld {
  tasks: Tasks;
  frameworks: ReturnType<typeof createFrameworks>;
  clock: { now: Date };
  /** Clips whose consent does not cover training. */
  withoutConsent: Set<string>;
  /** Tasks on which somebody has begun. */
  begun: Set<string>;
  /** What was signed as answers to deep linking. */
  answers: { request: string; items: unknown }[];
}

/** The tasks slice over a real database, with real templates, frameworks and clip rows. */
export async function makeTasksWorld(db: Database): Promise<TasksWorld> {
  const folder = join(rootFolder(), 'course-templates');
  const clock = { now: new Date('2027-01-10T12:00:00Z') };
  const withoutConsent = new Set<string>();
  const begun = new Set<string>();
  const answers: TasksWorld['answers'] = [];
  const frameworks = createFrameworks({
    db,
    ready: await readFrameworks(join(folder, 'frameworks')),
  });
  const briefs = async (queryable: Queryable, actor: Actor, clipIds: readonly string[]) => {
    const rows = await queryable
      .select()
      .from(clips)
      .where(and(eq(clips.tenantId, actor.tenantId), inArray(clips.id, [...clipIds])));
    return new Map(rows.map((row) => [row.id, toTaskClip(row, !withoutConsent.has(row.id))]));
  };
  const tasks = createTasks({
    db,
    now: () => clock.now,
    publicUrl: 'https://tool.example',
    frameworks,
    templates: await readCourseTemplates(folder),
    hasWork: (_db, _tenantId, taskId) => Promise.resolve(begun.has(taskId)),
    signDeepLinkingAnswer: (_actor, request, items) => {
      answers.push({ request, items });
      return Promise.resolve(`signed.${items.length}`);
    },
    clips: {
      clipBriefs: briefs,
      async openClipForUse(queryable, actor, clipId) {
        const brief = (await briefs(queryable, actor, [clipId])).get(clipId);
        if (!brief) throw new AppError('not_found');
        return brief;
      },
    },
  });
  return { tasks, frameworks, clock, withoutConsent, begun, answers };
}

function toTaskClip(row: typeof clips.$inferSelect, training: boolean): TaskClip {
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    durationSeconds: row.durationSeconds,
    posterUrl: `/media/${row.id}/poster.jpg`,
    coverage: {
      training,
      purposes: training ? ['training'] : [],
      audience: 'institution',
      until: '2027-12-31',
      gap: training ? null : 'missing',
      decidedBy: [],
    },
  };
}

/** A clip that is ready to play. */
export async function makeClip(
  db: Database,
  owner: Actor,
  title: string,
  { demoKey, durationSeconds = 87 }: { demoKey?: string; durationSeconds?: number } = {},
): Promise<string> {
  const id = randomUUID();
  const line = '';
  await db.insert(clips).values({
    id,
    tenantId: owner.tenantId,
    ownerId: owner.personId,
    demoKey,
    title,
    description: {
      strategy: { title: line, text: line },
      domain: line,
      ageGroup: line,
      setting: line,
      language: 'en',
      context: { setting: line, group: line, moment: line, before: line, remember: line },
      theory: { title: line, text: line, sources: [] },
      practices: [],
    },
    state: 'ready',
    curation: 'published',
    durationSeconds,
  });
  return id;
}

/** Another link of a course, with a gradebook column or without. */
export async function makeLink(
  db: Database,
  course: TestCourse,
  lineItemUrl: string | null = null,
): Promise<string> {
  const id = randomUUID();
  await db.insert(resourceLinks).values({
    id,
    tenantId: course.tenantId,
    ltiContextId: course.ltiContextId,
    resourceLinkId: id,
    lineItemUrl,
  });
  return id;
}

/** Fills in what a new plan still lacks: title and look-fors. */
export function complete(plan: TaskPlan, title = 'The child’s initiative'): TaskPlan {
  const codeIds = ['artistic-expression', 'warm-relations', 'exploring-thinking'];
  return {
    ...plan,
    title,
    lookFors: plan.lookFors.map((lookFor, at) => ({
      ...lookFor,
      label: `Look-for ${at + 1}`,
      codeId: codeIds[at] ?? null,
    })),
  };
}

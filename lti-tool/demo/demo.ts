import { and, eq, inArray } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Task } from '#contract/tasks';
import { clips } from '../src/clips/clips.table.ts';
import type { Deps } from '../src/deps.ts';
import type { Actor } from '../src/lti/actor.ts';
import { resourceLinks } from '../src/lti/lti.table.ts';
import { placeTask } from '../src/tasks/tasks.store.ts';
import { DEMO_CLIPS, readClassmates, readDemoClip, type DemoClip } from './demo-content.ts';
import { ensureDemoCourse, type DemoCourse } from './demo-course.ts';
import { narrateAs, observeAs } from './demo-work.ts';
import { placeActivity, reachPracticeLms, registerWithEachOther } from './practice-platform.ts';

/** How far the demo has come, in words for a terminal. */
export type TellDemo = (progress: { words: string }) => void;

const TEMPLATE = 'learning-to-notice';
/** The activity that classmates have worked on already. */
const SHARED_ACTIVITY = 'Narration 2: The child’s initiative';
const DAY_MS = 86_400_000;

/**
 * Fills the practice LMS's course: registration, three clips with consents and experts, the tasks
 * of a template, and two classmates who have handed in. Everything is done once; a later start
 * finds it. It goes through the same use-cases as people do.
 */
export async function startDemo(deps: Deps, tell: TellDemo): Promise<void> {
  const lms = await reachPracticeLms(deps);
  await registerWithEachOther(deps, lms);
  const course = await ensureDemoCourse(deps, lms);
  const lee = course.as('lee');
  const { tasks } = await deps.tasks.useCases.listTasks(lee, nothing);
  if (tasks.length > 0) return;
  await deps.frameworks.ensureFrameworks(deps.db, course.tenantId);
  const demoClips = await adoptClips(deps, course);
  await clipsReady(deps, course, tell);
  await addExperts(deps, course, demoClips);
  tell({ words: 'Making the tasks of the course …' });
  const made = await makeTasks(deps, course);
  await addClassmates(deps, course, made);
}

const nothing = { params: undefined, query: undefined, body: undefined };

async function adoptClips(deps: Deps, course: DemoCourse): Promise<Map<string, DemoClip>> {
  const adopted = new Map<string, DemoClip>();
  const today = deps.now();
  const day = (daysFromNow: number): string =>
    new Date(today.getTime() + daysFromNow * DAY_MS).toISOString().slice(0, 10);
  for (const key of DEMO_CLIPS) {
    const { clip, film, captions } = await readDemoClip(key);
    const { title, strategy, domain, ageGroup, setting, language, context, practices } = clip;
    const sources = clip.theory.sources.map(
      (source) => `${source.author} (${source.year}). ${source.title}.`,
    );
    const id = await deps.clips.adoptFile(deps.db, {
      ...{ tenantId: course.tenantId, ownerId: course.as('lee').personId },
      ...{ file: film, demoKey: key, title, captions },
      description: {
        ...{ strategy, domain, ageGroup, setting, language, context, practices },
        theory: { ...clip.theory, sources },
      },
      people: clip.people.map((person) => ({
        ...person,
        consent: {
          purposes: ['training', 'team', 'practice'],
          audience: 'institution',
          validFrom: day(-30),
          validUntil: day(person.kind === 'child' ? 400 : 700),
          evidence: 'Drawn figures: nobody was filmed.',
          assentNote: '',
        },
      })),
    });
    adopted.set(id, clip);
  }
  return adopted;
}

async function clipsReady(deps: Deps, course: DemoCourse, tell: TellDemo): Promise<void> {
  const lee = course.as('lee');
  const again = new Set<string>();
  let told = '';
  for (;;) {
    const rows = await deps.db
      .select({ id: clips.id, state: clips.state, failure: clips.failure })
      .from(clips)
      .where(and(eq(clips.tenantId, course.tenantId), inArray(clips.demoKey, [...DEMO_CLIPS])));
    const failed = rows.find(({ state }) => state === 'failed');
    if (failed) {
      // What was in the way at the last start, such as a full disk, may be gone.
      if (again.has(failed.id))
        throw new Error(`a demo clip could not be prepared: ${failed.failure}`);
      again.add(failed.id);
      const request = { params: { clipId: failed.id }, query: undefined, body: undefined };
      await deps.clips.useCases.retryClip(lee, request);
    }
    const ready = rows.filter(({ state }) => state === 'ready').length;
    const words = `Preparing the demo clips: ${ready} of ${rows.length} are ready`;
    if (words !== told) tell({ words });
    told = words;
    if (ready === rows.length) return;
    await pause(500);
  }
}

async function addExperts(
  deps: Deps,
  course: DemoCourse,
  demoClips: ReadonlyMap<string, DemoClip>,
): Promise<void> {
  const { frameworks } = await deps.frameworks.useCases.listFrameworks(course.as('lee'), nothing);
  const framework = frameworks.find(({ key }) => key === 'seven-levers');
  if (!framework) throw new Error('the framework seven-levers is missing');
  for (const [clipId, { experts }] of demoClips) {
    for (const { name, marks } of experts) {
      await deps.observations.saveExpertReading(deps.db, {
        ...{ tenantId: course.tenantId, clipId, frameworkId: framework.id, name },
        marks: marks.map((mark) => ({ ...mark, child: mark.child ?? null })),
      });
    }
  }
}

/** The template's tasks, open now, published where they are complete, and placed in the LMS. */
async function makeTasks(deps: Deps, course: DemoCourse): Promise<Task[]> {
  const lee = course.as('lee');
  const { useCases } = deps.tasks;
  const { templates } = await useCases.listTemplates(lee, nothing);
  const template = templates.find(({ key }) => key === TEMPLATE);
  if (!template) throw new Error(`the course template ${TEMPLATE} is missing`);
  const { tasks } = await useCases.createFromTemplate(lee, {
    params: { templateKey: TEMPLATE },
    query: undefined,
    body: {
      activityKeys: template.activities.map(({ key }) => key),
      firstMonday: mondayOf(deps.now()),
      timeZone: 'UTC',
    },
  });
  const made: Task[] = [];
  for (const { id } of tasks) {
    const draft = await useCases.getTask(lee, {
      params: { taskId: id },
      query: undefined,
      body: undefined,
    });
    const dueAt = new Date(deps.now().getTime() + (draft.plan.narration ? 14 : 7) * DAY_MS);
    const changed = await useCases.changeTask(lee, {
      params: { taskId: id },
      query: undefined,
      body: {
        baseRevision: draft.revision,
        plan: { ...draft.plan, opensAt: null, dueAt: dueAt.toISOString() },
      },
    });
    if (changed.gaps.length > 0) continue;
    const task = await useCases.publishTask(lee, {
      params: { taskId: id },
      query: undefined,
      body: undefined,
    });
    made.push(task);
    const { title, maximumPoints } = task.plan;
    const activity = { title, taskId: id, maximumPoints, dueAt: dueAt.toISOString() };
    await notePlacement(deps, lee, id, await placeActivity(deps, activity));
  }
  return made;
}

/** Notes which link opens a task, as its first launch would. */
async function notePlacement(
  { db }: Deps,
  { tenantId, ltiContextId }: Actor,
  taskId: string,
  activityId: string,
): Promise<void> {
  const [link] = await db
    .insert(resourceLinks)
    .values({ id: randomUUID(), tenantId, ltiContextId, resourceLinkId: activityId })
    .onConflictDoNothing()
    .returning({ id: resourceLinks.id });
  if (link) await placeTask(db, { tenantId, resourceLinkId: link.id, taskId });
}

async function addClassmates(
  deps: Deps,
  course: DemoCourse,
  tasks: readonly Task[],
): Promise<void> {
  const task = tasks.find(({ plan }) => plan.title === SHARED_ACTIVITY);
  if (!task) throw new Error(`the template has no activity called ${SHARED_ACTIVITY}`);
  for (const classmate of (await readClassmates()).classmates) {
    const actor = course.as(classmate.name.toLowerCase());
    const marks = await observeAs(deps, actor, task, classmate);
    await narrateAs(deps, actor, task, classmate, marks);
  }
}

function mondayOf(day: Date): string {
  const monday = new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY_MS);
  return monday.toISOString().slice(0, 10);
}

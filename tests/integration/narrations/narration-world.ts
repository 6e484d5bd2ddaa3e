import { randomUUID } from 'node:crypto';
import type { Citation, NarrationDoc } from '#contract/narrations';
import type { TaskPlan } from '#contract/tasks';
import { createAssessments } from '#server/assessments/assessments.service';
import {
  createReleases,
  type ReleaseDeps,
  type Releases,
} from '#server/assessments/releases.service';
import { createCircuits } from '#server/gradebook/circuits.service';
import { createOutbox } from '#server/gradebook/outbox.service';
import type { PlatformGradebook } from '#server/gradebook/platform-gradebook';
import type { HeldScore } from '#server/gradebook/score.rules';
import type { WantedLineItem } from '#server/lti/ags';
import { createReadings } from '#server/gradebook/readings.service';
import type { Database } from '#server/infra/database';
import type { Jobs } from '#server/infra/jobs';
import { createLog } from '#server/infra/log';
import type { Live } from '#server/live/live.service';
import type { Actor } from '#server/lti/actor';
import { resourceLinks } from '#server/lti/lti.table';
import { createNarrations } from '#server/narrations/narrations.service';
import { createTaskAccess } from '#server/tasks/task-access';
import { findColumnPlace, findLineItem, replaceLineItem } from '#server/tasks/tasks.store';
import { quirksOf } from '#server/lti/platform-quirks';
import { taskPlacements, tasks } from '#server/tasks/tasks.table';
import { teamMembers, teams } from '#server/tasks/teams.table';
import { makeActor, makeCourse, type TestCourse } from '../../support/factories.ts';
import { makeClip } from '../tasks/tasks-world.ts';

const level = (id: string, points: number) => ({ id, title: id, descriptor: '', points });
const criterion = (id: string, hue: number) => ({
  id,
  title: id,
  hue,
  levels: [level('begins', 4), level('secure', 8), level('rich', 10)],
});

const plan: TaskPlan = {
  title: 'The child’s initiative',
  clipId: null,
  frameworkId: null,
  helpingQuestion: { mode: 'given', text: 'Who began?' },
  lookFors: [],
  passes: [],
  reveal: { rule: 'after-own', at: null },
  narration: {
    prompt: 'Tell what you saw.',
    minimumWords: 5,
    maximumWords: 0,
    minimumCitations: 1,
    criteria: [criterion('noticing', 6), criterion('linking', 5)],
    namesHidden: true,
  },
  maximumPoints: 20,
  opensAt: null,
  dueAt: null,
};

export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * A course with a published task that asks for a narration, over the real tasks' access. Consent
 * is decided by the clips; here `closed` says which of them may not be played.
 */
export async function makeWorld(db: Database, jobs: Pick<Jobs, 'send'>, live?: Pick<Live, 'say'>) {
  const course = await makeCourse(db);
  const lecturer = await makeActor(db, course, 'lecturer', 'Lena Lind');
  const clock = { now: new Date('2026-11-14T16:20:00.000Z') };
  const now = () => clock.now;
  const closed: Record<string, string> = {};
  /** The platform, as far as releases know it. */
  const lms = {
    family: null as string | null,
    results: new Map<string, HeldScore>(),
    wanted: [] as WantedLineItem[],
  };
  const access = createTaskAccess({
    now,
    frameworks: { loadFramework: () => Promise.resolve(null) },
  });
  const narrations = createNarrations({
    db,
    now,
    openTask: access.openTask,
    ...(live && { live }),
    onHandedIn: (...handIn) => releases.announceHandIn(...handIn),
    closedClips: (_db, _tenantId, clipIds) =>
      Promise.resolve(
        Object.fromEntries(Object.entries(closed).filter(([id]) => clipIds.includes(id))),
      ),
  });
  const circuits = createCircuits({ db, now });
  const outbox = createOutbox({ db, jobs, now, circuits });
  const gradebook: PlatformGradebook = {
    postScore: () => Promise.resolve({ status: 200, text: '', retryAfterSeconds: null }),
    readResults: () => Promise.resolve(lms.results),
    quirks: () => Promise.resolve(quirksOf(lms.family)),
  };
  const readings = createReadings({
    ...{ db, jobs, now, gradebook, circuits },
    log: createLog('silent'),
  });
  const releasing = (through: Partial<ReleaseDeps> = {}) =>
    createReleases({
      ...{ db, jobs, now, narrations, outbox, readings },
      ...{ findLineItem, findColumnPlace, replaceLineItem },
      publicUrl: 'https://tool.example',
      quirks: gradebook.quirks,
      findOrCreateLineItem: (wanted) => {
        lms.wanted.push(wanted);
        return Promise.resolve({ id: 'https://lms.example/lineitems/new/lineitem?type_id=1' });
      },
      ...through,
    });
  const releases: Releases = releasing();
  const marking = (through: Partial<ReleaseDeps> = {}) =>
    createAssessments({
      ...{ db, now, narrations, openTask: access.openTask },
      releases: releasing(through),
    }).useCases;
  const clipId = await makeClip(db, lecturer, 'The bridge');
  const taskId = await addTask(db, course, lecturer, clipId);
  return {
    course,
    lecturer,
    clock,
    closed,
    clipId,
    taskId,
    lms,
    outbox,
    releases,
    releasing,
    marking,
    narrating: narrations.useCases,
    openJoint: narrations.openJoint,
    assessing: marking(),
  };
}

/** A published task of a course; `change` null asks for an observation only. */
export async function addTask(
  db: Database,
  course: TestCourse,
  lecturer: Actor,
  clipId: string,
  change: Partial<NonNullable<TaskPlan['narration']>> | null = {},
  work?: TaskPlan['work'],
): Promise<string> {
  const id = randomUUID();
  const narration = change && plan.narration ? { ...plan.narration, ...change } : null;
  await db.insert(tasks).values({
    id,
    tenantId: course.tenantId,
    ltiContextId: course.ltiContextId,
    createdBy: lecturer.personId,
    state: 'published',
    plan: { ...plan, clipId, narration, ...(work && { work }) },
    clipId,
    frameworkId: null,
  });
  return id;
}

/** Gives the course a link that opens the task; without a column when `lineItemUrl` is null. */
export async function placeTask(
  db: Database,
  course: TestCourse,
  taskId: string,
  lineItemUrl: string | null = `https://lms.example/lineitems/${randomUUID()}/lineitem?type_id=1`,
): Promise<void> {
  const resourceLinkId = randomUUID();
  await db.insert(resourceLinks).values({
    id: resourceLinkId,
    tenantId: course.tenantId,
    ltiContextId: course.ltiContextId,
    resourceLinkId: randomUUID(),
    lineItemUrl,
  });
  await db.insert(taskPlacements).values({
    tenantId: course.tenantId,
    taskId,
    resourceLinkId,
  });
}

/** A text of one paragraph and as many cited moments as are given. */
export function textOf(
  words: string,
  ...cited: readonly (Partial<Citation> & { clipId: string })[]
): NarrationDoc {
  return {
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: words }] },
      ...cited.map((part, at) => ({ type: 'citation' as const, attrs: citation(at, part) })),
    ],
  };
}

function citation(at: number, part: Partial<Citation> & { clipId: string }): Citation {
  return {
    citationId: `c${at}`,
    markId: null,
    clipTitle: 'The bridge',
    startSeconds: 41,
    endSeconds: 58,
    note: '',
    codeIds: [],
    child: null,
    ...part,
  };
}

/** Puts people into a group for a task. */
export async function makeTeam(
  db: Database,
  course: TestCourse,
  taskId: string,
  name: string,
  members: readonly Actor[],
): Promise<string> {
  const { tenantId, ltiContextId } = course;
  const id = randomUUID();
  const place = { tenantId, ltiContextId, taskId };
  await db.insert(teams).values({ id, ...place, name });
  await db
    .insert(teamMembers)
    .values(members.map(({ personId }) => ({ ...place, personId, teamId: id })));
  return id;
}

/** What students write where it does not matter what. */
export const WORDS = 'Child A has laid a block across two others.';

/** Lets a student write and hand in; answers with the id of the narration. */
export async function handIn(
  world: Pick<World, 'narrating' | 'clipId'>,
  student: Actor,
  taskId: string,
  ownEstimate: Record<string, string> = {},
): Promise<string> {
  const params = { taskId };
  const begun = await world.narrating.openNarration(student, {
    params,
    query: undefined,
    body: undefined,
  });
  const saved = await world.narrating.saveNarration(student, {
    params,
    query: undefined,
    body: {
      baseRevision: begun.revision,
      title: 'The bridge that was a bed',
      question: 'Who began?',
      stage: 'link',
      doc: textOf(WORDS, { clipId: world.clipId }),
    },
  });
  await world.narrating.handInNarration(student, {
    params,
    query: undefined,
    body: { revision: saved.revision, ownEstimate },
  });
  return begun.id;
}

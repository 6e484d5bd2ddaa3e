import { randomUUID } from 'node:crypto';
import type { Mark, MarkChange } from '#contract/observations';
import type { TaskPlan } from '#contract/tasks';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { frameworks } from '#server/frameworks/frameworks.table';
import type { Database } from '#server/infra/database';
import type { Live } from '#server/live/live.service';
import type { Actor } from '#server/lti/actor';
import {
  createObservations,
  type ObservationDeps,
} from '#server/observations/observations.service';
import { createTaskAccess } from '#server/tasks/task-access';
import { tasks } from '#server/tasks/tasks.table';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { makeClip } from '../tasks/tasks-world.ts';

/** How long the clip of the world is. */
export const CLIP_SECONDS = 100;

const plan: TaskPlan = {
  title: 'The bridge that would not stay up',
  clipId: null,
  frameworkId: null,
  helpingQuestion: { mode: 'own', text: '' },
  lookFors: [
    { id: 'initiative', label: 'Child’s initiative', codeId: 'initiative' },
    { id: 'answer', label: 'Answer it got', codeId: 'answer' },
  ],
  passes: [
    {
      id: 'free',
      title: 'Free noticing',
      prompt: 'Mark what strikes you.',
      tools: { codes: false, childInFocus: true, captions: true, sound: true },
      moments: [],
      watchShare: 0.9,
    },
    {
      id: 'guided',
      title: 'Guided',
      prompt: 'Mark each time a child begins something.',
      tools: { codes: true, childInFocus: true, captions: true, sound: true },
      moments: [
        { lookForId: 'initiative', minimum: 1 },
        { lookForId: 'answer', minimum: 1 },
      ],
      watchShare: 0,
    },
  ],
  reveal: { rule: 'after-own', at: null },
  narration: null,
  maximumPoints: 0,
  opensAt: null,
  dueAt: null,
};

/** A course with a published task on a clip of 100 s, and somebody of each kind to ask for. */
export async function makeWorld(
  db: Database,
  change: Partial<TaskPlan> = {},
  at = new Date(),
  live?: Live,
  onMarksWritten?: ObservationDeps['onMarksWritten'],
  mostWithWords?: number,
) {
  const course = await makeCourse(db);
  const lecturer = await makeActor(db, course, 'lecturer', 'Lecturer');
  const { tenantId, ltiContextId } = course;
  const clipId = await makeClip(db, lecturer, 'The bridge', { durationSeconds: CLIP_SECONDS });
  const [frameworkId, taskId] = [randomUUID(), randomUUID()];
  const name = { en: 'Initiative and answer' };
  await db.insert(frameworks).values({
    id: frameworkId,
    tenantId,
    key: 'initiative-answer',
    version: 1,
    content: {
      key: 'initiative-answer',
      version: 1,
      title: name,
      source: '',
      tiers: [{ id: 'all', name }],
      codes: ['initiative', 'answer'].map((id, at) => ({
        id,
        tierId: 'all',
        name,
        definition: name,
        hue: at + 2,
      })),
    },
  });
  await db.insert(tasks).values({
    id: taskId,
    tenantId,
    ltiContextId,
    createdBy: lecturer.personId,
    state: 'published',
    plan: { ...plan, clipId, frameworkId, ...change },
    clipId,
    frameworkId,
  });
  const clock = { now: at };
  const now = () => clock.now;
  const shelf = createFrameworks({ db, ready: [] });
  const { openTask } = createTaskAccess({ now, frameworks: shelf });
  const observations = createObservations({
    ...{ db, now, openTask, lineage: shelf.lineage, loadFramework: shelf.loadFramework },
    ...(live && { live }),
    ...(onMarksWritten && { onMarksWritten }),
    ...(mostWithWords !== undefined && { mostWithWords }),
  });
  return { plan, course, lecturer, clipId, frameworkId, taskId, clock, observations, openTask };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A change that puts a mark; `second` orders changes. */
export function put(id: string, second: number, change: Partial<Mark> = {}): MarkChange {
  return {
    kind: 'put',
    mark: {
      id,
      passId: 'free',
      startSeconds: 10,
      endSeconds: null,
      body: `said at ${second}`,
      codeIds: [],
      lookForId: null,
      child: null,
      changedAt: instant(second),
      ...change,
    },
  };
}

/** A change that removes a mark. */
export function remove(markId: string, second: number): MarkChange {
  return { kind: 'remove', markId, changedAt: instant(second) };
}

/** An instant some seconds into a fixed minute. */
export function instant(second: number): string {
  return new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();
}

/** Does all that the task asks, and hands in. */
export async function workAndHandIn(world: World, actor: Actor, body = 'A reading') {
  const { useCases } = world.observations;
  const params = { taskId: world.taskId };
  await useCases.changeMarks(actor, {
    params,
    query: undefined,
    body: {
      changes: [
        put(randomUUID(), 1, { startSeconds: 43, endSeconds: 52, body, codeIds: ['initiative'] }),
        put(randomUUID(), 1, { startSeconds: 60, lookForId: 'answer', body: `${body}, later` }),
      ],
    },
  });
  await useCases.addWatched(actor, {
    params: { ...params, passId: 'free' },
    query: undefined,
    body: { ranges: [[0, 95]] },
  });
  return useCases.handInObservation(actor, { params, query: undefined, body: undefined });
}

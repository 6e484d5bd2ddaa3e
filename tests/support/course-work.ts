import { join } from 'node:path';
import { assessmentRoutes } from '#contract/assessments';
import { clipRoutes } from '#contract/clips';
import { narrationRoutes } from '#contract/narrations';
import { observationRoutes } from '#contract/observations';
import { taskRoutes } from '#contract/tasks';
import type { HttpPerson } from './http-launch.ts';
import { beginUpload, makeFilm, openPlan, sendFrom, until } from './tool-with-lms.ts';
import type { ToolProcess } from './tool-process.ts';

/** Somebody who can call the API, from a browser or without one. */
export type Caller = Pick<HttpPerson, 'call'>;

/** A short clip in the library of the institution, ready to be watched. */
export async function addLibraryClip(
  tool: ToolProcess,
  lecturer: HttpPerson,
  title: string,
  seconds = 2,
): Promise<string> {
  const film = await makeFilm(join(tool.dataDir, 'library.mp4'), seconds);
  const clipId = await beginUpload(tool, lecturer, film.length);
  await sendFrom(tool, lecturer, clipId, { offset: 0, body: film });
  const params = { clipId };
  await lecturer.call(clipRoutes.describeClip, { params, body: { title } });
  const { people } = await lecturer.call(clipRoutes.addFilmedPerson, {
    params,
    body: { pseudonym: 'Child A', kind: 'child', ranges: [] },
  });
  const day = 24 * 3_600_000;
  await lecturer.call(clipRoutes.recordConsent, {
    params: { clipId, personId: people[0]?.id ?? '' },
    body: {
      ...{ purposes: ['training'], audience: 'institution' },
      validFrom: new Date(Date.now() - day).toISOString().slice(0, 10),
      validUntil: new Date(Date.now() + 300 * day).toISOString().slice(0, 10),
    },
  });
  await until('the clip is ready', async () => {
    const { state, failure } = await lecturer.call(clipRoutes.getClip, { params });
    if (state === 'failed') throw new Error(`the clip failed: ${failure}`);
    return state === 'ready';
  });
  await lecturer.call(clipRoutes.publishClip, { params });
  return clipId;
}

/** A published task on a clip that asks for next to nothing, worth 20 points. */
export async function addTask(lecturer: Caller, clipId: string, title: string): Promise<string> {
  const begun = await lecturer.call(taskRoutes.createTask, { body: { clipId } });
  const { id: taskId } = await lecturer.call(taskRoutes.changeTask, {
    params: { taskId: begun.id },
    body: { baseRevision: begun.revision, plan: { ...openPlan(begun.plan), title } },
  });
  await lecturer.call(taskRoutes.publishTask, { params: { taskId } });
  return taskId;
}

/** Goes through all passes of a task without a mark, and hands in. */
export async function handInObservation(student: Caller, taskId: string): Promise<void> {
  const params = { taskId };
  const { plan } = await student.call(taskRoutes.getTask, { params });
  await student.call(observationRoutes.openObservation, { params });
  for (const { id: passId } of plan.passes) {
    const ofPass = { ...params, passId };
    await student.call(observationRoutes.completePass, { params: ofPass, body: {} });
  }
  await student.call(observationRoutes.handInObservation, { params });
}

/** Goes through all passes, writes a narration of one sentence, and hands both in. */
export async function handInWork(student: Caller, taskId: string): Promise<void> {
  const params = { taskId };
  await handInObservation(student, taskId);
  const begun = await student.call(narrationRoutes.openNarration, { params });
  const { revision } = await student.call(narrationRoutes.saveNarration, {
    params,
    body: {
      ...{ baseRevision: begun.revision, title: 'The tower falls', question: '' },
      stage: 'evaluate',
      doc: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'It falls, and waits.' }] }],
      },
    },
  });
  await student.call(narrationRoutes.handInNarration, { params, body: { revision } });
}

/** Gives every criterion of the narration that waits its best level, and releases the mark. */
export async function markAndRelease(
  assessor: Caller,
  taskId: string,
  overallComment: string,
): Promise<void> {
  const { rows } = await assessor.call(assessmentRoutes.listQueue, { params: { taskId } });
  const narrationId = rows.find(({ state }) => state === 'todo')?.narrationId ?? '';
  const params = { narrationId };
  const { criteria, assessment } = await assessor.call(assessmentRoutes.openAssessment, { params });
  const marks = criteria.map(({ id, levels }) => ({
    criterionId: id,
    levelId: levels.toSorted((a, b) => b.points - a.points)[0]?.id ?? null,
    comment: '',
  }));
  const { revision } = await assessor.call(assessmentRoutes.saveAssessment, {
    params,
    body: { baseRevision: assessment.revision, marks, passages: [], overallComment },
  });
  await assessor.call(assessmentRoutes.finishAssessment, { params, body: { revision } });
  await assessor.call(assessmentRoutes.releaseMarks, {
    params: { taskId },
    body: { narrationIds: [narrationId] },
  });
}

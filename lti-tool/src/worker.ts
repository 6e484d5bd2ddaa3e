import type { Deps } from './deps.ts';
import type { JobHandler, JobKind } from './infra/jobs.ts';
import { clipListen } from './clips/captions.jobs.ts';
import { clipPrepare } from './clips/clips.jobs.ts';
import { clipErase } from './clips/clips.removal.ts';
import { sendLateMarks } from './assessments/releases.service.ts';
import { pieceClean } from './documentation/documentation.jobs.ts';
import { deliverScores } from './gradebook/delivery.service.ts';
import { readBack } from './gradebook/readings.service.ts';
import { spokenErase } from './observations/spoken-notes.jobs.ts';

/** Every kind of job that exists. */
export const JOB_KINDS: readonly JobKind[] = [
  clipPrepare,
  clipListen,
  clipErase,
  spokenErase,
  pieceClean,
  deliverScores,
  readBack,
  sendLateMarks,
];

/** One handler for each kind; the queue refuses to start work otherwise. */
function jobHandlersOf(deps: Deps): readonly JobHandler[] {
  return [
    ...[deps.clips, deps.spokenErasure, deps.documentation],
    ...[deps.delivery, deps.readings, deps.releases],
  ].flatMap(({ jobHandlers }): readonly JobHandler[] => jobHandlers);
}

/** Begins to work, and takes up what a process that died has left. */
export async function startWorker(deps: Deps): Promise<void> {
  const { isAlone } = deps;
  if (isAlone) await deps.jobs.takeOver(deps.db);
  await deps.jobs.work(jobHandlersOf(deps));
  await deps.delivery.resume({ isAlone });
}

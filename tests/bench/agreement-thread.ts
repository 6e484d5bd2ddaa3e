import { parentPort, workerData } from 'node:worker_threads';
import { agreementOf, type AgreementQuestion } from '#contract/shared/code-agreement';

/** Answers one question of agreement several times, and says how long each took. */
const question = workerData as AgreementQuestion;
const timesMs = Array.from({ length: 9 }, () => {
  const startMs = performance.now();
  agreementOf(question);
  return performance.now() - startMs;
});
parentPort?.postMessage(timesMs);

import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { isHitsNotice } from './infra/shared-hits.ts';
import type { Log } from './infra/log.ts';

/** Whether this process was started by `startWebProcesses`, to answer browsers and nothing else. */
export const isWebProcess = cluster.isWorker;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/** Whoever lived so long did not die of its start. */
const LASTING_MS = 10_000;
/** A process that is asked to end lets go of its browsers and its database by then. */
const END_WITHIN_MS = 12_000;

/**
 * Starts so many processes of this same program on one port, of which whichever is free takes the
 * next connection, and answers when all of them listen. One that ends is replaced; what it had
 * acknowledged is in the database. They end with this process, however it ends.
 * @param settings variables of their environment besides our own
 * @throws when one of them does not start
 */
export async function startWebProcesses(
  count: number,
  settings: Readonly<Record<string, string>>,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  // Each takes connections itself. Were they handed out here, those on their way to one that is
  // killed at that moment would never be answered nor closed, and whoever asked would wait for ever.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const running = new Set<Worker>();
  const waiting = new Set<NodeJS.Timeout>();
  let isStopping = false;
  let waitMs = FIRST_WAIT_MS;

  /** Starts one and answers when it listens; from then on it is replaced. */
  async function begin(): Promise<void> {
    const startedMs = Date.now();
    const worker = cluster.fork(settings);
    running.add(worker);
    worker.on('message', (message: unknown) => passOn(worker, message));
    worker.on('error', (error) =>
      log.warn({ reason: error.message }, 'a web process was not told'),
    );
    const ended = once(worker, 'exit').then(([code, signal]) => {
      running.delete(worker);
      return { code: code as number | null, signal: signal as string | null };
    });
    const isListening = await Promise.race([
      once(worker, 'listening').then(() => true),
      ended.then(() => false),
    ]);
    if (!isListening) throw new Error('A web process ended before it listened.');
    void ended.then((how) => {
      if (isStopping) return;
      log.warn(how, 'a web process ended; another one takes its place');
      if (Date.now() - startedMs > LASTING_MS) waitMs = FIRST_WAIT_MS;
      replaceLater();
    });
  }

  function replaceLater(): void {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      begin().catch((error: unknown) => {
        if (isStopping) return;
        log.error({ reason: String(error) }, 'a web process could not be replaced yet');
        replaceLater();
      });
    }, waitMs);
    waiting.add(timer);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }

  /** What web processes tell each other goes through this one. */
  function passOn(from: Worker, message: unknown): void {
    if (!isHitsNotice(message)) return;
    for (const worker of running) if (worker !== from && worker.isConnected()) worker.send(message);
  }

  async function stop(): Promise<void> {
    isStopping = true;
    for (const timer of waiting) clearTimeout(timer);
    await Promise.all(
      [...running].map(async (worker) => {
        const ended = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        const impatience = setTimeout(() => worker.process.kill('SIGKILL'), END_WITHIN_MS);
        await ended;
        clearTimeout(impatience);
      }),
    );
  }

  const begun = await Promise.allSettled(Array.from({ length: count }, begin));
  const failed = begun.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') {
    await stop();
    throw failed.reason;
  }
  return { stop };
}

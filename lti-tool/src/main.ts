import type { Server } from 'node:http';
import { createApp } from './app.ts';
import { createDeps, type Deps } from './deps.ts';
import { ConfigError, readConfig } from './infra/config.ts';
import { lockFolder } from './infra/folder-lock.ts';
import { createLog } from './infra/log.ts';
import { storageRefusal } from './infra/storage-place.ts';
import { isWebProcess, startWebProcesses } from './web-processes.ts';
import { startWorker } from './worker.ts';

/** Tells a parent process (npm start) how far we are; nothing without one. */
function tellParent(message: Record<string, unknown>): void {
  if (process.connected) process.send?.(message);
}

let stopping = false;

async function main(): Promise<void> {
  const begun = isWebProcess ? beginToServe() : begin();
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // What is half started has children already: it is started to its end and then stopped.
    const running = await begun.catch(() => null);
    await running?.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  process.on('disconnect', () => void stop());
  const { deps } = await begun;
  if (isWebProcess || !deps.config.demo || stopping) return;
  const { startDemo } = await import('../demo/demo.ts');
  await startDemo(deps, (progress) => tellParent({ kind: 'demo', ...progress }));
  tellParent({ kind: 'demo-ready' });
}

/** What has been started, and how to stop it again. */
interface Begun {
  deps: Deps;
  stop(): Promise<void>;
}

/** Starts everything, with web processes of their own where several are asked for. */
async function begin(): Promise<Begun> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const refusal = await storageRefusal(config.storage);
  if (refusal) throw new ConfigError([refusal]);
  const lock = await lockFolder(config.dataDir);
  const deps = await createDeps(config, log);
  await startWorker(deps);
  const { webProcesses, port, publicUrl } = config;
  const web =
    webProcesses === 1
      ? await serve(deps)
      : await startWebProcesses(webProcesses, { DATABASE_URL: deps.databaseUrl }, log);
  log.info({ port, publicUrl, webProcesses }, 'Lookfor is ready');
  tellParent({ kind: 'ready' });
  return {
    deps,
    async stop() {
      await web.stop();
      await deps.close();
      await lock.release();
    },
  };
}

/** Answers browsers on the port that this process shares with its like, and does nothing else. */
async function beginToServe(): Promise<Begun> {
  const config = readConfig(process.env);
  const deps = await createDeps(config, createLog(config.logLevel), { onlyServes: true });
  const web = await serve(deps);
  return {
    deps,
    async stop() {
      await web.stop();
      await deps.close();
    },
  };
}

/** So long may a request that is under way take to its end when everything is stopped. */
const FINISH_WITHIN_MS = 3_000;

/**
 * Connections that rest are kept longer than proxies keep theirs (60 s, mostly): whoever hangs up
 * first must be the proxy, or a request that is just on its way is lost, and answered with 502.
 */
const RESTING_MS = 75_000;
/** So long a part of an upload (8 MB) may take: about 75 kbit/s. */
const LONGEST_REQUEST_MS = 15 * 60_000;

/** Listens. Stopped, it takes no more, ends what is under way as it would have ended, and lets go. */
async function serve(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const { port, host } = deps.config;
  const server = createApp(deps).listen(port, host);
  server.keepAliveTimeout = RESTING_MS;
  server.requestTimeout = LONGEST_REQUEST_MS;
  await listen(server);
  return {
    async stop() {
      const closed = new Promise((done) => server.close(done));
      // They would go on for as long as somebody watches.
      deps.endStreams();
      server.closeIdleConnections();
      const looking = setInterval(() => server.closeIdleConnections(), 50);
      const impatience = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
      await closed;
      clearInterval(looking);
      clearTimeout(impatience);
    },
  };
}

function listen(server: Server): Promise<Server> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.once('listening', () => done(server));
  });
}

main().catch((error: unknown) => {
  // Whatever fails while everything is being stopped is no news.
  if (stopping) return;
  const words = error instanceof Error ? error.message : String(error);
  const known =
    error instanceof ConfigError || /Another Lookfor is running|A web process ended/.test(words);
  process.stderr.write(`${known ? words : ((error as Error).stack ?? words)}\n`);
  process.exit(1);
});

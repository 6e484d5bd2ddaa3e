import type { Server } from 'node:http';
import { createApp } from './app.ts';
import { createDeps, type Deps } from './deps.ts';
import { ConfigError, readConfig } from './infra/config.ts';
import { lockFolder } from './infra/folder-lock.ts';
import { createLog } from './infra/log.ts';
import { storageRefusal } from './infra/storage-place.ts';
import { startWorker } from './worker.ts';

/** Tells a parent process (npm start) how far we are; nothing without one. */
function tellParent(message: Record<string, unknown>): void {
  if (process.connected) process.send?.(message);
}

let stopping = false;

async function main(): Promise<void> {
  const begun = begin();
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
  if (!deps.config.demo || stopping) return;
  const { startDemo } = await import('../demo/demo.ts');
  await startDemo(deps, (progress) => tellParent({ kind: 'demo', ...progress }));
  tellParent({ kind: 'demo-ready' });
}

/** Starts everything; answers with how to stop it again. */
async function begin(): Promise<{ deps: Deps; stop: () => Promise<void> }> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const refusal = await storageRefusal(config.storage);
  if (refusal) throw new ConfigError([refusal]);
  const lock = await lockFolder(config.dataDir);
  const deps = await createDeps(config, log);
  await startWorker(deps);
  const server = await listen(createApp(deps).listen(config.port, config.host));
  log.info({ port: config.port, publicUrl: config.publicUrl }, 'Lookfor is ready');
  tellParent({ kind: 'ready' });
  return {
    deps,
    async stop() {
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 3_000).unref();
      await deps.close();
      await lock.release();
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
  const known = error instanceof ConfigError || /Another Lookfor is running/.test(words);
  process.stderr.write(`${known ? words : ((error as Error).stack ?? words)}\n`);
  process.exit(1);
});

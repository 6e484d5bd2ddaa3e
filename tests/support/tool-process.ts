import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const serverFlags = JSON.parse(
  readFileSync(`${root}lti-tool/scripts/server-flags.json`, 'utf8'),
) as string[];

/** A built Lookfor in a process of its own, as an operator would run it. */
export interface ToolProcess {
  baseUrl: string;
  port: number;
  dataDir: string;
  pid: number;
  /** Everything the process wrote, for tests that look for what must not be there. */
  output(): string;
  /** Ends it, by default as a crash does. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same folder, port and settings. */
  restart(): Promise<void>;
}

/** How the process is started. */
export interface ToolSettings {
  dataDir: string;
  port?: number;
  environment?: Readonly<Record<string, string>>;
}

/** Starts dist/server/main.js and answers when it listens. */
export async function startTool(settings: ToolSettings): Promise<ToolProcess> {
  const port = settings.port ?? (await freePort());
  let words = '';
  const launch = async (): Promise<ChildProcess> => {
    const child = fork(`${root}dist/server/main.js`, {
      cwd: root,
      silent: true,
      execArgv: serverFlags,
      env: {
        ...process.env,
        NODE_ENV: 'test',
        DEMO: '0',
        PORT: String(port),
        DATA_DIR: settings.dataDir,
        LOG_LEVEL: 'info',
        ...settings.environment,
      },
    });
    child.stdout?.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()));
    await new Promise<void>((done, fail) => {
      child.once('exit', (code) =>
        fail(new Error(`Lookfor ended with ${code}: ${words.slice(-2_000)}`)),
      );
      child.on('message', (message: { kind?: string }) => {
        if (message.kind === 'ready') done();
      });
    });
    child.removeAllListeners('exit');
    return child;
  };
  let child = await launch();
  return {
    baseUrl: `http://tool.localhost:${port}`,
    port,
    dataDir: settings.dataDir,
    get pid() {
      return child.pid ?? 0;
    },
    output: () => words,
    async kill(signal = 'SIGKILL') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill(signal);
      await ended;
    },
    async restart() {
      child = await launch();
    },
  };
}

/**
 * Below those that the system gives to whoever wants any: until a server has started and listens,
 * a busy machine gives away many of these.
 */
const PORTS = { first: 11_000, count: 20_000 };
/** Processes that ask at the same moment begin at different places, and nobody asks for one twice. */
let tried = process.pid * 61;

/** A port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    tried += 1;
    const port = PORTS.first + (tried % PORTS.count);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
      .once('error', () => done(false))
      .listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

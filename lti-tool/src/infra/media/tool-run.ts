/**
 * Runs one command-line tool on a file that we do not trust: with a time limit, little memory for
 * what it says, none of our environment, and an end to its whole process group when we stop caring.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { MediaError } from './media-error.ts';

/** How to run a tool. */
export interface ToolRunOptions {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  cwd?: string | undefined;
  /** Receives standard output as it comes; throwing ends the tool and rejects the run. */
  onOutput?: ((chunk: Buffer) => void) | undefined;
  /** Receives a function that ends the run with `timed_out`, for callers that see it stand still. */
  onStarted?: ((giveUp: () => void) => void) | undefined;
}

/** How a tool ended: the exit code (-1 after a signal) and the end of its standard error. */
export interface ToolResult {
  exitCode: number;
  toolLog: string;
}

const toolLogLimit = 8_192;

// Secrets live in our environment; a decoder that is taken over must not find them in its own.
const passedOn = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach(killGroup));

/**
 * Runs `command` to its end. Resolves whatever the exit code; rejects with `cancelled`,
 * `timed_out`, `needs_ffmpeg` (the command does not exist) or what `onOutput` threw.
 */
export function runTool(
  command: string,
  args: readonly string[],
  options: ToolRunOptions,
): Promise<ToolResult> {
  const { signal, timeoutMs, cwd, onOutput, onStarted } = options;
  if (signal?.aborted) return Promise.reject(new MediaError('cancelled'));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
    });
    running.add(child);

    let toolLog = '';
    let stopped: Error | undefined;
    const stop = (reason: Error) => {
      stopped ??= reason;
      killGroup(child);
    };
    const cancel = () => stop(new MediaError('cancelled'));
    const giveUp = () => stop(new MediaError('timed_out', { limitMs: timeoutMs, toolLog }));
    const timer = setTimeout(giveUp, timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });

    child.stdout.on('data', (chunk: Buffer) => {
      try {
        onOutput?.(chunk);
      } catch (error) {
        stop(error instanceof Error ? error : new Error('output was refused', { cause: error }));
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      toolLog = (toolLog + chunk.toString('utf8')).slice(-toolLogLimit);
    });
    child.on('error', (cause) => {
      stopped ??= new MediaError('needs_ffmpeg', { reason: `${command} cannot run` }, { cause });
      if (child.pid === undefined) finish(-1);
    });
    child.on('close', (exitCode) => finish(exitCode ?? -1));
    onStarted?.(giveUp);

    function finish(exitCode: number) {
      running.delete(child);
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      if (stopped === undefined) resolve({ exitCode, toolLog: toolLog.trim() });
      else reject(stopped);
    }
  });
}

function childEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', AV_LOG_FORCE_NOCOLOR: '1' };
  for (const name of passedOn) {
    if (process.env[name] !== undefined) env[name] = process.env[name];
  }
  return env;
}

function killGroup(child: ChildProcess) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already, or the system has no groups.
    child.kill('SIGKILL');
  }
}

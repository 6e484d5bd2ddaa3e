/** Finds ffmpeg on the machine and runs it within limits: files only, low priority, bounded. */
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { tellsOfNoRoom } from '../disk-room.ts';
import { MediaError } from './media-error.ts';
import { runTool, type ToolResult, type ToolRunOptions } from './tool-run.ts';

/** The two programs, and the commands that they are started through. */
export interface FfmpegTools {
  ffmpeg: string;
  ffprobe: string;
  /** Command and arguments put before each program, such as `nice -n 10`; none when absent. */
  prefix?: readonly string[];
}

/** How to run ffmpeg. */
export interface FfmpegRunOptions {
  signal?: AbortSignal | undefined;
  /** Receives the position in the output that is done, in seconds; never goes back. */
  onProgressSeconds?: ((seconds: number) => void) | undefined;
  /** Limit for the whole run; 10 minutes when absent. */
  timeoutMs?: number | undefined;
  /**
   * The run ends with `timed_out` when the position stands still this long; 3 minutes when absent.
   */
  stallMs?: number | undefined;
  cwd?: string | undefined;
}

/**
 * So long a program may take to say what it can do. Only a broken one does; on a machine that is
 * merely busy none must be taken for missing, least of all what keeps the others in bounds.
 */
const TRIED_MS = 60_000;
const memoryLimitBytes = 4 * 1024 ** 3;
/** Of one frame: somewhat more than 8K. */
const mostPixels = 8192 * 8192;
const singleBlockLimitBytes = 512 * 1024 ** 2;

// Only containers of films and recordings. Playlists, concat scripts, subtitles and pictures are
// left out: the first two name other files, and those may be anything on this machine.
const containers = [
  ...['mov', 'matroska', 'webm', 'avi', 'mpeg', 'mpegts', 'flv', 'asf', 'ogg', 'mxf', 'dv'],
  ...['wav', 'w64', 'mp3', 'aac', 'ac3', 'flac', 'aiff', 'amr', 'caf'],
];

/** Arguments that make `file` the input: only itself may be opened, only as film or recording. */
export function inputArguments(file: string): string[] {
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', containers.join(',')],
    // A header of a few bytes may claim a frame of gigabytes: it is refused before it is allocated.
    ...['-max_streams', '64', '-max_pixels', String(mostPixels), '-i', `file:${resolve(file)}`],
  ];
}

/**
 * Finds a working ffmpeg that has x264 and AAC, with its ffprobe: `FFMPEG_PATH` (the program, or
 * its folder) when set, otherwise the folders of `PATH`. Null when there is none.
 */
export async function findFfmpeg(
  env: { FFMPEG_PATH?: string | undefined; PATH?: string | undefined } = process.env,
): Promise<FfmpegTools | null> {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const wanted = env.FFMPEG_PATH;
  const ffmpeg = wanted
    ? await firstProgram([wanted, join(wanted, 'ffmpeg')])
    : await firstProgram(folders.map((folder) => join(folder, 'ffmpeg')));
  if (!ffmpeg) return null;
  const besides = [dirname(ffmpeg), ...folders];
  const ffprobe = await firstProgram(besides.map((folder) => join(folder, 'ffprobe')));
  if (!ffprobe) return null;

  const encoders = await list(ffmpeg, '-encoders');
  if (!/\blibx264\b/.test(encoders) || !/\baac\b/.test(encoders)) return null;
  return { ffmpeg, ffprobe, prefix: await limitingPrefix() };
}

/**
 * Runs ffmpeg with `args`; the input belongs to them (see `inputArguments`). Rejects with
 * `transcode_failed`, `timed_out` or `cancelled`, and no process is left behind.
 */
export async function runFfmpeg(
  tools: FfmpegTools,
  args: readonly string[],
  options: FfmpegRunOptions = {},
): Promise<void> {
  const { signal, onProgressSeconds, cwd, timeoutMs = 600_000, stallMs = 180_000 } = options;
  let stall: NodeJS.Timeout | undefined;
  let reached = 0;
  const advance = lineReader((line) => {
    const seconds = Number(/^out_time_us=(\d+)$/.exec(line)?.[1] ?? 0) / 1_000_000;
    if (seconds <= reached) return;
    reached = seconds;
    stall?.refresh();
    onProgressSeconds?.(seconds);
  });
  try {
    const result = await runLimited(tools, 'ffmpeg', [...quietly, '-progress', 'pipe:1', ...args], {
      ...{ signal, cwd, timeoutMs },
      onOutput: advance,
      onStarted: (giveUp) => (stall = setTimeout(giveUp, stallMs)),
    });
    failUnlessDone(result);
  } finally {
    clearTimeout(stall);
  }
}

/** Runs ffmpeg for what it writes to standard output, handed over in chunks; resolves to its log. */
export async function readFfmpeg(
  tools: FfmpegTools,
  args: readonly string[],
  options: ToolRunOptions,
): Promise<string> {
  const result = await runLimited(tools, 'ffmpeg', [...quietly, ...args], options);
  failUnlessDone(result);
  return result.toolLog;
}

/** Runs ffprobe; resolves whatever its exit code (see `runTool` for what rejects). */
export function runFfprobe(
  tools: FfmpegTools,
  args: readonly string[],
  options: ToolRunOptions,
): Promise<ToolResult> {
  return runLimited(tools, 'ffprobe', ['-v', 'error', ...args], options);
}

/** Whether ffmpeg was built with every one of the named filters. */
export async function hasFilters(tools: FfmpegTools, names: readonly string[]): Promise<boolean> {
  const filters = await list(tools.ffmpeg, '-filters');
  return names.every((name) => new RegExp(`\\s${name}\\s`).test(filters));
}

/** Calls `onLine` for each whole line of a stream that comes in chunks. */
export function lineReader(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  };
}

const quietly = [
  ...['-hide_banner', '-nostdin', '-nostats', '-v', 'error', '-y'],
  ...['-max_alloc', String(singleBlockLimitBytes)],
];

function runLimited(
  tools: FfmpegTools,
  program: 'ffmpeg' | 'ffprobe',
  args: readonly string[],
  options: ToolRunOptions,
): Promise<ToolResult> {
  const [command = tools[program], ...rest] = [...(tools.prefix ?? []), tools[program], ...args];
  return runTool(command, rest, options);
}

function failUnlessDone({ exitCode, toolLog }: ToolResult) {
  if (exitCode !== 0 || tellsOfNoRoom(toolLog))
    throw new MediaError('transcode_failed', { exitCode, toolLog });
}

/**
 * The commands of this machine that lower the priority, close the network, die with us, and bound
 * the memory.
 */
async function limitingPrefix(): Promise<string[]> {
  const candidates = [
    ['nice', '-n', '10'],
    // No network at all, where the system lets us say so.
    ['unshare', '--user', '--map-current-user', '--net'],
    // ffmpeg has a process group of its own: without this it outlives a server that was killed.
    ['setpriv', '--pdeathsig', 'KILL'],
    ['prlimit', `--data=${memoryLimitBytes}`, '--core=0'],
  ];
  const prefix: string[] = [];
  for (const [command = '', ...args] of candidates) {
    const works = await runTool(command, [...args, 'true'], { timeoutMs: TRIED_MS }).then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
    if (works) prefix.push(command, ...args);
  }
  return prefix;
}

async function list(ffmpeg: string, kind: '-encoders' | '-filters'): Promise<string> {
  let names = '';
  const onOutput = (chunk: Buffer) => (names += chunk.toString('utf8'));
  const run = runTool(ffmpeg, ['-hide_banner', kind], { timeoutMs: TRIED_MS, onOutput });
  const { exitCode } = await run.catch(() => ({ exitCode: -1 }));
  return exitCode === 0 ? names : '';
}

async function firstProgram(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (await isProgram(path)) return path;
  }
  return null;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

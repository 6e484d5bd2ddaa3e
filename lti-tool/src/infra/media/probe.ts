/** Decides whether a file is a film that we can convert, and says what is known of it. */
import { inspectContainer } from './container.ts';
import { inputArguments, lineReader, runFfprobe, type FfmpegTools } from './ffmpeg.ts';
import { MediaError, type MediaErrorDetails } from './media-error.ts';
import {
  describe,
  isKnown,
  parseReport,
  pictureStream,
  soundStream,
  statedDuration,
  type Probe,
  type ProbeReport,
} from './probe.rules.ts';

export type { Probe } from './probe.rules.ts';

/** What is still taken: longer or larger films are refused. */
export interface ProbeLimits {
  maxDurationSeconds: number;
  /** Longest side of a frame in pixels. */
  maxSidePixels: number;
}

/** Four hours; frames up to 8K. */
export const usualLimits: ProbeLimits = { maxDurationSeconds: 4 * 3600, maxSidePixels: 8192 };

const smallestSidePixels = 16;
const reportLimitBytes = 4 * 1024 ** 2;
const probeTimeoutMs = 60_000;
const scanTimeoutMs = 600_000;

/**
 * Reads the head of `file` (all of it only if the head states no length). Throws `MediaError`:
 * `empty_file`, `truncated_file`, `not_media`, `no_picture`, `unreadable`, `too_long`, `too_large`,
 * `cancelled`.
 */
export async function probe(
  tools: FfmpegTools,
  file: string,
  options: { signal?: AbortSignal | undefined; limits?: Partial<ProbeLimits> | undefined } = {},
): Promise<Probe> {
  const limits = { ...usualLimits, ...options.limits };
  await refuseByContainer(file);
  const report = await readReport(tools, file, options.signal);
  const picture = pictureStream(report);
  if (!picture) throw new MediaError(soundStream(report) ? 'no_picture' : 'not_media');
  if (!isKnown(picture)) throw new MediaError('unreadable', { reason: 'unknown video codec' });

  const durationSeconds =
    statedDuration(report) || (await scanDuration(tools, file, picture.index, options.signal));
  const found = describe(report, durationSeconds);
  if (!found || durationSeconds <= 0) throw new MediaError('unreadable', { reason: 'no frames' });
  refuseBySize(found, limits);
  return found;
}

/** Throws when the outermost structure alone shows that the file is empty, a text, cut off or a picture. */
export async function refuseByContainer(file: string): Promise<void> {
  const state = await inspectContainer(file);
  if (state === 'empty') throw new MediaError('empty_file');
  if (state === 'truncated') throw new MediaError('truncated_file');
  if (state === 'text') throw new MediaError('not_media', { reason: 'a text' });
  if (state === 'picture') throw new MediaError('not_media', { reason: 'a still picture' });
}

/** Throws when a film is beyond `limits`, or too small to be one. */
export function refuseBySize(
  { durationSeconds, width, height }: Pick<Probe, 'durationSeconds' | 'width' | 'height'>,
  limits: ProbeLimits,
): void {
  if (durationSeconds > limits.maxDurationSeconds) {
    const limitSeconds = limits.maxDurationSeconds;
    throw new MediaError('too_long', { durationSeconds, limitSeconds });
  }
  if (Math.max(width, height) > limits.maxSidePixels) {
    throw new MediaError('too_large', { width, height });
  }
  if (Math.min(width, height) < smallestSidePixels) {
    throw new MediaError('unreadable', { width, height, reason: 'frame size' });
  }
}

async function readReport(
  tools: FfmpegTools,
  file: string,
  signal: AbortSignal | undefined,
): Promise<ProbeReport> {
  let json = '';
  const onOutput = (chunk: Buffer) => {
    json += chunk.toString('utf8');
    if (json.length > reportLimitBytes)
      throw new MediaError('unreadable', { reason: 'huge report' });
  };
  const args = ['-show_format', '-show_streams', '-of', 'json', ...inputArguments(file)];
  const { exitCode, toolLog } = await runFfprobe(tools, args, {
    ...{ signal, onOutput, timeoutMs: probeTimeoutMs },
  }).catch((error: unknown) => {
    // A file that keeps the reader busy for a minute is a trap or a wreck; a second try is no help.
    const isSlow = error instanceof MediaError && error.code === 'timed_out';
    throw isSlow
      ? new MediaError('unreadable', { reason: 'slow to read' }, { cause: error })
      : error;
  });
  // ffmpeg refuses to make room for such a frame, and then knows no size of it.
  if (/max pixel count|Picture size \d+x\d+ is invalid/i.test(toolLog)) {
    throw new MediaError('too_large', { exitCode, toolLog });
  }
  if (exitCode !== 0) throw refusal({ exitCode, toolLog });
  try {
    return parseReport(json);
  } catch (cause) {
    throw new MediaError('unreadable', { reason: 'odd report' }, { cause });
  }
}

function refusal(details: MediaErrorDetails): MediaError {
  const { toolLog = '' } = details;
  if (/moov atom not found/i.test(toolLog)) return new MediaError('truncated_file', details);
  if (/Invalid data found|whitelist|too many streams/i.test(toolLog)) {
    return new MediaError('not_media', details);
  }
  return new MediaError('unreadable', details);
}

/** Browsers' recorders write no length: the end of the last frame says it. */
async function scanDuration(
  tools: FfmpegTools,
  file: string,
  streamIndex: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  let first = Infinity;
  let last = 0;
  const onOutput = lineReader((line) => {
    const [at = NaN, length = NaN] = line.split(',').map(Number);
    if (!Number.isFinite(at)) return;
    first = Math.min(first, at);
    last = Math.max(last, at + (Number.isFinite(length) ? length : 0));
  });
  const wanted = ['-select_streams', String(streamIndex), '-show_entries'];
  await runFfprobe(
    tools,
    [...wanted, 'packet=pts_time,duration_time', '-of', 'csv=p=0', ...inputArguments(file)],
    { signal, onOutput, timeoutMs: scanTimeoutMs },
  );
  return Math.max(0, last - first);
}

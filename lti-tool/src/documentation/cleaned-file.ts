import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../infra/app-error.ts';
import { inputArguments, runFfmpeg, type FfmpegTools } from '../infra/media/ffmpeg.ts';
import { MediaError } from '../infra/media/media-error.ts';
import { readWaveform } from '../infra/media/waveform.ts';
import { fewerPeaks, imageFormat } from './documentation.rules.ts';

const TIMEOUT_MS = 120_000;
const LONGEST_SIDE = 2_048;
const LONGEST_SECONDS = 2 * 3_600;

/** A file as it is kept: made anew, so that nothing of where and with what it was taken is left. */
export interface CleanedFile {
  path: string;
  durationSeconds: number | null;
  peaks: number[] | null;
}

/**
 * Makes a picture anew, upright and of a sensible size. EXIF, GPS and thumbnails stay behind.
 * @throws {AppError} piece_unreadable
 */
export async function cleanImage(tools: FfmpegTools, file: string, folder: string) {
  const handle = await open(file);
  const head = new Uint8Array(12);
  await handle.read(head, 0, 12, 0).finally(() => handle.close());
  const format = imageFormat(head);
  if (!format) throw new AppError('piece_unreadable');
  const path = join(folder, 'clean.jpg');
  const size = `'min(${LONGEST_SIDE},iw)':'min(${LONGEST_SIDE},ih)':force_original_aspect_ratio=decrease`;
  await runFfmpeg(
    tools,
    [
      ...['-protocol_whitelist', 'file', '-f', `${format}_pipe`, '-max_pixels', '100000000'],
      ...['-i', `file:${file}`, '-map_metadata', '-1', '-frames:v', '1'],
      ...['-vf', `scale=${size},format=yuvj420p`, '-q:v', '3', '-f', 'mjpeg', path],
    ],
    { timeoutMs: TIMEOUT_MS },
  ).catch(refuseBroken);
  return { path, durationSeconds: null, peaks: null } satisfies CleanedFile;
}

/** Makes a recording anew as AAC, with its loudness over time. @throws {AppError} piece_unreadable */
export async function cleanAudio(
  tools: FfmpegTools,
  file: string,
  folder: string,
): Promise<CleanedFile> {
  const path = join(folder, 'clean.m4a');
  await runFfmpeg(
    tools,
    [
      ...[...inputArguments(file), '-t', String(LONGEST_SECONDS), '-map', '0:a:0', '-vn'],
      ...['-map_metadata', '-1', '-map_chapters', '-1', '-ac', '1', '-c:a', 'aac', '-b:a', '96k'],
      ...['-movflags', '+faststart', path],
    ],
    { timeoutMs: TIMEOUT_MS },
  ).catch(refuseBroken);
  const sound = { audioStreamIndex: 0, durationSeconds: LONGEST_SECONDS };
  const { peaks, samplesPerSecond } = await readWaveform(tools, path, sound, {
    timeoutMs: TIMEOUT_MS,
  }).catch(refuseBroken);
  return { path, durationSeconds: peaks.length / samplesPerSecond, peaks: fewerPeaks(peaks) };
}

function refuseBroken(cause: unknown): never {
  if (cause instanceof MediaError) throw new AppError('piece_unreadable', {}, { cause });
  throw cause;
}

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../infra/app-error.ts';
import { filmArguments } from '../infra/media/encode-arguments.ts';
import { hasFilters, inputArguments, runFfmpeg, type FfmpegTools } from '../infra/media/ffmpeg.ts';
import { ladder } from '../infra/media/ladder.ts';
import { MediaError } from '../infra/media/media-error.ts';
import { probe } from '../infra/media/probe.ts';
import { readWaveform } from '../infra/media/waveform.ts';
import { fewerPeaks, imageFormat } from './documentation.rules.ts';

const TIMEOUT_MS = 120_000;
const LONGEST_SIDE = 2_048;
const LONGEST_SECONDS = 2 * 3_600;
const LONGEST_FILM_SECONDS = 1_800;
/** About 720p: what a student films is looked at beside a text. */
const MOST_FILM_PIXELS = 1280 * 960;

/** A file as it is kept: made anew, so that nothing of where and with what it was taken is left. */
export interface CleanedFile {
  path: string;
  durationSeconds: number | null;
  peaks: number[] | null;
}

/** How a file is made anew. */
export interface Cleaning {
  signal: AbortSignal;
  /** Hears 0 to 100. */
  onPercent: (percent: number) => void;
}

/**
 * Makes a picture anew, upright and of a sensible size. EXIF, GPS and thumbnails stay behind.
 * @throws {AppError} piece_unreadable
 */
export async function cleanImage(
  tools: FfmpegTools,
  file: string,
  folder: string,
  { signal }: Cleaning,
): Promise<CleanedFile> {
  const handle = await open(file);
  const head = new Uint8Array(12);
  try {
    await handle.read(head, 0, 12, 0);
  } finally {
    await handle.close();
  }
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
    { timeoutMs: TIMEOUT_MS, signal },
  ).catch(refuseBroken);
  return { path, durationSeconds: null, peaks: null };
}

/** Makes a recording anew as AAC, with its loudness over time. @throws {AppError} piece_unreadable */
export async function cleanAudio(
  tools: FfmpegTools,
  file: string,
  folder: string,
  { signal }: Cleaning,
): Promise<CleanedFile> {
  const path = join(folder, 'clean.m4a');
  await runFfmpeg(
    tools,
    [
      ...[...inputArguments(file), '-t', String(LONGEST_SECONDS), '-map', '0:a:0', '-vn'],
      ...['-map_metadata', '-1', '-map_chapters', '-1', '-ac', '1', '-c:a', 'aac', '-b:a', '96k'],
      ...['-movflags', '+faststart', path],
    ],
    { timeoutMs: TIMEOUT_MS, signal },
  ).catch(refuseBroken);
  const sound = { audioStreamIndex: 0, durationSeconds: LONGEST_SECONDS };
  const { peaks, samplesPerSecond } = await readWaveform(tools, path, sound, {
    timeoutMs: TIMEOUT_MS,
    signal,
  }).catch(refuseBroken);
  return { path, durationSeconds: peaks.length / samplesPerSecond, peaks: fewerPeaks(peaks) };
}

/** Makes a film anew as one MP4 of at most about 720p. @throws {MediaError} */
export async function cleanFilm(
  tools: FfmpegTools,
  file: string,
  folder: string,
  { signal, onPercent }: Cleaning,
): Promise<CleanedFile> {
  const path = join(folder, 'clean.mp4');
  const limits = { maxDurationSeconds: LONGEST_FILM_SECONDS };
  const film = await probe(tools, file, { signal, limits });
  const sizes = ladder(film);
  const isSmall = ({ width, height }: { width: number; height: number }) =>
    width * height <= MOST_FILM_PIXELS;
  const plan = {
    film,
    renditions: [sizes.find(isSmall) ?? sizes.at(-1)].filter((size) => size !== undefined),
    canToneMap: film.isHdr && (await hasFilters(tools, ['zscale', 'tonemap'])),
    loudness: null,
  };
  const { durationSeconds } = film;
  await runFfmpeg(tools, filmArguments(file, plan, path), {
    ...{ signal, timeoutMs: TIMEOUT_MS + durationSeconds * 20_000 },
    onProgressSeconds: (seconds) => onPercent(Math.min(99, (seconds / durationSeconds) * 100)),
  });
  return { path, durationSeconds, peaks: null };
}

function refuseBroken(cause: unknown): never {
  if (cause instanceof MediaError) throw new AppError('piece_unreadable', {}, { cause });
  throw cause;
}

/**
 * What is possible without ffmpeg: a film that browsers play already is cut into HLS segments as it
 * is, without converting anything. Everything else waits until ffmpeg is there.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FilePathSource, Input, MP4, QTFF } from 'mediabunny';
import { MediaError } from './media-error.ts';
import type { PackageOptions } from './package.ts';
import { describeRendition, filesBelow, writeMaster, type PackagedClip } from './packaged-clip.ts';
import { copyPackets, type CopiedTracks } from './packet-copy.ts';
import { refuseByContainer, refuseBySize, usualLimits } from './probe.ts';
import { intoPlace } from './staging.ts';

/** What is known of a film without ffmpeg. */
export interface PlainProbe {
  durationSeconds: number;
  /** Display size in pixels, after rotation. */
  width: number;
  height: number;
  frameRate: number;
  hasAudio: boolean;
}

/** Percent that is reported when the last segment is written. */
const copyEndsAtPercent = 98;

/**
 * Reads the head of `file`. Throws `MediaError`: `empty_file`, `truncated_file`, `not_media`,
 * `no_picture`, `too_long`, `too_large`, and `needs_ffmpeg` for whatever is no MP4 or QuickTime film
 * in 8-bit H.264 with AAC or no sound.
 */
async function probeWithoutFfmpeg(
  file: string,
  limits: PackageOptions['limits'] = {},
): Promise<PlainProbe> {
  await refuseByContainer(file);
  const input = openInput(file);
  try {
    const found = await describe(await playableTracks(input));
    refuseBySize(found, { ...usualLimits, ...limits });
    return found;
  } finally {
    input.dispose();
  }
}

/**
 * Packages `file` as one rendition in its own size, in `outDir`, which appears whole or not at all.
 * There is no poster, no thumbnails and no waveform. Segments begin at the film's own keyframes, so
 * they may be longer than 4 s. Throws as `probeWithoutFfmpeg`, and `cancelled`, `transcode_failed`.
 */
export async function repackage(
  file: string,
  outDir: string,
  options: PackageOptions = {},
): Promise<PackagedClip> {
  const { signal, limits, onProgress } = options;
  refuseIfCancelled(signal);
  onProgress?.(0, 'probe');
  const film = await probeWithoutFfmpeg(file, limits);
  const packaged = await intoPlace(outDir, async (dir) => {
    const name = `v${Math.min(film.width, film.height)}`;
    await mkdir(join(dir, name));
    let reached = 0;
    await copyFile(file, join(dir, name), signal, (seconds) => {
      const percent = Math.floor((seconds / film.durationSeconds) * copyEndsAtPercent);
      if (percent > reached) onProgress?.((reached = percent), 'picture');
    });
    refuseIfCancelled(signal);
    return describeResult(film, dir, name);
  });
  onProgress?.(100, 'finish');
  return packaged;
}

async function copyFile(
  file: string,
  folder: string,
  signal: AbortSignal | undefined,
  onSeconds: (seconds: number) => void,
): Promise<void> {
  const input = openInput(file);
  try {
    await copyPackets(await playableTracks(input), folder, { signal, onSeconds });
    await rm(join(folder, 'mediabunny.m3u8'));
  } catch (cause) {
    if (cause instanceof MediaError) throw cause;
    throw new MediaError('transcode_failed', { reason: 'packets cannot be copied' }, { cause });
  } finally {
    input.dispose();
  }
}

// Reads ahead may fail after the film was refused already; unheard, they would end the server.
const ignore = (): void => undefined;

function openInput(file: string): Input {
  return new Input({
    source: new FilePathSource(file, { handleUnhandledError: ignore }),
    formats: [MP4, QTFF],
  });
}

async function playableTracks(input: Input): Promise<CopiedTracks> {
  if (!(await input.canRead())) {
    throw new MediaError('needs_ffmpeg', { reason: 'another container than MP4' });
  }
  const picture = await input.getPrimaryVideoTrack();
  const sound = await input.getPrimaryAudioTrack();
  if (!picture) throw new MediaError(sound ? 'no_picture' : 'not_media');
  const codecs = [await picture.getCodecParameterString(), await sound?.getCodecParameterString()];
  const isPlayable =
    playablePicture.test(codecs[0] ?? '') && (!sound || codecs[1]?.startsWith('mp4a.40'));
  if (!isPlayable) throw new MediaError('needs_ffmpeg', { reason: `codecs ${codecs.join(' ')}` });
  return { picture, sound };
}

/** H.264 Baseline, Main and High: the profiles of 8 bits and 4:2:0, which every browser plays. */
const playablePicture = /^avc1\.(42|4d|64)/i;

async function describe({ picture, sound }: CopiedTracks): Promise<PlainProbe> {
  const { averageFrameRate } = await picture.computeFrameRateMetrics();
  return {
    durationSeconds: await picture.computeDuration(),
    width: await picture.getDisplayWidth(),
    height: await picture.getDisplayHeight(),
    frameRate: averageFrameRate,
    hasAudio: sound !== null,
  };
}

async function describeResult(film: PlainProbe, dir: string, name: string): Promise<PackagedClip> {
  const { width, height, frameRate, hasAudio } = film;
  const { durationSeconds, ...rendition } = await describeRendition(dir, { name, width, height });
  await writeMaster(dir, { renditions: [rendition], sound: null, frameRate });
  return {
    ...{ durationSeconds, width, height, frameRate, hasAudio, renditions: [rendition] },
    sound: null,
    masterPlaylist: 'master.m3u8',
    poster: null,
    posters: [],
    thumbnails: null,
    waveform: null,
    files: await filesBelow(dir),
  };
}

function refuseIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new MediaError('cancelled');
}

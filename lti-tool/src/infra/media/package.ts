/** Converts a film into everything that is served of it: HLS renditions, poster, thumbnails, peaks. */
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ladderArguments, sheetArguments, type EncodePlan } from './encode-arguments.ts';
import { hasFilters, runFfmpeg, type FfmpegTools } from './ffmpeg.ts';
import { joinParts } from './joined-parts.ts';
import { asNumber, ladder, outputFrameRate } from './ladder.ts';
import type { Loudness } from './loudness.rules.ts';
import { MediaError } from './media-error.ts';
import {
  describeFolder,
  describeRendition,
  filesBelow,
  soundFolder,
  variantPlaylist,
  writeMaster,
  type PackagedClip,
  type PackagedRendition,
} from './packaged-clip.ts';
import { parseMediaPlaylist } from './playlist.ts';
import { makeMorePosters, makePoster } from './posters.ts';
import { probe, type Probe, type ProbeLimits } from './probe.ts';
import { spriteGrid, type SpriteGrid } from './sprite.ts';
import { intoPlace } from './staging.ts';
import { readWaveform } from './waveform.ts';

export type { PackagedClip } from './packaged-clip.ts';

/** What is being made at the moment; they come in this order. */
export type PackageStage = 'probe' | 'poster' | 'sound' | 'first' | 'picture' | 'finish';

/** How to convert. */
export interface PackageOptions {
  signal?: AbortSignal | undefined;
  /** Hears 0 to 100, never less than before, and what is being made. */
  onProgress?: ((percent: number, stage: PackageStage) => void) | undefined;
  limits?: Partial<ProbeLimits> | undefined;
  /** As it was measured; without it the sound keeps its level. */
  loudness?: Loudness | null | undefined;
}

const stageEnds = { probe: 1, poster: 3, sound: 7, first: 30, picture: 98, finish: 100 };

/**
 * Makes of `file` what plays soonest, in `outDir`, which appears whole or not at all: the smallest
 * rendition, the sound alone, poster, thumbnails and waveform. `packageRest` makes the others.
 * Throws `MediaError` with the codes of `probe`, and `transcode_failed`, `timed_out`, `cancelled`.
 */
export async function packageFirst(
  tools: FfmpegTools,
  file: string,
  outDir: string,
  options: PackageOptions = {},
): Promise<PackagedClip> {
  const { signal } = options;
  const progress = progressReporter(options.onProgress);
  progress('probe', 0);
  const plan = await planFor(tools, file, options);
  const { film, renditions } = plan;
  const smallest = renditions.slice(-1);
  const timeoutMs = timeLimitMs(film);
  return intoPlace(outDir, async (dir) => {
    progress('poster', 0);
    await makePoster(tools, file, plan, dir, signal);
    if (film.hasAudio) {
      const onSeconds = (seconds: number) => progress('sound', seconds / film.durationSeconds);
      const waveform = await readWaveform(tools, file, film, { signal, timeoutMs, onSeconds });
      await writeFile(join(dir, 'waveform.json'), JSON.stringify(waveform));
    }
    progress('first', 0);
    const small = { ...plan, renditions: smallest };
    await makeRenditions(tools, file, small, dir, {
      ...{ signal, timeoutMs, withSoundAlone: true },
      onShare: (share) => progress('first', share),
    });
    const thumbnails = spriteGrid(film);
    await makeSheet(tools, thumbnails, dir, smallest[0]?.name ?? '', signal);
    const described = await describeFirst(small, thumbnails, dir);
    signal?.throwIfAborted();
    progress(renditions.length > 1 ? 'first' : 'picture', 1);
    return described;
  }).catch((error: unknown) => {
    throw signal?.aborted ? new MediaError('cancelled', {}, { cause: error }) : error;
  });
}

/**
 * Adds to what `packageFirst` made: the larger renditions, pictures to choose the poster from, and a
 * master playlist that names all. Only these are in `outDir`. Throws as `packageFirst`.
 */
export async function packageRest(
  tools: FfmpegTools,
  file: string,
  outDir: string,
  first: PackagedClip,
  options: PackageOptions = {},
): Promise<PackagedClip> {
  const { signal } = options;
  const progress = progressReporter(options.onProgress);
  progress('first', 1);
  const plan = await planFor(tools, file, options);
  const larger = plan.renditions.slice(0, -1);
  return intoPlace(outDir, async (dir) => {
    progress('picture', 0);
    if (larger.length > 0) {
      await makeRenditions(tools, file, { ...plan, renditions: larger }, dir, {
        ...{ signal, timeoutMs: timeLimitMs(plan.film), withSoundAlone: false },
        onShare: (share) => progress('picture', share),
      });
    }
    const described: PackagedRendition[] = [];
    for (const rendition of larger) {
      const { durationSeconds, ...made } = await describeRendition(dir, rendition);
      refuseIfShort(plan.film, durationSeconds);
      described.push(made);
    }
    progress('finish', 0);
    const posters = [...first.posters, ...(await makeMorePosters(tools, file, plan, dir, signal))];
    const renditions = [...described, ...first.renditions];
    const [largest] = renditions;
    const { width = first.width, height = first.height } = largest ?? {};
    await writeMaster(dir, { ...first, renditions });
    signal?.throwIfAborted();
    progress('finish', 1);
    const files = [...new Set([...first.files, ...(await filesBelow(dir))])].sort();
    return { ...first, width, height, renditions, posters, files };
  }).catch((error: unknown) => {
    throw signal?.aborted ? new MediaError('cancelled', {}, { cause: error }) : error;
  });
}

async function planFor(
  tools: FfmpegTools,
  file: string,
  { signal, limits, loudness = null }: PackageOptions,
): Promise<EncodePlan> {
  const film = await probe(tools, file, { signal, limits });
  const canToneMap = film.isHdr && (await hasFilters(tools, ['zscale', 'tonemap']));
  return { film, renditions: ladder(film), canToneMap, loudness };
}

/** Far beyond what a slow machine needs; a film that stands still is ended long before. */
function timeLimitMs({ durationSeconds }: Probe): number {
  return 300_000 + durationSeconds * 40_000;
}

async function makeRenditions(
  tools: FfmpegTools,
  file: string,
  plan: EncodePlan,
  dir: string,
  options: {
    signal: AbortSignal | undefined;
    timeoutMs: number;
    withSoundAlone: boolean;
    onShare: (share: number) => void;
  },
): Promise<void> {
  const { signal, timeoutMs, withSoundAlone, onShare } = options;
  const { durationSeconds, hasAudio } = plan.film;
  const folders = [
    ...plan.renditions.map(({ name }) => name),
    ...(withSoundAlone && hasAudio ? [soundFolder] : []),
  ];
  for (const folder of folders) await mkdir(join(dir, folder));
  await runFfmpeg(tools, ladderArguments(file, plan, { withSoundAlone }), {
    ...{ signal, timeoutMs, cwd: dir },
    onProgressSeconds: (seconds) => onShare(seconds / durationSeconds),
  });
  for (const folder of folders) await joinParts(join(dir, folder));
}

async function makeSheet(
  tools: FfmpegTools,
  grid: SpriteGrid,
  dir: string,
  smallest: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const folder = join(dir, smallest);
  const { initUri, segments } = parseMediaPlaylist(
    await readFile(join(folder, variantPlaylist), 'utf8'),
  );
  // The parts of a rendition, one after the other, are a film: no playlist need be read as input.
  const joined = join(dir, 'joined.mp4');
  for (const uri of [initUri ?? '', ...segments.map((segment) => segment.uri)]) {
    await appendFile(joined, await readFile(join(folder, uri)));
  }
  const args = sheetArguments(joined, grid, 'thumbs.jpg');
  await runFfmpeg(tools, args, { signal, cwd: dir });
  await rm(joined);
}

async function describeFirst(
  plan: EncodePlan,
  thumbnails: SpriteGrid,
  dir: string,
): Promise<PackagedClip> {
  const { film } = plan;
  const [planned] = plan.renditions;
  if (!planned) throw new MediaError('transcode_failed', { reason: 'no rendition' });
  const { durationSeconds, ...rendition } = await describeRendition(dir, planned);
  refuseIfShort(film, durationSeconds);

  const frameRate = asNumber(outputFrameRate(film));
  const renditions = [rendition];
  const sound = film.hasAudio ? await describeSound(dir) : null;
  await writeMaster(dir, { renditions, sound, frameRate });
  const shown = Math.ceil(durationSeconds / thumbnails.intervalSeconds);
  return {
    ...{ durationSeconds, width: rendition.width, height: rendition.height, frameRate },
    hasAudio: film.hasAudio,
    ...{ renditions, sound },
    masterPlaylist: 'master.m3u8',
    poster: 'poster.jpg',
    posters: ['poster.jpg'],
    thumbnails: { file: 'thumbs.jpg', ...thumbnails, count: Math.min(thumbnails.count, shown) },
    waveform: film.hasAudio ? 'waveform.json' : null,
    files: await filesBelow(dir),
  };
}

async function describeSound(dir: string): Promise<PackagedClip['sound']> {
  const { name, codecs, bandwidthBps, averageBandwidthBps } = await describeFolder(
    dir,
    soundFolder,
  );
  return { name, codecs, bandwidthBps, averageBandwidthBps };
}

/** Decoders skip what they cannot read: a film that comes out much shorter has lost a part. */
function refuseIfShort(film: Probe, durationSeconds: number): void {
  const missing = film.durationSeconds - durationSeconds;
  if (missing > Math.max(1, film.durationSeconds * 0.05)) {
    throw new MediaError('truncated_file', { durationSeconds, reason: 'the end is missing' });
  }
}

function progressReporter(onProgress: PackageOptions['onProgress']) {
  const stages = Object.keys(stageEnds) as PackageStage[];
  let reached = -1;
  return (stage: PackageStage, share: number) => {
    const before = stages[stages.indexOf(stage) - 1];
    const start = before ? stageEnds[before] : 0;
    const percent = Math.floor(
      start + (stageEnds[stage] - start) * Math.min(1, Math.max(0, share)),
    );
    if (percent <= reached) return;
    reached = percent;
    onProgress?.(percent, stage);
  };
}

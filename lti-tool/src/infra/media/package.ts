/** Converts a film into everything that is served of it: HLS renditions, poster, thumbnails, peaks. */
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ladderArguments,
  posterArguments,
  sheetArguments,
  type EncodePlan,
} from './encode-arguments.ts';
import { hasFilters, runFfmpeg, type FfmpegTools } from './ffmpeg.ts';
import { asNumber, ladder, outputFrameRate } from './ladder.ts';
import { MediaError } from './media-error.ts';
import {
  describeRendition,
  filesBelow,
  variantPlaylist,
  writeMaster,
  type PackagedClip,
} from './packaged-clip.ts';
import { parseMediaPlaylist } from './playlist.ts';
import { probe, type Probe, type ProbeLimits } from './probe.ts';
import { spriteGrid, type SpriteGrid } from './sprite.ts';
import { intoPlace } from './staging.ts';
import { readWaveform } from './waveform.ts';

export type { PackagedClip, PackagedRendition } from './packaged-clip.ts';

/** What is being made at the moment; they come in this order. */
export type PackageStage = 'probe' | 'poster' | 'sound' | 'picture' | 'finish';

/** How to convert. */
export interface PackageOptions {
  signal?: AbortSignal | undefined;
  /** Hears 0 to 100, never less than before, and what is being made. */
  onProgress?: ((percent: number, stage: PackageStage) => void) | undefined;
  limits?: Partial<ProbeLimits> | undefined;
}

const stageEnds = { probe: 1, poster: 4, sound: 10, picture: 98, finish: 100 };

/**
 * Converts `file` and puts the result in `outDir`, which appears whole or not at all; an earlier
 * result there is replaced. Throws `MediaError` with the codes of `probe`, and `transcode_failed`,
 * `timed_out`, `cancelled`.
 */
export async function packageClip(
  tools: FfmpegTools,
  file: string,
  outDir: string,
  options: PackageOptions = {},
): Promise<PackagedClip> {
  const { signal, limits } = options;
  const progress = progressReporter(options.onProgress);
  progress('probe', 0);
  const film = await probe(tools, file, { signal, limits });
  const canToneMap = film.isHdr && (await hasFilters(tools, ['zscale', 'tonemap']));
  const plan = { film, renditions: ladder(film), canToneMap };
  // Far beyond what a slow machine needs; a film that stands still is ended long before.
  const timeoutMs = 300_000 + film.durationSeconds * 40_000;

  const packaged = await intoPlace(outDir, async (dir) => {
    progress('poster', 0);
    await makePoster(tools, file, plan, dir, signal);
    if (film.hasAudio) {
      const onSeconds = (seconds: number) => progress('sound', seconds / film.durationSeconds);
      const waveform = await readWaveform(tools, file, film, { signal, timeoutMs, onSeconds });
      await writeFile(join(dir, 'waveform.json'), JSON.stringify(waveform));
    }
    progress('picture', 0);
    for (const { name } of plan.renditions) await mkdir(join(dir, name));
    await runFfmpeg(tools, ladderArguments(file, plan), {
      ...{ signal, timeoutMs, cwd: dir },
      onProgressSeconds: (seconds) => progress('picture', seconds / film.durationSeconds),
    });
    const thumbnails = spriteGrid(film);
    await makeSheet(tools, thumbnails, dir, plan.renditions.at(-1)?.name ?? '', signal);
    const described = await describeResult(plan, thumbnails, dir);
    signal?.throwIfAborted();
    return described;
  }).catch((error: unknown) => {
    throw signal?.aborted ? new MediaError('cancelled', {}, { cause: error }) : error;
  });
  progress('finish', 1);
  return packaged;
}

async function makePoster(
  tools: FfmpegTools,
  file: string,
  plan: EncodePlan,
  dir: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  // The first seconds of a film are often a lap, a ceiling or a black frame.
  const later = plan.film.durationSeconds * 0.15;
  for (const atSeconds of [later, 0]) {
    const args = posterArguments(file, plan, atSeconds, 'poster.jpg');
    await runFfmpeg(tools, args, { signal, cwd: dir, timeoutMs: 180_000 }).catch(
      (error: unknown) => {
        const isLastTry = atSeconds === 0 || signal?.aborted;
        if (isLastTry) throw error;
      },
    );
    if ((await filesBelow(dir)).includes('poster.jpg')) return;
  }
  throw new MediaError('unreadable', { reason: 'no frame can be decoded' });
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

async function describeResult(
  plan: EncodePlan,
  thumbnails: SpriteGrid,
  dir: string,
): Promise<PackagedClip> {
  const { film } = plan;
  const described = [];
  for (const rendition of plan.renditions) described.push(await describeRendition(dir, rendition));
  const [largest] = described;
  if (!largest) throw new MediaError('transcode_failed', { reason: 'no rendition' });
  refuseIfShort(film, largest.durationSeconds);

  const frameRate = asNumber(outputFrameRate(film));
  const renditions = described.map(({ durationSeconds: _, ...rendition }) => rendition);
  await writeMaster(dir, renditions, frameRate);
  const shown = Math.ceil(largest.durationSeconds / thumbnails.intervalSeconds);
  return {
    durationSeconds: largest.durationSeconds,
    width: largest.width,
    height: largest.height,
    frameRate,
    hasAudio: film.hasAudio,
    renditions,
    masterPlaylist: 'master.m3u8',
    poster: 'poster.jpg',
    thumbnails: { file: 'thumbs.jpg', ...thumbnails, count: Math.min(thumbnails.count, shown) },
    waveform: film.hasAudio ? 'waveform.json' : null,
    files: await filesBelow(dir),
  };
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

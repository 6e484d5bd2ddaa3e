import { and, eq, inArray } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Quality } from '#contract/clips';
import type { ErrorCode } from '#contract/errors';
import type { TranscodeStage } from '#contract/vocabulary';
import type { Database } from '../infra/database.ts';
import { jobHandler, jobKind, type JobHandler } from '../infra/jobs.ts';
import type { Log } from '../infra/log.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import { MediaError } from '../infra/media/media-error.ts';
import { packageClip, type PackageOptions } from '../infra/media/package.ts';
import type { PackagedClip } from '../infra/media/packaged-clip.ts';
import { probe } from '../infra/media/probe.ts';
import { measureQuality } from '../infra/media/quality.ts';
import type { QualityVerdict } from '../infra/media/quality.rules.ts';
import { repackage } from '../infra/media/repackage.ts';
import type { Storage } from '../infra/storage.ts';
import { failureOf, progressOf } from './clips.rules.ts';
import type { ClipRow } from './clips.store.ts';
import { clips } from './clips.table.ts';

/** Makes of a master what is served of it. */
export const clipPrepare = jobKind(
  'clip.prepare',
  z.object({ tenantId: z.uuid(), clipId: z.uuid() }),
  { retryLimit: 20, heartbeatSeconds: 30, expireSeconds: 12 * 3600 },
);

export interface PreparationDeps {
  db: Database;
  storage: Storage;
  log: Log;
  now: () => Date;
  /** Null where no ffmpeg is installed: then only what browsers play already can be served. */
  ffmpeg: FfmpegTools | null;
  dataDir: string;
  /** How many clips this process prepares at once. */
  transcoders: number;
}

const PROGRESS_INTERVAL_MS = 1_000;

/** Where the files of one run are served from. */
export function servedKey(clipId: string, run?: string): string {
  return run ? `served/${clipId}/${run}` : `served/${clipId}`;
}

/**
 * The handler of `clip.prepare`. It may run twice and may be killed at any time: what is served
 * appears in one step, in a folder of its own run, and the clip names the run that counts.
 */
export function createPreparation(deps: PreparationDeps): JobHandler {
  const { db, storage, log, now, ffmpeg, dataDir, transcoders } = deps;

  async function prepare(
    payload: { tenantId: string; clipId: string },
    signal: AbortSignal,
  ): Promise<void> {
    const clip = await begin(payload);
    if (!clip?.masterKey) return;
    // A run that was killed before the clip named it has left what nobody will ever ask for.
    if (!clip.media) await storage.remove(servedKey(clip.id));
    const run = randomUUID();
    const workFolder = join(dataDir, 'work', clip.id);
    try {
      const made = await make(
        clip,
        storage.localPath(clip.masterKey),
        join(workFolder, run),
        signal,
      );
      await storage.adopt(join(workFolder, run), servedKey(clip.id, run));
      await finish(clip, run, made);
    } catch (error) {
      await storage.remove(servedKey(clip.id, run));
      // The process stops: the job is tried again by the next one.
      if (signal.aborted) throw error;
      log.warn(
        { clipId: clip.id, code: codeOf(error), reason: reasonOf(error) },
        'a clip could not be prepared',
      );
      await fail(clip, codeOf(error));
    } finally {
      await rm(workFolder, { recursive: true, force: true });
    }
  }

  /** Claims the clip; null when somebody else finished, failed or removed it meanwhile. */
  async function begin({ tenantId, clipId }: { tenantId: string; clipId: string }) {
    const [clip] = await db
      .update(clips)
      .set({ state: 'processing', stage: 'check', percent: 0, failure: null })
      .where(
        and(
          eq(clips.tenantId, tenantId),
          eq(clips.id, clipId),
          inArray(clips.state, ['waiting', 'processing']),
        ),
      )
      .returning();
    return clip ?? null;
  }

  async function make(clip: ClipRow, master: string, outDir: string, signal: AbortSignal) {
    await mkdir(join(outDir, '..'), { recursive: true });
    const progress = progressWriter(clip);
    const options: PackageOptions = {
      signal,
      onProgress: (percent, stage) => progress.say(progressOf(stage, percent)),
    };
    try {
      if (!ffmpeg) return { packaged: await repackage(master, outDir, options), quality: null };
      const film = await probe(ffmpeg, master, { signal });
      const quality = toQuality(await measureQuality(ffmpeg, master, film, { signal }));
      // The verdict comes before anyone spends time describing the clip.
      await write(clip, { quality, durationSeconds: film.durationSeconds });
      return { packaged: await packageClip(ffmpeg, master, outDir, options), quality };
    } finally {
      await progress.settled();
    }
  }

  async function finish(
    clip: ClipRow,
    run: string,
    { packaged, quality }: { packaged: PackagedClip; quality: Quality | null },
  ): Promise<void> {
    const { masterPlaylist, poster, waveform, thumbnails } = packaged;
    const { durationSeconds, width, height, frameRate, hasAudio } = packaged;
    const isFinished = await write(clip, {
      ...{ state: 'ready', stage: 'done', percent: 100, updatedAt: now() },
      ...{ durationSeconds, width, height, frameRate, hasAudio, quality },
      media: { run, masterPlaylist, poster, waveform, thumbnails },
    });
    if (!isFinished) await storage.remove(servedKey(clip.id, run));
    else if (clip.media) await storage.remove(servedKey(clip.id, clip.media.run));
  }

  async function fail(clip: ClipRow, failure: ErrorCode): Promise<void> {
    await write(clip, { state: 'failed', failure, updatedAt: now() });
  }

  /** Writes to the clip while it is being prepared; false when that is over. */
  async function write(clip: ClipRow, change: Partial<ClipRow>): Promise<boolean> {
    const written = await db
      .update(clips)
      .set(change)
      .where(
        and(
          eq(clips.tenantId, clip.tenantId),
          eq(clips.id, clip.id),
          eq(clips.state, 'processing'),
        ),
      )
      .returning({ id: clips.id });
    return written.length > 0;
  }

  /** Writes progress at most once a second, and each new stage at once; one write at a time. */
  function progressWriter(clip: ClipRow) {
    let writing: Promise<unknown> | null = null;
    let last = { stage: 'check' as TranscodeStage, atMs: 0 };
    return {
      say(progress: { stage: TranscodeStage; percent: number }): void {
        const atMs = now().getTime();
        const isDue = progress.stage !== last.stage || atMs - last.atMs >= PROGRESS_INTERVAL_MS;
        if (!isDue || writing) return;
        last = { stage: progress.stage, atMs };
        // Progress that is not written hurts nobody; the next one will be.
        writing = write(clip, progress)
          .catch(() => false)
          .finally(() => (writing = null));
      },
      settled: async () => void (await writing),
    };
  }

  return jobHandler({
    kind: clipPrepare,
    concurrency: transcoders,
    run: (payload, { signal }) => prepare(payload, signal),
  });
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof MediaError ? failureOf(error.code) : 'transcode_failed';
}

/** For the log: what the tool said, never a path or a name. */
function reasonOf(error: unknown): string {
  if (error instanceof MediaError) return error.details.reason ?? error.code;
  return error instanceof Error ? error.name : 'unknown';
}

function toQuality({ picture, sound, length, figures }: QualityVerdict): Quality {
  const { width, height, frameRate, loudnessLufs, truePeakDbtp } = figures;
  return {
    ...{ picture, sound, length, frameRate, loudnessLufs, truePeakDb: truePeakDbtp },
    ...{ width: Math.round(width), height: Math.round(height) },
  };
}

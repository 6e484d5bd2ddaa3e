import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Quality } from '#contract/clips';
import type { ErrorCode } from '#contract/errors';
import type { TranscodeStage } from '#contract/vocabulary';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { isForWantOfRoom, isNearlyFull } from '../infra/disk-room.ts';
import { jobHandler, jobKind, type JobHandler } from '../infra/jobs.ts';
import type { Log } from '../infra/log.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import { MediaError } from '../infra/media/media-error.ts';
import { packageFirst, packageRest, type PackageOptions } from '../infra/media/package.ts';
import type { PackagedClip } from '../infra/media/packaged-clip.ts';
import { probe } from '../infra/media/probe.ts';
import { measureQuality } from '../infra/media/quality.ts';
import type { QualityVerdict } from '../infra/media/quality.rules.ts';
import type { Storage } from '../infra/storage.ts';
import { applyMaskings, carryOutOrder } from './clips.masking.ts';
import { failureOf, progressOf, toMedia } from './clips.rules.ts';
import type { ClipRow } from './clips.store.ts';
import { clips } from './clips.table.ts';
import { destroyOnRecord, openMaskings, type MaskingRow } from './destruction.store.ts';

/** Makes of a master what is served of it. */
export const clipPrepare = jobKind(
  'clip.prepare',
  z.object({ tenantId: z.uuid(), clipId: z.uuid() }),
  { retryLimit: 20, retryDelayMaxSeconds: 300, heartbeatSeconds: 30, expireSeconds: 12 * 3600 },
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

/** Everything about one preparation that is under way. */
interface Preparation {
  clip: ClipRow;
  /** Says whose writes count: a preparation that lost its claim stops. */
  claim: string;
  signal: AbortSignal;
  progress: ReturnType<ReturnType<typeof progressWriters>>;
}

/**
 * The handler of `clip.prepare`. It may run twice and may be killed at any time. First what plays
 * soonest is served, in a folder of its own run; then the larger pictures join it there, and last
 * the master playlist that names them: whoever is watching goes on undisturbed.
 */
export function createPreparation(deps: PreparationDeps): JobHandler {
  const { db, storage, log, now, ffmpeg, dataDir, transcoders } = deps;
  const progressOfClip = progressWriters(deps);

  async function prepare(
    payload: { tenantId: string; clipId: string },
    stopping: AbortSignal,
  ): Promise<void> {
    const claim = randomUUID();
    const workFolder = join(dataDir, 'work', payload.clipId);
    const clip = await begin(payload, claim);
    // Nobody prepares it any more; whoever was killed at it may have left a copy of its film.
    if (!clip?.masterKey) return rm(workFolder, { recursive: true, force: true });
    // A run that was killed before the clip named it has left what nobody will ever ask for.
    const asked = await openMaskings(db, clip);
    if (!clip.media) await removeServed(clip, asked);
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping, lost.signal]);
    const progress = progressOfClip(clip, claim, () => lost.abort());
    await mkdir(workFolder, { recursive: true });
    try {
      await carryOutOrder(deps, ffmpeg, clip, workFolder, {
        signal,
        onShare: (share) =>
          progress.say({ stage: 'mask', percent: Math.min(99, Math.floor(share * 100)) }),
      });
      if (clip.maskPlan) progress.say({ stage: 'check', percent: 0 });
      await applyMaskings(deps, ffmpeg, clip, asked, workFolder, signal);
      const master = await storage.checkOut(clip.masterKey, workFolder);
      const made = { clip, claim, signal, progress };
      if (ffmpeg) await makeAll(ffmpeg, made, master, workFolder);
      else await makePlain(made, master, workFolder);
    } catch (error) {
      // The process stops: the job is tried again by the next one.
      if (stopping.aborted) throw error;
      // Where files are kept does not answer: the film is not to blame, and is prepared later.
      if (error instanceof AppError && error.code === 'unavailable') throw error;
      if (lost.signal.aborted) return;
      const found = codeOf(error);
      const isFull = found === 'transcode_failed' && (await isNearlyFull(workFolder));
      const code = isFull ? 'storage_full' : found;
      log.warn({ clipId: clip.id, code, reason: reasonOf(error) }, 'a clip could not be prepared');
      await fail(clip, claim, code);
    } finally {
      await progress.settled();
      await rm(workFolder, { recursive: true, force: true });
    }
  }

  /** Removes what was served; on record where somebody asked for it to be masked. */
  async function removeServed(clip: ClipRow, asked: readonly MaskingRow[]): Promise<void> {
    const key = servedKey(clip.id);
    const destroy = () => storage.remove(key);
    if (asked.length === 0) return destroy();
    const maskingIds = asked.map(({ id }) => id);
    const measure = () => storage.measure(key);
    await destroyOnRecord(db, clip, { what: 'served', maskingIds }, { measure, destroy, now });
  }

  /** Claims the clip; null when somebody else finished, cancelled or removed it meanwhile. */
  async function begin({ tenantId, clipId }: { tenantId: string; clipId: string }, claim: string) {
    const isUnfinished = or(
      inArray(clips.state, ['waiting', 'processing']),
      and(eq(clips.state, 'ready'), isNotNull(clips.claim)),
    );
    return db.transaction(async (tx) => {
      const isThisOne = and(eq(clips.tenantId, tenantId), eq(clips.id, clipId));
      const [found] = await tx
        .select()
        .from(clips)
        .where(and(isThisOne, isUnfinished))
        .for('update');
      if (!found) return null;
      const state: ClipRow['state'] = found.state === 'ready' ? 'ready' : 'processing';
      const percent = found.state === 'ready' ? found.percent : 0;
      const [clip] = await tx
        .update(clips)
        .set({ state, stage: 'check', percent, failure: null, claim })
        .where(isThisOne)
        .returning();
      return clip ?? null;
    });
  }

  async function makeAll(
    tools: FfmpegTools,
    made: Preparation,
    master: string,
    workFolder: string,
  ): Promise<void> {
    const { clip, claim, signal, progress } = made;
    const film = await probe(tools, master, { signal });
    const verdict = await measureQuality(tools, master, film, { signal });
    const quality = toQuality(verdict);
    // The verdict comes before anyone spends time describing the clip.
    await writeClip(db, clip, claim, { quality, durationSeconds: film.durationSeconds });
    const options: PackageOptions = {
      ...{ signal, loudness: verdict.loudness },
      onProgress: (percent, stage) => progress.say(progressOf(stage, percent)),
    };
    let first = clip.state === 'ready' ? packagedOf(clip) : null;
    let run = clip.media?.run ?? '';
    if (!first) {
      run = randomUUID();
      first = await packageFirst(tools, master, join(workFolder, run), options);
      await publish(made, run, join(workFolder, run), first);
    }
    const rest = join(workFolder, 'rest');
    const whole = await packageRest(tools, master, rest, first, options);
    await addServed(clip.id, run, rest);
    await finish(made, run, whole);
  }

  /** Where no ffmpeg is: what browsers play already is cut into segments as it is. */
  async function makePlain(made: Preparation, master: string, workFolder: string): Promise<void> {
    const { signal, progress } = made;
    const run = randomUUID();
    // Loaded only where there is no ffmpeg: it brings a library as large as all of ours.
    const { repackage } = await import('../infra/media/repackage.ts');
    const packaged = await repackage(master, join(workFolder, run), {
      signal,
      onProgress: (percent, stage) => progress.say(progressOf(stage, percent)),
    });
    await publish(made, run, join(workFolder, run), packaged);
    await finish(made, run, packaged);
  }

  /** Serves what was made first: from now on the clip plays. */
  async function publish(
    { clip, claim, progress }: Preparation,
    run: string,
    folder: string,
    packaged: PackagedClip,
  ): Promise<void> {
    await storage.adopt(folder, servedKey(clip.id, run));
    await progress.settled();
    const { durationSeconds, width, height, frameRate, hasAudio } = packaged;
    const isOurs = await writeClip(db, clip, claim, {
      ...{ state: 'ready', updatedAt: now() },
      ...{ durationSeconds, width, height, frameRate, hasAudio },
      media: toMedia(run, packaged),
    });
    if (!isOurs) {
      await storage.remove(servedKey(clip.id, run));
      throw new MediaError('cancelled');
    }
    if (clip.media) await storage.remove(servedKey(clip.id, clip.media.run));
  }

  /** Adds to what is served. The master playlist comes last: it names only what is there. */
  async function addServed(clipId: string, run: string, folder: string): Promise<void> {
    const names = await readdir(folder);
    const last = 'master.m3u8';
    for (const name of [...names.filter((one) => one !== last), last])
      await storage.adopt(join(folder, name), `${servedKey(clipId, run)}/${name}`);
  }

  async function finish(
    { clip, claim, progress }: Preparation,
    run: string,
    packaged: PackagedClip,
  ): Promise<void> {
    await progress.settled();
    const { width, height } = packaged;
    await writeClip(db, clip, claim, {
      ...{ stage: 'done', percent: 100, claim: null, updatedAt: now() },
      ...{ width, height, media: toMedia(run, packaged) },
    });
  }

  /** A clip that plays already stays; only its larger pictures are missing. */
  async function fail(clip: ClipRow, claim: string, failure: ErrorCode): Promise<void> {
    await db
      .update(clips)
      .set({
        state: sql`CASE WHEN ${clips.state} = 'ready' THEN 'ready' ELSE 'failed' END`,
        ...{ failure, claim: null, updatedAt: now() },
      })
      .where(isClaimed(clip, claim));
  }

  return jobHandler({
    kind: clipPrepare,
    concurrency: transcoders,
    run: (payload, { signal }) => prepare(payload, signal),
  });
}

function isClaimed(clip: ClipRow, claim: string) {
  return and(eq(clips.tenantId, clip.tenantId), eq(clips.id, clip.id), eq(clips.claim, claim));
}

/** Writes to the clip while the preparation has its claim; false when that is over. */
async function writeClip(
  db: Database,
  clip: ClipRow,
  claim: string,
  change: Partial<ClipRow>,
): Promise<boolean> {
  const written = await db
    .update(clips)
    .set(change)
    .where(isClaimed(clip, claim))
    .returning({ id: clips.id });
  return written.length > 0;
}

/**
 * Writes progress at most once a second, and each new stage at once; one write at a time.
 * `onLost` hears that the preparation was cancelled, or that another one has begun.
 */
function progressWriters({ db, now }: Pick<PreparationDeps, 'db' | 'now'>) {
  return (clip: ClipRow, claim: string, onLost: () => void) => {
    let writing: Promise<unknown> | null = null;
    let last = { stage: 'check' as TranscodeStage, atMs: 0 };
    return {
      say(progress: { stage: TranscodeStage; percent: number }): void {
        const atMs = now().getTime();
        const isDue = progress.stage !== last.stage || atMs - last.atMs >= PROGRESS_INTERVAL_MS;
        if (!isDue || writing) return;
        last = { stage: progress.stage, atMs };
        writing = writeClip(db, clip, claim, progress)
          .then((isOurs) => isOurs || onLost())
          // Progress that is not written hurts nobody; the next one will be.
          .catch(() => false)
          .finally(() => (writing = null));
      },
      settled: async () => void (await writing),
    };
  };
}

/** What an earlier run has made of the clip, when a later one can add to it. */
function packagedOf({ media, durationSeconds, width, height, frameRate, hasAudio }: ClipRow) {
  if (!media?.renditions || !media.files) return null;
  if (durationSeconds === null || width === null || height === null) return null;
  if (frameRate === null || hasAudio === null) return null;
  const { masterPlaylist, poster, posters = [], waveform, thumbnails } = media;
  const { renditions, sound = null, files } = media;
  return {
    ...{ durationSeconds, width, height, frameRate, hasAudio },
    ...{ masterPlaylist, poster, posters, waveform, thumbnails, renditions, sound, files },
  };
}

function codeOf(error: unknown): ErrorCode {
  // Whatever it was that could not be written: the film is not to blame.
  if (isForWantOfRoom(error)) return 'storage_full';
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

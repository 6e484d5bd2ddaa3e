import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ErrorCode } from '#contract/errors';
import { failureOf } from '../clips/clips.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { isForWantOfRoom } from '../infra/disk-room.ts';
import { jobHandler, jobKind, type JobHandler } from '../infra/jobs.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import { MediaError } from '../infra/media/media-error.ts';
import type { Storage } from '../infra/storage.ts';
import { cleanAudio, cleanFilm, cleanImage } from './cleaned-file.ts';
import { stateOf } from './documentation.rules.ts';
import { findPiece, givenKey, pieceKey, writePiece } from './documentation.store.ts';

/** Makes the file of a piece anew, and destroys what came. */
export const pieceClean = jobKind(
  'documentation.clean',
  z.object({ tenantId: z.uuid(), pieceId: z.uuid() }),
  { retryLimit: 20, retryDelayMaxSeconds: 300, heartbeatSeconds: 30, expireSeconds: 6 * 3600 },
);

export interface PieceCleaningDeps {
  db: Database;
  storage: Storage;
  /** Null where none is installed. */
  ffmpeg: FfmpegTools | null;
  dataDir: string;
  now: () => Date;
}

const CLEANERS = { image: cleanImage, audio: cleanAudio, video: cleanFilm } as const;
const PROGRESS_INTERVAL_MS = 1_000;

/** The handler of `documentation.clean`. It may run twice and may be killed at any time. */
export function createPieceCleaning(deps: PieceCleaningDeps): JobHandler {
  const { db, storage, ffmpeg, dataDir, now } = deps;

  async function clean(
    { tenantId, pieceId }: { tenantId: string; pieceId: string },
    stopping: AbortSignal,
  ): Promise<void> {
    const piece = await findPiece(db, tenantId, pieceId);
    const folder = join(dataDir, 'work', `piece-${pieceId}`);
    if (!piece || piece.kind === 'note' || stateOf(piece) !== 'preparing') {
      // Whoever tried before may have died with files on disk that nobody asks for any more.
      await rm(folder, { recursive: true, force: true });
      if (!piece) await storage.remove(pieceKey({ id: pieceId }));
      if (!piece || stateOf(piece) === 'ready') await storage.remove(givenKey({ id: pieceId }));
      return;
    }
    await mkdir(folder, { recursive: true });
    let saidAtMs = now().getTime();
    const onPercent = (percent: number): void => {
      if (now().getTime() - saidAtMs < PROGRESS_INTERVAL_MS) return;
      saidAtMs = now().getTime();
      // Progress that is not written hurts nobody; the next one will be.
      void writePiece(db, piece, { percent: Math.floor(percent) }).catch(() => undefined);
    };
    try {
      if (!ffmpeg) throw new AppError('needs_ffmpeg');
      const given = await storage.checkOut(givenKey(piece), folder);
      const how = { signal: stopping, onPercent };
      const made = await CLEANERS[piece.kind](ffmpeg, given, folder, how);
      await storage.adopt(made.path, pieceKey(piece));
      const { durationSeconds, peaks } = made;
      const kept = await writePiece(db, piece, { hasFile: true, durationSeconds, peaks });
      // Somebody removed the piece meanwhile: its file must not stay behind.
      if (!kept) await storage.remove(pieceKey(piece));
    } catch (error) {
      if (stopping.aborted) throw error;
      // Where files are kept does not answer: the file is not to blame.
      if (error instanceof AppError && error.code === 'unavailable') throw error;
      // Nothing of it is left when that is said; and whoever reads it may send another at once.
      await storage.remove(givenKey(piece));
      await writePiece(db, piece, { failure: codeOf(error) });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await storage.remove(givenKey(piece));
  }

  return jobHandler({
    kind: pieceClean,
    concurrency: 1,
    run: (payload, { signal }) => clean(payload, signal),
  });
}

function codeOf(error: unknown): ErrorCode {
  if (isForWantOfRoom(error)) return 'storage_full';
  if (error instanceof AppError)
    // It was refused before, by a process that died before it could say so.
    return error.code === 'not_found' ? 'piece_unreadable' : error.code;
  return error instanceof MediaError ? failureOf(error.code) : 'transcode_failed';
}

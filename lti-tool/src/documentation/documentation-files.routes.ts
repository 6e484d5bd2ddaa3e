import { Router, type Request } from 'express';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { PIECE_FILES_PATH } from '#contract/documentation';
import { sendStored } from '../clips/media-answer.ts';
import { AppError } from '../infra/app-error.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import type { Storage } from '../infra/storage.ts';
import type { Actor } from '../lti/actor.ts';
import { cleanAudio, cleanImage } from './cleaned-file.ts';
import { pieceKey, type Documentation } from './documentation.service.ts';

export interface DocumentationFilesDeps {
  documentation: Documentation;
  storage: Storage;
  ffmpeg: FfmpegTools | null;
  dataDir: string;
  now: () => Date;
  authenticate: (request: Request) => Promise<Actor>;
  /** A living session. @throws {AppError} session_expired */
  openSession: (sessionId: string) => Promise<{ actor: Actor }>;
}

const MOST_BYTES = { image: 40 * 1024 ** 2, audio: 200 * 1024 ** 2 } as const;
const TYPES = { image: 'image/jpeg', audio: 'audio/mp4' } as const;

/**
 * The files of own documentation: taken as the body of a PUT, made anew at once, and what was sent
 * destroyed. Served by sealed addresses, and asked again each time who may see them. Mount before
 * anything that reads bodies.
 */
export function createDocumentationFiles(deps: DocumentationFilesDeps): Router {
  const { documentation, storage, ffmpeg, now } = deps;
  const router = Router();

  router.put(`${PIECE_FILES_PATH}/:pieceId`, async (request, response) => {
    const actor = await deps.authenticate(request);
    const row = await documentation.openOwn(actor, z.uuid().parse(request.params.pieceId));
    if (row.kind === 'note') throw new AppError('invalid_request');
    if (!ffmpeg) throw new AppError('needs_ffmpeg');
    const arrivals = join(deps.dataDir, 'arrivals');
    await mkdir(arrivals, { recursive: true });
    const folder = await mkdtemp(join(arrivals, 'piece-'));
    try {
      const file = join(folder, 'given');
      await pipeline(request, atMost(MOST_BYTES[row.kind]), createWriteStream(file));
      const clean = row.kind === 'image' ? cleanImage : cleanAudio;
      await documentation.keepFile(row, await clean(ffmpeg, file, folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    response.status(204).end();
  });

  router.get('/documentation/:permit', async (request, response) => {
    const permit = documentation.readPermit(request.params.permit);
    if (!permit) throw new AppError('not_found');
    const lifeMs = permit.expiresAtMs - now().getTime();
    if (lifeMs <= 0) throw new AppError('media_expired');
    const { actor } = await deps.openSession(permit.sessionId);
    const row = await documentation.openToSee(actor, permit.pieceId);
    if (row.kind === 'note' || !row.hasFile) throw new AppError('not_found');
    const file = { key: pieceKey(row), type: TYPES[row.kind], only: null, lifeMs };
    await sendStored(storage, request, response, file);
  });

  return router;
}

/** Lets so many bytes through, and no more. @throws {AppError} too_large */
function atMost(mostBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(new AppError('too_large', { maxUploadBytes: mostBytes }));
      else done(null, chunk);
    },
  });
}

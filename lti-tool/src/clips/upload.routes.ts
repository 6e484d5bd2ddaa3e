import { Metadata, Server } from '@tus/server';
import { Router, type Request, type Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { findClip, type ClipRow } from './clips.store.ts';
import type { Uploads } from './clips.uploads.ts';

export interface UploadRouterDeps {
  db: Database;
  uploads: Uploads;
  maxUploadBytes: number;
  authenticate: (request: Request) => Promise<Actor>;
}

/** Where files are uploaded; the id of the clip is the id of its upload. */
export const UPLOADS_PATH = '/api/uploads';

const TUS_VERSION = '1.0.0';

/**
 * Resumable uploads by the tus protocol 1.0.0 (core and creation). Mount before anything that
 * reads bodies. Every request carries the token, and may only touch the file of an own clip.
 */
export function createUploadRouter(deps: UploadRouterDeps): Router {
  const { db, uploads, maxUploadBytes, authenticate } = deps;
  const actors = new WeakMap<IncomingMessage, Actor>();
  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: uploads.store,
    maxSize: maxUploadBytes,
    relativeLocation: true,
    // The page that uploads is our own: no other site is told that it may.
    allowedOrigins: () => false,
    namingFunction: (_, metadata) => clipIdOf(metadata),
    async onUploadFinish(request, upload) {
      const node = request.runtime?.node?.req;
      const actor = node && actors.get(node as IncomingMessage);
      if (!actor) throw new AppError('not_signed_in');
      await uploads.settle(actor.tenantId, upload.id);
      return {};
    },
    onResponseError: (_, error) =>
      // What went wrong inside is for the log, not for the caller.
      'status_code' in error ? undefined : { status_code: 500, body: 'The upload stopped.\n' },
  });

  async function openUpload(request: Request, clipId: string): Promise<ClipRow> {
    const actor = await authenticate(request);
    requireCapability(actor, 'clips.manage');
    const clip = await findClip(db, actor.tenantId, clipId);
    if (clip?.ownerId !== actor.personId) throw new AppError('not_found');
    actors.set(request, actor);
    return clip;
  }

  const router = Router();

  router.post(UPLOADS_PATH, async (request, response) => {
    const clipId = clipIdOf(parseMetadata(request));
    const clip = await openUpload(request, clipId);
    if (clip.state !== 'uploading') throw new AppError('conflict', { state: clip.state });
    await tus.handle(request, response);
  });

  router.head(`${UPLOADS_PATH}/:clipId`, async (request, response) => {
    const clip = await openUpload(request, z.uuid().parse(request.params.clipId));
    const progress = clip.state === 'uploading' ? await uploads.progressOf(clip.id) : null;
    if (progress && progress.offset < progress.size) return tus.handle(request, response);
    // All of it is here: the answer that said so may have been lost with its server.
    if (clip.state === 'uploading') await uploads.settle(clip.tenantId, clip.id);
    const settled = await findClip(db, clip.tenantId, clip.id);
    if (!settled || settled.state === 'uploading') return tus.handle(request, response);
    answerComplete(response, settled.bytes ?? 0);
  });

  router.patch(`${UPLOADS_PATH}/:clipId`, async (request, response) => {
    const clip = await openUpload(request, z.uuid().parse(request.params.clipId));
    if (clip.state !== 'uploading') throw new AppError('conflict', { state: clip.state });
    await tus.handle(request, response);
  });

  return router;
}

function answerComplete(response: Response, bytes: number): void {
  response
    .status(200)
    .set({
      'Tus-Resumable': TUS_VERSION,
      'Upload-Offset': String(bytes),
      'Upload-Length': String(bytes),
      'Cache-Control': 'no-store',
    })
    .end();
}

function parseMetadata(request: Request): Record<string, string | null> {
  try {
    return Metadata.parse(request.get('upload-metadata'));
  } catch (cause) {
    throw new AppError('invalid_request', { header: 'Upload-Metadata' }, { cause });
  }
}

function clipIdOf(metadata: Record<string, string | null> | undefined): string {
  return z.uuid().parse(metadata?.['clipId']);
}

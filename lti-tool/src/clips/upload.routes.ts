import type { Request, Router } from 'express';
import { AppError } from '../infra/app-error.ts';
import { createArrivalRouter, type Destination } from '../infra/arrivals.routes.ts';
import type { Database } from '../infra/database.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { findClip } from './clips.store.ts';
import type { Uploads } from './clips.uploads.ts';

export interface UploadRouterDeps {
  db: Database;
  uploads: Uploads;
  maxUploadBytes: number;
  authenticate: (request: Request) => Promise<Actor>;
}

/** Where files are uploaded; the id of the clip is the id of its upload. */
const UPLOADS_PATH = '/api/uploads';

/** Resumable uploads of clips. Only whoever owns a clip sends its file. */
export function createUploadRouter(deps: UploadRouterDeps): Router {
  const { db, uploads, maxUploadBytes: mostBytes, authenticate } = deps;

  async function open(request: Request, clipId: string): Promise<Destination> {
    const actor = await authenticate(request);
    requireCapability(actor, 'clips.manage');
    const clip = await findClip(db, actor.tenantId, clipId);
    if (clip?.ownerId !== actor.personId) throw new AppError('not_found');
    return {
      isWaiting: clip.state === 'uploading',
      bytes: clip.bytes ?? 0,
      mostBytes,
      settle: () => uploads.settle(clip.tenantId, clip.id),
    };
  }

  const { arrivals } = uploads;
  return createArrivalRouter({ path: UPLOADS_PATH, idName: 'clipId', arrivals, open });
}

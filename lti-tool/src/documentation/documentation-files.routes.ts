import { Router, type Request } from 'express';
import { PIECE_FILES_PATH } from '#contract/documentation';
import { sendStored } from '../clips/media-answer.ts';
import { AppError } from '../infra/app-error.ts';
import { createArrivalRouter, type Destination } from '../infra/arrivals.routes.ts';
import type { Storage } from '../infra/storage.ts';
import type { Actor } from '../lti/actor.ts';
import { MOST_BYTES, stateOf } from './documentation.rules.ts';
import type { Documentation } from './documentation.service.ts';
import { pieceKey } from './documentation.store.ts';

export interface DocumentationFilesDeps {
  documentation: Documentation;
  storage: Storage;
  now: () => Date;
  authenticate: (request: Request) => Promise<Actor>;
  /** A living session. @throws {AppError} session_expired */
  openSession: (sessionId: string) => Promise<{ actor: Actor }>;
}

const TYPES = { image: 'image/jpeg', audio: 'audio/mp4', video: 'video/mp4' } as const;

/**
 * The files of own documentation: they arrive in parts and go on after a break, as clips do, and are
 * served by sealed addresses, for which is asked each time who may see them. Mount before anything
 * that reads bodies.
 */
export function createDocumentationFiles(deps: DocumentationFilesDeps): Router {
  const { documentation, storage, now, authenticate } = deps;

  async function open(request: Request, pieceId: string): Promise<Destination> {
    const { piece } = await documentation.openOwn(await authenticate(request), pieceId);
    return {
      isWaiting: piece.kind !== 'note' && stateOf(piece) === 'arriving',
      bytes: piece.bytes ?? 0,
      mostBytes: piece.kind === 'note' ? 0 : MOST_BYTES[piece.kind],
      settle: () => documentation.arriving.settle(piece.tenantId, piece.id),
    };
  }

  const router = Router();
  router.use(
    createArrivalRouter({
      ...{ path: PIECE_FILES_PATH, idName: 'pieceId', open },
      arrivals: documentation.arriving.arrivals,
    }),
  );

  router.get('/documentation/:permit', async (request, response) => {
    const permit = documentation.readPermit(request.params.permit);
    if (!permit) throw new AppError('not_found');
    if (permit.expiresAtMs <= now().getTime()) throw new AppError('media_expired');
    const { actor } = await deps.openSession(permit.sessionId);
    const { piece } = await documentation.openToSee(actor, permit.pieceId);
    if (piece.kind === 'note' || !piece.hasFile) throw new AppError('not_found');
    // A browser that keeps it asks each time it is shown: a withdrawal holds for it too.
    const file = { key: pieceKey(piece), type: TYPES[piece.kind], only: null, lifeMs: 0 };
    await sendStored(storage, request, response, file);
  });

  return router;
}

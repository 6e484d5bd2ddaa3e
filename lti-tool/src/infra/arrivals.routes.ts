import { Metadata, Server } from '@tus/server';
import { Router, type Request, type Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { AppError } from './app-error.ts';
import type { Arrivals } from './arrivals.ts';
import { isForWantOfRoom } from './disk-room.ts';

/** What a file is sent for, as it stands now. */
export interface Destination {
  /** Whether it still waits for its file. */
  isWaiting: boolean;
  /** Bytes of the file that it has; 0 while there is none. */
  bytes: number;
  /** The largest file that it takes. */
  mostBytes: number;
  /** Takes over the file when all of it is here; may be called any number of times. */
  settle: () => Promise<void>;
}

export interface ArrivalRouterDeps {
  /** Where files are sent; below it stands the id of what each is for. */
  path: string;
  /** The name of that id in the metadata of an upload. */
  idName: string;
  arrivals: Arrivals;
  /** Opens what a file is for, as whoever asks may. @throws {AppError} */
  open: (request: Request, id: string) => Promise<Destination>;
}

/** A request as the protocol's server hands it on, with the one of Node inside. */
interface HandedOn {
  runtime?: { node?: { req?: unknown } | undefined } | undefined;
}

const TUS_VERSION = '1.0.0';

/**
 * Resumable uploads by the tus protocol 1.0.0 (core and creation). Mount before anything that
 * reads bodies. Every request is authenticated by `open`, and touches only the file of one id.
 */
export function createArrivalRouter(deps: ArrivalRouterDeps): Router {
  const { path, idName, arrivals, open } = deps;
  const destinations = new WeakMap<IncomingMessage, Destination>();
  const idOf = (metadata: Record<string, string | null> | undefined): string =>
    z.uuid().parse(metadata?.[idName]);
  const destinationOf = ({ runtime }: HandedOn): Destination | undefined => {
    const node = runtime?.node?.req as IncomingMessage | undefined;
    return node && destinations.get(node);
  };
  const tus = new Server({
    path,
    datastore: arrivals.store,
    maxSize: (request) => destinationOf(request)?.mostBytes ?? 0,
    relativeLocation: true,
    // The page that uploads is our own: no other site is told that it may.
    allowedOrigins: () => false,
    namingFunction: (_, metadata) => idOf(metadata),
    async onUploadFinish(request) {
      const destination = destinationOf(request);
      if (!destination) throw new AppError('not_signed_in');
      await destination.settle();
      return {};
    },
    onResponseError: (_, error) => {
      if ('status_code' in error) return undefined;
      if (isForWantOfRoom(error)) return { status_code: 507, body: 'There is no room.\n' };
      // What went wrong inside is for the log, not for the caller.
      return { status_code: 500, body: 'The upload stopped.\n' };
    },
  });

  async function openFor(request: Request, id: string): Promise<Destination> {
    const destination = await open(request, id);
    destinations.set(request, destination);
    return destination;
  }

  const router = Router();

  router.post(path, async (request, response) => {
    const { isWaiting } = await openFor(request, idOf(parseMetadata(request)));
    if (!isWaiting) throw new AppError('conflict');
    await tus.handle(request, response);
  });

  router.head(`${path}/:id`, async (request, response) => {
    const id = z.uuid().parse(request.params['id']);
    const { isWaiting, settle } = await openFor(request, id);
    const progress = isWaiting ? await arrivals.progressOf(id) : null;
    if (progress && progress.offset < progress.size) return tus.handle(request, response);
    // All of it is here: the answer that said so may have been lost with its server.
    if (isWaiting) await settle();
    const settled = await open(request, id);
    if (settled.isWaiting) return tus.handle(request, response);
    answerComplete(response, settled.bytes);
  });

  router.patch(`${path}/:id`, async (request, response) => {
    const { isWaiting } = await openFor(request, z.uuid().parse(request.params['id']));
    if (!isWaiting) throw new AppError('conflict');
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

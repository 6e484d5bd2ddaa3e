import { and, eq } from 'drizzle-orm';
import express from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { captionRoutes } from '#contract/captions';
import { careRoutes, evidenceRoutes } from '#contract/care';
import { clipRoutes, type Clip } from '#contract/clips';
import { collectionRoutes } from '#contract/collections';
import { curationRoutes } from '#contract/curation';
import { vocabularyRoutes } from '#contract/vocabularies';
import { excerptRoutes } from '#contract/excerpts';
import type { Span } from '#contract/common-shapes';
import type { ConsentDraft } from '#contract/consents';
import { referenceRoutes } from '#contract/references';
import { secondViewRoutes } from '#contract/second-views';
import type { Route, RouteReply, RouteRequest } from '#contract/route';
import { clipListen } from '#server/clips/captions.jobs';
import { clipPrepare } from '#server/clips/clips.jobs';
import { clipErase } from '#server/clips/clips.removal';
import { createClips, type ClipDeps } from '#server/clips/clips.service';
import { clips } from '#server/clips/clips.table';
import { createConsents } from '#server/consents/consents.service';
import { createGuardedFetch } from '#server/infra/guarded-fetch';
import { bind, problemHandler } from '#server/infra/http';
import { createJobs, type Jobs } from '#server/infra/jobs';
import { createLog } from '#server/infra/log';
import { findFfmpeg, type FfmpegTools } from '#server/infra/media/ffmpeg';
import { createSecrets } from '#server/infra/secrets';
import { folderStorage } from '#server/infra/storage';
import type { Actor } from '#server/lti/actor';
import { createSessions } from '#server/lti/session.service';
import { keepConnections } from '../../support/resting-connections.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

/** A refusal as the API states it. */
export interface Refusal {
  status: number;
  code: string;
}

/** The clips slice on a real database, real files and a real port, with a clock to turn. */
export interface ClipRoom {
  database: TestDatabase;
  jobs: Jobs;
  clips: ReturnType<typeof createClips>;
  dataDir: string;
  ffmpeg: FfmpegTools;
  url: string;
  clock: { aheadMs: number };
  /** Grants and uses that a task would give; tests change them. */
  granted: Set<string>;
  /** The same for tasks that show only excerpts. */
  excerpts: Map<string, Span[]>;
  used: Map<string, Clip['usedIn']>;
  token(actor: Actor): string;
  call<R extends Route>(
    actor: Actor,
    route: R,
    request?: RouteRequest<R>,
  ): Promise<RouteReply<R> & Refusal>;
  /** Stops the server and starts another one on the same data. */
  restart(): Promise<void>;
  /** The same slice as another process has it: what this one remembers, it does not know. */
  another(): ReturnType<typeof createClips>;
  /** Prepares a clip now, as a worker would. */
  prepare(clip: { id: string }, actor: Actor, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const LOG = createLog('silent');
const SECRET = 'a secret for tests of thirty-two characters';

/** Opens a room. Options replace what the slice is made with. */
export async function openClipRoom(options: Partial<ClipDeps> = {}): Promise<ClipRoom> {
  const database = await openTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'clip-room-'));
  const ffmpeg = await findFfmpeg();
  if (!ffmpeg) throw new Error('these tests need ffmpeg');
  const jobs = createJobs(database.url, [clipPrepare, clipListen, clipErase], LOG);
  await jobs.start();
  const clock = { aheadMs: 0 };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const secrets = createSecrets(SECRET);
  const sessions = createSessions({ db: database.db, secrets, now });
  const granted = new Set<string>();
  const used = new Map<string, Clip['usedIn']>();
  const excerpts: ClipRoom['excerpts'] = new Map();
  const make = () =>
    createClips({
      db: database.db,
      jobs,
      storage: folderStorage(join(dataDir, 'files')),
      secrets,
      consents: createConsents({ now }),
      now,
      log: LOG,
      ffmpeg,
      ...{ dataDir, databaseUrl: database.url },
      transcoders: 1,
      listening: null,
      guardedFetch: createGuardedFetch([]),
      publicUrl: 'http://tool.localhost',
      references: { mediaOrigins: [], videoSites: ['youtube', 'vimeo'] },
      maxUploadBytes: 20_000_000,
      grants: [
        (actor, clipId) => {
          const key = `${actor.personId} ${clipId}`;
          return Promise.resolve(granted.has(key) ? 'whole' : (excerpts.get(key) ?? []));
        },
      ],
      usage: (_db, _actor, ids) =>
        Promise.resolve(Object.fromEntries(ids.map((id) => [id, used.get(id) ?? []]))),
      countHandIns: () => Promise.resolve(3),
      authenticate: sessions.authenticate,
      openSession: sessions.openSession,
      ...options,
    });
  let slice = make();
  let server = await listen(slice, sessions);
  const token = (actor: Actor) =>
    sessions.issueToken(actor.sessionId, new Date(Date.now() + 1_000 * 3_600_000)).token;

  const room: ClipRoom = {
    database,
    jobs,
    dataDir,
    ffmpeg,
    clock,
    granted,
    excerpts,
    used,
    token,
    get clips() {
      return slice;
    },
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async call<R extends Route>(actor: Actor, route: R, request: RouteRequest<R> = {}) {
      const response = await fetch(addressOf(room.url, route, request), {
        method: route.method.toUpperCase(),
        headers: {
          authorization: `Bearer ${token(actor)}`,
          ...(request.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      });
      const text = await response.text();
      const reply = JSON.parse(text || '{}') as RouteReply<R> & Refusal;
      reply.status = response.status;
      return reply;
    },
    another: make,
    async restart() {
      await stop(server);
      slice = make();
      server = await listen(slice, sessions);
    },
    async prepare(clip, actor, signal = new AbortController().signal) {
      const [handler] = slice.jobHandlers;
      await handler?.run({ tenantId: actor.tenantId, clipId: clip.id }, { signal });
    },
    async close() {
      await stop(server);
      await jobs.stop();
      await database.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
  return room;
}

async function listen(
  clips: ReturnType<typeof createClips>,
  sessions: ReturnType<typeof createSessions>,
): Promise<Server> {
  const app = express();
  app.use(clips.uploadRouter);
  app.use(evidenceRoutes.addEvidence.path, express.json({ limit: '6mb' }));
  app.use(express.json({ limit: '2mb' }));
  app.use(clips.mediaRouter);
  bind(app, clipRoutes, clips.useCases, sessions.authenticate);
  bind(app, evidenceRoutes, clips.evidenceUseCases, sessions.authenticate);
  bind(app, careRoutes, clips.careUseCases, sessions.authenticate);
  bind(app, excerptRoutes, clips.excerptUseCases, sessions.authenticate);
  bind(app, referenceRoutes, clips.referenceUseCases, sessions.authenticate);
  bind(app, captionRoutes, clips.captionUseCases, sessions.authenticate);
  bind(app, collectionRoutes, clips.collectionUseCases, sessions.authenticate);
  bind(app, secondViewRoutes, clips.secondViewUseCases, sessions.authenticate);
  bind(app, curationRoutes, clips.curationUseCases, sessions.authenticate);
  bind(app, vocabularyRoutes, clips.vocabularyUseCases, sessions.authenticate);
  app.use(problemHandler(LOG));
  const server = keepConnections(createServer(app));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

function addressOf(base: string, route: Route, request: RouteRequest<Route>): string {
  const params = (request.params ?? {}) as Record<string, string>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const query = new URLSearchParams((request.query ?? {}) as Record<string, string>);
  return `${base}${path}?${query}`;
}

/** A consent for training that holds for years around the test. */
export function consentDraft(change: Partial<ConsentDraft> = {}): ConsentDraft {
  return {
    purposes: ['training'],
    audience: 'institution',
    validFrom: '2020-01-01',
    validUntil: '2099-12-31',
    evidence: 'form-b.pdf',
    assentNote: 'Laughed, asked to see it again.',
    ...change,
  };
}

/**
 * A clip of `owner` in the library, ready to be watched, in which Child A has agreed. It shows what
 * the first one of the room shows, unless its own film is to be prepared.
 */
export async function adoptClip(
  room: ClipRoom,
  owner: Actor,
  file: string,
  change: { title?: string; consent?: Partial<ConsentDraft>; isPrepared?: boolean } = {},
): Promise<string> {
  const clipId = await room.clips.adoptFile(room.database.db, {
    tenantId: owner.tenantId,
    ownerId: owner.personId,
    file,
    demoKey: `${change.title ?? 'clip'}-${Math.random()}`,
    title: change.title ?? 'The tower',
    people: [
      {
        pseudonym: 'Child A',
        kind: 'child',
        ranges: [[0, 2]],
        consent: consentDraft(change.consent),
      },
    ],
    captions: [
      { language: 'en', label: 'English', vtt: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHm. Under.\n' },
    ],
  });
  if (change.isPrepared) await room.prepare({ id: clipId }, owner);
  else await makeReady(room, owner, clipId);
  const clip = await room.call(owner, clipRoutes.getClip, { params: { clipId } });
  expect(clip.state).toBe('ready');
  return clipId;
}

/** Prepares the first clip of a room; all others get the same files, which takes no time. */
async function makeReady(room: ClipRoom, owner: Actor, clipId: string): Promise<void> {
  const { db } = room.database;
  const [ready] = await db.select().from(clips).where(eq(clips.state, 'ready')).limit(1);
  if (!ready?.media) return room.prepare({ id: clipId }, owner);
  const served = join(room.dataDir, 'files', 'served');
  const { media, durationSeconds, width, height, frameRate, hasAudio, quality } = ready;
  await cp(join(served, ready.id, media.run), join(served, clipId, media.run), { recursive: true });
  await db
    .update(clips)
    .set({
      state: 'ready',
      ...{ media, durationSeconds, width, height, frameRate, hasAudio, quality },
    })
    .where(and(eq(clips.tenantId, owner.tenantId), eq(clips.id, clipId)));
}

/** The first segment of what an address plays. */
export async function firstSegment(url: string, playlistUrl: string): Promise<string> {
  const base = playlistUrl.replace('master.m3u8', '');
  const master = await (await fetch(url + playlistUrl)).text();
  const variant = /^(v\d+\/)playlist\.m3u8$/m.exec(master)?.[1] ?? '';
  const media = await (await fetch(`${url}${base}${variant}playlist.m3u8`)).text();
  return `${base}${variant}${/^(\S+\.m4s)$/m.exec(media)?.[1] ?? ''}`;
}

import { and, eq } from 'drizzle-orm';
import type { captionRoutes, Track, TrackBrief, TrackKind, TrackList } from '#contract/captions';
import { dayOf } from '../consents/consents.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Jobs } from '../infra/jobs.ts';
import type { Actor } from '../lti/actor.ts';
import { clipListen } from './captions.jobs.ts';
import { listeningRefusal, keptWebVtt } from './captions.rules.ts';
import { findTrack, removeTrack, tracksOf, writeTrack, type TrackRow } from './captions.store.ts';
import type { ClipAccess } from './clips.access.ts';
import { coverageOfClip } from './clips.replies.ts';
import type { ClipRecord } from './clips.store.ts';
import { captionRequests } from './clips.table.ts';
import type { ListeningEngine } from './listening-engine.ts';

export interface CaptionDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  access: ClipAccess;
  listening: ListeningEngine | null;
  now: () => Date;
}

/** Captions and descriptions, for those who look after clips. */
export function createCaptions({ db, jobs, access, listening, now }: CaptionDeps) {
  const refusalFor = (record: ClipRecord) =>
    listeningRefusal({ ...record.clip, coverage: coverageOfClip(record, dayOf(now())) });

  async function listOf(queryable: Queryable, record: ClipRecord): Promise<TrackList> {
    const { clip } = record;
    const captions = await tracksOf(queryable, clip, 'captions');
    const descriptions = await tracksOf(queryable, clip, 'descriptions');
    const requests = await queryable
      .select()
      .from(captionRequests)
      .where(and(eq(captionRequests.tenantId, clip.tenantId), eq(captionRequests.clipId, clip.id)))
      .orderBy(captionRequests.language);
    return {
      tracks: [
        ...captions.map((row) => toBrief('captions', row)),
        ...descriptions.map((row) => toBrief('descriptions', row)),
      ],
      service: listening && { host: listening.host, refusal: refusalFor(record) },
      requests: requests.map(({ language, hasFailed, requestedAt }) => ({
        language,
        state: hasFailed ? 'failed' : 'waiting',
        requestedAt: requestedAt.toISOString(),
      })),
    };
  }

  const useCases: UseCases<Actor, typeof captionRoutes> = {
    listTracks: (actor, { params }) =>
      db.transaction(async (tx) => listOf(tx, await access.openToManage(tx, actor, params.clipId))),

    getTrack: (actor, { params }) =>
      db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        const { kind, language } = params;
        const row = await findTrack(tx, clip, kind, language);
        return row ? toTrack(kind, row) : noTrack(kind, language);
      }),

    writeTrack: (actor, { params, body }) =>
      db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        const vtt = keptWebVtt(body.vtt);
        const { kind, language } = params;
        const { baseRevision, ...draft } = body;
        const before = await findTrack(tx, clip, kind, language);
        if ((before?.revision ?? 0) !== baseRevision)
          throw new AppError('conflict', { revision: before?.revision ?? 0 });
        const isMachine = body.isDraft && (before?.isMachine ?? false);
        await writeTrack(tx, clip, kind, { ...draft, language, vtt, isMachine }, now());
        const row = await findTrack(tx, clip, kind, language);
        if (!row) throw new AppError('internal');
        return toTrack(kind, row);
      }),

    removeTrack: (actor, { params }) =>
      db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        await removeTrack(tx, clip, params.kind, params.language);
      }),

    requestCaptions: (actor, { params, body }) =>
      db.transaction(async (tx) => {
        const record = await access.openToManage(tx, actor, params.clipId);
        const { tenantId, id: clipId } = record.clip;
        const { language, label } = body;
        if (!listening) throw new AppError('not_found');
        const refusal = refusalFor(record);
        if (refusal)
          throw new AppError(refusal === 'consent' ? 'consent_missing' : 'clip_not_ready');
        // What is there is not replaced: a person has worked on it, or will.
        if (await findTrack(tx, record.clip, 'captions', language)) throw new AppError('conflict');
        await tx
          .insert(captionRequests)
          .values({ tenantId, clipId, language, label, requestedAt: now() })
          .onConflictDoUpdate({
            target: [captionRequests.clipId, captionRequests.language],
            set: { hasFailed: false, label, requestedAt: now() },
          });
        const key = `${clipId} ${language}`;
        await jobs.send(tx, clipListen, key, { tenantId, clipId, language });
        return listOf(tx, record);
      }),
  };

  return { useCases };
}

function toBrief(kind: TrackKind, row: TrackRow): TrackBrief {
  const { language, label, isDraft, isMachine, revision, updatedAt } = row;
  return { kind, language, label, isDraft, isMachine, revision, savedAt: updatedAt.toISOString() };
}

function toTrack(kind: TrackKind, row: TrackRow): Track {
  return { ...toBrief(kind, row), vtt: row.vtt };
}

function noTrack(kind: TrackKind, language: string): Track {
  return {
    ...{ kind, language, label: '', vtt: '', revision: 0, savedAt: null },
    ...{ isDraft: true, isMachine: false },
  };
}

import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { writeWebVtt } from '#contract/shared/webvtt';
import type { Consents } from '../consents/consents.service.ts';
import { dayOf } from '../consents/consents.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { jobHandler, jobKind, type JobHandler } from '../infra/jobs.ts';
import type { Log } from '../infra/log.ts';
import { variantPlaylist } from '../infra/media/packaged-clip.ts';
import { parseMediaPlaylist } from '../infra/media/playlist.ts';
import { readText, readWhole, type Storage } from '../infra/storage.ts';
import { listeningRefusal } from './captions.rules.ts';
import { findTrack, writeTrack } from './captions.store.ts';
import { servedKey } from './clips.jobs.ts';
import { coverageOfClip } from './clips.replies.ts';
import { findClip, withPeople, type ClipRow } from './clips.store.ts';
import { captionRequests } from './clips.table.ts';
import type { ListeningEngine, Sound } from './listening-engine.ts';

/** Has captions written by the service of the institution. */
export const clipListen = jobKind(
  'clip.listen',
  z.object({ tenantId: z.uuid(), clipId: z.uuid(), language: z.string() }),
  { retryLimit: 5, heartbeatSeconds: 30, expireSeconds: 2 * 3600 },
);

export interface ListeningDeps {
  db: Database;
  storage: Storage;
  consents: Consents;
  log: Log;
  now: () => Date;
  /** Null where the institution has no service. */
  listening: ListeningEngine | null;
}

const MOST_SOUND_BYTES = 200_000_000;

/**
 * The handler of `clip.listen`. Consent is looked at once more before the sound leaves. What comes
 * back is a draft, and never replaces what a person has written meanwhile.
 */
export function listeningHandler(deps: ListeningDeps): JobHandler {
  const { db, storage, consents, log, now, listening } = deps;

  async function write(
    engine: ListeningEngine,
    { tenantId, clipId, language }: z.infer<typeof clipListen.payload>,
    signal: AbortSignal,
  ): Promise<void> {
    const isThisOne = and(
      eq(captionRequests.tenantId, tenantId),
      eq(captionRequests.clipId, clipId),
      eq(captionRequests.language, language),
    );
    const [request] = await db.select().from(captionRequests).where(isThisOne);
    const row = await findClip(db, tenantId, clipId);
    const [record] = await withPeople(db, consents, tenantId, row ? [row] : []);
    if (!request || request.hasFailed || !record) return;
    try {
      const coverage = coverageOfClip(record, dayOf(now()));
      const refusal = listeningRefusal({ ...record.clip, coverage });
      if (refusal) throw new AppError('consent_missing', { reason: refusal });
      const sound = await soundOf(storage, record.clip);
      const cues = await engine.listen(sound, language, signal);
      await db.transaction(async (tx) => {
        const clip = await findClip(tx, tenantId, clipId, { lock: true });
        if (!clip) return;
        if (!(await findTrack(tx, clip, 'captions', language))) {
          const { label } = request;
          const draft = { language, label, vtt: writeWebVtt(cues), isDraft: true, isMachine: true };
          await writeTrack(tx, clip, 'captions', draft, now());
        }
        await tx.delete(captionRequests).where(isThisOne);
      });
    } catch (error) {
      // The process stops: the next one asks again.
      if (signal.aborted) throw error;
      // Where the sound is kept does not answer: it is asked for again later.
      if (error instanceof AppError && error.code === 'unavailable') throw error;
      const code = error instanceof AppError ? error.code : 'internal';
      log.warn({ clipId, code }, 'captions could not be written automatically');
      await db.update(captionRequests).set({ hasFailed: true }).where(isThisOne);
    }
  }

  return jobHandler({
    kind: clipListen,
    concurrency: 1,
    run: async (payload, { signal }) => {
      if (listening) await write(listening, payload, signal);
    },
  });
}

/** The sound as it is served: what nobody may hear is not in it. */
async function soundOf(storage: Storage, { id, media }: ClipRow): Promise<Sound> {
  if (!media?.sound) throw new AppError('clip_not_ready');
  const folder = `${servedKey(id, media.run)}/${media.sound.name}`;
  const playlist = parseMediaPlaylist(await readText(storage, `${folder}/${variantPlaylist}`));
  const names = new Set(playlist.segments.map(({ uri }) => uri));
  const parts: Buffer[] = [];
  let bytes = 0;
  for (const name of [playlist.initUri ?? '', ...names].filter(Boolean)) {
    const part = await readWhole(storage, `${folder}/${name}`);
    bytes += part.length;
    if (bytes > MOST_SOUND_BYTES) throw new AppError('too_large');
    parts.push(part);
  }
  // One after the other they are a fragmented MP4 again.
  return {
    bytes: new Uint8Array(Buffer.concat(parts)),
    fileName: 'clip.mp4',
    mediaType: 'audio/mp4',
  };
}

import { and, eq } from 'drizzle-orm';
import { FileStore } from '@tus/file-store';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../infra/database.ts';
import type { Jobs } from '../infra/jobs.ts';
import type { Log } from '../infra/log.ts';
import type { Storage } from '../infra/storage.ts';
import { clipPrepare } from './clips.jobs.ts';
import { findClip } from './clips.store.ts';
import { clips } from './clips.table.ts';

export interface UploadsDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  storage: Storage;
  log: Log;
  now: () => Date;
  dataDir: string;
  /** How long an upload that was broken off is kept; a week when absent. */
  uploadKeptMs?: number;
}

const WEEK_MS = 7 * 24 * 3600_000;

export type Uploads = ReturnType<typeof createUploads>;

/** Where the master of a clip lies. Never served. */
export function masterKey(clipId: string): string {
  return `masters/${clipId}`;
}

/** Files that arrive: kept under the id of their clip until they are whole, then its master. */
export function createUploads(deps: UploadsDeps) {
  const { db, jobs, storage, log, now, dataDir, uploadKeptMs: keptMs = WEEK_MS } = deps;
  const directory = join(dataDir, 'uploads');
  const settling = new Map<string, Promise<void>>();
  const store = new FileStore({ directory, expirationPeriodInMilliseconds: keptMs });

  /** Bytes that have arrived and bytes that will, or null when no upload of the clip is kept. */
  async function progressOf(clipId: string): Promise<{ offset: number; size: number } | null> {
    try {
      const { offset, size } = await store.getUpload(clipId);
      return size === undefined ? null : { offset, size };
    } catch {
      return null;
    }
  }

  /**
   * Takes over a file that has arrived whole, and queues its preparation with it. May be called at
   * any time and any number of times: a process that died half-way is caught up with.
   */
  function settle(tenantId: string, clipId: string): Promise<void> {
    const begun = settling.get(clipId);
    if (begun) return begun;
    const settled = settleOnce(tenantId, clipId).finally(() => settling.delete(clipId));
    settling.set(clipId, settled);
    return settled;
  }

  async function settleOnce(tenantId: string, clipId: string): Promise<void> {
    const arriving = await findClip(db, tenantId, clipId);
    if (!arriving) return;
    if (arriving.state !== 'uploading') return discard(clipId);
    const upload = await progressOf(clipId);
    const key = masterKey(clipId);
    // Taking over a large file lasts a while where files are kept elsewhere: no row waits for it.
    if (upload && upload.offset === upload.size) {
      await storage.adopt(join(directory, clipId), key).catch(async (error: unknown) => {
        // Another process that settles the same film may have been faster.
        if ((await progressOf(clipId)) !== null) throw error;
      });
    }
    const master = await storage.stat(key);
    if (!master) return;
    const stillThere = await db.transaction(async (tx) => {
      const clip = await findClip(tx, tenantId, clipId, { lock: true });
      if (clip?.state !== 'uploading') return clip !== undefined;
      await tx
        .update(clips)
        .set({ state: 'waiting', masterKey: key, bytes: master.bytes, updatedAt: now() })
        .where(and(eq(clips.tenantId, tenantId), eq(clips.id, clipId)));
      await jobs.send(tx, clipPrepare, clipId, { tenantId, clipId });
      return true;
    });
    // Somebody removed the clip meanwhile: its film must not stay behind.
    if (!stillThere) await storage.remove(key);
    await discard(clipId);
  }

  /** Forgets what has arrived of a clip's file. */
  async function discard(clipId: string): Promise<void> {
    await rm(join(directory, clipId), { force: true });
    await rm(join(directory, `${clipId}.json`), { force: true });
  }

  async function keptUploads(): Promise<{ clipId: string; hasExpired: boolean }[]> {
    const clipIds = (await store.configstore.list?.()) ?? [];
    const kept = await Promise.all(clipIds.map((clipId) => store.configstore.get(clipId)));
    return kept.flatMap((upload) =>
      upload?.creation_date
        ? [
            {
              clipId: upload.id,
              hasExpired: now().getTime() - Date.parse(upload.creation_date) > keptMs,
            },
          ]
        : [],
    );
  }

  return {
    store,
    progressOf,
    settle,
    discard,

    /** At start and from time to time: catches up with what a killed process left, and cleans. */
    async tidy(): Promise<void> {
      // Across institutions: this is the server looking after itself, for nobody in particular.
      const unsettled = await db
        .select({ id: clips.id, tenantId: clips.tenantId })
        .from(clips)
        .where(eq(clips.state, 'uploading'));
      for (const clip of unsettled) await settle(clip.tenantId, clip.id);
      const expired = (await keptUploads()).filter((upload) => upload.hasExpired);
      for (const upload of expired) await discard(upload.clipId);
      if (expired.length > 0)
        log.info({ removed: expired.length }, 'uploads that were broken off have been removed');
    },
  };
}

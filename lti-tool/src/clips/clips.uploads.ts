import { and, eq } from 'drizzle-orm';
import { join } from 'node:path';
import { createArrivals } from '../infra/arrivals.ts';
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

export type Uploads = ReturnType<typeof createUploads>;

/** Where the master of a clip lies. Never served. */
export function masterKey(clipId: string): string {
  return `masters/${clipId}`;
}

/** Files that arrive: kept under the id of their clip until they are whole, then its master. */
export function createUploads(deps: UploadsDeps) {
  const { db, jobs, storage, log, now, dataDir, uploadKeptMs: keptMs } = deps;
  const arrivals = createArrivals({ directory: join(dataDir, 'uploads'), now, keptMs });
  const { progressOf, discard, pathOf } = arrivals;
  const settling = new Map<string, Promise<void>>();

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
      await storage.adopt(pathOf(clipId), key).catch(async (error: unknown) => {
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

  return {
    arrivals,
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
      const removed = await arrivals.discardExpired();
      if (removed > 0) log.info({ removed }, 'uploads that were broken off have been removed');
    },
  };
}

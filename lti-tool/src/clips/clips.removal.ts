import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { jobHandler, jobKind, type JobHandler } from '../infra/jobs.ts';
import type { Storage, StoredAmount } from '../infra/storage.ts';
import { servedKey } from './clips.jobs.ts';
import { masterKey } from './clips.uploads.ts';
import { noteErased } from './removed-clips.store.ts';

/** Removes every file of a clip that was removed: also when the store is away for hours. */
export const clipErase = jobKind('clip.erase', z.object({ clipId: z.uuid() }), {
  retryLimit: 100,
  retryDelayMaxSeconds: 900,
});

/** Removes what was uploaded of a clip and what was made of it. May run any number of times. */
export async function eraseFiles(storage: Storage, clipId: string): Promise<void> {
  await storage.remove(masterKey(clipId));
  await storage.remove(servedKey(clipId));
}

/** How much of a clip is in the store: what was uploaded, and what was made of it. */
export async function measureFiles(storage: Storage, clipId: string): Promise<StoredAmount> {
  const [master, served] = await Promise.all(
    [masterKey(clipId), servedKey(clipId)].map((key) => storage.measure(key)),
  );
  return {
    files: (master?.files ?? 0) + (served?.files ?? 0),
    bytes: (master?.bytes ?? 0) + (served?.bytes ?? 0),
  };
}

/** What takes a clip's files away, and writes down when they were gone. */
export interface RemovalDeps {
  db: Database;
  storage: Storage;
  now: () => Date;
}

/** The handler of `clip.erase`. */
export function removalHandler({ db, storage, now }: RemovalDeps): JobHandler {
  return jobHandler({
    kind: clipErase,
    concurrency: 1,
    async run({ clipId }) {
      await eraseFiles(storage, clipId);
      await noteErased(db, clipId, now());
    },
  });
}

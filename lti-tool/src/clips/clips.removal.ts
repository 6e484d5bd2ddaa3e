import { z } from 'zod';
import { jobHandler, jobKind, type JobHandler } from '../infra/jobs.ts';
import type { Storage } from '../infra/storage.ts';
import { servedKey } from './clips.jobs.ts';
import { masterKey } from './clips.uploads.ts';

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

/** The handler of `clip.erase`. */
export function removalHandler({ storage }: { storage: Storage }): JobHandler {
  return jobHandler({
    kind: clipErase,
    concurrency: 1,
    run: ({ clipId }) => eraseFiles(storage, clipId),
  });
}

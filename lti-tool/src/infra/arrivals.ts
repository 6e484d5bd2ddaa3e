import { FileStore } from '@tus/file-store';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface ArrivalsDeps {
  /** The folder of this machine in which parts of files wait for the rest. */
  directory: string;
  now: () => Date;
  /** How long an upload that was broken off is kept; a week when absent. */
  keptMs?: number | undefined;
}

const WEEK_MS = 7 * 24 * 3600_000;

/** Keeps the reason when a part cannot be written; the library's own hides it. */
class PartStore extends FileStore {
  override async write(part: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset });
    await pipeline(part, file);
    return offset + file.bytesWritten;
  }
}

export type Arrivals = ReturnType<typeof createArrivals>;

/** Files that arrive in parts (tus): each kept under the id of what it is for, until it is whole. */
export function createArrivals({ directory, now, keptMs = WEEK_MS }: ArrivalsDeps) {
  const store = new PartStore({ directory, expirationPeriodInMilliseconds: keptMs });

  /** Forgets what has arrived of a file. */
  async function discard(id: string): Promise<void> {
    await rm(join(directory, id), { force: true });
    await rm(join(directory, `${id}.json`), { force: true });
  }

  return {
    store,
    discard,

    /** Where the bytes lie that have arrived. */
    pathOf: (id: string): string => join(directory, id),

    /** Bytes that have arrived and bytes that will, or null when nothing is kept. */
    async progressOf(id: string): Promise<{ offset: number; size: number } | null> {
      try {
        const { offset, size } = await store.getUpload(id);
        return size === undefined ? null : { offset, size };
      } catch (error) {
        // Its few facts were cut off by a full disk: it begins anew.
        if (error instanceof SyntaxError) await discard(id);
        return null;
      }
    },

    /** Forgets files whose rest did not come in time; answers with how many these were. */
    async discardExpired(): Promise<number> {
      const ids = (await store.configstore.list?.()) ?? [];
      const kept = await Promise.all(ids.map((id) => store.configstore.get(id)));
      const expired = kept.flatMap((upload) =>
        upload?.creation_date && now().getTime() - Date.parse(upload.creation_date) > keptMs
          ? [upload.id]
          : [],
      );
      for (const id of expired) await discard(id);
      return expired.length;
    },
  };
}

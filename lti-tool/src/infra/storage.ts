import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';

/**
 * Where files are kept. Keys are relative paths with `/`; `masters/…` is never served,
 * `served/…` only by signature. A second adapter (an object store) has the same promises.
 */
export interface Storage {
  /** Takes over a local file or folder under a key, replacing what was there. */
  adopt(localPath: string, key: string): Promise<void>;
  /** Size in bytes, or null when there is nothing. */
  size(key: string): Promise<number | null>;
  /** Reads a file, or a stretch of it (both ends included, in bytes). */
  read(key: string, range?: { start: number; end: number }): ReadStream;
  /** A path on this machine for programs that need one, such as ffmpeg. */
  localPath(key: string): string;
  /** Removes a file or everything below a folder. */
  remove(key: string): Promise<void>;
}

/** Files in a folder of this machine. */
export function folderStorage(root: string): Storage {
  const pathOf = (key: string): string => {
    const path = normalize(join(root, key));
    if (!path.startsWith(root + sep)) throw new Error('a storage key may not leave its folder');
    return path;
  };
  return {
    async adopt(localPath, key) {
      const target = pathOf(key);
      await mkdir(dirname(target), { recursive: true });
      // A file is replaced in one step, also while it is read; a folder must be gone before.
      if ((await stat(localPath)).isDirectory()) await rm(target, { recursive: true, force: true });
      await rename(localPath, target);
    },
    async size(key) {
      try {
        const found = await stat(pathOf(key));
        return found.isFile() ? found.size : null;
      } catch {
        return null;
      }
    },
    read: (key, range) => createReadStream(pathOf(key), range),
    localPath: pathOf,
    remove: (key) => rm(pathOf(key), { recursive: true, force: true }),
  };
}

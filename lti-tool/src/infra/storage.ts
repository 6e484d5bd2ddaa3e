import { randomUUID } from 'node:crypto';
import { cp, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from './app-error.ts';

/** A file as it stands now. */
export interface StoredFile {
  bytes: number;
  /** Another text as soon as there are other bytes: an entity tag (RFC 9110, 8.8.3), with its quotes. */
  tag: string;
}

/** Files together. */
export interface StoredAmount {
  files: number;
  bytes: number;
}

/** What is wished of a read. */
export interface ReadWish {
  /** Only this stretch of bytes, both ends included. */
  range?: { start: number; end: number };
  /** Only of the version with this tag: one that was replaced meanwhile is never mixed in. */
  tag?: string;
}

/**
 * Where files are kept. Keys are relative paths with `/`; `masters/…` is never served, `served/…`
 * only by signature. A key shows the whole of what was adopted or nothing, never a part of it.
 *
 * Whoever does not answer is an AppError `unavailable`, and may be asked again.
 */
export interface Storage {
  /** Takes over a local file, or every file of a folder, under a key; replaces what was there. */
  adopt(localPath: string, key: string): Promise<void>;
  /** The file under a key; null when there is none. */
  stat(key: string): Promise<StoredFile | null>;
  /**
   * Reads a file. The stream fails when it breaks off before its end.
   * @throws {AppError} not_found, or unavailable also when the version that was asked for is gone
   */
  read(key: string, wish?: ReadWish): Promise<Readable>;
  /**
   * A path on this machine for programs that need one, such as ffmpeg: the file itself, which is
   * only read, or a copy in `folder`, which the caller removes.
   * @throws {AppError} not_found, unavailable
   */
  checkOut(key: string, folder: string): Promise<string>;
  /** How many files lie under a key or below it as a folder, and how long they are together. */
  measure(key: string): Promise<StoredAmount>;
  /** Removes a file or everything below a folder. */
  remove(key: string): Promise<void>;
  /** What somebody who runs this should know about the place, in sentences; nothing when all is well. */
  concerns(): Promise<string[]>;
}

/** Reads all of a small file, or a stretch of one. @throws {AppError} not_found, unavailable */
export async function readWhole(
  storage: Storage,
  key: string,
  range?: ReadWish['range'],
): Promise<Buffer> {
  const content = await storage.read(key, range && { range });
  try {
    return Buffer.concat((await content.toArray()) as Buffer[]);
  } catch (cause) {
    throw new AppError('unavailable', {}, { cause });
  }
}

/**
 * Sends what a store gave into a response or another stream, and lets go of it however that ends.
 * Rejects where the store breaks off or nobody listens any more.
 */
export async function sendInto(
  content: Readable,
  target: Writable,
  options: { end?: boolean } = {},
): Promise<void> {
  try {
    await pipeline(content, target, options);
  } finally {
    // Where the target was closed before, pipeline refuses and leaves the file open.
    content.destroy();
  }
}

/** Reads all of a small text. @throws {AppError} not_found, unavailable */
export async function readText(storage: Storage, key: string): Promise<string> {
  return (await readWhole(storage, key)).toString('utf8');
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
      await moveTo(localPath, target);
    },
    async stat(key) {
      try {
        return toStored(await stat(pathOf(key), { bigint: true }));
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    async read(key, { range, tag } = {}) {
      const file = await open(pathOf(key)).catch((cause: unknown) => {
        throw isAbsent(cause) ? new AppError('not_found', {}, { cause }) : cause;
      });
      try {
        const found = toStored(await file.stat({ bigint: true }));
        if (!found) throw new AppError('not_found');
        if (tag !== undefined && found.tag !== tag) throw new AppError('unavailable');
        return file.createReadStream(range);
      } catch (error) {
        await file.close();
        throw error;
      }
    },
    async checkOut(key) {
      const path = pathOf(key);
      await stat(path).catch((cause: unknown) => {
        throw isAbsent(cause) ? new AppError('not_found', {}, { cause }) : cause;
      });
      return path;
    },
    async measure(key) {
      const path = pathOf(key);
      const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
        (cause: unknown) => {
          // A file is no folder, and what is not there holds nothing.
          if (isAbsent(cause)) return [];
          throw cause;
        },
      );
      const inside = entries.filter((entry) => entry.isFile());
      const paths = inside.map((entry) => join(entry.parentPath, entry.name));
      const found = await Promise.all(
        [path, ...paths].map((one) => stat(one).catch(() => undefined)),
      );
      const files = found.filter((one) => one?.isFile());
      return { files: files.length, bytes: files.reduce((sum, one) => sum + (one?.size ?? 0), 0) };
    },
    remove: (key) => rm(pathOf(key), { recursive: true, force: true }),
    concerns: () => Promise.resolve([]),
  };
}

function toStored(found: BigIntStats): StoredFile | null {
  if (!found.isFile()) return null;
  const version = `${found.ino.toString(36)}-${found.size.toString(36)}-${found.mtimeNs.toString(36)}`;
  return { bytes: Number(found.size), tag: `"${version}"` };
}

/** Moves within a disk; to another one it copies beside the place first, so that nobody sees a part. */
async function moveTo(localPath: string, target: string): Promise<void> {
  try {
    await rename(localPath, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const beside = `${target}.${randomUUID()}`;
    try {
      await cp(localPath, beside, { recursive: true });
      await rename(beside, target);
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
    await rm(localPath, { recursive: true, force: true });
  }
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ENOENT' || code === 'ENOTDIR';
}

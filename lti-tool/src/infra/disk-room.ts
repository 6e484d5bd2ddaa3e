import { statfs } from 'node:fs/promises';
import { AppError } from './app-error.ts';

/** What is made of a file takes about as much room as the file; some is left for everything else. */
const ROOM_FACTOR = 2;
const RESERVE_BYTES = 1024 ** 3;

/**
 * Refuses a file before any of it is sent.
 * @param folder on the disk on which it would arrive
 * @throws {AppError} storage_full when the file, and what is made of it, would not fit
 */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  const neededBytes = bytes * ROOM_FACTOR + RESERVE_BYTES;
  if (freeBytes < neededBytes) throw new AppError('storage_full', { freeBytes, neededBytes });
}

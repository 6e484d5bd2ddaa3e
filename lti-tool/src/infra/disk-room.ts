import { statfs } from 'node:fs/promises';
import { AppError } from './app-error.ts';
import { MediaError } from './media/media-error.ts';

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

/** What the system says when a disk, or the share of it that one may fill, is full. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** The same from a tool, which runs in the C locale. */
const FULL_WORDS = /No space left on device|Disk quota exceeded/;

/** Whether a tool found no room; ffmpeg says so, and may end as if all were well. */
export function tellsOfNoRoom(toolLog: string): boolean {
  return FULL_WORDS.test(toolLog);
}

/** Whether something failed because there was no room for it, said by the system or by a tool. */
export function isForWantOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && FULL.has(String(error.code))) return true;
  if (error instanceof MediaError && tellsOfNoRoom(error.details.toolLog ?? '')) return true;
  return isForWantOfRoom(error.cause);
}

/** So little is left that whatever was being written there was probably cut off. */
const NEARLY_FULL_BYTES = 16 * 1024 ** 2;

/** Whether a disk is full: ffmpeg may lose what it writes without a word. */
export async function isNearlyFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < NEARLY_FULL_BYTES;
}

import type { Response } from 'express';
import { AppError } from '../infra/app-error.ts';
import { variantPlaylist } from '../infra/media/packaged-clip.ts';
import { parseMediaPlaylist } from '../infra/media/playlist.ts';
import { readText, sendInto, type Storage } from '../infra/storage.ts';

/** What is sent as a copy. */
export interface ClipCopy {
  /** Where the sharpest picture of the clip is kept. */
  folder: string;
  title: string;
  /** Asked before every piece. @throws what ends the copy, such as a withdrawal */
  requireStill: () => Promise<unknown>;
}

/**
 * Sends a clip as one file to be kept: what is served of it, piece after piece, which together are a
 * fragmented MP4. What is masked in the clip is masked in its copy.
 * @throws {AppError} not_found, unavailable
 */
export async function sendCopy(
  storage: Storage,
  response: Response,
  { folder, title, requireStill }: ClipCopy,
): Promise<void> {
  const { initUri, segments } = parseMediaPlaylist(
    await readText(storage, `${folder}/${variantPlaylist}`),
  );
  if (!initUri) throw new AppError('not_found');
  const names = [...new Set([initUri, ...segments.map(({ uri }) => uri)])];
  const pieces: { key: string; bytes: number; tag: string }[] = [];
  for (const name of names) {
    const key = `${folder}/${name}`;
    const stored = await storage.stat(key);
    if (!stored) throw new AppError('not_found');
    pieces.push({ key, ...stored });
  }
  response.attachment(`${fileNameOf(title)}.mp4`).set({
    'Content-Type': 'video/mp4',
    'Content-Length': String(pieces.reduce((sum, { bytes }) => sum + bytes, 0)),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  try {
    for (const { key, tag } of pieces) {
      await requireStill();
      await sendInto(await storage.read(key, { tag }), response, { end: false });
    }
    response.end();
  } catch {
    // Before the announced length: what has arrived is not taken for the whole.
    response.destroy();
  }
}

function fileNameOf(title: string): string {
  const name = title.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim();
  return name.slice(0, 80) || 'clip';
}

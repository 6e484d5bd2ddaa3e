import type { Request, Response } from 'express';
import { AppError } from '../infra/app-error.ts';
import { sendInto, type Storage } from '../infra/storage.ts';
import { hasTag, isRangeValid, parseByteRange, type ByteRange } from './media-file.rules.ts';

/** A file to be sent, or a stretch of it as if it were all. */
export interface StoredAnswer {
  key: string;
  type: string;
  only: ByteRange | null;
  /** How long the address that asks for it still holds. */
  lifeMs: number;
}

/** The longest that a browser shows a picture without asking. */
const PICTURE_SECONDS = 240;

/**
 * Answers with a stored file: whole (200), a stretch (206), nothing new (304), or nothing there
 * (416). A file that breaks off while it is sent ends the connection: no player takes it for whole.
 * @throws {AppError} not_found, unavailable
 */
export async function sendStored(
  storage: Storage,
  request: Request,
  response: Response,
  { key, type, only, lifeMs }: StoredAnswer,
): Promise<void> {
  const stored = await storage.stat(key);
  if (!stored) throw new AppError('not_found');
  const bytes = only ? only.end - only.start + 1 : stored.bytes;
  const tag = only ? `${stored.tag.slice(0, -1)}-${only.start}"` : stored.tag;
  const headers = { ...headersFor(type, lifeMs), 'Accept-Ranges': 'bytes', ETag: tag };
  if (hasTag(request.get('if-none-match'), tag)) {
    response.status(304).set(headers).removeHeader('Content-Type');
    response.end();
    return;
  }
  const isAsked = isRangeValid(request.get('if-range'), tag);
  const range = isAsked ? parseByteRange(request.get('range'), bytes) : null;
  if (range === 'unsatisfiable') {
    response.status(416).set({ ...headers, 'Content-Range': `bytes */${bytes}` });
    response.end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  const isEmpty = request.method === 'HEAD' || bytes === 0;
  const from = only?.start ?? 0;
  // Opened before anything is said: what is not there now is answered as such.
  const content = isEmpty
    ? null
    : await storage.read(key, { range: { start: from + start, end: from + end }, tag: stored.tag });
  if (range) response.status(206).set('Content-Range', `bytes ${start}-${end}/${bytes}`);
  response.set({ ...headers, 'Content-Length': String(end - start + 1) });
  if (!content) {
    response.end();
    return;
  }
  // A viewer who seeks or leaves closes the connection: there is nobody left to answer. Where the
  // store breaks off, the connection is closed before the announced length.
  await sendInto(content, response).catch(() => response.destroy());
}

/** Answers with a text that was made for this request. */
export function sendText(response: Response, text: string, type: string): void {
  // As bytes: Express would add a charset that the type of playlists does not have.
  response.set(headersFor(type, 0)).send(Buffer.from(text));
}

/** Answers with a picture that was made for this request. */
export function sendBytes(response: Response, bytes: Buffer, type: string, lifeMs: number): void {
  response.set(headersFor(type, lifeMs)).send(bytes);
}

function headersFor(type: string, lifeMs: number): Record<string, string> {
  return {
    'Content-Type': type,
    'Cache-Control': cacheControl(type, lifeMs),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  };
}

/**
 * Never in a cache that serves several people. Film and sound may be kept by a browser but are asked
 * about each time they are shown, so that a withdrawal holds for them too; pictures of the library
 * while their address holds; what is written for one request not at all.
 */
function cacheControl(type: string, lifeMs: number): string {
  if (type.startsWith('image/')) {
    const seconds = Math.min(PICTURE_SECONDS, Math.floor(lifeMs / 1_000));
    return `private, max-age=${Math.max(0, seconds)}`;
  }
  return type.startsWith('video/') ? 'private, no-cache' : 'private, no-store';
}

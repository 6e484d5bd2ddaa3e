const CONTENT_TYPES: Readonly<Record<string, string>> = {
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  json: 'application/json; charset=utf-8',
};

/**
 * The content type of a file that is served of a clip; null for any other name. A name is one or
 * two plain words and a known ending, so no name can lead out of the clip's folder.
 */
export function contentTypeOf(file: string): string | null {
  const ending = /^(?:[A-Za-z0-9_-]{1,64}\/)?[A-Za-z0-9_-]{1,64}\.([a-z0-9]{2,4})$/.exec(file)?.[1];
  return CONTENT_TYPES[ending ?? ''] ?? null;
}

/** A stretch of bytes, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * The one stretch of bytes that a `Range` header asks for (RFC 9110, 14.2), both ends included.
 * Null when all of it is to be sent: no range, several, another unit, or one that is malformed.
 */
export function parseByteRange(
  header: string | undefined,
  bytes: number,
): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match) return null;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return null;
  if (from === '') {
    const length = Math.min(Number(to), bytes);
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(from);
  const end = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== '' && Number(to) < start) return null;
  return start < bytes ? { start, end } : 'unsatisfiable';
}

/** Whether an `If-None-Match` header names the tag (RFC 9110, 13.1.2: compared weakly). */
export function hasTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const opaque = (one: string): string => one.trim().replace(/^W\//, '');
  return header.split(',').some((one) => opaque(one) === opaque(tag));
}

/** Whether a `Range` holds: `If-Range` names another version of the file (RFC 9110, 13.1.5). */
export function isRangeValid(ifRange: string | undefined, tag: string): boolean {
  return ifRange === undefined || (!tag.startsWith('W/') && ifRange.trim() === tag);
}

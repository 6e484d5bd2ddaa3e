/**
 * Makes segments of the parts that ffmpeg wrote, one for each keyframe. A segment may hold several;
 * where each begins is kept, so that an excerpt can be served to the keyframe.
 */
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keyframeSeconds, segmentSeconds } from './ladder.ts';
import { MediaError } from './media-error.ts';
import { mediaPlaylist, parseMediaPlaylist } from './playlist.ts';
import { variantPlaylist } from './packaged-clip.ts';

/** Name of the list of parts in each rendition's folder. */
export const partsFile = 'parts.json';

/** From one keyframe to the next: a stretch of bytes in a segment. */
const partSchema = z.object({
  segment: z.string(),
  offset: z.number().int().min(0),
  bytes: z.number().int().min(1),
  durationSeconds: z.number().min(0),
});
export type Part = z.infer<typeof partSchema>;

/** Reads a list of parts. */
export function parseParts(json: string): Part[] {
  return z.array(partSchema).parse(JSON.parse(json));
}

/** Joins the parts in a rendition's folder; its playlist and its list of parts are written last. */
export async function joinParts(folder: string): Promise<void> {
  const playlistFile = join(folder, variantPlaylist);
  const playlist = parseMediaPlaylist(await readFile(playlistFile, 'utf8'));
  const { initUri, segments: written, isEnded } = playlist;
  if (!initUri || written.length === 0 || !isEnded) {
    throw new MediaError('transcode_failed', { reason: 'incomplete playlist' });
  }
  const perSegment = segmentSeconds / keyframeSeconds;
  const parts: Part[] = [];
  const segments: { uri: string; durationSeconds: number }[] = [];
  for (const [at, { uri, durationSeconds }] of written.entries()) {
    const isFirst = at % perSegment === 0;
    const segment = `s${String(Math.floor(at / perSegment)).padStart(5, '0')}.m4s`;
    const { start, media } = splitPart(await readFile(join(folder, uri)));
    await rm(join(folder, uri));
    await appendFile(join(folder, segment), isFirst ? Buffer.concat([start, media]) : media);
    const before = isFirst ? undefined : parts.at(-1);
    const offset = before ? before.offset + before.bytes : start.length;
    parts.push({ segment, offset, bytes: media.length, durationSeconds });
    const whole = segments.at(-1);
    if (isFirst || !whole) segments.push({ uri: segment, durationSeconds });
    else whole.durationSeconds += durationSeconds;
  }
  await writeFile(playlistFile, mediaPlaylist({ initUri, segments }));
  await writeFile(join(folder, partsFile), JSON.stringify(parts));
}

/**
 * The segment type of a part (ISO/IEC 14496-12, 8.16.2) and its media. The index between them counts
 * bytes of the part alone, and would be wrong in a segment of several.
 */
function splitPart(bytes: Buffer): { start: Buffer; media: Buffer } {
  let start: Buffer = Buffer.alloc(0);
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'moof' || size < 8) break;
    if (type === 'styp') start = bytes.subarray(at, at + size);
    at += size;
  }
  const media = bytes.subarray(at);
  if (media.length === 0) throw new MediaError('transcode_failed', { reason: 'an empty part' });
  return { start, media };
}

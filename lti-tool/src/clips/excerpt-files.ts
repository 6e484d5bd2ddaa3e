import { z } from 'zod';
import type { Range } from '#contract/shared/ranges';
import { AppError } from '../infra/app-error.ts';
import {
  excerptPlaylist,
  excerptWaveform,
  isPartClosed,
  partOfName,
  partsWithin,
  type Span,
} from '../infra/media/excerpt.rules.ts';
import { parseParts, partsFile, type Part } from '../infra/media/joined-parts.ts';
import { variantPlaylist } from '../infra/media/packaged-clip.ts';
import { parseMediaPlaylist } from '../infra/media/playlist.ts';
import { readText, type Storage } from '../infra/storage.ts';
import { hushed } from './closed-stretches.rules.ts';

/** What an excerpt's address gives: a text made for it, or a stretch of a file. */
export type ExcerptFile =
  { text: string } | { key: string; range: { start: number; end: number } | null };

const waveformSchema = z.object({ samplesPerSecond: z.number(), peaks: z.array(z.number()) });

/** Renditions whose parts are remembered: enough for everybody who watches at the same time. */
const MAX_REMEMBERED = 500;

export type ExcerptFiles = ReturnType<typeof createExcerptFiles>;

/** The files of excerpts, which are never written: each is a view of the clip's own files. */
export function createExcerptFiles(storage: Storage) {
  const remembered = new Map<string, Promise<Rendition>>();

  function renditionAt(folder: string): Promise<Rendition> {
    const known = remembered.get(folder) ?? readRendition(storage, folder);
    remembered.delete(folder);
    remembered.set(folder, known);
    known.catch(() => remembered.delete(folder));
    const [oldest] = remembered.keys();
    if (remembered.size > MAX_REMEMBERED && oldest) remembered.delete(oldest);
    return known;
  }

  return {
    /** A whole rendition of a clip as the parts that it can be cut into. */
    renditionAt,

    /**
     * A file of an excerpt, by its name below the clip's folder. Whatever shows more than the
     * excerpt (posters, thumbnails, whole segments) is not there, and nothing of closed stretches.
     * @throws {AppError} not_found
     */
    async open(
      folder: string,
      file: string,
      span: Span,
      closed: readonly Range[] = [],
    ): Promise<ExcerptFile> {
      if (file === 'waveform.json') {
        const text = await readText(storage, `${folder}/${file}`);
        const waveform = hushed(waveformSchema.parse(JSON.parse(text)), closed);
        return { text: JSON.stringify(excerptWaveform(waveform, span)) };
      }
      const [name = '', inner = '', ...more] = file.split('/');
      if (!/^(?:v\d+|sound)$/.test(name) || more.length > 0) throw new AppError('not_found');
      const place = `${folder}/${name}`;
      const { initUri, parts } = await renditionAt(place);
      if (inner === variantPlaylist) return { text: excerptPlaylist(initUri, parts, span, closed) };
      if (inner === initUri) return { key: `${place}/${inner}`, range: null };
      const index = partOfName(inner);
      const { first, end } = partsWithin(parts, span);
      const part = index !== null && index >= first && index < end ? parts[index] : undefined;
      if (!part || index === null || isPartClosed(parts, index, closed))
        throw new AppError('not_found');
      const { segment, offset, bytes } = part;
      return {
        key: `${place}/${segment}`,
        range: { start: offset, end: offset + bytes - 1 },
      };
    },
  };
}

interface Rendition {
  initUri: string;
  parts: readonly Part[];
}

async function readRendition(storage: Storage, folder: string): Promise<Rendition> {
  const playlist = parseMediaPlaylist(await readText(storage, `${folder}/${variantPlaylist}`));
  const { initUri, segments } = playlist;
  if (!initUri) throw new AppError('not_found');
  if ((await storage.stat(`${folder}/${partsFile}`)) !== null)
    return { initUri, parts: parseParts(await readText(storage, `${folder}/${partsFile}`)) };
  // Cut without ffmpeg: every segment begins with a keyframe and is served whole.
  const parts: Part[] = [];
  for (const { uri, durationSeconds } of segments) {
    const { bytes } = (await storage.stat(`${folder}/${uri}`)) ?? { bytes: 0 };
    parts.push({ segment: uri, offset: 0, bytes, durationSeconds });
  }
  return { initUri, parts };
}

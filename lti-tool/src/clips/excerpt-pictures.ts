import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { cutSheet, framePicture, sheetCut } from '../infra/media/excerpt-pictures.ts';
import { partName, partsWithin, type Span } from '../infra/media/excerpt.rules.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import { readWhole, type Storage } from '../infra/storage.ts';
import type { ExcerptFiles } from './excerpt-files.ts';
import { findClip } from './clips.store.ts';
import type { ClipMedia } from './clips.table.ts';

/** The picture with which an excerpt begins, as its address names it. */
export const EXCERPT_POSTER = 'moment.jpg';
/** The thumbnails of an excerpt, as its address names them. */
export const EXCERPT_SHEET = 'moments.jpg';

export interface ExcerptPicturesDeps {
  db: Database;
  storage: Storage;
  /** Null where none is installed: then an excerpt has no pictures. */
  ffmpeg: FfmpegTools | null;
  dataDir: string;
}

/** Pictures that are remembered: a course looks at the same few excerpts. */
const MAX_REMEMBERED = 200;
/** Pictures that are made at once: a list of excerpts asks for all of theirs together. */
const MAX_AT_ONCE = 2;

/**
 * The pictures of excerpts: made from what the excerpt shows and nothing else when they are first
 * asked for, and kept in memory for a while.
 */
export function createExcerptPictures(deps: ExcerptPicturesDeps, files: ExcerptFiles) {
  const { db, storage, ffmpeg, dataDir } = deps;
  const remembered = new Map<string, Promise<Buffer>>();
  const inTurn = turns(MAX_AT_ONCE);

  async function make(
    name: string,
    { tenantId, clipId, folder }: { tenantId: string; clipId: string; folder: string },
    span: Span,
  ): Promise<Buffer> {
    const clip = await findClip(db, tenantId, clipId);
    if (!ffmpeg || !clip?.media || !folder.endsWith(clip.media.run))
      throw new AppError('not_found');
    const place = join(dataDir, 'work');
    await mkdir(place, { recursive: true });
    const work = await mkdtemp(join(place, 'excerpt-'));
    try {
      const made = join(work, 'made.jpg');
      if (name === EXCERPT_SHEET) await makeSheet(ffmpeg, clip.media, { folder, work, made }, span);
      else await makePoster(ffmpeg, clip.media, { folder, work, made }, span);
      return await readFile(made);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  async function makeSheet(
    tools: FfmpegTools,
    { thumbnails: sheet }: ClipMedia,
    { folder, work, made }: { folder: string; work: string; made: string },
    span: Span,
  ): Promise<void> {
    const cut = sheet && sheetCut(sheet, span);
    if (!cut) throw new AppError('not_found');
    const whole = await storage.checkOut(`${folder}/${sheet.file}`, work);
    await cutSheet(tools, whole, sheet, cut, made);
  }

  async function makePoster(
    tools: FfmpegTools,
    { renditions = [] }: ClipMedia,
    { folder, work, made }: { folder: string; work: string; made: string },
    span: Span,
  ): Promise<void> {
    const { name = '' } = renditions.at(0) ?? {};
    const { initUri, parts } = await files.renditionAt(`${folder}/${name}`);
    const { first, beforeSeconds } = partsWithin(parts, span);
    const film = join(work, 'film.mp4');
    const bytes: Buffer[] = [];
    for (const inner of [initUri, partName(first)]) {
      const found = await files.open(folder, `${name}/${inner}`, span);
      if ('text' in found) throw new AppError('not_found');
      bytes.push(await readWhole(storage, found.key, found.range ?? undefined));
    }
    await writeFile(film, Buffer.concat(bytes));
    await framePicture(tools, film, span.startSeconds - beforeSeconds, made);
  }

  return {
    /** A picture of an excerpt as JPEG. @throws {AppError} not_found */
    open(
      name: string,
      of: { tenantId: string; clipId: string; folder: string },
      span: Span,
    ): Promise<Buffer> {
      const key = [name, of.folder, span.startSeconds, span.endSeconds].join(' ');
      const known = remembered.get(key) ?? inTurn(() => make(name, of, span));
      remembered.delete(key);
      remembered.set(key, known);
      known.catch(() => remembered.delete(key));
      const [oldest] = remembered.keys();
      if (remembered.size > MAX_REMEMBERED && oldest) remembered.delete(oldest);
      return known;
    },
  };
}

/** Lets a few works go on at once; the others wait until one is done. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Pictures of an excerpt alone: some thumbnails of the clip's sheet, and the picture it begins with. */
import { inputArguments, runFfmpeg, type FfmpegTools } from './ffmpeg.ts';
import type { Span } from './excerpt.rules.ts';
import { gridOf, type SpriteGrid } from './sprite.ts';

/** The part of a sheet that shows only what lies between two points. */
export interface SheetCut extends SpriteGrid {
  /** The first thumbnail that is taken from the clip's sheet, counted from 0. */
  firstTile: number;
  /** What the first one shows, on the excerpt's clock. */
  firstSeconds: number;
}

const toleranceSeconds = 0.02;
const timeoutMs = 60_000;
const longestSide = 1280;

/** Which thumbnails of a clip lie in an excerpt; null when it is shorter than they are apart. */
export function sheetCut(sheet: SpriteGrid, { startSeconds, endSeconds }: Span): SheetCut | null {
  const { intervalSeconds } = sheet;
  const firstTile = Math.ceil((startSeconds - toleranceSeconds) / intervalSeconds);
  const last = Math.min(
    sheet.count - 1,
    Math.floor((endSeconds - toleranceSeconds) / intervalSeconds),
  );
  const count = last - firstTile + 1;
  if (count < 1) return null;
  const firstSeconds = Math.max(0, firstTile * intervalSeconds - startSeconds);
  return { ...sheet, ...gridOf(count), firstTile, firstSeconds };
}

/** Writes a sheet with only those thumbnails. @throws {MediaError} */
export function cutSheet(
  tools: FfmpegTools,
  file: string,
  sheet: SpriteGrid,
  { firstTile, count, columns, rows }: SheetCut,
  outFile: string,
): Promise<void> {
  const filters = [
    `untile=${sheet.columns}x${sheet.rows}`,
    `select='between(n,${firstTile},${firstTile + count - 1})'`,
    `tile=${columns}x${rows}:nb_frames=${count}`,
  ];
  return writePicture(tools, sheetInput(file), filters, outFile);
}

/**
 * Writes the picture that a film shows at a time.
 * @param file of which nothing before its keyframe is there, such as one part of a rendition
 * @param atSeconds from its first picture
 */
export function framePicture(
  tools: FfmpegTools,
  file: string,
  atSeconds: number,
  outFile: string,
): Promise<void> {
  const side = `min(${longestSide},max(iw,ih))`;
  const filters = [
    `select='gte(t,${Math.max(0, atSeconds - toleranceSeconds).toFixed(3)})'`,
    `scale=w='if(gt(iw,ih),${side},-2)':h='if(gt(iw,ih),-2,${side})'`,
  ];
  return writePicture(tools, inputArguments(file), filters, outFile);
}

function sheetInput(file: string): string[] {
  return ['-protocol_whitelist', 'file', '-f', 'jpeg_pipe', '-i', `file:${file}`];
}

function writePicture(
  tools: FfmpegTools,
  input: readonly string[],
  filters: readonly string[],
  outFile: string,
): Promise<void> {
  return runFfmpeg(
    tools,
    [
      ...[...input, '-an', '-vf', [...filters, 'format=yuvj420p'].join(','), '-frames:v', '1'],
      ...['-map_metadata', '-1', '-q:v', '4', '-f', 'mjpeg', outFile],
    ],
    { timeoutMs },
  );
}

import type { Playback } from '#contract/clips';

/** The grid of a sheet of thumbnails. */
export type ThumbnailGrid = Pick<
  NonNullable<Playback['thumbnails']>,
  'columns' | 'rows' | 'intervalSeconds' | 'count' | 'firstSeconds'
>;

/** Where the picture nearest to a time lies on the sheet, counted from 0. */
export function tileAt(grid: ThumbnailGrid, seconds: number): { column: number; row: number } {
  const nearest = Math.round((seconds - (grid.firstSeconds ?? 0)) / grid.intervalSeconds);
  const index = Math.min(Math.max(nearest, 0), Math.max(grid.count - 1, 0));
  return { column: index % grid.columns, row: Math.floor(index / grid.columns) };
}

/**
 * What is played for a moment: the interval itself; for a point, a breath before it and what
 * follows, since a single frame says little.
 */
export function stretchToPlay(
  startSeconds: number,
  endSeconds: number,
  durationSeconds = Number.POSITIVE_INFINITY,
): [number, number] {
  if (endSeconds - startSeconds >= 1) return [startSeconds, Math.min(endSeconds, durationSeconds)];
  const start = Math.max(0, startSeconds - 1);
  return [start, Math.min(startSeconds + 4, durationSeconds)];
}

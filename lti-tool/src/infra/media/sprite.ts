/** How the sheet of thumbnails is laid out. Pure. */

/** One picture that holds all thumbnails in rows: number n shows second n × `intervalSeconds`. */
export interface SpriteGrid {
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
  intervalSeconds: number;
  count: number;
}

const usualIntervalSeconds = 2;
const mostTiles = 100;
const mostColumns = 10;
const tileWidth = 160;

/** One tile about each 2 s; longer films get a longer interval, never more than 100 tiles. */
export function spriteGrid(film: {
  durationSeconds: number;
  width: number;
  height: number;
}): SpriteGrid {
  const { durationSeconds, width, height } = film;
  const intervalSeconds = Math.max(usualIntervalSeconds, Math.ceil(durationSeconds / mostTiles));
  return {
    ...gridOf(Math.max(1, Math.ceil(durationSeconds / intervalSeconds))),
    tileWidth,
    tileHeight: Math.max(2, 2 * Math.round((tileWidth * height) / width / 2)),
    intervalSeconds,
  };
}

/** Columns and rows for so many thumbnails. */
export function gridOf(count: number): Pick<SpriteGrid, 'count' | 'columns' | 'rows'> {
  const columns = Math.min(count, mostColumns);
  return { count, columns, rows: Math.ceil(count / columns) };
}

import { expect, it } from 'vitest';
import { spriteGrid } from '#server/infra/media/sprite';

it.each([
  [5, { columns: 3, rows: 1, intervalSeconds: 2, count: 3 }],
  [0.4, { columns: 1, rows: 1, intervalSeconds: 2, count: 1 }],
  [60, { columns: 10, rows: 3, intervalSeconds: 2, count: 30 }],
  [200, { columns: 10, rows: 10, intervalSeconds: 2, count: 100 }],
  [200.1, { columns: 10, rows: 7, intervalSeconds: 3, count: 67 }],
  [14_400, { columns: 10, rows: 10, intervalSeconds: 144, count: 100 }],
])('thumbnails of %d s of film', (durationSeconds, expected) => {
  const grid = spriteGrid({ durationSeconds, width: 1920, height: 1080 });
  expect(grid).toEqual({ ...expected, tileWidth: 160, tileHeight: 90 });
});

it('thumbnails of a portrait film are upright', () => {
  const grid = spriteGrid({ durationSeconds: 10, width: 1080, height: 1920 });
  expect([grid.tileWidth, grid.tileHeight]).toEqual([160, 284]);
});

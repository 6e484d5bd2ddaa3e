import { describe, expect, test } from 'vitest';
import {
  fewerKeys,
  follow,
  takeUp,
  type Follower,
  type GreyFrame,
} from '#elements/clip-masking/follow.rules';

const WIDTH = 160;
const HEIGHT = 90;

/** The same grain everywhere it is asked for again. */
function grain(x: number, y: number, seed: number): number {
  const value = Math.sin(x * 12.9898 + y * 78.233 + seed * 37.719) * 43758.5453;
  return (value - Math.floor(value)) * 255;
}

/** A patch of its own pattern on a room of another one, both with noise that changes. */
function scene(patch: { x: number; y: number; size: number } | null, noise = 0): GreyFrame {
  const values = new Uint8ClampedArray(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const isPatch =
        patch &&
        x >= patch.x &&
        x < patch.x + patch.size &&
        y >= patch.y &&
        y < patch.y + patch.size;
      const shade = isPatch
        ? grain(
            Math.floor(((x - patch.x) / patch.size) * 6),
            Math.floor(((y - patch.y) / patch.size) * 6),
            1,
          )
        : grain(Math.floor(x / 7), Math.floor(y / 7), 2);
      values[y * WIDTH + x] = shade + (grain(x, y, 100 + noise) - 128) * 0.12;
    }
  return { width: WIDTH, height: HEIGHT, values };
}

const regionOf = (x: number, y: number, size: number) => ({
  x: x / WIDTH,
  y: y / HEIGHT,
  width: size / WIDTH,
  height: size / HEIGHT,
});

describe('a face that moves', () => {
  test.each([
    ['stands still', () => [40, 30, 24]],
    ['goes to the right', (n: number) => [20 + n * 3, 30, 24]],
    ['turns about and back', (n: number) => [60 + Math.round(24 * Math.sin(n / 4)), 34, 24]],
    ['falls faster and faster', (n: number) => [70, 4 + Math.round(n * n * 0.09), 24]],
    ['comes nearer', (n: number) => [60 - Math.round(n / 6), 30, 24 + Math.round(n / 3)]],
  ] as [string, (n: number) => [number, number, number]][])('%s', (_, place) => {
    const [x, y, size] = place(0);
    let follower = takeUp(scene({ x, y, size }), regionOf(x, y, size));
    for (let n = 1; n <= 25; n++) {
      const [atX, atY, long] = place(n);
      follower = follower && follow(scene({ x: atX, y: atY, size: long }, n), follower);
      expect(follower, `lost at ${n}`).not.toBeNull();
      const { region } = follower as Follower;
      const offX = (region.x + region.width / 2) * WIDTH - (atX + long / 2);
      const offY = (region.y + region.height / 2) * HEIGHT - (atY + long / 2);
      expect(Math.hypot(offX, offY)).toBeLessThan(4);
    }
  });

  test('is lost when it leaves, rather than looked for in the wallpaper', () => {
    const follower = takeUp(scene({ x: 60, y: 30, size: 24 }), regionOf(60, 30, 24));
    expect(follower).not.toBeNull();
    expect(follow(scene(null, 3), follower as Follower)).toBeNull();
  });

  test('an even wall is nothing to hold on to', () => {
    const wall = { width: 40, height: 40, values: new Uint8ClampedArray(1600).fill(90) };
    expect(takeUp(wall, { x: 0.2, y: 0.2, width: 0.4, height: 0.4 })).toBeNull();
  });
});

test('moments on a straight way are left out, turns are kept', () => {
  const key = (atSeconds: number, x: number) => ({ atSeconds, x, y: 0, width: 0.1, height: 0.1 });
  const straight = Array.from({ length: 20 }, (_, at) => key(at, at / 100));
  expect(fewerKeys(straight)).toEqual([straight[0], straight[19]]);
  const turned = [
    ...straight,
    ...Array.from({ length: 10 }, (_, at) => key(20 + at, 0.19 - at / 100)),
  ];
  const kept = fewerKeys(turned);
  expect(kept.length).toBeLessThanOrEqual(4);
  expect(kept.some(({ x }) => x > 0.18)).toBe(true);
  expect(fewerKeys([key(1, 0.5)])).toEqual([key(1, 0.5)]);
});

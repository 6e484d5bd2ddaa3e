import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPlanSchema, type BoxKey, type MaskPlan } from '#contract/masking';
import {
  coverAt,
  coveredRanges,
  MASK_MARGIN_SECONDS,
  regionAt,
  soundAt,
  squarePixels,
} from '#contract/shared/mask-plan';

const key = (atSeconds: number, x: number, y = 0.1, size = 0.2): BoxKey => ({
  ...{ atSeconds, x, y, width: size, height: size },
});
const moving = { keys: [key(1, 0.1), key(3, 0.5), key(4, 0.5, 0.3, 0.4)] };

test.each([
  ['before the first moment it stands where it begins', 0, { x: 0.1, y: 0.1, width: 0.2 }],
  ['at a moment it stands there', 3, { x: 0.5, y: 0.1, width: 0.2 }],
  ['half-way it is in the middle', 2, { x: 0.3, y: 0.1, width: 0.2 }],
  ['it grows evenly too', 3.5, { x: 0.5, y: 0.2, width: 0.3 }],
  ['after the last moment it stays', 99, { x: 0.5, y: 0.3, width: 0.4 }],
])('%s', (_, seconds, expected) => {
  const region = regionAt(moving, seconds);
  for (const [side, value] of Object.entries(expected))
    expect(region[side as keyof typeof region]).toBeCloseTo(value, 6);
});

const share = fc.integer({ min: 0, max: 600 }).map((n) => n / 1000);
const keys = fc
  .uniqueArray(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 8 })
  .chain((moments) =>
    fc.tuple(
      ...moments
        .sort((a, b) => a - b)
        .map((ms) =>
          fc.record({
            atSeconds: fc.constant(ms / 1000),
            x: share,
            y: share,
            width: fc.constantFrom(0.05, 0.2, 0.4),
            height: fc.constantFrom(0.05, 0.2, 0.4),
          }),
        ),
    ),
  );

test('a box never leaves the corners that it moves between, nor jumps', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 0, max: 61_000 }), (moments, ms) => {
      const here = regionAt({ keys: moments }, ms / 1000);
      const next = regionAt({ keys: moments }, (ms + 1) / 1000);
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        const all = moments.map((moment) => moment[side]);
        expect(here[side]).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
        expect(here[side]).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
        const steepest = moments.slice(1).map((after, at) => {
          const before = moments[at] ?? after;
          return Math.abs(after[side] - before[side]) / (after.atSeconds - before.atSeconds);
        });
        expect(Math.abs(next[side] - here[side])).toBeLessThanOrEqual(
          Math.max(0, ...steepest) * 0.001 + 1e-9,
        );
      }
    }),
  );
});

test('a plan that holds for its moments holds between them', () => {
  fc.assert(
    fc.property(keys, fc.double({ min: 0, max: 61, noNaN: true }), (moments, seconds) => {
      const box = { style: 'blur' as const, range: [0, 60] as [number, number], keys: moments };
      expect(maskPlanSchema.safeParse({ boxes: [box], sounds: [] }).success).toBe(true);
      const { x, y, width, height } = regionAt(box, seconds);
      expect(x + width).toBeLessThanOrEqual(1.000_001);
      expect(y + height).toBeLessThanOrEqual(1.000_001);
    }),
  );
});

const plan: MaskPlan = {
  boxes: [
    { style: 'black', range: [2, 4], keys: [key(2, 0.1)] },
    { style: 'blur', range: [3, 5], keys: [key(2, 0.6)] },
  ],
  sounds: [
    { style: 'beep', range: [1, 3] },
    { style: 'mute', range: [2.5, 4] },
  ],
};

describe('what a plan says of a moment', () => {
  test.each([
    [1, []],
    [2 - MASK_MARGIN_SECONDS / 2, ['black']],
    [3.5, ['black', 'blur']],
    [4.5, ['blur']],
    [5.5, []],
  ])('at %f s: covered by %j', (seconds, styles) => {
    expect(coverAt(plan, seconds).map(({ style }) => style)).toEqual(styles);
  });

  test.each([
    [0.5, null],
    [1.5, 'beep'],
    [2.8, 'mute'],
    [4.5, null],
  ])('at %f s: heard is %s', (seconds, heard) => {
    expect(soundAt(plan, seconds)).toBe(heard);
  });

  test('stretches are joined', () => {
    expect(coveredRanges(plan)).toEqual({ picture: [[2, 5]], sound: [[1, 4]] });
  });
});

test('of the largest box six squares are left, and none is too small to hide anything', () => {
  const picture = { width: 1280, height: 720 };
  expect(squarePixels([{ width: 0.3, height: 0.1 }], picture)).toBe(64);
  expect(squarePixels([{ width: 0.01, height: 0.01 }], picture)).toBe(20);
  expect(squarePixels([], { width: 32, height: 32 })).toBe(2);
});

test.each<[string, unknown]>([
  ['nothing at all', { boxes: [], sounds: [] }],
  ['a box outside', { boxes: [{ style: 'blur', range: [0, 1], keys: [key(0, 0.9)] }], sounds: [] }],
  [
    'moments out of order',
    { boxes: [{ style: 'blur', range: [0, 1], keys: [key(2, 0), key(1, 0)] }], sounds: [] },
  ],
  [
    'an unknown style',
    { boxes: [{ style: 'frost', range: [0, 1], keys: [key(0, 0)] }], sounds: [] },
  ],
  ['an end before its start', { boxes: [], sounds: [{ style: 'mute', range: [3, 2] }] }],
  ['no moment', { boxes: [{ style: 'blur', range: [0, 1], keys: [] }], sounds: [] }],
])('a plan is refused: %s', (_, given) => {
  expect(maskPlanSchema.safeParse(given).success).toBe(false);
});

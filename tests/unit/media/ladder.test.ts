import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { asNumber, ladder, outputFrameRate } from '#server/infra/media/ladder';

const film = (width: number, height: number, frameRate = 30, hasAudio = true) => ({
  ...{ width, height, frameRate, hasAudio, isVariableFrameRate: false },
});
const sizes = (width: number, height: number) =>
  ladder(film(width, height)).map((r) => `${r.name} ${r.width}x${r.height}`);

describe('the ladder of renditions', () => {
  it.each([
    [3840, 2160, ['v1080 1920x1080', 'v720 1280x720', 'v360 640x360']],
    [1920, 1080, ['v1080 1920x1080', 'v720 1280x720', 'v360 640x360']],
    [1280, 720, ['v720 1280x720', 'v360 640x360']],
    [1080, 1920, ['v1080 1080x1920', 'v720 720x1280', 'v360 360x640']],
    [640, 480, ['v480 640x480', 'v360 480x360']],
    [640, 360, ['v360 640x360']],
    [427, 241, ['v240 426x240']],
    [2340, 1080, ['v886 1920x886', 'v590 1280x590', 'v294 640x294']],
    [1000, 800, ['v800 1000x800', 'v360 450x360']],
  ])('of a film of %i × %i', (width, height, expected) => {
    expect(sizes(width, height)).toEqual(expected);
  });

  it('never enlarges, keeps the shape, and has even sizes and distinct names', () => {
    const side = fc.integer({ min: 16, max: 8192 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const renditions = ladder(film(width, height));
        expect(renditions.length).toBeGreaterThan(0);
        expect(new Set(renditions.map(({ name }) => name)).size).toBe(renditions.length);
        for (const r of renditions) {
          expect(r.width).toBeLessThanOrEqual(width);
          expect(r.height).toBeLessThanOrEqual(height);
          expect([r.width % 2, r.height % 2]).toEqual([0, 0]);
          expect(Math.max(r.width, r.height)).toBeLessThanOrEqual(1920);
          expect(Math.abs(r.width - (r.height * width) / height)).toBeLessThanOrEqual(
            2 + (2 * width) / height,
          );
        }
      }),
    );
  });

  it('gives more bits to larger and faster pictures, and none to missing sound', () => {
    const [large, middle, small] = ladder(film(1920, 1080));
    expect(large?.videoBitsPerSecond).toBe(5_000_000);
    expect(middle?.videoBitsPerSecond).toBeGreaterThan(small?.videoBitsPerSecond ?? 0);
    expect(ladder(film(1280, 720, 60))[0]?.videoBitsPerSecond).toBeGreaterThan(
      middle?.videoBitsPerSecond ?? Infinity,
    );
    expect(large?.audioBitsPerSecond).toBe(128_000);
    expect(ladder(film(1920, 1080, 30, false))[0]?.audioBitsPerSecond).toBe(0);
  });
});

describe('the frame rate of the renditions', () => {
  const rate = (frameRate: number, isVariableFrameRate = false, height = 720) =>
    asNumber(outputFrameRate({ frameRate, isVariableFrameRate, width: height * 2, height }));

  it.each([
    [25, 25],
    [29.97, 30_000 / 1001],
    [23.976, 24_000 / 1001],
    [29.9997, 30],
    [59.94, 60_000 / 1001],
    [120, 60],
    [240, 60],
    [15, 15],
    [1, 10],
  ])('of %d frames a second is %d', (source, expected) => {
    expect(rate(source)).toBeCloseTo(expected, 6);
  });

  it('is 30 or 60 when the film has none', () => {
    expect([rate(19.7, true), rate(41, true)]).toEqual([30, 60]);
  });

  it('is at most 30 above 720p', () => {
    expect([rate(60, false, 1080), rate(50, false, 1080), rate(41, true, 1080)]).toEqual([
      30, 25, 30,
    ]);
  });
});

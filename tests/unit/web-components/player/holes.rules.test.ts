import { describe, expect, it } from 'vitest';
import { holeAhead, landingAt } from '#elements/player/holes.rules';

const holes = [
  [0, 3],
  [10, 20],
  [54, 60],
] as const;

describe('where a time leads beside stretches that are left out', () => {
  it.each([
    [5, false, 5, false],
    [10, false, 20, false],
    [15, false, 20, false],
    [20, false, 20, false],
    [15, true, 9.92, false],
    // At the beginning there is nothing to go back to.
    [1, true, 3, false],
    [0, false, 3, false],
    // Nothing follows: the clip stands before it, and stops.
    [55, false, 53.92, true],
  ])('%d (back: %s) leads to %d', (seconds, isBack, to, isEnd) => {
    const landing = landingAt(seconds, holes, { endSeconds: 60, isBack });
    expect(landing.seconds).toBeCloseTo(to, 5);
    expect(landing.isEnd).toBe(isEnd);
    expect(landing.hole !== undefined).toBe(to !== seconds);
  });

  it.each([
    [9.2, undefined],
    [9.7, 10],
    [19.9, 10],
    [20, undefined],
    [30, undefined],
  ])('who waits at %d waits in vain before %s', (seconds, start) => {
    expect(holeAhead(seconds, holes)?.[0]).toBe(start);
  });
});

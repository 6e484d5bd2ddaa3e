import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPlanSchema, type MaskPlan } from '#contract/masking';
import { maskSamples } from '#elements/clip-masking/mask-sound';
import {
  between,
  EMPTY_PLAN,
  fitted,
  hasKey,
  nudged,
  proceed,
  redo,
  shownRegion,
  undo,
  withBox,
  withEdge,
  without,
  withoutKey,
  withPath,
  withRegion,
  withSound,
  withStyle,
  type History,
} from '#elements/clip-masking/mask-edit.rules';

const region = { x: 0.2, y: 0.2, width: 0.2, height: 0.2 };
const film = { seconds: 3, durationSeconds: 10 };
const one = withBox(EMPTY_PLAN, region, film);

test('a new box covers the whole film, and stands where it was drawn', () => {
  expect(one.boxes).toEqual([
    { style: 'blur', range: [0, 10], keys: [{ atSeconds: 3, ...region }] },
  ]);
});

test('a box that is moved at another moment follows in between; at the same one it is moved', () => {
  const moved = withRegion(one, 0, 5, { ...region, x: 0.6 });
  expect(moved.boxes[0]?.keys.map(({ atSeconds, x }) => [atSeconds, x])).toEqual([
    [3, 0.2],
    [5, 0.6],
  ]);
  expect(withRegion(moved, 0, 5.01, region).boxes[0]?.keys).toHaveLength(2);
  expect(hasKey(moved.boxes[0]!, 5.01)).toBe(true);
  expect(withoutKey(moved, 0, 3).boxes[0]?.keys.map(({ atSeconds }) => atSeconds)).toEqual([5]);
  expect(withoutKey(one, 0, 3)).toEqual(one);
});

test('a path takes the place of what stood there, and leaves the rest', () => {
  const placed = [1, 4, 9].reduce((plan, at) => withRegion(plan, 0, at, region), one);
  const path = [3.5, 4.5].map((atSeconds) => ({ atSeconds, ...region, x: 0.5 }));
  expect(withPath(placed, 0, path).boxes[0]?.keys.map(({ atSeconds }) => atSeconds)).toEqual([
    1, 3, 3.5, 4.5, 9,
  ]);
});

describe('edges', () => {
  test.each([
    ['start', 4, [4, 10]],
    ['end', 4, [0, 4]],
  ] as const)('%s at %d', (edge, seconds, range) => {
    expect(withEdge(one, { kind: 'box', at: 0 }, edge, seconds).boxes[0]?.range).toEqual(range);
  });
  test('an end before the start takes the start along', () => {
    const late = withEdge(one, { kind: 'box', at: 0 }, 'start', 6);
    expect(withEdge(late, { kind: 'box', at: 0 }, 'end', 5).boxes[0]?.range).toEqual([5, 5]);
  });
  test('outside of them the box is not shown', () => {
    const box = withEdge(one, { kind: 'box', at: 0 }, 'start', 4).boxes[0]!;
    expect(shownRegion(box, 3)).toBeNull();
    expect(shownRegion(box, 5)).toEqual(region);
  });
});

test('words are silenced for a second, and never beyond the film', () => {
  expect(withSound(EMPTY_PLAN, 2, 10).sounds).toEqual([{ style: 'mute', range: [2, 3] }]);
  expect(withSound(EMPTY_PLAN, 9.5, 10).sounds[0]?.range).toEqual([9.5, 10]);
  const beep = withStyle(withSound(one, 2, 10), { kind: 'sound', at: 0 }, 'beep');
  expect(beep.sounds[0]?.style).toBe('beep');
  expect(without(beep, { kind: 'sound', at: 0 })).toEqual(one);
  expect(without(beep, { kind: 'box', at: 0 }).boxes).toEqual([]);
});

test('keys move a box or change its size, and no other key does', () => {
  const press = (key: string, shiftKey = false) => nudged(region, { key, shiftKey });
  expect(press('ArrowRight')?.x).toBeCloseTo(0.21, 4);
  expect(press('ArrowUp')?.y).toBeCloseTo(0.19, 4);
  expect(press('ArrowLeft', true)?.x).toBe(0.2);
  expect(press('ArrowLeft', true)?.width).toBeCloseTo(0.19, 4);
  expect(press('Enter')).toBeNull();
});

test('a box that is placed where it stands does not creep', () => {
  const there = { x: 0, y: 0.00013, width: 0.02, height: 0.02 };
  expect(fitted(there)).toEqual(there);
});

const anything = fc.double({ min: -2, max: 2, noNaN: true });
test('wherever somebody drags to, the box stays in the picture and the plan stays valid', () => {
  fc.assert(
    fc.property(
      fc.record({ x: anything, y: anything, width: anything, height: anything }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (to, seconds) => {
        const plan = withRegion(one, 0, seconds, to);
        expect(maskPlanSchema.safeParse(plan).success).toBe(true);
        expect(fitted(fitted(to))).toEqual(fitted(to));
        const drawn = between(to, { x: to.width, y: to.height });
        expect(Math.min(drawn.x, drawn.y, drawn.width, drawn.height)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('every step can be taken back and done again', () => {
  const start: History = { past: [], now: EMPTY_PLAN, future: [] };
  const two: MaskPlan = withSound(one, 1, 10);
  const done = proceed(proceed(start, one), two);
  expect(undo(done).now).toBe(one);
  expect(undo(undo(undo(done))).now).toBe(EMPTY_PLAN);
  expect(redo(undo(done))).toEqual(done);
  expect(redo(done)).toBe(done);
  expect(redo(proceed(undo(done), EMPTY_PLAN)).now).toBe(EMPTY_PLAN);
});

describe('sound', () => {
  const heard = (style: 'mute' | 'beep') => {
    const samples = new Float32Array(2 * 4800).fill(0.5);
    const plan: MaskPlan = { boxes: [], sounds: [{ style, range: [1.5, 1.6] }] };
    const facts = { channels: 2, rate: 1000, startSeconds: 0 };
    return { isMasked: maskSamples(samples, facts, plan), samples };
  };
  test('is silent in the stretch and its margin, in every channel, and as it was elsewhere', () => {
    const { isMasked, samples } = heard('mute');
    expect(isMasked).toBe(true);
    expect(samples.subarray(2 * 1380, 2 * 1720).every((sample) => sample === 0)).toBe(true);
    expect(samples.subarray(0, 2 * 1379).every((sample) => sample === 0.5)).toBe(true);
    expect(samples.subarray(2 * 1721).every((sample) => sample === 0.5)).toBe(true);
  });
  test('a tone says nothing of what it replaces', () => {
    const { samples } = heard('beep');
    const stretch = samples.subarray(2 * 1500, 2 * 1600);
    expect(stretch.every((sample) => Math.abs(sample) <= 0.2)).toBe(true);
  });
  test('nothing is touched where nothing is masked', () => {
    const samples = new Float32Array(100).fill(0.5);
    const facts = { channels: 1, rate: 1000, startSeconds: 50 };
    expect(maskSamples(samples, facts, { ...EMPTY_PLAN })).toBe(false);
  });
});

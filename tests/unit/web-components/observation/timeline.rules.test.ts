import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  barsOf,
  clampWindow,
  firstWindow,
  followTime,
  movedTimes,
  nextSpan,
  reveal,
  ticksOf,
  toFrame,
  zoomTo,
  type Grip,
} from '#elements/observation/timeline.rules';

const clip = { durationSeconds: 100, frameRate: 25 };

describe('the window', () => {
  test('stays inside the clip and never under a second', () => {
    const wish = fc.record({
      from: fc.double({ min: -500, max: 500, noNaN: true }),
      span: fc.double({ min: -5, max: 500, noNaN: true }),
    });
    fc.assert(
      fc.property(wish, fc.double({ min: 1, max: 400, noNaN: true }), (window, duration) => {
        const { from, span } = clampWindow(window, duration);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(span).toBeGreaterThanOrEqual(1);
        expect(from + span).toBeLessThanOrEqual(duration + 1e-6);
      }),
    );
  });

  test('shows all of a short clip first, and a minute of a long one', () => {
    expect(firstWindow(87)).toEqual({ from: 0, span: 87 });
    expect(firstWindow(252)).toEqual({ from: 0, span: 60 });
  });

  test('zooming keeps the second under the pointer where it is', () => {
    const zoomed = zoomTo({ from: 20, span: 40 }, 10, 30, 100);
    expect((30 - zoomed.from) / zoomed.span).toBeCloseTo(0.25);
    // What is out of view is no anchor.
    expect(zoomTo({ from: 20, span: 40 }, 20, 99, 100)).toEqual({ from: 30, span: 20 });
  });

  test('the buttons go from the whole clip to a second, and stay at the ends', () => {
    expect(nextSpan(252, 1, 252)).toBe(120);
    expect(nextSpan(60, 1, 252)).toBe(30);
    expect(nextSpan(2, 1, 252)).toBe(1);
    expect(nextSpan(1, 1, 252)).toBe(1);
    expect(nextSpan(120, -1, 252)).toBe(252);
    expect(nextSpan(252, -1, 252)).toBe(252);
  });

  test('turns like a page when playing leaves it', () => {
    const window = { from: 20, span: 10 };
    expect(followTime(window, 25, 100)).toBe(window);
    expect(followTime(window, 30.5, 100)).toEqual({ from: 29.5, span: 10 });
    expect(followTime(window, 0, 100)).toEqual({ from: 0, span: 10 });
  });

  test('moves to a mark only when it is not in view', () => {
    const window = { from: 20, span: 10 };
    expect(reveal(window, 22, 25, 100)).toBe(window);
    expect(reveal(window, 50, 52, 100)).toEqual({ from: 46, span: 10 });
  });

  test('labels stand at round times', () => {
    expect(ticksOf({ from: 80, span: 60 }, 6)).toEqual([80, 90, 100, 110, 120, 130]);
    expect(ticksOf({ from: 0, span: 1 }, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(ticksOf({ from: 0, span: 252 }, 7).length).toBeLessThanOrEqual(7);
  });
});

describe('moving a mark', () => {
  test.each<[string, [number, number | null], Grip, number, [number, number | null]]>([
    ['a point', [10, null], 'whole', 2.48, [12.48, null]],
    ['a point never leaves the clip', [99, null], 'whole', 30, [100, null]],
    ['an interval keeps its length', [10, 20], 'whole', 5, [15, 25]],
    ['also at the end of the clip', [80, 95], 'whole', 50, [85, 100]],
    ['also at its beginning', [5, 20], 'whole', -50, [0, 15]],
    ['its end', [10, 20], 'end', -4, [10, 16]],
    ['its end never before its start', [10, 20], 'end', -40, [10, 10.04]],
    ['its start', [10, 20], 'start', 4, [14, 20]],
    ['its start never behind its end', [10, 20], 'start', 40, [19.96, 20]],
    ['to a frame', [10, 20], 'start', 0.03, [10.04, 20]],
  ])('%s', (_, [startSeconds, endSeconds], grip, by, expected) => {
    const moved = movedTimes({ startSeconds, endSeconds }, grip, by, clip);
    expect([moved.startSeconds, moved.endSeconds]).toEqual(expected);
  });

  test('a frame has the same time however it is reached', () => {
    expect(toFrame(1.0401, 25)).toBe(1.04);
    expect(toFrame(0.3336, 29.97)).toBe(toFrame(0.3337, 29.97));
  });
});

test('bars show the loudest moment of their stretch, and silence behind the end', () => {
  const waveform = { samplesPerSecond: 10, peaks: [0, 50, 100, 0, 0, 25] };
  expect(barsOf(waveform, { from: 0, span: 0.6 }, 3)).toEqual([0.5, 1, 0.25]);
  expect(barsOf(waveform, { from: 5, span: 1 }, 2)).toEqual([0, 0]);
});

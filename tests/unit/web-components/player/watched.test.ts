import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { WatchedRecorder } from '#elements/player/watched-recorder';
import {
  isContinuous,
  isWatched,
  mergeStretches,
  watchedSeconds,
  type Stretch,
} from '#elements/player/watched.rules';

describe('watched stretches', () => {
  it('are put in order, and joined where they touch', () => {
    expect(
      mergeStretches([
        [10, 12],
        [0, 4],
        [4.1, 6],
        [11, 20],
        [30, 30],
        [9, 8],
      ]),
    ).toEqual([
      [0, 6],
      [10, 20],
    ]);
  });

  it('count each second once', () => {
    expect(
      watchedSeconds([
        [0, 10],
        [5, 12],
        [0, 3],
      ]),
    ).toBe(12);
  });

  it('merge the same way in any order, and twice as once', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 30 }))
      .map(([start, length]): Stretch => [start, start + length]);
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), (stretches) => {
        const merged = mergeStretches(stretches);
        expect(mergeStretches(stretches.toReversed())).toEqual(merged);
        expect(mergeStretches(merged)).toEqual(merged);
      }),
    );
  });

  it.each([
    [[[0, 40]], [10, 20], true],
    [
      [
        [0, 12],
        [12.2, 40],
      ],
      [10, 20],
      true,
    ],
    [
      [
        [0, 12],
        [18, 40],
      ],
      [10, 20],
      false,
    ],
    [[], [10, 20], false],
  ] as [Stretch[], Stretch, boolean][])('of %j cover %j: %s', (stretches, asked, answer) => {
    expect(isWatched(stretches, asked)).toBe(answer);
  });

  it.each([
    ['a quarter of a second of playing', 10, 10.25, 250, 1, true],
    ['double speed', 10, 11, 500, 2, true],
    ['a late report after a busy second', 10, 11, 1000, 1, true],
    ['a jump ahead', 10, 40, 250, 1, false],
    ['a jump back', 10, 4, 250, 1, false],
  ])('%s', (_, from, to, elapsedMs, rate, answer) => {
    expect(isContinuous(from, to, elapsedMs, rate)).toBe(answer);
  });
});

describe('the recorder', () => {
  function playing(report: (ranges: readonly Stretch[]) => void) {
    const recorder = new WatchedRecorder(report);
    let nowMs = 0;
    const play = (from: number, to: number, stepSeconds = 0.25) => {
      for (let at = from; at <= to + 1e-9; at += stepSeconds) {
        recorder.at(at, nowMs, 1);
        nowMs += stepSeconds * 1000;
      }
    };
    return { recorder, play };
  }

  it('keeps what played and not what was jumped over', () => {
    const { recorder, play } = playing(() => undefined);
    play(0, 3);
    play(20, 22);
    recorder.rest();
    expect(recorder.ranges).toEqual([
      [0, 3],
      [20, 22],
    ]);
  });

  it('reports each new stretch once, at rests and about every ten seconds', () => {
    const report = vi.fn();
    const { recorder, play } = playing(report);
    play(0, 12);
    recorder.rest();
    recorder.rest();
    expect(report.mock.calls).toEqual([[[[0, 10]]], [[[10, 12]]]]);
  });

  it('is not broken by two clocks that differ by a few frames', () => {
    const report = vi.fn();
    const { recorder } = playing(report);
    recorder.at(1, 0, 1);
    recorder.at(1.2, 200, 1);
    recorder.at(1.16, 210, 1);
    recorder.at(1.4, 400, 1);
    recorder.rest();
    expect(report.mock.calls).toEqual([[[[1, 1.4]]]]);
  });

  it('begins anew with another clip', () => {
    const { recorder, play } = playing(() => undefined);
    play(0, 3);
    recorder.reset();
    expect(recorder.ranges).toEqual([]);
  });
});

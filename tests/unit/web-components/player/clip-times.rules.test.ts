import { describe, expect, it } from 'vitest';
import {
  endOf,
  isLeftOut,
  nearestShown,
  shownAt,
  startOf,
  turnAt,
  type ClipFacts,
} from '#elements/player/clip-times.rules';

const whole: ClipFacts = { durationSeconds: 60, frameRate: 25 };
const moment: ClipFacts = { durationSeconds: 60, frameRate: 25, bounds: [10, 20] };
const excerpt: ClipFacts = { durationSeconds: 8, frameRate: 25, originSeconds: 100 };
const withHole: ClipFacts = { durationSeconds: 60, frameRate: 25, holes: [[30, 34]] };

describe('the clock of what is shown', () => {
  it('begins at 0:00 where an excerpt begins', () => {
    expect([99, 100, 103.5].map((seconds) => shownAt(excerpt, seconds))).toEqual([0, 0, 3.5]);
  });

  it.each([
    ['the whole clip', whole, [0, 60]],
    ['a moment', moment, [10, 20]],
    ['an excerpt', excerpt, [0, 8]],
  ])('plays %s from its first second to its last', (_, facts, [start, end]) => {
    expect([startOf(facts), endOf(facts)]).toEqual([start, end]);
    expect([nearestShown(facts, -3), nearestShown(facts, 1000)]).toEqual([start, end]);
  });

  it('knows no end while the duration is not known', () => {
    expect(nearestShown({ durationSeconds: 0, frameRate: 25 }, 1000)).toBe(1000);
  });

  it('calls a moment left out only when nothing of it is seen', () => {
    expect(isLeftOut(withHole, [31, 33])).toBe(true);
    expect(isLeftOut(withHole, [31, 35])).toBe(false);
  });
});

describe('what playing comes to', () => {
  it.each([
    ['nothing, in the middle', turnAt(whole, 30, undefined, undefined), 'go-on'],
    [
      'the end of the file, which stops by itself',
      turnAt(whole, 60, undefined, undefined),
      'go-on',
    ],
    ['the end of a moment', turnAt(moment, 20, undefined, undefined), 'stop'],
    ['the last frame of a moment', turnAt(moment, 19.985, undefined, undefined), 'stop'],
    ['the end of what was to be played once', turnAt(whole, 12, undefined, 12), 'stop'],
    ['the end of a loop', turnAt(whole, 12, [5, 12], undefined), 'begin-again'],
    ['the frame before a hole', turnAt(withHole, 29.97, undefined, undefined), [30, 34]],
    ['a hole in a loop', turnAt(withHole, 31, [28, 40], undefined), [30, 34]],
    ['the end of a hole', turnAt(withHole, 34, undefined, undefined), 'go-on'],
  ])('%s', (_, turn, expected) => {
    expect(turn).toEqual(expected);
  });
});

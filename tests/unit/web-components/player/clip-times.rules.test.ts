import { describe, expect, it } from 'vitest';
import { ClipTimes } from '#elements/player/clip-times.rules';

const whole = new ClipTimes({ durationSeconds: 60, frameRate: 25 });
const moment = new ClipTimes({ durationSeconds: 60, frameRate: 25, bounds: [10, 20] });
const excerpt = new ClipTimes({ durationSeconds: 8, frameRate: 25, originSeconds: 100 });
const withHole = new ClipTimes({ durationSeconds: 60, frameRate: 25, holes: [[30, 34]] });

describe('the clock of what is shown', () => {
  it('begins at 0:00 where an excerpt begins', () => {
    expect([99, 100, 103.5].map((seconds) => excerpt.shown(seconds))).toEqual([0, 0, 3.5]);
  });

  it.each([
    ['the whole clip', whole, [0, 60]],
    ['a moment', moment, [10, 20]],
    ['an excerpt', excerpt, [0, 8]],
  ])('plays %s from its first second to its last', (_, times, [start, end]) => {
    expect([times.startSeconds, times.endSeconds]).toEqual([start, end]);
    expect([times.within(-3), times.within(1000)]).toEqual([start, end]);
  });

  it('knows no end while the duration is not known', () => {
    expect(new ClipTimes({ durationSeconds: 0, frameRate: 25 }).within(1000)).toBe(1000);
  });

  it('calls a moment left out only when nothing of it is seen', () => {
    expect(withHole.isLeftOut([31, 33])).toBe(true);
    expect(withHole.isLeftOut([31, 35])).toBe(false);
  });
});

describe('what playing comes to', () => {
  it.each([
    ['nothing, in the middle', whole.turnAt(30, undefined, undefined), { do: 'go-on' }],
    [
      'the end of the file, which stops by itself',
      whole.turnAt(60, undefined, undefined),
      { do: 'go-on' },
    ],
    ['the end of a moment', moment.turnAt(20, undefined, undefined), { do: 'stop' }],
    ['the last frame of a moment', moment.turnAt(19.985, undefined, undefined), { do: 'stop' }],
    ['the end of what was to be played once', whole.turnAt(12, undefined, 12), { do: 'stop' }],
    [
      'the end of a loop',
      whole.turnAt(12, [5, 12], undefined),
      { do: 'begin-again', atSeconds: 5 },
    ],
    [
      'the frame before a hole',
      withHole.turnAt(29.97, undefined, undefined),
      { do: 'pass-over', hole: [30, 34] },
    ],
    [
      'a hole in a loop',
      withHole.turnAt(31, [28, 40], undefined),
      { do: 'pass-over', hole: [30, 34] },
    ],
    ['the end of a hole', withHole.turnAt(34, undefined, undefined), { do: 'go-on' }],
  ])('%s', (_, turn, expected) => {
    expect(turn).toEqual(expected);
  });
});

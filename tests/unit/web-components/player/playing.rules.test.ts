import { describe, expect, it } from 'vitest';
import { wishOfKey } from '#elements/player/key.rules';
import { closingWords, isClosing } from '#elements/player/refusal-words';
import {
  backwardsTo,
  frameTime,
  nextRate,
  nextShuttleSpeed,
  PLAYBACK_RATES,
  rateWords,
} from '#elements/player/shuttle.rules';
import { underNewSignature } from '#elements/player/signed-address.rules';
import { stretchToPlay, tileAt } from '#elements/player/thumbnail.rules';

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('keys', () => {
  it.each([
    [' ', { do: 'toggle' }],
    ['j', { do: 'shuttle', direction: -1 }],
    ['k', { do: 'shuttle', direction: 0 }],
    ['l', { do: 'shuttle', direction: 1 }],
    ['ArrowLeft', { do: 'skip', seconds: -1 }],
    ['ArrowRight', { do: 'skip', seconds: 1 }],
    [',', { do: 'step', frames: -1 }],
    ['.', { do: 'step', frames: 1 }],
  ])('%j', (key, wish) => {
    expect(wishOfKey({ ...bare, key })).toEqual(wish);
  });

  it('leave every shortcut of the browser alone', () => {
    expect(wishOfKey({ ...bare, key: 'l', ctrlKey: true })).toBeNull();
    expect(wishOfKey({ ...bare, key: 'ArrowLeft', altKey: true })).toBeNull();
    expect(wishOfKey({ ...bare, key: 'j', metaKey: true })).toBeNull();
    expect(wishOfKey({ ...bare, key: 'm' })).toBeNull();
  });
});

describe('the shuttle', () => {
  it('goes faster with every press, up to four times', () => {
    const speeds = [1, 1, 1, 1].reduce<number[]>(
      (sofar) => [...sofar, nextShuttleSpeed(sofar.at(-1) ?? 0, 1)],
      [],
    );
    expect(speeds).toEqual([1, 2, 4, 4]);
  });

  it('turns round at speed one', () => {
    expect(nextShuttleSpeed(4, -1)).toBe(-1);
    expect(nextShuttleSpeed(-2, 1)).toBe(1);
    expect(nextShuttleSpeed(-1, -1)).toBe(-2);
  });
});

describe('the way backwards', () => {
  const run = { fromSeconds: 10, sinceMs: 1000, speed: -2 };

  it('is as long as the time that passed, times the speed', () => {
    expect(backwardsTo(run, 2500, 0)).toBe(7);
  });

  it('ends at the first second that plays', () => {
    expect(backwardsTo(run, 9000, 4)).toBe(4);
  });
});

describe('speeds', () => {
  it('go up and down their list and stay at the ends', () => {
    expect(nextRate(1, 1)).toBe(1.25);
    expect(nextRate(1, -1)).toBe(0.75);
    expect(nextRate(2, 1)).toBe(2);
    expect(nextRate(0.25, -1)).toBe(0.25);
  });

  it('read as people write them', () => {
    expect(PLAYBACK_RATES.map(rateWords)).toEqual(['¼×', '½×', '¾×', '1×', '1.25×', '1.5×', '2×']);
  });
});

describe('steps of a frame', () => {
  it.each([24, 25, 29.97, 30, 60])('reach every frame once at %d frames a second', (rate) => {
    let seconds = 0;
    const frames: number[] = [];
    for (let step = 0; step < 200; step += 1) {
      frames.push(Math.floor(seconds * rate));
      seconds = frameTime(seconds, 1, rate);
    }
    expect(frames).toEqual(Array.from({ length: 200 }, (_, at) => at));
    for (let step = 0; step < 200; step += 1) seconds = frameTime(seconds, -1, rate);
    expect(Math.floor(seconds * rate)).toBe(0);
  });
});

describe('an address under a newer signature', () => {
  const base = 'https://lms.example/';

  it('changes the folder where the signature stands in the path', () => {
    expect(
      underNewSignature(
        'https://tool.example/media/sig-1/c1/720p/seg-4.m4s',
        'https://tool.example/media/sig-1/c1/master.m3u8',
        'https://tool.example/media/sig-2/c1/master.m3u8',
        base,
      ),
    ).toBe('https://tool.example/media/sig-2/c1/720p/seg-4.m4s');
  });

  it('changes the query where the signature stands there', () => {
    expect(
      underNewSignature(
        '/media/c1/720p/seg-4.m4s?exp=10&sig=a&part=4',
        '/media/c1/master.m3u8?exp=10&sig=a',
        '/media/c1/master.m3u8?exp=99&sig=b',
        base,
      ),
    ).toBe('https://lms.example/media/c1/720p/seg-4.m4s?exp=99&sig=b&part=4');
  });

  it('leaves what belongs to another host or folder as it is', () => {
    const foreign = 'https://other.example/media/sig-1/c1/seg.m4s';
    expect(
      underNewSignature(foreign, '/media/sig-1/c1/m.m3u8', '/media/sig-2/c1/m.m3u8', base),
    ).toBe(foreign);
  });
});

describe('frames and moments', () => {
  const grid = { columns: 5, rows: 4, intervalSeconds: 2, count: 18 };

  it('counts from where the first picture of an excerpt stands', () => {
    const own = { ...grid, firstSeconds: 1.5 };
    expect(tileAt(own, 0)).toEqual({ column: 0, row: 0 });
    expect(tileAt(own, 3)).toEqual({ column: 1, row: 0 });
  });

  it.each([
    [0, 0, 0],
    [9.2, 0, 1],
    [12, 1, 1],
    [500, 2, 3],
    [-3, 0, 0],
  ])('finds the picture of second %d', (seconds, column, row) => {
    expect(tileAt(grid, seconds)).toEqual({ column, row });
  });

  it('plays an interval as it is, and a point with what surrounds it', () => {
    expect(stretchToPlay(41, 58)).toEqual([41, 58]);
    expect(stretchToPlay(41, 41)).toEqual([40, 45]);
    expect(stretchToPlay(0.4, 0.4)).toEqual([0, 4.4]);
    expect(stretchToPlay(38, 38, 40)).toEqual([37, 40]);
  });
});

describe('a closed clip', () => {
  it('is told from one that fails for the moment', () => {
    expect(isClosing('consent_withdrawn')).toBe(true);
    expect(isClosing('not_found')).toBe(true);
    expect(isClosing('offline')).toBe(false);
    expect(isClosing('media_expired')).toBe(false);
    expect(isClosing('')).toBe(false);
  });

  it('says why, in a sentence', () => {
    expect(closingWords('consent_withdrawn')).toContain('withdrawn consent');
    expect(closingWords('consent_ended')).toContain('has ended');
    expect(closingWords('not_allowed')).toMatch(/\.$/);
  });
});

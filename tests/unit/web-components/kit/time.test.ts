import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDay,
  formatInstant,
  formatRange,
  formatSeconds,
  machineDuration,
  parseTime,
} from '#elements/kit/time';

describe('times of a clip as people read them', () => {
  it.each([
    [0, '0:00.0'],
    [107.8, '1:47.8'],
    [107.86, '1:47.8'],
    [59.99, '0:59.9'],
    [3723.4, '1:02:03.4'],
    [-2, '0:00.0'],
  ])('shows %d s with tenths as %s, cut and not rounded', (seconds, words) => {
    expect(formatSeconds(seconds)).toBe(words);
  });

  it('shows lengths without tenths', () => {
    expect(formatClock(252)).toBe('4:12');
    expect(formatClock(3600)).toBe('1:00:00');
  });

  it.each([
    [93, 98, '1:33–1:38'],
    [103, 112.4, '1:43.0–1:52.4'],
    [101, undefined, '1:41'],
    [101, 101, '1:41'],
    [101.5, null, '1:41.5'],
  ])('shows the stretch %d to %s as %s', (start, end, words) => {
    expect(formatRange(start, end)).toBe(words);
  });

  it('gives machines a duration', () => {
    expect(machineDuration(107.84)).toBe('PT107.8S');
  });
});

describe('times typed by hand', () => {
  it.each([
    ['1:47.8', 107.8],
    ['1:47,8', 107.8],
    [' 107.8 ', 107.8],
    ['1:02:03', 3723],
    ['1m 47s', 107],
    ['2min', 120],
    ['90', 90],
    ['75:10', 4510],
  ])('reads %j', (typed, seconds) => {
    expect(parseTime(typed)).toBeCloseTo(seconds, 6);
  });

  it.each(['', 'soon', '1:75', '1:60:00', '-3', '1:2:3:4', ':'])('refuses %j', (typed) => {
    expect(parseTime(typed)).toBeNull();
  });

  it('reads back every time that it shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 863_999 }), (tenths) => {
        expect(parseTime(formatSeconds(tenths / 10))).toBeCloseTo(tenths / 10, 6);
      }),
    );
  });
});

describe('days and instants', () => {
  it('keeps a day the same day in every zone', () => {
    expect(formatDay('2026-11-14')).toBe('14 November 2026');
  });

  it('leaves the day out when it is today, and the year when it is this year', () => {
    const now = new Date(2026, 10, 14, 18, 0);
    const at = (...parts: [number, number, number, number, number]) =>
      formatInstant(new Date(...parts).toISOString(), now);
    expect(at(2026, 10, 14, 14, 6)).toBe('14:06');
    expect(at(2026, 10, 3, 9, 40)).toBe('3 Nov, 09:40');
    expect(at(2025, 10, 3, 9, 40)).toBe('3 Nov 2025, 09:40');
  });
});

import { describe, expect, test } from 'vitest';
import {
  endedNow,
  intervalBetween,
  laneOfKey,
  liveMark,
  pointAt,
} from '#elements/observation/marking.rules';
import { mark } from './marks.ts';

const id = '0190a1b2-0000-7000-8000-00000000000a';
const now = (seconds: number) => ({ seconds, frameRate: 25 });

test('a point stands on the frame that is shown', () => {
  expect(pointAt(now(12.0133), id, 'free')).toMatchObject({
    id,
    passId: 'free',
    startSeconds: 12,
    endSeconds: null,
  });
});

describe('an interval', () => {
  test('from In to Out', () => {
    expect(intervalBetween(10, now(12.5), id, 'p')).toMatchObject({
      startSeconds: 10,
      endSeconds: 12.52,
    });
  });

  test('whichever was pressed first', () => {
    expect(intervalBetween(12.48, now(10), id, 'p')).toMatchObject({
      startSeconds: 10,
      endSeconds: 12.48,
    });
  });

  test('is a frame long at least', () => {
    expect(intervalBetween(10, now(10), id, 'p')).toMatchObject({
      startSeconds: 10,
      endSeconds: 10.04,
    });
  });

  test('Out alone ends the mark of now, when it began before', () => {
    const point = mark(1, { startSeconds: 10 });
    expect(endedNow(point, now(14))).toEqual({ ...point, endSeconds: 14 });
    expect(endedNow(point, now(10))).toBeNull();
    expect(endedNow(point, now(5))).toBeNull();
  });
});

describe('the mark that a code key speaks of', () => {
  const point = mark(1, { startSeconds: 10 });
  const interval = mark(1, { startSeconds: 10, endSeconds: 40 });
  test.each([
    ['none is chosen', undefined, false, 10, true, false],
    ['just marked', point, false, 13, true, true],
    ['long ago, and the clip goes on', point, false, 30, true, false],
    ['long ago, but the clip stands', point, false, 30, false, true],
    ['long ago, but it is being written', point, true, 30, true, true],
    ['inside the interval', interval, false, 25, true, true],
    ['well behind the interval', interval, false, 60, true, false],
  ] as const)('%s', (_, chosen, isOpen, seconds, isPlaying, expected) => {
    expect(liveMark(chosen, isOpen, now(seconds), isPlaying) !== null).toBe(expected);
  });
});

test('a digit finds its lane, other keys find none', () => {
  const lane = { id: 'a', kind: 'code', label: 'A', key: '2', hue: 1, lookFor: null, codeId: 'a', tier: '', minimum: null } as const; // prettier-ignore
  expect(laneOfKey('2', [lane])).toBe(lane);
  expect(laneOfKey('3', [lane])).toBeUndefined();
  expect(laneOfKey('', [{ ...lane, key: '' }])).toBeUndefined();
});

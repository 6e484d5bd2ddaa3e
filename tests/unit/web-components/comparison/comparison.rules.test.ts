import { describe, expect, test } from 'vitest';
import type { Reading } from '#contract/observations';
import {
  findingOf,
  momentAt,
  momentsOf,
  positionOf,
  signsOf,
} from '#elements/comparison/comparison.rules';
import { densityOf, densityPaths } from '#elements/comparison/density.rules';
import { overlap, stretchOf } from '#elements/comparison/stretch.rules';
import { scheme } from './scheme.ts';

let made = 0;
type Row = [startSeconds: number, endSeconds: number | null, codeId: string | null];
function reading(key: string, kind: Reading['kind'], rows: Row[]): Reading {
  const marks = rows.map(([startSeconds, endSeconds, codeId]) => ({
    id: `0190a1b2-0000-7000-8000-${String(++made).padStart(12, '0')}`,
    startSeconds,
    endSeconds,
    body: key,
    codeIds: codeId ? [codeId] : [],
    lookForId: null,
    child: null,
    because: '',
  }));
  return { key, name: key, kind, marks };
}

describe('what a mark says', () => {
  test('its code, or the code of the look-for that it answers', () => {
    expect(positionOf({ codeIds: ['warm'], lookForId: 'l1' }, scheme).id).toBe('warm');
    expect(positionOf({ codeIds: [], lookForId: 'l1' }, scheme).id).toBe('answer');
    expect(positionOf({ codeIds: [], lookForId: null }, scheme)).toMatchObject({
      id: '',
      hue: null,
    });
  });

  test('a point reaches a little to both sides', () => {
    expect(stretchOf({ startSeconds: 10, endSeconds: null })).toEqual([9, 11]);
    expect(stretchOf({ startSeconds: 0.2, endSeconds: null })).toEqual([0, 1.2]);
    expect(stretchOf({ startSeconds: 10, endSeconds: 15 })).toEqual([10, 15]);
  });

  test.each([
    [[0, 10], [0, 10], 1],
    [[0, 10], [5, 15], 1 / 3],
    [[0, 10], [10, 20], 0],
    [[0, 10], [12, 20], 0],
  ] as const)('%j and %j share %d', (a, b, expected) => {
    expect(overlap(a, b)).toBeCloseTo(expected);
  });
});

describe('a moment', () => {
  const me = reading('me', 'me', [[43, 52, 'answer'], [80, 85, 'warm']]); // prettier-ignore
  const noor = reading('Noor', 'classmate', [[44, 51, 'none']]);
  const sol = reading('Sol', 'classmate', [[43, 53, 'answer']]);
  const ada = reading('Ada', 'classmate', [[5, 6, 'warm']]);
  const expert = reading('Expert 1', 'expert', [[43, 51, 'none']]);

  test('gathers readings by position, experts last, and says who was silent', () => {
    const moment = momentAt([43, 52], [me, noor, sol, ada, expert], scheme);
    expect(
      moment.positions.map(({ position, voices }) => [
        position.id,
        voices.map((voice) => voice.reading.name),
      ]),
    ).toEqual([
      ['answer', ['me', 'Sol']],
      ['none', ['Noor', 'Expert 1']],
    ]);
    expect(moment.silent.map((one) => one.name)).toEqual(['Ada']);
    expect(moment.isDifference).toBe(true);
  });

  test('an expert alone makes no difference among readers', () => {
    expect(momentAt([43, 52], [me, sol, expert], scheme).isDifference).toBe(false);
  });

  test('what is not sorted is no position of its own', () => {
    const unsorted = reading('U', 'classmate', [[43, 52, null]]);
    expect(momentAt([43, 52], [me, unsorted], scheme).isDifference).toBe(false);
  });

  test('a short mark inside a long one speaks of it', () => {
    const short = reading('S', 'classmate', [[45, 46.5, 'none']]);
    expect(momentAt([43, 61], [me, short], scheme).positions).toHaveLength(2);
  });

  test('moments are those that several marked, in order and once', () => {
    const moments = momentsOf([me, noor, sol, ada, expert], scheme);
    expect(moments.map((moment) => [moment.startSeconds, moment.endSeconds])).toEqual([[43, 52]]);
    const late = reading('Late', 'classmate', [[79.5, 85, 'warm'], [5, 6.2, 'warm']]); // prettier-ignore
    expect(momentsOf([me, noor, sol, ada, late], scheme).map((one) => one.startSeconds)).toEqual([
      5, 43, 80,
    ]);
  });
});

describe('the finding', () => {
  const rows = (...codes: (string | null)[]): Row[] =>
    codes.map((code, at) => [at * 20, at * 20 + 5, code]);
  const finding = (...readings: Reading[]) => findingOf(momentsOf(readings, scheme));

  test('counts moments that I share, and those that most read as I do', () => {
    const found = finding(
      reading('me', 'me', rows('answer', 'answer', 'warm')),
      reading('a', 'classmate', rows('answer', 'none', 'warm')),
      reading('b', 'classmate', rows('answer', 'none')),
    );
    expect(found).toMatchObject({ shared: 3, alike: 2, most: { startSeconds: 20 } });
  });

  test('two who read alike differ nowhere', () => {
    const found = finding(
      reading('me', 'me', rows('answer')),
      reading('a', 'classmate', rows('answer')),
    );
    expect(found).toEqual({ shared: 1, alike: 1, most: null });
  });

  test('one against one is not alike', () => {
    expect(
      finding(reading('me', 'me', rows('answer')), reading('a', 'classmate', rows('none'))),
    ).toMatchObject({ shared: 1, alike: 0 });
  });

  test('for a lecturer a moment is alike where most read it in one way', () => {
    const student = (name: string, ...codes: string[]) =>
      reading(name, 'classmate', rows(...codes));
    expect(
      finding(
        student('a', 'answer', 'answer', 'warm'),
        student('b', 'answer', 'none', 'warm'),
        student('c', 'none', 'warm', 'warm'),
      ),
    ).toMatchObject({ shared: 3, alike: 2, most: { startSeconds: 20 } });
  });

  test('a lecturer sees how far students agree', () => {
    expect(
      finding(
        reading('a', 'classmate', rows('answer', 'none')),
        reading('b', 'classmate', rows('answer', 'warm')),
      ),
    ).toMatchObject({ shared: 2, alike: 1, most: { startSeconds: 20 } });
  });

  test('alone there is nothing to find', () => {
    expect(finding(reading('me', 'me', rows('answer')))).toEqual({
      shared: 0,
      alike: 0,
      most: null,
    });
  });
});

test('density counts people, not marks', () => {
  const a = reading('a', 'classmate', [[0, 5, 'answer'], [2, 6, 'answer'], [3, 4, 'warm']]); // prettier-ignore
  const b = reading('b', 'classmate', [[4, 9, 'answer']]);
  const { bands, highest, mostPeople } = densityOf([a, b], scheme, 10, 10);
  expect(bands.map(({ position, counts }) => [position.id, counts])).toEqual([
    ['answer', [1, 1, 1, 1, 2, 2, 2, 1, 1, 1]],
    ['warm', [0, 0, 0, 1, 1, 0, 0, 0, 0, 0]],
  ]);
  expect([highest, mostPeople]).toEqual([3, 2]);
});

test('bands of density stand upon each other, and the highest reaches the top', () => {
  const a = reading('a', 'classmate', [[0, 10, 'answer'], [0, 10, 'warm']]); // prettier-ignore
  const paths = densityPaths(densityOf([a], scheme, 2, 2), 56);
  expect(paths.map(({ position, path }) => [position.id, path])).toEqual([
    ['answer', 'M0 29.0L1 29.0L1 56.0L0 56.0Z'],
    ['warm', 'M0 2.0L1 2.0L1 29.0L0 29.0Z'],
  ]);
});

describe('signs of moments', () => {
  const moments = momentsOf(
    [
      reading('me', 'me', [
        [10, 12, 'answer'],
        [12.5, 14, 'answer'],
        [40, 44, 'warm'],
      ]),
      reading('a', 'classmate', [
        [10, 12, 'answer'],
        [12.5, 14, 'none'],
        [40, 44, 'warm'],
      ]),
    ],
    scheme,
  );
  const starts = (chosen: [number, number] | null) =>
    signsOf(moments, chosen, 140).map(({ startSeconds }) => startSeconds);

  test('of two that stand too close the one that is read differently is shown', () => {
    expect(moments).toHaveLength(3);
    expect(starts(null)).toEqual([12.5, 40]);
  });

  test('the chosen one is always shown', () => {
    expect(starts([10, 12])).toEqual([10, 40]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LookFor } from '#contract/tasks';
import {
  currentPass,
  isMet,
  longestBareStretch,
  passAsks,
} from '#elements/observation/progress.rules';
import { addViewings, MOST_VIEWINGS } from '#contract/shared/viewings';
import { passGaps } from '#server/observations/observations.rules';

const lookFors: LookFor[] = ['a', 'b', 'c'].map((id) => ({ id, label: id, codeId: `code-${id}` }));

describe('what is asked', () => {
  test('the page and the server agree on what is missing', () => {
    const marks = fc.array(
      fc.record({
        lookForId: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null }),
        codeIds: fc.array(fc.constantFrom('code-a', 'code-b', 'other'), { maxLength: 2 }),
      }),
      { maxLength: 6 },
    );
    const moments = fc.array(
      fc.record({
        lookForId: fc.constantFrom('a', 'b', 'gone'),
        minimum: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 3 },
    );
    const watched = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 60 })))
      .map((pairs) => {
        const ranges = pairs.map(([start, length]): [number, number] => [start, start + length]);
        const [once = [], ...watchedAgain] = addViewings([], ranges, MOST_VIEWINGS);
        return { watched: once, watchedAgain };
      });
    const foundNone = fc.subarray(['a', 'b']);
    fc.assert(
      fc.property(
        marks,
        moments,
        watched,
        foundNone,
        fc.constantFrom(0, 0.5, 0.9, 1),
        fc.constantFrom(undefined, 1, 2, 3),
        (...given) => {
          const [someMarks, someMoments, viewings, none, watchShare, watchTimes] = given;
          const pass = { moments: someMoments, watchShare, ...(watchTimes && { watchTimes }) };
          const progress = { ...viewings, foundNone: none };
          const missing = passAsks(pass, progress, someMarks, lookFors, 100).filter(
            (ask) => !isMet(ask),
          );
          const gaps = passGaps(pass, progress, someMarks, lookFors, 100);
          expect(missing.map((ask) => ask.kind)).toEqual(gaps.map((gap) => gap.kind));
        },
      ),
    );
  });

  test('counts are shown also when nothing is missing', () => {
    const pass = { moments: [{ lookForId: 'a', minimum: 1 }], watchShare: 0.5 };
    const marks = [
      { lookForId: 'a', codeIds: [] },
      { lookForId: null, codeIds: ['code-a'] },
    ];
    const asks = passAsks(pass, { watched: [[0, 60]], foundNone: [] }, marks, lookFors, 100);
    expect(asks).toMatchObject([
      { kind: 'moments', found: 2, minimum: 1, waived: false },
      { kind: 'watching', watchedSeconds: 60, requiredSeconds: 50 },
    ]);
    expect(asks.every(isMet)).toBe(true);
  });
});

test('the pass of now is the first that is not completed', () => {
  const plan = {
    passes: ['one', 'two'].map((id) => ({
      id,
      title: id,
      prompt: '',
      tools: { codes: true, childInFocus: true, captions: true, sound: true },
      moments: [],
      watchShare: 0,
    })),
  };
  const done = (passId: string) => ({
    passId,
    watched: [],
    foundNone: [],
    completedAt: '2026-11-21T10:00:00Z',
  });
  expect(currentPass(plan, [])?.id).toBe('one');
  expect(currentPass(plan, [done('one')])?.id).toBe('two');
  expect(currentPass(plan, [done('one'), done('two')])?.id).toBe('two');
  expect(currentPass({ passes: [] }, [])).toBeUndefined();
});

test.each([
  ['no mark at all', [], [0, 100]],
  ['the end', [[10, 20], [30, null]], [30, 100]], // prettier-ignore
  ['the beginning', [[60, 70], [80, 99]], [0, 60]], // prettier-ignore
  ['between', [[10, 20], [15, 30], [80, 99]], [30, 80]], // prettier-ignore
] as const)('the longest stretch without a mark: %s', (_, pairs, expected) => {
  const marks = pairs.map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds }));
  expect(longestBareStretch(marks, 100)).toEqual(expected);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarkChange } from '#contract/observations';
import type { LookFor, TaskPlan } from '#contract/tasks';
import {
  answers,
  expertMarkId,
  firstOpenPass,
  isNews,
  passGaps,
  pseudonym,
  readingKey,
  revealVerdict,
  type Range,
} from '#server/observations/observations.rules';
import { addViewings, mergeRanges, secondsOf } from '#contract/shared/viewings';

const initiative: LookFor = { id: 'initiative', label: 'Initiative', codeId: 'initiative' };
const answer: LookFor = { id: 'answer', label: 'Answer', codeId: 'answer' };
const lookFors = [initiative, answer];
const sorted = (lookFor: LookFor) => ({ lookForId: lookFor.id, codeIds: [] });
const coded = (codeId: string) => ({ lookForId: null, codeIds: [codeId] });

describe('watched stretches', () => {
  test.each<[string, Range[], Range[]]>([
    ['nothing', [], []],
    ['apart', [[0, 5], [10, 20]], [[0, 5], [10, 20]]], // prettier-ignore
    ['out of order', [[10, 20], [0, 5]], [[0, 5], [10, 20]]], // prettier-ignore
    ['overlapping', [[0, 12], [10, 20]], [[0, 20]]], // prettier-ignore
    ['one within another', [[0, 20], [5, 6]], [[0, 20]]], // prettier-ignore
    ['a seam of a player’s step', [[0, 5], [5.25, 9]], [[0, 9]]], // prettier-ignore
    ['twice the same', [[1, 4], [1, 4]], [[1, 4]]], // prettier-ignore
    ['a stretch of no length', [[3, 3]], []],
  ])('%s', (_, given, expected) => {
    expect(mergeRanges(given)).toEqual(expected);
  });

  const ranges = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 90 }))
      .map(([start, length]): Range => [start, start + length]),
    { maxLength: 40 },
  );

  test('merging is the same in any order and in any number of steps', () => {
    fc.assert(
      fc.property(ranges, ranges, (some, more) => {
        const atOnce = mergeRanges([...some, ...more]);
        expect(mergeRanges([...mergeRanges(more), ...mergeRanges(some)])).toEqual(atOnce);
        expect(mergeRanges(atOnce)).toEqual(atOnce);
      }),
    );
  });

  test('seconds count once and end with the clip', () => {
    expect(secondsOf([[0, 10], [5, 20], [55, 90]], 60)).toBe(25); // prettier-ignore
    expect(secondsOf([[70, 90]], 60)).toBe(0);
  });
});

describe('what a pass still misses', () => {
  const pass = {
    moments: [
      { lookForId: 'initiative', minimum: 2 },
      { lookForId: 'answer', minimum: 1 },
    ],
    watchShare: 0.9,
  };

  test('an answer by look-for or by its code', () => {
    expect(answers(sorted(initiative), initiative)).toBe(true);
    expect(answers(coded('initiative'), initiative)).toBe(true);
    expect(answers(coded('answer'), initiative)).toBe(false);
    expect(answers(coded('answer'), { ...initiative, codeId: null })).toBe(false);
  });

  test('everything, before anything was done', () => {
    expect(passGaps(pass, undefined, [], lookFors, 100)).toEqual([
      { kind: 'moments', lookForId: 'initiative', found: 0, minimum: 2 },
      { kind: 'moments', lookForId: 'answer', found: 0, minimum: 1 },
      { kind: 'watching', watchedSeconds: 0, requiredSeconds: 90 },
    ]);
  });

  test('what was found and what was looked for in vain asks no more', () => {
    const gaps = passGaps(
      pass,
      { watched: [[0, 89.7]], foundNone: ['answer'] },
      [sorted(initiative)],
      lookFors,
      100,
    );
    expect(gaps).toEqual([{ kind: 'moments', lookForId: 'initiative', found: 1, minimum: 2 }]);
  });

  test('nothing, when all is there', () => {
    const marks = [sorted(initiative), coded('initiative'), coded('answer')];
    expect(passGaps(pass, { watched: [[0, 90]], foundNone: [] }, marks, lookFors, 100)).toEqual([]);
  });

  test.each([
    ['once of two', [[0, 100]], { viewing: 2, watchedSeconds: 0 }],
    [
      'the first half again',
      [
        [0, 100],
        [0, 45],
      ],
      { viewing: 2, watchedSeconds: 45 },
    ],
    [
      'a gap in the first',
      [
        [0, 50],
        [0, 50],
      ],
      { viewing: 1, watchedSeconds: 50 },
    ],
    [
      'a stop and a few frames back',
      [
        [0, 60],
        [59.7, 100],
      ],
      { viewing: 2, watchedSeconds: 0 },
    ],
    [
      'twice',
      [
        [0, 95],
        [5, 100],
      ],
      null,
    ],
    [
      'twice, in pieces',
      [
        [0, 50],
        [0, 30],
        [50, 92],
        [30, 92],
      ],
      null,
    ],
  ] as const)('a share watched twice: %s', (_, ranges, missing) => {
    const [watched = [], ...watchedAgain] = addViewings([], ranges, 2);
    const gaps = passGaps(
      { moments: [], watchShare: 0.9, watchTimes: 2 },
      { watched, watchedAgain, foundNone: [] },
      ...([[], [], 100] as const),
    );
    expect(gaps).toEqual(missing ? [{ kind: 'watching', requiredSeconds: 90, ...missing }] : []);
  });

  test('a look-for that the lecturer took away is asked no more', () => {
    expect(passGaps({ ...pass, watchShare: 0 }, undefined, [], [], 100)).toEqual([]);
  });

  test('the first open pass decides; completed ones stay completed', () => {
    const plan = {
      lookFors,
      passes: ['free', 'guided'].map((id) => ({
        id,
        title: id,
        prompt: '',
        tools: { codes: true, childInFocus: true, captions: true, sound: true },
        ...pass,
      })),
    };
    const done = {
      passId: 'free',
      watched: [],
      foundNone: [],
      completedAt: '2026-11-21T10:00:00Z',
    };
    expect(firstOpenPass(plan, [], [], 100, new Date(0))?.passId).toBe('free');
    expect(firstOpenPass(plan, [done], [], 100, new Date(0))?.passId).toBe('guided');
    expect(
      firstOpenPass(plan, [done, { ...done, passId: 'guided' }], [], 100, new Date(0)),
    ).toBeNull();
  });
});

describe('changes of a mark', () => {
  const id = '0190a1b2-0000-7000-8000-00000000000a';
  const at = (second: number) => `2026-11-21T10:00:${String(second).padStart(2, '0')}.000Z`;
  const put = (second: number): MarkChange => ({
    kind: 'put',
    mark: {
      id,
      passId: 'free',
      startSeconds: 1,
      endSeconds: null,
      body: '',
      codeIds: [],
      lookForId: null,
      child: null,
      changedAt: at(second),
    },
  });
  const remove = (second: number): MarkChange => ({
    kind: 'remove',
    markId: id,
    changedAt: at(second),
  });
  const known = (second: number, removed = false) => ({
    changedAtMs: Date.parse(at(second)),
    removed,
  });

  test.each([
    ['the first of a mark', undefined, put(1), true],
    ['a removal before the mark arrived', undefined, remove(1), true],
    ['a later one', known(1), put(2), true],
    ['the same again', known(2), put(2), false],
    ['an older one', known(3), put(2), false],
    ['an older one of a removed mark', known(3, true), put(2), false],
    ['a later one of a removed mark: it was brought back', known(3, true), put(4), true],
    ['a removal at the same time', known(2), remove(2), true],
    ['the same removal again', known(2, true), remove(2), false],
    ['an older removal', known(3), remove(2), false],
  ] as const)('%s', (_, trace, change, expected) => {
    expect(isNews(trace, change)).toBe(expected);
  });
});

const before = new Date('2026-11-21T11:00:00Z');
describe('when others are shown', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const soon = '2026-11-21T13:00:00Z';
  test.each([
    ['after-own', null, null, null, 'hand-in-first'],
    ['after-own', null, before, null, 'open'],
    ['at-date', soon, before, null, 'at-date'],
    ['at-date', before.toISOString(), before, null, 'open'],
    ['at-date', before.toISOString(), null, null, 'hand-in-first'],
    ['at-date', null, before, null, 'at-date'],
    ['at-date', soon, before, before, 'open'],
    ['by-hand', null, before, null, 'by-hand'],
    ['by-hand', null, before, before, 'open'],
    ['by-hand', null, null, before, 'hand-in-first'],
  ] as const)(
    '%s at %s, handed in %s, revealed %s: %s',
    (rule, at, handedInAt, revealedAt, verdict) => {
      expect(
        revealVerdict(
          { rule, at },
          { handedInAt, revealedAt, now, group: { size: 3, handedIn: 3 } },
        ),
      ).toBe(verdict);
    },
  );
});

test.each([
  ['nobody is in the group', { size: 0, handedIn: 0 }, before, null, 'by-hand'],
  ['one of the group is still looking', { size: 3, handedIn: 2 }, before, null, 'group-first'],
  ['everyone of the group handed in', { size: 3, handedIn: 3 }, before, null, 'open-to-group'],
  ['the own hand-in is missing', { size: 3, handedIn: 3 }, null, before, 'hand-in-first'],
  ['the lecturer opened it for all', { size: 3, handedIn: 1 }, before, before, 'open'],
] as const)('by group: %s', (_, group, handedInAt, revealedAt, verdict) => {
  const now = new Date('2026-11-21T12:00:00Z');
  expect(
    revealVerdict({ rule: 'per-group', at: null }, { handedInAt, revealedAt, now, group }),
  ).toBe(verdict);
});

describe('names that name nobody', () => {
  const id = '0190a1b2-0000-7000-8000-00000000000a';
  test('are short, stable, and do not carry the id', () => {
    expect(pseudonym(id)).toMatch(/^[0-9A-F]{3}$/);
    expect(pseudonym(id)).toBe(pseudonym(id));
    expect(readingKey(id)).not.toContain(id.slice(0, 8));
    expect(expertMarkId(id, 0)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(expertMarkId(id, 0)).not.toBe(expertMarkId(id, 1));
  });
});

describe('where and until when a pass asks', () => {
  const lookFors = [{ id: 'initiative', label: 'Initiative', codeId: null }];
  const pass = {
    id: 'guided',
    moments: [{ lookForId: 'initiative', minimum: 1, within: [10, 20] as [number, number] }],
    watchShare: 0,
  };
  const answer = (startSeconds: number) => ({ startSeconds, lookForId: 'initiative', codeIds: [] });

  test.each([
    [9.9, 1],
    [10, 0],
    [20, 0],
    [20.1, 1],
  ])('a moment at %d s leaves %d gaps', (startSeconds, gaps) => {
    expect(passGaps(pass, undefined, [answer(startSeconds)], lookFors, 100)).toHaveLength(gaps);
  });

  test('a pass that has closed asks for nothing', () => {
    const closing = { ...pass, closesAt: '2026-11-21T10:00:00.000Z' };
    const plan = { passes: [closing], lookFors } as unknown as TaskPlan;
    const at = (instant: string) => firstOpenPass(plan, [], [], 100, new Date(instant));
    expect(at('2026-11-21T09:59:59.999Z')?.passId).toBe('guided');
    expect(at('2026-11-21T10:00:00.000Z')).toBeNull();
  });
});

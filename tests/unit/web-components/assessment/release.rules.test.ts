import { describe, expect, test } from 'vitest';
import type { ReleaseView, Transfer } from '#contract/assessments';
import {
  arrivedRows,
  byCandidate,
  cellRuns,
  isBeingSent,
  isReadSoon,
  isUnderWay,
  markDots,
  middleOf,
  minutesUntil,
  platformSentence,
  refusalCause,
  shownAtFirst,
} from '#elements/assessment/release.rules';

const nowMs = Date.parse('2026-11-24T14:26:00.000Z');
const transfer = (change: Partial<Transfer> = {}): Transfer => ({
  id: '1',
  narrationId: 'n1',
  candidate: '7F3',
  kind: 'grade',
  standing: 'on-its-way',
  heldPoints: null,
  heldReadAt: null,
  points: 18,
  maximumPoints: 20,
  state: 'waiting',
  attempts: 0,
  nextTryAt: null,
  sentAt: null,
  answer: null,
  answerStatus: null,
  errorCode: null,
  ...change,
});
const view = (change: Partial<ReleaseView> = {}): ReleaseView => ({
  taskId: 't',
  title: 'Narration',
  maximumPoints: 20,
  hasGradebook: true,
  ready: [],
  makesColumn: false,
  columnProblem: null,
  clearsGrades: true,
  open: 0,
  kept: [],
  withoutTransfer: 0,
  unsent: 0,
  reading: { readAt: null, problem: null, answer: null, answerStatus: null },
  transfers: [],
  ...change,
});
const ready = (points: number) => ({ narrationId: 'n', candidate: 'c', points, comment: '' });

test('each student is one cell, equal ones together, none for none', () => {
  expect(
    cellRuns(
      view({
        transfers: [
          transfer({ state: 'sent', standing: 'same' }),
          transfer(),
          transfer({ state: 'sent', standing: 'same' }),
          transfer({ state: 'sent', standing: 'accepted' }),
          transfer({ state: 'sent', standing: 'differs' }),
          transfer({ state: 'sent', standing: 'absent' }),
          // Taken back: the mark is ready again, and counted there.
          transfer({ kind: 'cleared' }),
        ],
        ready: [ready(12)],
        open: 3,
      }),
    ),
  ).toEqual([
    { state: 'sent', count: 2 },
    { state: 'accepted', count: 1 },
    { state: 'waiting', count: 1 },
    { state: 'differs', count: 2 },
    { state: 'ready', count: 1 },
    { state: 'open', count: 3 },
  ]);
  expect(cellRuns(view())).toEqual([]);
});

test.each([
  ['sent' as const, false],
  ['refused' as const, false],
  ['waiting' as const, true],
])('a %s mark keeps the page looking: %s', (state, expected) => {
  expect(isUnderWay(view({ transfers: [transfer({ state })] }))).toBe(expected);
});

test.each([
  ['never tried', transfer(), true],
  ['a post is under way', transfer({ attempts: 1, nextTryAt: '2026-11-24T14:27:00.000Z' }), true],
  [
    'it failed and waits',
    transfer({ errorCode: 'platform_unreachable', nextTryAt: '2026-11-24T14:32:00.000Z' }),
    false,
  ],
  [
    'its time has come',
    transfer({ errorCode: 'platform_unreachable', nextTryAt: '2026-11-24T14:25:59.000Z' }),
    true,
  ],
])('is it being sent: %s', (_, one, expected) => {
  expect(isBeingSent(one, nowMs)).toBe(expected);
});

test.each([
  ['2026-11-24T14:32:00.000Z', 6],
  ['2026-11-24T14:26:59.000Z', 0],
  ['2026-11-24T14:20:00.000Z', 0],
])('until %s it is %i min', (instant, minutes) => {
  expect(minutesUntil(instant, nowMs)).toBe(minutes);
});

describe("the LMS's own words", () => {
  test.each([
    ['plain', 'Incorrect score received', 'Incorrect score received'],
    [
      'as Moodle wraps them',
      '{"status":400,"reason":"Incorrect score received","request":{}}',
      'Incorrect score received',
    ],
    ['under another name', '{"errors":[],"message":"User not found"}', 'User not found'],
    ['a web page is no sentence', '<!DOCTYPE html><html>…', ''],
    ['JSON that says nothing', '{"status":500}', ''],
    ['JSON that was cut off', '{"reason":"Incorr', '{"reason":"Incorr'],
    ['nothing', null, ''],
  ])('%s', (_, answer, expected) => {
    expect(platformSentence(answer)).toBe(expected);
  });

  test('are cut when they are endless', () => {
    expect(platformSentence('x'.repeat(900)).length).toBeLessThan(300);
  });
});

test.each([
  ['nobody answered', null, null, 'platform_unreachable', 'silent'],
  ['Moodle for a teacher', 'Incorrect score received', 400, 'platform_refused', 'not-enrolled'],
  ['another platform', 'User not found in course', 404, 'platform_refused', 'not-enrolled'],
  ['Moodle for a locked cell', '', 500, 'platform_refused', 'cell-locked'],
  ['a deleted column', '', 404, 'platform_refused', 'column-gone'],
  ['a change by hand', '', 409, 'changed_in_gradebook', 'changed-there'],
  ['no way to clear', null, null, 'clear_impossible', 'clear-by-hand'],
  ['rights taken away', 'insufficient scope', 403, 'platform_refused', 'no-rights'],
  ['anything else', 'I am a teapot', 418, 'platform_refused', 'unknown'],
])('the likely cause: %s', (_, answer, answerStatus, errorCode, expected) => {
  expect(refusalCause({ answer, answerStatus, errorCode })).toBe(expected);
});

test.each([
  [[22, 18, 19], 19],
  [[18, 22], 20],
  [[7], 7],
  [[], null],
])('the middle of %j is %s', (points, expected) => {
  expect(middleOf(points)).toBe(expected);
});

test('marks are dots, what is ready stands on what has gone', () => {
  const dots = markDots(
    view({ transfers: [transfer(), transfer()], ready: [ready(18), ready(12)] }),
  );
  expect(dots).toEqual([
    { points: 18, level: 0, isReady: false },
    { points: 18, level: 1, isReady: false },
    { points: 18, level: 2, isReady: true },
    { points: 12, level: 0, isReady: true },
  ]);
});

test('rows stand by name, however often they are tried', () => {
  const rows = ['C 10', 'C 9', 'Å'].map((candidate) => ({ candidate }));
  expect(rows.toSorted(byCandidate).map(({ candidate }) => candidate)).toEqual([
    'Å',
    'C 9',
    'C 10',
  ]);
});

test.each([
  [0, 0],
  [12, 12],
  [13, 13],
  [14, 12],
])('of %i rows, %i are shown at first: never all but one', (count, shown) => {
  expect(shownAtFirst(count, 12)).toBe(shown);
});

test('what has arrived or stays here is listed by name, as people count', () => {
  const rows = arrivedRows(
    view({
      transfers: [
        transfer({ candidate: 'C 10', state: 'sent', standing: 'same' }),
        transfer({ candidate: 'C 9', state: 'sent', standing: 'accepted' }),
        transfer({ candidate: 'C 1', state: 'sent', standing: 'differs' }),
        transfer({ candidate: 'C 2' }),
        transfer({ candidate: 'C 3', kind: 'cleared', state: 'sent', standing: 'accepted' }),
      ],
      kept: [{ narrationId: 'k', candidate: 'A', points: 3 }],
    }),
  );
  expect(rows.map(({ candidate, group }) => [candidate, group])).toEqual([
    ['A', 'kept'],
    ['C 9', 'accepted'],
    ['C 10', 'same'],
  ]);
});

test.each([
  ['accepted', '2026-11-24T14:25:30.000Z', true],
  ['accepted', '2026-11-24T14:20:00.000Z', false],
  ['same', '2026-11-24T14:25:30.000Z', false],
] as const)('a mark that is %s since %s will be read soon: %s', (standing, sentAt, expected) => {
  expect(isReadSoon(view({ transfers: [transfer({ standing, sentAt })] }), nowMs)).toBe(expected);
});

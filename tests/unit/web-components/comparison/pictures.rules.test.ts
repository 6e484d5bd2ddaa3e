import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '#contract/observations';
import { agreementOf, type CodeAgreement } from '#contract/shared/code-agreement';
import {
  alikeAndApart,
  codedReader,
  expertRanges,
  fitOf,
  partnersOf,
  questionFor,
  sharedWithExperts,
  sortedByWord,
  usedPositions,
} from '#elements/comparison/agreement.rules';
import { fitLine, fitWords } from '#elements/comparison/agreement-words';
import { momentAt, momentsOf } from '#elements/comparison/comparison.rules';
import { ribbonOf, ribbonPath } from '#elements/comparison/ribbon.rules';
import { childrenSeen, visibilityFinding } from '#elements/comparison/visibility.rules';
import { scheme } from './scheme.ts';

type Row = [start: number, end: number | null, codeIds: string[], child?: string];
let made = 0;
function reading(key: string, kind: Reading['kind'], rows: Row[]): Reading {
  const marks = rows.map(([startSeconds, endSeconds, codeIds, child = null]) => ({
    id: `0190a1b2-0000-7000-8000-${String(++made).padStart(12, '0')}`,
    ...{ startSeconds, endSeconds, codeIds, child, body: '', lookForId: null, because: '' },
  }));
  return { key, name: key, kind, marks };
}

const me = reading('me', 'me', [[10, 15, ['answer', 'warm']], [40, 44, ['none']], [50, null, []]]); // prettier-ignore
const noor = reading('Noor', 'classmate', [[10, 15, ['answer']], [41, 45, ['answer']]]); // prettier-ignore
const one = reading('one', 'expert', [[10, 16, ['warm']], [41, 44, ['answer']]]); // prettier-ignore
const two = reading('two', 'expert', [[10, 16, ['answer']], [30, 33, ['warm']], [60, 63, ['warm']]]); // prettier-ignore

describe('what is compared', () => {
  test('every code that somebody used, in the order of the framework', () => {
    expect(usedPositions([one, me], scheme).map(({ id }) => id)).toEqual([
      'answer',
      'none',
      'warm',
    ]);
  });

  test('a mark counts for each of its codes; a point reaches to both sides; no code, no mark', () => {
    expect(codedReader(me, scheme)).toEqual({ answer: [[10, 15]], warm: [[10, 15]], none: [[40, 44]] }); // prettier-ignore
  });

  test('one is compared with everybody, with the experts’ range, and with each alone', () => {
    expect(partnersOf([me, noor, one, two])).toEqual([
      'everybody',
      'experts',
      'reading:one',
      'reading:two',
      'reading:Noor',
    ]);
    expect(partnersOf([me])).toEqual([]);
    expect(partnersOf([noor, one])).toEqual([]);
  });

  test('experts do not vote in the course; a pair is asked as a pair', () => {
    const options = { durationSeconds: 87, toleranceSeconds: 3 };
    const everybody = questionFor('everybody', [me, noor, one, two], scheme, options);
    expect(everybody).toMatchObject({ asGroup: true, toleranceSeconds: 3, grantedTo: 0 });
    const looking = questionFor('everybody', [noor, { ...noor, key: 'Sol' }], scheme, options);
    expect(looking).toMatchObject({ asGroup: true, grantedTo: undefined });
    expect(everybody?.readers).toHaveLength(2);
    const pair = questionFor('reading:one', [me, noor, one, two], scheme, options);
    expect(pair).toMatchObject({ asGroup: false, readers: [{}, { warm: [[10, 16]] }] });
    expect(questionFor('everybody', [me, one], scheme, options)).toBeNull();
    expect(questionFor('reading:gone', [me, one], scheme, options)).toBeNull();
  });

  test('how the marks of a pair fit in time is said in plain words, in all and by code', () => {
    const mine = reading('me', 'me', [[10, 15, ['answer']], [30, 35, ['answer']], [60, 62, ['warm']]]); // prettier-ignore
    const theirs = reading('e', 'expert', [[11, 15, ['answer']], [33, 39, ['answer']], [70, 73, ['none']], [80, 82, ['none']]]); // prettier-ignore
    const options = { durationSeconds: 90, toleranceSeconds: 2 };
    const asked = questionFor('reading:e', [mine, theirs], scheme, options);
    const { codes } = agreementOf(asked ?? expect.fail('there is somebody to compare with'));
    const fit = fitOf(codes) ?? expect.fail('a pair is counted');
    expect(fit).toEqual({ hits: 1, shifted: 1, missed: 2, extra: 1 });
    expect(fitWords(fit)).toBe(
      'Of their marks you hit 1 at the same time and 1 shifted in time; you missed 2. Only you have 1.',
    );
    expect(codes.map(({ code, counts }) => [code, counts && fitLine(counts)])).toEqual([
      ['answer', 'Same time: 1 · Shifted: 1'],
      ['none', 'Only they: 2'],
      ['warm', 'Only you: 1'],
    ]);
    const everybody = agreementOf({
      ...options,
      codes: ['warm'],
      readers: [{}, {}],
      asGroup: true,
    });
    expect(fitOf(everybody.codes)).toBeNull();
  });

  test('what is alike comes first, what cannot be said last', () => {
    const code = (name: string, verdict: CodeAgreement['verdict'], kappa: number | null) =>
      ({ code: name, verdict, kappa }) as CodeAgreement;
    const codes = [
      code('few', 'too-few', 1),
      code('apart', 'often-different', 0.2),
      code('alike', 'mostly', 0.7),
      code('more', 'mostly', 0.75),
    ];
    expect(sortedByWord(codes).map((one) => one.code)).toEqual(['more', 'alike', 'apart', 'few']);
    expect(alikeAndApart(codes)).toMatchObject({
      alike: { code: 'more' },
      apart: { code: 'apart' },
    });
    expect(alikeAndApart([code('few', 'too-few', 0)])).toEqual({ alike: null, apart: null });
  });
});

describe('the experts’ range', () => {
  test('says for each code whether it was used as often as by experts', () => {
    const verdicts = expertRanges(me, [one, two], scheme).map(
      ({ position, mine, lowest, highest, verdict }) =>
        [position.id, mine, lowest, highest, verdict] as const,
    );
    expect(verdicts).toEqual([
      ['answer', 1, 1, 1, 'within'],
      ['none', 1, 0, 0, 'more'],
      ['warm', 1, 1, 2, 'within'],
    ]);
    expect(expertRanges(reading('me', 'me', []), [one, two], scheme)[0]?.verdict).toBe('less');
  });

  test('counts the moments in which some expert reads the same', () => {
    expect(sharedWithExperts(me, [one, two], scheme)).toEqual({ both: 2, alike: 1 });
    expect(sharedWithExperts(me, [], scheme)).toEqual({ both: 0, alike: 0 });
  });

  test('who needs longer to react is not said to look elsewhere than experts', () => {
    const late = reading('me', 'me', [[16, 21, ['answer', 'warm']], [64, null, ['warm']]]); // prettier-ignore
    const shared = (seconds: number) => sharedWithExperts(late, [one, two], scheme, seconds);
    expect(shared(0)).toEqual({ both: 0, alike: 0 });
    expect(shared(3)).toEqual({ both: 1, alike: 1 });
    expect(shared(6)).toEqual({ both: 2, alike: 2 });
  });
});

describe('the ribbon', () => {
  const a = reading('a', 'me', [[0, 4, ['answer']], [6, 8, ['warm']]]); // prettier-ignore
  const b = reading('b', 'classmate', [[0, 4, ['answer']], [0, 4, ['answer']], [6, 8, ['none']]]); // prettier-ignore
  const ribbon = ribbonOf([a, b, reading('e', 'expert', [[9, 10, ['warm']]])], scheme, 10, 10);

  test('is thick where people read alike, a neck where they differ, nothing elsewhere', () => {
    expect(ribbon[2]).toBe(1);
    expect(ribbon[7]).toBeCloseTo(0.1);
    expect(ribbon[5]).toBe(0);
    expect(ribbon[9]).toBe(0);
  });

  test('one who marked alone is thinner than all together', () => {
    const alone = ribbonOf([a, reading('c', 'classmate', [])], scheme, 10, 10);
    expect(alone[2]).toBeCloseTo(Math.SQRT1_2);
  });

  test('its outline is symmetrical and closed', () => {
    expect(ribbonPath([0, 1, 0.5], 56)).toBe('M0 28.0L1 2.0L2 15.0L2 41.0L1 54.0L0 28.0Z');
  });
});

describe('who was seen', () => {
  const people = [
    { pseudonym: 'Educator E', kind: 'adult' as const, ranges: [[0, 80]] as [number, number][] },
    { pseudonym: 'Child A', kind: 'child' as const, ranges: [[0, 40], [20, 60]] as [number, number][] },
    { pseudonym: 'Child B', kind: 'child' as const, ranges: [[0, 20]] as [number, number][] },
  ]; // prettier-ignore
  const mine = reading('me', 'me', [[1, 2, [], 'Child A'], [3, 4, [], 'Child A'], [5, 6, [], 'Educator E'], [7, 8, []]]); // prettier-ignore
  const other = reading('n', 'classmate', [[1, 2, [], 'Child B'], [3, 4, [], 'Child A']]); // prettier-ignore
  const expert = reading('e', 'expert', [[1, 2, [], 'Child B']]);

  test('counts notes against time on screen, of children only', () => {
    expect(childrenSeen(people, [mine, other, expert])).toEqual([
      { pseudonym: 'Child A', onScreenSeconds: 60, onScreenShare: 0.75, myNotes: 2, myShare: 1, groupNotes: 1, groupShare: 0.5 },
      { pseudonym: 'Child B', onScreenSeconds: 20, onScreenShare: 0.25, myNotes: 0, myShare: 0, groupNotes: 1, groupShare: 0.5 },
    ]); // prettier-ignore
  });

  test('says first who is in none of my notes, and where I have none, in nobody’s', () => {
    const found = (readings: Reading[]) => visibilityFinding(childrenSeen(people, readings));
    expect(found([mine, other])).toMatchObject({ kind: 'unseen', by: 'me', child: { pseudonym: 'Child B' } }); // prettier-ignore
    expect(found([other])).toMatchObject({ kind: 'most', notes: 1, all: 2 });
    expect(found([reading('x', 'classmate', [[1, 2, [], 'Child A']])])).toMatchObject({ kind: 'unseen', by: 'group' }); // prettier-ignore
    expect(found([reading('me', 'me', [])])).toEqual({ kind: 'no-notes' });
    expect(visibilityFinding([])).toEqual({ kind: 'no-children' });
  });

  test('who is not in what is shown is not said to be overlooked', () => {
    const elsewhere = { pseudonym: 'Child C', kind: 'child' as const, ranges: [] };
    const all = [...people, elsewhere];
    const both = reading('me', 'me', [[1, 2, [], 'Child A'], [3, 4, [], 'Child B']]); // prettier-ignore
    expect(childrenSeen(all, [both]).map(({ pseudonym }) => pseudonym)).toEqual(['Child A', 'Child B']); // prettier-ignore
    expect(visibilityFinding(childrenSeen(all, [both]))).toMatchObject({ kind: 'most' });
    // Somebody saw them all the same: that is counted, and nobody is told to have missed them.
    const named = reading('n', 'classmate', [[1, 2, [], 'Child C']]);
    const seen = childrenSeen(all, [both, named]);
    expect(seen.at(-1)).toMatchObject({ pseudonym: 'Child C', onScreenSeconds: 0, groupNotes: 1 });
    expect(visibilityFinding(seen)).toMatchObject({ kind: 'most' });
  });
});

test('moments are found by the second as they are found among all marks', () => {
  const rows = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 20 }), fc.constantFrom('answer', 'none', 'warm'))
      .map(([start, length, code]): Row => [start / 2, length === 0 ? null : (start + length) / 2, [code]]),
    { maxLength: 8 },
  ); // prettier-ignore
  fc.assert(
    fc.property(rows, rows, rows, (a, b, c) => {
      const all = [reading('me', 'me', a), reading('b', 'classmate', b), reading('c', 'classmate', c)]; // prettier-ignore
      for (const moment of momentsOf(all, scheme)) {
        const again = momentAt([moment.startSeconds, moment.endSeconds], all, scheme);
        expect(moment).toEqual(again);
        const readers = again.positions.reduce((sum, { voices }) => sum + voices.length, 0);
        expect(readers).toBeGreaterThan(1);
      }
    }),
    { numRuns: 60 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  conflictRemedy,
  isSameScore,
  pauseSeconds,
  scoreOutcome,
  scoreStanding,
  TWO_DAYS_MS,
  type WantedScore,
} from '#server/gradebook/score.rules';

const answer = (status: number | null, text = '', retryAfterSeconds: number | null = null) => ({
  status,
  text,
  retryAfterSeconds,
});
const first = { attempts: 1, sinceMs: 0 };

describe('what follows from an answer of the platform', () => {
  test.each([
    [200, '', 'sent'],
    [201, 'anything at all', 'sent'],
    [204, '', 'sent'],
    [299, '<html>', 'sent'],
    [null, '', 'again'],
    [408, '', 'again'],
    [429, '', 'again'],
    [403, '403 Forbidden (Rate Limit Exceeded)', 'again'],
    [500, '', 'again'],
    [502, '', 'again'],
    [503, '', 'again'],
    [504, '', 'again'],
    [409, '', 'conflict'],
    [400, 'Timestamp is not later', 'conflict'],
    [400, 'Incorrect score received', 'refused'],
    [301, '', 'refused'],
    [401, '', 'refused'],
    [403, '', 'refused'],
    [404, '', 'gone'],
    [405, '', 'refused'],
    [410, '', 'gone'],
    [412, '', 'refused'],
    [415, '', 'refused'],
    [422, 'user is no student', 'refused'],
    [501, '', 'refused'],
  ])('%s %s → %s', (status, text, kind) => {
    expect(scoreOutcome(answer(status, text), first, 0).kind).toBe(kind);
  });

  test.each([
    [null, 'away'],
    [503, 'away'],
    [429, 'busy'],
    [500, null],
  ])('%s says of the platform itself: %s', (status, trouble) => {
    expect(scoreOutcome(answer(status), first, 0)).toMatchObject({ trouble });
  });

  test('a platform that is away is waited for two days, a 500 five times', () => {
    const late = { attempts: 80, sinceMs: TWO_DAYS_MS };
    expect(scoreOutcome(answer(503), { ...late, sinceMs: TWO_DAYS_MS - 1 }, 0).kind).toBe('again');
    expect(scoreOutcome(answer(503), late, 0)).toEqual({
      kind: 'refused',
      errorCode: 'platform_unreachable',
    });
    expect(scoreOutcome(answer(500), { attempts: 4, sinceMs: 0 }, 0).kind).toBe('again');
    expect(scoreOutcome(answer(500), { attempts: 5, sinceMs: 0 }, 0).kind).toBe('refused');
  });

  test('who says when to come back is asked then, neither sooner nor later', () => {
    expect(scoreOutcome(answer(429, '', 90), first, 1)).toMatchObject({ afterSeconds: 90 });
    expect(scoreOutcome(answer(503, '', 1), { attempts: 9, sinceMs: 0 }, 1)).toMatchObject({
      afterSeconds: 1,
    });
  });
});

test('pauses grow and never shrink', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, spread) => {
        expect(pauseSeconds(n + 1, 0)).toBeGreaterThanOrEqual(pauseSeconds(n, 0));
        expect(pauseSeconds(n, spread)).toBeGreaterThanOrEqual(pauseSeconds(n, 0));
        expect(pauseSeconds(n, spread)).toBeLessThanOrEqual(4_320);
      },
    ),
  );
});

describe('when the gradebook holds something later', () => {
  const wanted: WantedScore = {
    ...{ kind: 'grade', scoreGiven: 17, scoreMaximum: 20 },
    ...{ acceptedGiven: 15, acceptedMaximum: 20, conflicts: 0, overrides: false },
  };
  const held = (given: number | null, maximum = 100) => ({ given, maximum, at: null });
  test.each([
    ['it cannot be read', wanted, null, 'send-later'],
    ['our own score, its answer was lost', wanted, held(85), 'it-is-there'],
    ['what it took from us before', wanted, held(75), 'send-later'],
    ['an empty cell', wanted, held(null), 'send-later'],
    ['a change by a person', wanted, held(60), 'leave-theirs'],
    [
      'the same, but a person asked for ours',
      { ...wanted, overrides: true },
      held(60),
      'send-later',
    ],
    ['the third time', { ...wanted, conflicts: 2 }, held(75), 'give-up'],
    [
      'already empty, and to be cleared',
      { ...wanted, kind: 'cleared' as const },
      held(null),
      'it-is-there',
    ],
    [
      'a hand-in over a grade by hand',
      { ...wanted, kind: 'handed-in' as const, acceptedGiven: null },
      held(60),
      'leave-theirs',
    ],
  ])('%s', (_, score, found, remedy) => {
    expect(conflictRemedy(score, found)).toBe(remedy);
  });
});

test('a score is the same on any scale, and within what platforms round', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000 }),
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom(1, 10, 20, 30, 100, 1_000),
      (quarters, maximum, theirs) => {
        const given = Math.min(quarters / 4, maximum);
        const kept = Math.round((given / maximum) * theirs * 100) / 100;
        expect(isSameScore({ given: kept, maximum: theirs }, given, maximum)).toBe(true);
        expect(isSameScore({ given: null, maximum: theirs }, given, maximum)).toBe(false);
      },
    ),
  );
  expect(isSameScore({ given: 83.33333, maximum: 100 }, 25, 30)).toBe(true);
  expect(isSameScore({ given: 24, maximum: 30 }, 25, 30)).toBe(false);
  expect(isSameScore({ given: null, maximum: null }, null, 30)).toBe(true);
  expect(isSameScore({ given: 0, maximum: 30 }, null, 30)).toBe(false);
});

describe('how a score stands', () => {
  const sentAt = new Date('2026-11-24T14:20:00Z');
  const later = new Date('2026-11-24T14:21:00Z');
  const row = {
    ...{ kind: 'grade' as const, state: 'sent' as const, scoreGiven: 25, scoreMaximum: 30, sentAt },
    ...{ heldGiven: null as number | null, heldMaximum: 100, heldReadAt: null as Date | null },
  };
  test.each([
    ['waits', { ...row, state: 'waiting' as const }, 'on-its-way'],
    ['was taken, not read', row, 'accepted'],
    ['was read before it was sent', { ...row, heldReadAt: new Date(0), heldGiven: 50 }, 'accepted'],
    ['was read back', { ...row, heldReadAt: later, heldGiven: 83.33 }, 'same'],
    ['is another one', { ...row, heldReadAt: later, heldGiven: 80 }, 'differs'],
    ['is not there', { ...row, heldReadAt: later }, 'absent'],
    ['was cleared', { ...row, kind: 'cleared' as const, heldReadAt: later }, 'same'],
    [
      'was not cleared',
      { ...row, kind: 'cleared' as const, heldReadAt: later, heldGiven: 80 },
      'differs',
    ],
    [
      'was refused, and removed by hand',
      { ...row, kind: 'cleared' as const, state: 'refused' as const, heldReadAt: later },
      'same',
    ],
  ])('%s', (_, score, standing) => {
    expect(scoreStanding(score)).toBe(standing);
  });
});

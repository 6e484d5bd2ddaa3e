import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextTimestamp, pauseSeconds, scoreOutcome } from '#server/gradebook/score.rules';

const answer = (status: number | null, text = '', retryAfterSeconds: number | null = null) => ({
  status,
  text,
  retryAfterSeconds,
});

describe('what follows from an answer of the platform', () => {
  test.each([
    [200, '', 'sent'],
    [204, '', 'sent'],
    [201, 'anything at all', 'sent'],
    [null, '', 'again'],
    [408, '', 'again'],
    [429, '', 'again'],
    [502, '', 'again'],
    [503, '', 'again'],
    [504, '', 'again'],
    [500, '', 'again'],
    [409, '', 'again'],
    [400, 'timestamp is not later', 'again'],
    [400, 'Incorrect score received', 'refused'],
    [401, '', 'refused'],
    [403, '', 'refused'],
    [404, '', 'refused'],
    [412, '', 'refused'],
    [415, '', 'refused'],
    [422, '', 'refused'],
  ])('%s %s → %s', (status, text, kind) => {
    expect(scoreOutcome(answer(status, text), 1, 0).kind).toBe(kind);
  });

  test.each([
    [500, 5],
    [409, 3],
    [503, 55],
  ])('%s is given up after %s posts', (status, attempts) => {
    expect(scoreOutcome(answer(status), attempts - 1, 0).kind).toBe('again');
    expect(scoreOutcome(answer(status), attempts, 0).kind).toBe('refused');
  });

  test('Retry-After is honoured when it is longer than our own pause', () => {
    expect(scoreOutcome(answer(429, '', 90), 1, 0)).toMatchObject({ afterSeconds: 90 });
    expect(scoreOutcome(answer(429, '', 1), 3, 0)).toMatchObject({ afterSeconds: 60 });
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

const instant = fc.date({
  noInvalidDate: true,
  min: new Date('2000-01-01'),
  max: new Date('2100-01-01'),
});

test('timestamps of one cell grow by at least a whole second', () => {
  fc.assert(
    fc.property(instant, instant, (now, last) => {
      const next = nextTimestamp(now, last);
      expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
      expect(next.getTime() - last.getTime()).toBeGreaterThanOrEqual(1_000);
    }),
  );
  expect(nextTimestamp(new Date(5), null)).toEqual(new Date(5));
});

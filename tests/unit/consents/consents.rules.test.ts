import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COVERAGE_GAPS } from '#contract/consents';
import { AUDIENCES, PURPOSES } from '#contract/vocabulary';
import {
  coverageOf,
  dayOf,
  type Agreement,
  type ConsentTerms,
} from '#server/consents/consents.rules';

const TODAY = '2026-11-22';

function terms(change: Partial<ConsentTerms> = {}): ConsentTerms {
  return {
    purposes: ['training', 'team'],
    audience: 'institution',
    validFrom: '2026-01-01',
    validUntil: '2027-06-30',
    withdrawnAt: null,
    ...change,
  };
}

function person(pseudonym: string, change: Partial<ConsentTerms> | null = {}): Agreement {
  return { pseudonym, consent: change && terms(change) };
}

describe('what stands in the way', () => {
  const withdrawnAt = new Date('2026-11-03T10:41:00Z');
  const cases: [string, Agreement[], string | null, string[]][] = [
    ['nobody is named', [], 'nobody-named', []],
    ['one has none', [person('A'), person('B', null)], 'missing', ['B']],
    ['one has withdrawn', [person('A', { withdrawnAt }), person('B')], 'withdrawn', ['A']],
    ['one has ended', [person('A'), person('B', { validUntil: '2026-11-21' })], 'ended', ['B']],
    ['it ends today', [person('A', { validUntil: TODAY })], null, ['A']],
    ['it begins today', [person('A', { validFrom: TODAY })], null, ['A']],
    ['it begins tomorrow', [person('A', { validFrom: '2026-11-23' })], 'not-begun', ['A']],
    ['one left training out', [person('A'), person('B', { purposes: ['team'] })], 'purpose', ['B']],
    ['all agreed', [person('A'), person('B', { validUntil: '2027-01-31' })], null, ['B']],
    [
      'missing is worse than withdrawn',
      [person('A', { withdrawnAt }), person('B', null)],
      'missing',
      ['B'],
    ],
    [
      'withdrawn is worse than ended',
      [person('A', { validUntil: '2026-01-01' }), person('B', { withdrawnAt })],
      'withdrawn',
      ['B'],
    ],
  ];
  test.each(cases)('%s', (_, people, gap, decidedBy) => {
    const coverage = coverageOf(people, TODAY);
    expect(coverage.gap).toBe(gap);
    expect(coverage.training).toBe(gap === null);
    expect(coverage.decidedBy).toEqual(decidedBy);
  });
});

test('the narrowest decides about purposes, audience and end', () => {
  const coverage = coverageOf(
    [
      person('A', { audience: 'partners', validUntil: '2028-08-31', purposes: [...PURPOSES] }),
      person('B', { audience: 'course', validUntil: '2027-06-30', purposes: ['training', 'team'] }),
      person('C', { audience: 'public', validUntil: '2027-06-30', purposes: ['training'] }),
    ],
    TODAY,
  );
  expect(coverage).toEqual({
    training: true,
    purposes: ['training'],
    audience: 'course',
    until: '2027-06-30',
    gap: null,
    decidedBy: ['B', 'C'],
  });
});

test('days are counted in UTC', () => {
  expect(dayOf(new Date('2026-11-22T23:59:59.999Z'))).toBe('2026-11-22');
});

describe('for any people', () => {
  const day = fc
    .integer({ min: 0, max: 3_000 })
    .map((days) => dayOf(new Date(Date.UTC(2024, 0, 1) + days * 86_400_000)));
  const consent = fc.record({
    purposes: fc.subarray([...PURPOSES]),
    audience: fc.constantFrom(...AUDIENCES),
    validFrom: day,
    validUntil: day,
    withdrawnAt: fc.option(fc.constant(new Date(0))),
  });
  const people = fc.array(fc.record({ pseudonym: fc.string(), consent: fc.option(consent) }), {
    maxLength: 6,
  });

  test('training is allowed exactly when each single person allows it', () => {
    fc.assert(
      fc.property(people, day, (everybody, today) => {
        const each = everybody.every((one) => coverageOf([one], today).training);
        expect(coverageOf(everybody, today).training).toBe(everybody.length > 0 && each);
      }),
    );
  });

  test('one more person never allows more', () => {
    fc.assert(
      fc.property(
        people,
        fc.record({ pseudonym: fc.string(), consent }),
        day,
        (some, one, today) => {
          const before = coverageOf(some, today);
          const after = coverageOf([...some, one], today);
          if (some.length > 0 && !before.training) expect(after.training).toBe(false);
          if (!before.training || !after.training) return;
          expect(before.purposes).toEqual(expect.arrayContaining(after.purposes));
          expect(AUDIENCES.indexOf(after.audience ?? 'public')).toBeLessThanOrEqual(
            AUDIENCES.indexOf(before.audience ?? 'public'),
          );
          expect((after.until ?? '') <= (before.until ?? '')).toBe(true);
        },
      ),
    );
  });

  test('the order of people changes nothing but the order of names', () => {
    fc.assert(
      fc.property(people, day, (some, today) => {
        const { decidedBy, ...coverage } = coverageOf(some, today);
        const turned = coverageOf([...some].reverse(), today);
        expect(turned).toEqual({ ...coverage, decidedBy: [...decidedBy].reverse() });
      }),
    );
  });

  test('the gap is the worst of any single person', () => {
    fc.assert(
      fc.property(people, day, (some, today) => {
        const single = some.map((one) => coverageOf([one], today).gap);
        const worst = COVERAGE_GAPS.find((gap) => single.includes(gap)) ?? null;
        expect(coverageOf(some, today).gap).toBe(some.length === 0 ? 'nobody-named' : worst);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreementOf, coveredSeconds, verdictOf } from '#contract/shared/code-agreement';
import {
  alignToOthers,
  alignWithin,
  matchMarks,
  overlapF1,
  type Stretch,
} from '#contract/shared/mark-matching';
import { cohenKappa, fleissKappa, nominalAlpha, tableOf } from '#contract/shared/nominal-agreement';
import { blockBootstrap, prefixOf, seededRandom } from '#contract/shared/resampling';
import { unitisedAlpha, unitsOf } from '#contract/shared/unitised-agreement';

const labels = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 40 });
const twoLines = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c')), {
    minLength: 2,
    maxLength: 40,
  })
  .map((pairs): [string[], string[]] => [pairs.map(([one]) => one), pairs.map(([, two]) => two)]);
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 12 }))
  .map(([start, length]): Stretch => [start, start + length]);
const stretches = fc.array(stretch, { maxLength: 6 });
const near = (one: number | null, other: number | null) =>
  one === null || other === null ? one === other : Math.abs(one - other) < 1e-9;

describe('nominal measures', () => {
  test('are 1 for people who say the same, unless nobody ever varies', () => {
    fc.assert(
      fc.property(labels, (line) => {
        const varies = new Set(line).size > 1;
        expect(cohenKappa(tableOf(line, line))).toBe(varies ? 1 : null);
        expect(nominalAlpha(line.map((label) => [label, label, label]))).toBe(varies ? 1 : null);
      }),
    );
  });

  test('do not depend on who is first, nor on what labels are called', () => {
    fc.assert(
      fc.property(twoLines, ([one, two]) => {
        const kappa = cohenKappa(tableOf(one, two));
        expect(near(kappa, cohenKappa(tableOf(two, one)))).toBe(true);
        const renamed = (line: string[]) => line.map((label) => `code ${label}`);
        expect(near(kappa, cohenKappa(tableOf(renamed(one), renamed(two))))).toBe(true);
        const units = one.map((label, at) => [label, two[at] ?? null]);
        const turned = units.map((unit) => unit.toReversed());
        expect(near(nominalAlpha(units), nominalAlpha(turned))).toBe(true);
      }),
    );
  });

  test('Fleiss’ κ does not depend on the order of units or categories', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 2, maxLength: 20 }),
        (rows) => {
          const counts = rows.map(([a, b]) => [a, b, 10 - a - b]);
          const turned = counts.toReversed().map((row) => row.toReversed());
          expect(near(fleissKappa(counts), fleissKappa(turned))).toBe(true);
        },
      ),
    );
  });

  test('are undefined without anything to compare', () => {
    expect(cohenKappa(tableOf([], []))).toBeNull();
    expect(fleissKappa([])).toBeNull();
    expect(fleissKappa([[1, 0]])).toBeNull();
    expect(nominalAlpha([['a', null], [null, null]])).toBeNull(); // prettier-ignore
  });
});

describe('αU', () => {
  const study = (lines: readonly (readonly Stretch[])[]) => ({
    begin: 0,
    length: 100,
    observers: lines.map((line) => unitsOf(line, 1, 100)),
  });

  test('is 1 for observers who cut alike, and does not depend on their order', () => {
    fc.assert(
      fc.property(stretches, stretches, (one, two) => {
        const same = unitisedAlpha(study([one, one, one])).alpha;
        expect(same).toBe(one.length === 0 ? null : 1);
        const [there, back] = [study([one, two]), study([two, one])].map(unitisedAlpha);
        expect(near(there?.alpha ?? null, back?.alpha ?? null)).toBe(true);
      }),
    );
  });

  test('units are what somebody marked, once', () => {
    const units = unitsOf([[5, 9], [2, 6], [9, 10], [20, 20.01], [99, 120]], 1, 100); // prettier-ignore
    expect(units).toEqual([
      { begin: 2, length: 7 },
      { begin: 9, length: 1 },
      { begin: 99, length: 1 },
    ]);
  });
});

/** Every way to pair, judged as the docblock says: hits, then pairs, then distance. */
function bestByTrying(mine: readonly Stretch[], theirs: readonly Stretch[], tolerance: number) {
  let best: [hits: number, pairs: number, distance: number] = [0, 0, 0];
  const isBetter = ([a, b, c]: typeof best) =>
    a - best[0] || b - best[1] || best[2] - c > 1e-9 ? a > best[0] || (a === best[0] && (b > best[1] || (b === best[1] && c < best[2]))) : false; // prettier-ignore
  const walk = (at: number, left: readonly Stretch[], sums: typeof best): void => {
    if (isBetter(sums)) best = sums;
    const one = mine[at];
    if (!one) return;
    walk(at + 1, left, sums);
    for (const other of left) {
      const [first, last] = [Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];
      if (Math.max(one[0], other[0]) - Math.min(one[1], other[1]) > tolerance) continue;
      const isHit = first <= tolerance && last <= tolerance;
      walk(
        at + 1,
        left.filter((stretch) => stretch !== other),
        [sums[0] + Number(isHit), sums[1] + 1, sums[2] + first + last],
      );
    }
  };
  walk(0, theirs, [0, 0, 0]);
  return best;
}

describe('matching', () => {
  test('is the best of all ways to pair', () => {
    const few = fc.array(stretch, { maxLength: 5 });
    fc.assert(
      fc.property(few, few, fc.integer({ min: 0, max: 4 }), (mine, theirs, tolerance) => {
        const { pairs, missed, extra } = matchMarks(mine, theirs, tolerance);
        const distance = pairs.reduce((sum, pair) => {
          const [a, b] = [mine[pair.mine] ?? [0, 0], theirs[pair.theirs] ?? [0, 0]];
          return sum + Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
        }, 0);
        const hits = pairs.filter((pair) => pair.kind === 'hit').length;
        expect([hits, pairs.length, distance]).toEqual(bestByTrying(mine, theirs, tolerance));
        expect(pairs.length + missed.length).toBe(theirs.length);
        expect(pairs.length + extra.length).toBe(mine.length);
      }),
      { numRuns: 200 },
    );
  });

  test('a hit, a shifted one, a missed one and an extra one', () => {
    const mine: Stretch[] = [[10, 14], [30, 40], [60, 62]]; // prettier-ignore
    const theirs: Stretch[] = [[11.5, 15], [36, 50], [80, 82]]; // prettier-ignore
    const matching = matchMarks(mine, theirs, 2);
    expect(matching).toEqual({
      pairs: [
        { mine: 0, theirs: 0, kind: 'hit' },
        { mine: 1, theirs: 1, kind: 'shifted' },
      ],
      missed: [2],
      extra: [2],
    });
    expect(overlapF1(matching)).toBeCloseTo(4 / 6, 12);
    expect(overlapF1(matchMarks([], [], 2))).toBeNull();
  });

  test('one moves to the middle of others within the tolerance, and nowhere without them', () => {
    const others: Stretch[][] = [[[10, 14]], [[11, 20]], [[50, 60]]]; // prettier-ignore
    expect(alignToOthers([[12, 15], [30, 32]], others, 2)).toEqual([[10, 14], [30, 32]]); // prettier-ignore
    fc.assert(
      fc.property(stretches, fc.array(stretches, { maxLength: 3 }), fc.nat(10), (mine, all, by) => {
        const aligned = alignToOthers(mine, all, by);
        expect(aligned).toHaveLength(mine.length);
        for (const [at, own] of mine.entries())
          for (const end of [0, 1] as const)
            expect(Math.abs((aligned[at]?.[end] ?? Infinity) - own[end])).toBeLessThanOrEqual(by);
        expect(alignToOthers(mine, [], by)).toEqual(mine);
      }),
    );
  });

  test('ends within the tolerance become one, others stay', () => {
    const aligned = alignWithin([[10, 14], [30, 40]], [[11, 15], [31, 50]], 2); // prettier-ignore
    expect(aligned).toEqual([
      [[10.5, 14.5], [30.5, 40]],
      [[10.5, 14.5], [30.5, 50]],
    ]); // prettier-ignore
  });
});

describe('resampling', () => {
  test('the same seed gives the same numbers, evenly', () => {
    const [one, other] = [seededRandom(7), seededRandom(7)];
    const drawn = Array.from({ length: 4_000 }, one);
    expect(drawn).toEqual(Array.from({ length: 4_000 }, other));
    const mean = drawn.reduce((sum, number) => sum + number, 0) / drawn.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
  });

  test('the interval of a mean is about two standard errors to each side', () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 400 }, () => (random() < 0.3 ? 1 : 0));
    const mean = values.reduce((sum: number, one) => sum + one, 0) / 400;
    const interval = blockBootstrap(
      { units: 400, prefixes: [prefixOf(values)], figure: ([sum = 0]) => sum / 400 },
      { seed: 1, repetitions: 2_000, blockUnits: 1 },
    );
    const error = Math.sqrt((mean * (1 - mean)) / 400);
    expect(interval?.low).toBeCloseTo(mean - 1.96 * error, 1);
    expect(interval?.high).toBeCloseTo(mean + 1.96 * error, 1);
    expect((interval?.high ?? 0) - (interval?.low ?? 0)).toBeGreaterThan(2 * error);
  });

  test('a figure that is hardly ever defined has no interval', () => {
    const options = { seed: 1, repetitions: 50, blockUnits: 1 };
    const never = { units: 3, prefixes: [prefixOf([1, 2, 3])], figure: () => null };
    expect(blockBootstrap(never, options)).toBeNull();
    expect(blockBootstrap({ ...never, units: 0 }, options)).toBeNull();
  });
});

describe('agreement about codes', () => {
  const question = {
    codes: ['warm'],
    durationSeconds: 90,
    toleranceSeconds: 2,
    asGroup: false,
  };
  const rows: Stretch[] = [[5, 10], [30, 36], [60, 70]]; // prettier-ignore
  const later = (bySeconds: number): Stretch[] =>
    rows.map(([start, end]) => [start + bySeconds, end + bySeconds]);
  const of = (one: Stretch[], other: Stretch[], more: object = {}) =>
    agreementOf({ ...question, readers: [{ warm: one }, { warm: other }], ...more }).codes[0];

  test('who is slower by less than the tolerance agrees wholly', () => {
    expect(of(rows, later(1.5))).toMatchObject({
      verdict: 'nearly-always',
      percent: 1,
      kappa: 1,
      f1: 1,
      counts: { hits: 3, shifted: 0, missed: 0, extra: 0 },
      moments: 3,
    });
    const slower = of(rows, later(3));
    expect(slower?.kappa).toBeLessThan(0.8);
    expect(slower?.counts).toMatchObject({ hits: 0, shifted: 3 });
    expect(of(rows, later(3), { toleranceSeconds: 4 })?.kappa).toBe(1);
  });

  test('the interval holds the figure and comes out the same each time', () => {
    const [one, again] = [of(rows, later(3)), of(rows, later(3))];
    expect(one).toEqual(again);
    expect(one?.interval?.low).toBeLessThan(one?.kappa ?? 0);
    expect(one?.interval?.high).toBeGreaterThan(one?.kappa ?? 1);
  });

  test('two moments are too few to say; nothing at all is not a number', () => {
    expect(of(rows.slice(0, 2), rows.slice(0, 2))?.verdict).toBe('too-few');
    expect(of([], [])).toMatchObject({ verdict: 'too-few', kappa: null, interval: null, f1: null });
    expect(of([[0, 90], [0, 90], [0, 90]], [[0, 90]])).toMatchObject({ kappa: null, verdict: 'undefined' }); // prettier-ignore
  });

  test('a code that is seldom used and an interval that says little are told', () => {
    const seldom: Stretch[] = [[5, 6], [30, 31], [60, 61]]; // prettier-ignore
    expect(of(seldom, [[5, 6], [45, 46], [75, 76]])?.cautions).toEqual(['rare', 'wide']); // prettier-ignore
    expect(of(rows, rows)?.cautions).toEqual([]);
  });

  test('a group is asked as a group', () => {
    const asGroup = { asGroup: true, readers: [{ warm: rows }, { warm: rows }, {}] };
    const found = of([], [], asGroup);
    expect(found).toMatchObject({ f1: null, counts: null, moments: 6 });
    const counts = [...coveredSeconds(rows, 90)].map((one) => [2 * one, 3 - 2 * one]);
    expect(found?.kappa).toBeCloseTo(fleissKappa(counts) ?? 0, 9);
    expect(found?.nominalAlpha).toBeCloseTo(
      nominalAlpha(counts.map(([chosen]) => [0, 1, 2].map((at) => (chosen ?? 0) > at))) ?? 0,
      9,
    );
  });

  test('in a group, who needs longer to react is compared as if in time; others stay', () => {
    const slow = { warm: later(3) };
    const group = (readers: object[], more: object) =>
      of([], [], { asGroup: true, readers, toleranceSeconds: 4, ...more })?.kappa ?? null;
    const inTime = group([{ warm: rows }, { warm: rows }, {}], {});
    expect(group([{ warm: rows }, slow, {}], {})).toBeLessThan(inTime ?? 0);
    expect(group([{ warm: rows }, slow, {}], { grantedTo: 1 })).toBe(inTime);
    expect(group([{ warm: rows }, slow, {}], { grantedTo: 1, toleranceSeconds: 2 })).toBe(
      group([{ warm: rows }, slow, {}], {}),
    );
    expect(group([{ warm: rows }, slow, {}], { grantedTo: 2 })).toBe(
      group([{ warm: rows }, slow, {}], {}),
    );
  });

  test.each([
    [null, 'undefined'], [1, 'nearly-always'], [0.8, 'nearly-always'], [0.64, 'mostly'],
    [0.45, 'partly'], [0.28, 'often-different'], [0, 'as-by-chance'], [-0.3, 'as-by-chance'],
  ] as const)('κ %d is said as %s', (kappa, verdict) => {
    expect(verdictOf(kappa)).toBe(verdict);
  }); // prettier-ignore
});

import { describe, expect, test } from 'vitest';
import {
  binaryAlpha,
  binaryFleiss,
  cohenKappa,
  fleissKappa,
  nominalAlpha,
  percentAgreement,
  tableOf,
} from '#contract/shared/nominal-agreement';
import { unitisedAlpha, unitisedAlphaOverall } from '#contract/shared/unitised-agreement';

/*
 * Examples from the literature. Where a source prints two or three digits, the digits beyond them
 * were computed from the definition in exact fractions, apart from this code.
 */
const digits = (line: string): (string | null)[] =>
  [...line.replaceAll(' ', '')].map((sign) => (sign === '.' ? null : sign));
const unitsOf = (...lines: string[]) => {
  const people = lines.map(digits);
  return (people[0] ?? []).map((_, at) => people.map((line) => line[at] ?? null));
};

describe('Cohen’s κ', () => {
  test('Cohen (1968), 200 cases of three kinds: .492', () => {
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    expect(percentAgreement(table)).toBeCloseTo(0.7, 12);
    expect(cohenKappa(table)).toBeCloseTo(0.29 / 0.59, 12);
  });

  test('fifty grant proposals read by two people (the example of encyclopedias): .4', () => {
    expect(
      cohenKappa([
        [20, 5],
        [10, 15],
      ]),
    ).toBeCloseTo(0.4, 12);
  });

  test('Krippendorff (1995), figure 1 A, second by second: .385', () => {
    const bertha = digits('00 11111111 0000 111111 0000');
    const bill = digits('0000 1111 0000000 11 0000000');
    expect(cohenKappa(tableOf(bertha, bill))).toBeCloseTo(5 / 13, 12);
  });
});

/** Labels of six raters for each of thirty patients: Fleiss (1971), table 1. */
const DIAGNOSES = `444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
555555 244444 224555 114444 144445 222224 111155 224444 133333 555555`.split(/\s+/);

describe('Fleiss’ κ', () => {
  test('Fleiss (1971), thirty patients, six raters, five diagnoses: .430', () => {
    const counts = DIAGNOSES.map((labels) =>
      [...'12345'].map((label) => labels.split(label).length - 1),
    );
    expect(fleissKappa(counts)).toBeCloseTo(0.43024452006014086, 12);
  });

  test('ten subjects, fourteen raters (the example of encyclopedias): .210', () => {
    const counts = [
      [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]; // prettier-ignore
    expect(fleissKappa(counts)).toBeCloseTo(0.20993070442195524, 12);
  });
});

describe('Krippendorff’s α, nominal', () => {
  test.each([
    ['(2011) A, two observers, two values: .095', ['0100000010', '1110010000'], 0.09523809523809523],
    ['(2011) B, two observers, five values: .692', ['aabbdcccedda', 'babbbccceddd'], 0.6919642857142857],
    ['(2011) C, four observers, values missing: .743', ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'], 0.743421052631579],
    ['(1995) figure 1 A, second by second: .329', ['001111111100001111110000', '000011110000000110000000'], 0.32857142857142857],
  ] as const)('Krippendorff %s', (_, lines, expected) => {
    expect(nominalAlpha(unitsOf(...lines))).toBeCloseTo(expected, 12);
  }); // prettier-ignore

  test('of two values it needs sums only: the same figures', () => {
    const tally = { people: 2, units: 10, chosen: 6, chosenSquared: 8 };
    expect(binaryAlpha(tally)).toBeCloseTo(0.09523809523809523, 12);
    const lines = unitsOf('001111111100001111110000', '000011110000000110000000');
    const chosen = lines.map((unit) => unit.filter((label) => label === '1').length);
    const sums = {
      people: 2,
      units: 24,
      chosen: chosen.reduce((sum, one) => sum + one, 0),
      chosenSquared: chosen.reduce((sum, one) => sum + one ** 2, 0),
    };
    expect(binaryAlpha(sums)).toBeCloseTo(0.32857142857142857, 12);
    expect(binaryFleiss(sums)).toBeCloseTo(
      fleissKappa(chosen.map((one) => [one, 2 - one])) ?? 0,
      12,
    );
  });
});

type Rows = [begin: number, length: number][];
const study = (begin: number, length: number, ...observers: Rows[]) => ({
  begin,
  length,
  observers: observers.map((rows) => rows.map(([at, long]) => ({ begin: at, length: long }))),
});

describe('Krippendorff’s αU', () => {
  const c = study(150, 300, [[225, 70], [370, 30]], [[220, 80], [355, 20], [400, 20]]); // prettier-ignore
  const k = study(150, 300, [[180, 60], [300, 50]], [[180, 60], [300, 50]]); // prettier-ignore

  test('Krippendorff (2004), p. 254: observed .0144, expected .0532, α .729 and 1', () => {
    const category = unitisedAlpha(c);
    expect(category.observed).toBeCloseTo(0.014444444444444444, 12);
    expect(category.expected).toBeCloseTo(0.05322177985498048, 12);
    expect(category.alpha).toBeCloseTo(0.7285989968053889, 12);
    expect(unitisedAlpha(k)).toEqual({
      observed: 0,
      expected: expect.closeTo(0.04897856580891524, 12) as number,
      alpha: 1,
    });
  });

  test('Krippendorff (2004), both categories together: .859', () => {
    expect(unitisedAlphaOverall([c, k].map(unitisedAlpha))).toBeCloseTo(0.8586654051841702, 12);
  });

  test.each([
    ['A', 0.03125, 0.06447124304267161, study(0, 24, [[2, 8], [14, 6]], [[4, 4], [15, 2]])],
    ['B', 2.267361111111111, 1.0895125300377617, study(0, 24, [[0, 18]], [[0, 2], [2, 1], [3, 1], [4, 1], [5, 1], [6, 3], [9, 1]])],
    ['C', 0.027777777777777776, 0.07003058103975535, study(0, 24, [[2, 6], [10, 2], [14, 4], [20, 2]], [[0, 2], [4, 4], [10, 4], [16, 2], [20, 2]])],
    ['D', 0.3871527777777778, 0.32079646017699115, study(0, 24, [[0, 2], [2, 8], [10, 4], [14, 6], [20, 4]], [[0, 4], [4, 4], [8, 7], [15, 2], [17, 7]])],
  ] as const)('Krippendorff (1995), p. 57, example %s', (_, observed, expected, example) => {
    const found = unitisedAlpha(example);
    expect(found.observed).toBeCloseTo(observed, 12);
    expect(found.expected).toBeCloseTo(expected, 12);
    expect(found.alpha).toBeCloseTo(1 - observed / expected, 10);
  }); // prettier-ignore
});

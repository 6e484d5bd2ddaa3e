import { expect, test } from 'vitest';
import type { FrameworkFinding } from '#contract/frameworks';
import { toldFindings } from '#elements/frameworks/findings.rules';

const found = (finding: FrameworkFinding['finding'], label: string): FrameworkFinding => ({
  ...{ finding, label },
  ...{ path: `codes.${label}`, other: '' },
});

test('what is found at many codes is told once, where it came first; what is rare stays in sight', () => {
  const labels = ['a', 'b', 'c', 'd'];
  const all = [
    ...labels.flatMap((label) => [found('hot-key-absent', label), found('example-missing', label)]),
    found('translation-missing', 'pl'),
  ];
  expect(toldFindings(all)).toEqual([
    { folded: 'hot-key-absent', count: 4 },
    { folded: 'example-missing', count: 4 },
    found('translation-missing', 'pl'),
  ]);
});

test('a few of a kind are named', () => {
  const few = ['a', 'b', 'c'].map((label) => found('example-missing', label));
  expect(toldFindings(few)).toEqual(few);
});

test('what keeps a framework from being published is named however often it is there', () => {
  const open = ['a', 'b', 'c', 'd', 'e'].map((label) => found('mapping-open', label));
  expect(toldFindings(open)).toEqual(open);
});

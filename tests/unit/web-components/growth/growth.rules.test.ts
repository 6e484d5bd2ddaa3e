import { expect, test } from 'vitest';
import type { Growth } from '#contract/observations';
import { mostGrown, sharesOf, strandsOf } from '#elements/growth/growth.rules';

const framework = {
  key: 'noticing',
  title: { en: 'Noticing' },
  codes: ['describe', 'interpret', 'propose'].map((id, at) => ({
    id,
    name: { en: id },
    hue: at + 1,
  })),
};
const step = (
  title: string,
  codes: Record<string, number>,
  change: Partial<Growth['observations'][number]> = {},
): Growth['observations'][number] => ({
  ...{ taskId: title, title, courseTitle: '', handedInAt: `2026-0${title.length}-01T00:00:00Z` },
  ...{ framework, marks: 9, children: 1, codes },
  ...change,
});

test('observations with one framework stand beside each other, the latest framework first', () => {
  const other = { ...framework, key: 'levers' };
  const strands = strandsOf({
    observations: [
      step('a', { describe: 8, interpret: 2 }),
      step('bb', { describe: 1 }, { framework: other }),
      step('ccc', { interpret: 6, propose: 2 }),
      step('none', {}, { framework: null }),
    ],
  });
  expect(strands.map(({ framework: { key }, steps }) => [key, steps.length])).toEqual([
    ['noticing', 2],
    ['levers', 1],
  ]);
  expect(strands[0]).toMatchObject({ isNew: ['propose'], isGone: ['describe'] });
});

test('shares are of what was coded', () => {
  expect(sharesOf(step('a', { describe: 3, propose: 1, gone: 4 }), framework)).toEqual([
    { id: 'describe', count: 3, share: 0.75 },
    { id: 'propose', count: 1, share: 0.25 },
  ]);
  expect(sharesOf(step('a', {}), framework)).toEqual([]);
});

test('what grew most needs two observations and a difference', () => {
  const grown = (...steps: Growth['observations']) => mostGrown({ framework, steps });
  expect(grown(step('a', { describe: 8, interpret: 2 }), step('b', { describe: 4, interpret: 6 }))).toBe('interpret'); // prettier-ignore
  expect(grown(step('a', { describe: 8 }), step('b', { describe: 2 }))).toBeNull();
  expect(grown(step('a', { describe: 8 }))).toBeNull();
});

test('an observation without codes says nothing about what changed', () => {
  const [strand] = strandsOf({
    observations: [
      step('a', {}),
      step('bb', { describe: 8, interpret: 2 }),
      step('ccc', { describe: 4, interpret: 6 }),
      step('dddd', {}),
    ],
  });
  expect(strand).toMatchObject({ coded: 2, isNew: [], isGone: [] });
  expect(strand && mostGrown(strand)).toBe('interpret');
  const [alone] = strandsOf({ observations: [step('a', {}), step('bb', { describe: 2 })] });
  expect(alone).toMatchObject({ coded: 1, isNew: [] });
});

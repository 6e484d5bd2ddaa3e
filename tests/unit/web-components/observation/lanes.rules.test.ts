import { describe, expect, test } from 'vitest';
import type { Framework } from '#contract/frameworks';
import type { LookFor } from '#contract/tasks';
import {
  isAbsence,
  lanesOf,
  lanesOfMark,
  rowsOf,
  shortChild,
  shownLanes,
  toggleLane,
} from '#elements/observation/lanes.rules';
import { draft } from './marks.ts';

const code = (id: string, hue: number): Framework['codes'][number] => ({
  id,
  tierId: 'all',
  name: { en: id, pl: `${id}-pl` },
  definition: { en: id },
  hue,
});
const framework = {
  tiers: [],
  codes: [code('begins', 2), code('received', 3), code('no-response', 4)],
};
const lookFors: LookFor[] = [
  { id: 'l1', label: 'A child begins', codeId: 'begins' },
  { id: 'l2', label: 'Something else', codeId: null },
];
const lanes = lanesOf(
  { lookFors, framework, locale: 'pl' },
  {
    moments: [{ lookForId: 'l1', minimum: 2 }],
  },
);
const [begins, other, received] = lanes;
if (!begins || !other || !received) throw new Error('Lanes are missing.');

describe('lanes', () => {
  test('a look-for each, then the codes that no look-for has, with keys in this order', () => {
    expect(lanes.map(({ label, key, hue, minimum }) => [label, key, hue, minimum])).toEqual([
      ['A child begins', '1', 2, 2],
      ['Something else', '2', 3, null],
      ['received-pl', '3', 3, null],
      ['no-response-pl', '4', 4, null],
    ]);
  });

  test('codes have the keys of their framework, as far as look-fors leave them free', () => {
    const keyed = ['a', 'b', 'c', 'd'].map((id, at) => ({
      ...code(id, 3),
      hotKey: ['7', '1', '7', null][at] ?? null,
    }));
    const keys = (given: LookFor[]) =>
      lanesOf({ lookFors: given, framework: { tiers: [], codes: keyed }, locale: 'en' }, null).map(
        (lane) => `${lane.codeId ?? lane.id} ${lane.key}`,
      );
    expect(keys([])).toEqual(['a 7', 'b 1', 'c 2', 'd 3']);
    expect(keys([{ id: 'l', label: 'L', codeId: 'c' }])).toEqual(['c 1', 'a 7', 'b 2', 'd 3']);
  });

  test('a mark stands where it says, by look-for or by code', () => {
    const names = (mark: Parameters<typeof lanesOfMark>[0]) =>
      lanesOfMark(mark, lanes).map((lane) => lane.id);
    expect(names(draft())).toEqual([]);
    expect(names(draft({ lookForId: 'l2' }))).toEqual(['l2']);
    expect(names(draft({ codeIds: ['begins', 'received'] }))).toEqual(['l1', 'code:received']);
    expect(names(draft({ lookForId: 'l2', codeIds: ['received'] }))).toEqual(['l2']);
  });

  test('codes are drawn once they are used', () => {
    const shown = (codeIds: string[]) =>
      shownLanes(lanes, [draft({ codeIds })]).map((lane) => lane.id);
    expect(shown([])).toEqual(['l1', 'l2']);
    expect(shown(['no-response'])).toEqual(['l1', 'l2', 'code:no-response']);
  });

  test('the tenth has no key', () => {
    const many = { codes: Array.from({ length: 12 }, (_, at) => code(`c${at}`, 1)), tiers: [] };
    const keys = lanesOf({ lookFors: [], framework: many, locale: 'en' }, null).map(
      (lane) => lane.key,
    );
    expect(keys.slice(8)).toEqual(['9', '', '', '']);
  });
});

describe('sorting a mark', () => {
  test('puts look-for and code on', () => {
    expect(toggleLane(draft(), begins)).toMatchObject({ lookForId: 'l1', codeIds: ['begins'] });
    expect(toggleLane(draft(), other)).toMatchObject({ lookForId: 'l2', codeIds: [] });
    expect(toggleLane(draft(), received)).toMatchObject({
      lookForId: null,
      codeIds: ['received'],
    });
  });

  test('the same again takes them off', () => {
    const mark = draft({ body: 'kept' });
    for (const lane of lanes) expect(toggleLane(toggleLane(mark, lane), lane)).toEqual(mark);
  });

  test('a second code does not take the first away', () => {
    const twice = toggleLane(toggleLane(draft(), begins), received);
    expect(twice.codeIds).toEqual(['begins', 'received']);
    expect(lanesOfMark(twice, lanes).map((lane) => lane.id)).toContain('l1');
  });
});

test.each([
  ['Child A', 'A'],
  ['Kind B2', 'B2'],
  ['Mila', 'Mil'],
])('%s is short as %s', (name, short) => {
  expect(shortChild(name)).toBe(short);
});

test.each([
  ['no-response', true],
  ['none', true],
  ['answer-none', true],
  ['initiative-missed', true],
  ['noticing', false],
  ['normal', false],
  ['received', false],
])('%s says that nothing came: %s', (codeId, expected) => {
  expect(isAbsence(codeId)).toBe(expected);
});

test('intervals that overlap stand under each other, points do not take room', () => {
  const at = (id: string, startSeconds: number, endSeconds: number | null) => ({
    id,
    startSeconds,
    endSeconds,
  });
  const rows = rowsOf([
    at('a', 0, 10),
    at('b', 5, 12),
    at('c', 10, 14),
    at('p', 6, null),
    at('d', 11, 13),
  ]);
  expect(Object.fromEntries(rows)).toEqual({ a: 0, b: 1, c: 0, p: 0, d: 2 });
});

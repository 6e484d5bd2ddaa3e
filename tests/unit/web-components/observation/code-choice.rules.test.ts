import { describe, expect, test } from 'vitest';
import type { LookFor } from '#contract/tasks';
import { codeGroups, codesWanted } from '#elements/observation/code-choice.rules';
import { lanesOf } from '#elements/observation/lanes.rules';

const code = (id: string, tierId: string, name: string) => ({
  ...{ id, tierId, hue: 3, name: { en: id, pl: name } },
  definition: { en: id },
});
const framework = {
  tiers: [
    { id: 'say', name: { en: 'What is said', pl: 'Co się mówi' } },
    { id: 'do', name: { en: 'What is done' } },
  ],
  codes: [
    code('asks', 'say', 'Pyta'),
    code('waits', 'do', 'Czeka'),
    code('mirrors', 'do', 'Łagodnie powtarza'),
    code('begins', 'say', 'Zaczyna'),
  ],
};
const lookFors: LookFor[] = [{ id: 'l', label: 'A child begins', codeId: 'begins' }];
const lanes = lanesOf({ lookFors, framework, locale: 'pl' }, null);

describe('codes to choose from', () => {
  test('stand under the headings of their framework, look-fors before them', () => {
    expect(
      codeGroups(lanes).map(({ tier, lanes: own }) => [tier, own.map(({ id }) => id)]),
    ).toEqual([
      ['', ['l']],
      ['Co się mówi', ['code:asks']],
      ['What is done', ['code:waits', 'code:mirrors']],
    ]);
  });

  test.each([
    ['', ['l', 'code:asks', 'code:waits', 'code:mirrors']],
    ['  CZE', ['code:waits']],
    ['lagod', ['code:mirrors']],
    ['powt łag', ['code:mirrors']],
    ['done', ['code:waits', 'code:mirrors']],
    ['said py', []],
    ['mowi py', ['code:asks']],
    ['eka', []],
  ])('“%s” finds %j', (wanted, ids) => {
    expect(codesWanted(lanes, wanted).map(({ id }) => id)).toEqual(ids);
  });
});

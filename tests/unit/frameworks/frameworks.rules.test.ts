import { describe, expect, test } from 'vitest';
import type { Code, FrameworkContent, FrameworkDraftContent } from '#contract/frameworks';
import {
  frameworkGaps,
  frameworkWarnings,
  freeKey,
  lineageOf,
  mapCodes,
  newestOfEach,
  sameCodes,
  type Ancestor,
} from '#server/frameworks/frameworks.rules';

test('of each framework the newest version is offered, whatever the order', () => {
  const stored = [
    { key: 'levers', version: 2 },
    { key: 'principles', version: 1 },
    { key: 'levers', version: 10 },
    { key: 'levers', version: 3 },
  ];
  expect(newestOfEach(stored)).toEqual([
    { key: 'levers', version: 10 },
    { key: 'principles', version: 1 },
  ]);
});

test('no framework, nothing to offer', () => {
  expect(newestOfEach([])).toEqual([]);
});

const code = (id: string, different: Partial<Code> = {}): Code => ({
  id,
  tierId: 'all',
  name: { en: id },
  definition: { en: `What ${id} is` },
  hue: 3,
  ...different,
});
const draft = (different: Partial<FrameworkDraftContent> = {}): FrameworkDraftContent => ({
  key: 'ours',
  title: { en: 'Ours' },
  source: '',
  tiers: [{ id: 'all', name: { en: 'All' } }],
  codes: [code('asks'), code('waits', { hue: 2 })],
  ...different,
});
const version = (number: number, different: Partial<FrameworkContent> = {}): Ancestor => {
  const content = { ...draft(), version: number, ...different };
  return { id: `id-${content.key}-${number}`, key: content.key, version: number, content };
};

describe('what keeps a draft from being published', () => {
  const cases: [string, Partial<FrameworkDraftContent>, string[]][] = [
    ['nothing', {}, []],
    ['a blank title', { title: { en: ' ' } }, ['title-missing title']],
    ['no code', { codes: [] }, ['code-missing codes']],
    [
      'a code that says nothing',
      { codes: [code('asks', { name: { en: '' }, definition: { en: '' } })] },
      ['code-name-missing codes.0.name', 'definition-missing codes.0.definition'],
    ],
    [
      'a code of a tier that is gone',
      { codes: [code('asks'), code('waits', { tierId: 'gone' })] },
      ['code-without-tier codes.1.tierId'],
    ],
    [
      'one key for two codes of a tier',
      { codes: [code('asks', { hotKey: '1' }), code('waits', { hotKey: '1' })] },
      ['hot-key-twice codes.1.hotKey'],
    ],
    [
      'two codes of one id, a tier without codes',
      {
        tiers: [
          { id: 'all', name: { en: 'All' } },
          { id: 'none', name: { en: 'None' } },
        ],
        codes: [code('asks'), code('asks')],
      },
      ['tier-without-codes tiers.1', 'code-twice codes.1'],
    ],
  ];
  test.each(cases)('%s', (_, different, expected) => {
    const gaps = frameworkGaps(draft(different), null);
    expect(gaps.map(({ finding, path }) => `${finding} ${path}`)).toEqual(expected);
  });

  test('the same key in two tiers is no gap', () => {
    const tiers = ['child', 'adult'].map((id) => ({ id, name: { en: id } }));
    const codes = tiers.map(({ id }) => code(`${id}-acts`, { tierId: id, hotKey: '1' }));
    expect(frameworkGaps(draft({ tiers, codes }), null)).toEqual([]);
  });

  test('a code of the version before of which nothing is said, and one that became nothing known', () => {
    const before = { codes: [code('asks'), code('waits'), code('looks'), code('hums')] };
    const codes = [
      { from: 'asks', to: ['asks'] },
      { from: 'waits', to: ['gone'] },
      { from: 'hums', to: [] },
    ];
    const gaps = frameworkGaps(draft({ replaces: { key: 'ours', version: 1, codes } }), before);
    expect(gaps.map(({ finding, path }) => `${finding} ${path}`)).toEqual([
      'mapping-unknown-code replaces.waits',
      'mapping-open replaces.looks',
    ]);
  });
});

test('one colour for two codes is warned of, with both names; so is what is not translated', () => {
  const content = draft({
    title: { en: 'Ours', pl: 'Nasze' },
    codes: [code('asks', { hotKey: '1' }), code('waits', { hotKey: '2' })],
  });
  const warnings = frameworkWarnings(content);
  expect(warnings.find(({ finding }) => finding === 'hue-twice')).toEqual({
    finding: 'hue-twice',
    path: 'codes.1.hue',
    label: 'waits',
    other: 'asks',
  });
  expect(warnings.find(({ path }) => path === 'translations.pl')).toMatchObject({ other: '5' });
  expect(warnings.some(({ path }) => path === 'translations.fr')).toBe(false);
});

describe('reading old codes in a new version', () => {
  const first = version(1, { codes: [code('asks'), code('waits'), code('hums')] });
  const second = version(2, {
    codes: [code('asks-open'), code('asks-closed'), code('waits')],
    replaces: {
      key: 'ours',
      version: 1,
      codes: [
        { from: 'asks', to: ['asks-open', 'asks-closed'] },
        { from: 'waits', to: ['waits'] },
        { from: 'hums', to: [] },
      ],
    },
  });
  const third = version(3, {
    codes: [code('asks-open'), code('pauses')],
    replaces: {
      key: 'ours',
      version: 2,
      codes: [
        { from: 'asks-open', to: ['asks-open'] },
        { from: 'asks-closed', to: [] },
        { from: 'waits', to: ['pauses'] },
      ],
    },
  });
  const stored = [third, first, second];

  test('across several versions: split, renamed, given up', () => {
    const lineage = lineageOf(third.content, stored);
    expect([...lineage.keys()]).toEqual([second.id, first.id]);
    const map = lineage.get(first.id) ?? new Map();
    expect(mapCodes(['asks', 'waits', 'hums'], map)).toEqual(['asks-open', 'pauses']);
    expect(mapCodes(['waits', 'asks'], lineage.get(second.id) ?? new Map())).toEqual(['pauses']);
  });

  test('a version that names none before it keeps the codes of the same id', () => {
    const silent = version(4, { codes: [code('pauses'), code('new')] });
    const lineage = lineageOf(silent.content, [...stored, silent]);
    expect(mapCodes(['asks', 'waits'], lineage.get(first.id) ?? new Map())).toEqual(['pauses']);
  });

  test('a copy under another key follows its model, and a circle ends', () => {
    const copy = version(1, { key: 'theirs', replaces: sameCodes(third.content) });
    expect([...lineageOf(copy.content, [...stored, copy]).keys()]).toContain(third.id);
    const a = version(1, { key: 'a', replaces: { key: 'b', version: 1, codes: [] } });
    const b = version(1, { key: 'b', replaces: { key: 'a', version: 1, codes: [] } });
    expect(lineageOf(a.content, [a, b]).size).toBe(2);
  });
});

test('a key is plain letters of the title, and never one that is taken', () => {
  expect(freeKey('Łańcuch: Éveil & co', [])).toBe('lancuch-eveil-co');
  expect(freeKey('Ours', ['ours', 'ours-2'])).toBe('ours-3');
  expect(freeKey('子', [])).toBe('framework');
});

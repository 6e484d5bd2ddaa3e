import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrameworkDraftContent, FrameworkFormat, Translated } from '#contract/frameworks';
import { LOCALES } from '#contract/vocabulary';
import { frameworkText, readFrameworkFile } from '#server/frameworks/framework-files';
import { readFrameworks } from '#server/frameworks/ready-frameworks';
import { AppError } from '#server/infra/app-error';
import { rootFolder } from '#server/infra/root-folder';
import { readXml } from '#server/infra/xml';
import { join } from 'node:path';

const AT = '2027-01-10T12:00:00.000Z';
const FORMATS: FrameworkFormat[] = ['json', 'ecv', 'eaf'];
const given = (text: string, fileName = 'ours.ecv') => ({
  fileName,
  base64: Buffer.from(text).toString('base64'),
});
const read = (text: string) => readFrameworkFile(given(text));

const words = fc.string({ unit: 'binary', maxLength: 30 });
const translated = fc
  .record({ en: words, pl: words, it: words, nl: words, fr: words }, { requiredKeys: ['en'] })
  .map((text): Translated => text);
const ids = (most: number) =>
  fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { minLength: 1, maxLength: most });

/** Frameworks of any words, whatever ELAN can show of them. */
const anyFramework: fc.Arbitrary<FrameworkDraftContent> = fc
  .record({ tierIds: ids(4), codeIds: ids(10), title: translated, source: words })
  .chain(({ tierIds, codeIds, title, source }) =>
    fc.record({
      key: fc.constant('ours'),
      title: fc.constant(title),
      source: fc.constant(source),
      tiers: fc.tuple(...tierIds.map((id) => translated.map((name) => ({ id, name })))),
      codes: fc.tuple(
        ...codeIds.map((id) =>
          fc.record({
            id: fc.constant(id),
            tierId: fc.constantFrom(...tierIds),
            name: translated,
            definition: translated,
            hue: fc.integer({ min: 1, max: 8 }),
            hotKey: fc.constantFrom('1', '9', null),
            examples: fc.array(
              fc.record({
                text: translated,
                clipKey: fc.constant('a-clip'),
                startSeconds: fc.double({ min: 0, max: 9, noNaN: true }).map((x) => x + 0),
              }),
              { maxLength: 2 },
            ),
          }),
        ),
      ),
      replaces: fc.constantFrom(null, {
        key: 'theirs',
        version: 3,
        codes: [{ from: 'x', to: ['y', 'z'] }],
      }),
    }),
  );

describe.each(FORMATS)('%s', (format) => {
  test('a framework comes back as it went, whatever its words', () => {
    fc.assert(
      fc.property(anyFramework, (framework) => {
        expect(read(frameworkText(framework, format, AT))).toEqual(framework);
      }),
      { numRuns: 60 },
    );
  });

  test('so do the ready ones', async () => {
    const folder = join(rootFolder(), 'course-templates', 'frameworks');
    for (const { version, ...content } of await readFrameworks(folder)) {
      expect(version).toBeGreaterThan(0);
      expect(read(frameworkText(content, format, AT))).toEqual(content);
    }
  });
});

describe('ELAN', () => {
  const framework: FrameworkDraftContent = {
    key: 'ours',
    title: { en: 'Ours' },
    source: 'Us',
    tiers: [{ id: 'talk', name: { en: 'Talk', pl: 'Rozmowa' } }],
    codes: [
      { id: 'asks', tierId: 'talk', name: { en: 'Asks', pl: 'Pyta' }, definition: { en: 'A question' }, hue: 6, hotKey: '4' }, // prettier-ignore
    ],
  };

  test('a name that was changed there counts; colour and key stay', () => {
    const changed = frameworkText(framework, 'ecv', AT).replace('>Asks<', '>Wonders<');
    expect(read(changed).codes).toEqual([
      { ...framework.codes[0], name: { en: 'Wonders', pl: 'Pyta' } },
    ]);
  });

  test('a vocabulary that was made there becomes a framework with colours', () => {
    const foreign = `<?xml version="1.0"?><CV_RESOURCE><LANGUAGE LANG_ID="und" LANG_LABEL="undetermined (und)"/>
      <CONTROLLED_VOCABULARY CV_ID="Gaze"><CV_ENTRY_ML CVE_ID="cveid0">
      <CVE_VALUE LANG_REF="und" DESCRIPTION="to the child">child</CVE_VALUE></CV_ENTRY_ML><CV_ENTRY_ML CVE_ID="cveid1">
      <CVE_VALUE LANG_REF="und">child</CVE_VALUE></CV_ENTRY_ML></CONTROLLED_VOCABULARY></CV_RESOURCE>`;
    expect(readFrameworkFile(given(foreign, 'gaze.ecv'))).toMatchObject({
      key: 'gaze',
      tiers: [{ id: 'gaze', name: { en: 'Gaze' } }],
      codes: [
        { id: 'child', hue: 3, name: { en: 'child' }, definition: { en: 'to the child' } },
        { id: 'child-2', hue: 2 },
      ],
    });
  });

  test('every language and every code stands in it once', () => {
    const root = readXml(frameworkText(framework, 'eaf', AT));
    expect(root.children.map(({ name }) => name)).toEqual([
      'HEADER',
      'TIME_ORDER',
      'TIER',
      'LINGUISTIC_TYPE',
      ...LOCALES.map(() => 'LANGUAGE'),
      ...[1, 2, 3, 4].map(() => 'CONSTRAINT'),
      'CONTROLLED_VOCABULARY',
    ]);
  });
});

describe('what is refused, with the line', () => {
  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "${'c'.repeat(99)}">]>\n<a>&b;</a>`;
  const cases: [string, string, object][] = [
    ['no XML', '<a>\n<b></a>', { problem: 'not-readable', line: 2 }],
    ['a document type, whose entities are never expanded', bomb, { problem: 'doctype', line: 2 }],
    ['an entity of its own', '<a>&lol;</a>', { problem: 'not-readable', line: 1 }],
    ['no vocabulary in it', '<CV_RESOURCE/>', { problem: 'no-codes' }],
    ['no JSON', '{"format":\n"lookfor-framework",,}', { problem: 'not-readable', line: 2 }],
    [
      'a later version of the format',
      '{"format":"lookfor-framework","formatVersion":2}',
      { problem: 'newer-version' },
    ],
    [
      'JSON that breaks the schema',
      '{"format":"lookfor-framework","formatVersion":1,"framework":{"key":"a"}}',
      { problem: 'not-schema', place: 'framework.title' },
    ],
  ];
  test.each(cases)('%s', (_, text, problem) => {
    expect(() => read(text)).toThrow(AppError);
    try {
      read(text);
    } catch (error) {
      expect((error as AppError).code).toBe('file_refused');
      expect((error as AppError).details['problems']).toEqual([expect.objectContaining(problem)]);
    }
  });

  // It kept everybody waiting for minutes.
  test('a vocabulary of 10,000 equal entries', () => {
    const entry =
      '<CV_ENTRY_ML CVE_ID="a"><CVE_VALUE LANG_REF="eng">Waits</CVE_VALUE></CV_ENTRY_ML>';
    const all = `<CONTROLLED_VOCABULARY CV_ID="a">${entry.repeat(10_000)}</CONTROLLED_VOCABULARY>`;
    const { codes } = read(`<CV_RESOURCE>${all}</CV_RESOURCE>`);
    expect(new Set(codes.map(({ id }) => id)).size).toBe(60);
  });

  test('elements in each other without end', () => {
    expect(() => readXml('<a>'.repeat(100) + '</a>'.repeat(100))).toThrow(/too deep/);
  });
});

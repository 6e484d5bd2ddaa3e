import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LOCALES } from '#contract/vocabulary';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'web-components/locales/xliff');

/** The units of a language's file: id, English, translation. */
function unitsOf(locale: string): { id: string; source: string; target: string | undefined }[] {
  const text = readFileSync(join(folder, `${locale}.xlf`), 'utf8');
  return [...text.matchAll(/<trans-unit id="([^"]+)">(.*?)<\/trans-unit>/gs)].map(
    ([, id = '', unit = '']) => ({
      id,
      source: /<source>(.*?)<\/source>/s.exec(unit)?.[1] ?? '',
      target: /<target>(.*?)<\/target>/s.exec(unit)?.[1],
    }),
  );
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/<x id="(\d+)"/g)].map(([, id = '']) => id).sort();

/** Texts of elements as they stand in the sources now. */
function messageCalls(): number {
  const sources = readdirSync(join(root, 'web-components'), { recursive: true, encoding: 'utf8' });
  return sources
    .filter((name) => name.endsWith('.ts') && !/^(gallery|locales)\//.test(name))
    .flatMap((name) => [
      ...readFileSync(join(root, 'web-components', name), 'utf8').matchAll(/\bmsg\(/g),
    ]).length;
}

test.each(LOCALES.filter((locale) => locale !== 'en'))(
  'every text is translated into %s, with its placeholders',
  (locale) => {
    const units = unitsOf(locale);
    expect(units.length).toBeGreaterThan(0.7 * messageCalls());
    expect(units.filter(({ target }) => !target?.trim()).map(({ source }) => source)).toEqual([]);
    const broken = units.filter(
      ({ source, target = '' }) =>
        placeholders(source).join(' ') !== placeholders(target).join(' '),
    );
    expect(broken.map(({ source }) => source)).toEqual([]);
  },
);

test('every language knows the same texts', () => {
  const [first, ...others] = LOCALES.filter((locale) => locale !== 'en').map((locale) =>
    unitsOf(locale)
      .map(({ id }) => id)
      .sort(),
  );
  for (const other of others) expect(other).toEqual(first);
});

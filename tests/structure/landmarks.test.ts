import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const elements = fileURLToPath(new URL('../../web-components', import.meta.url));
/** Pages, of which each has one main part; whatever stands in them has none of its own. */
const PAGES = ['app', 'launch', 'operator', 'gallery'];

test('a page has one main part: no element inside it brings another', () => {
  const files = readdirSync(elements, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !PAGES.some((page) => name.startsWith(`${page}/`)),
  );
  expect(files.length).toBeGreaterThan(100);
  const guilty = files.filter((name) => /<main[\s>]/.test(readFileSync(join(elements, name), 'utf8'))); // prettier-ignore
  expect(guilty).toEqual([]);
});

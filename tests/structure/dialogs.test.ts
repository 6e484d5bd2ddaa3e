import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const elements = fileURLToPath(new URL('../../web-components', import.meta.url));

function modulesWith(words: RegExp): string[] {
  return readdirSync(elements, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && words.test(readFileSync(join(elements, name), 'utf8')),
    )
    .sort();
}

test('every dialog opens through one place, which puts it in sight', () => {
  expect(modulesWith(/\bshowModal\(/)).toEqual(['kit/open-dialog.ts']);
  // Web Awesome's would open by itself: by an attribute that stands in its tag, or a drawer's.
  expect(modulesWith(/<wa-dialog\s[^>]*[\s?.]open\b|<wa-drawer\s/)).toEqual([]);
  const opening = modulesWith(/\bopenDialog\(/);
  expect(opening).toEqual(expect.arrayContaining(modulesWith(/query\('wa-dialog'\)/)));
});

test('Web Awesome shows the library to choose a clip from, and the question before publishing', () => {
  expect(modulesWith(/<wa-dialog\s/)).toEqual([
    'task-builder/builder-panels.ts',
    'task-builder/clip-sheet.ts',
  ]);
});

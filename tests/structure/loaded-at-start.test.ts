import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Large, and needed by few servers or seldom: each is loaded by `import()` where it is needed. */
const LATER = [
  '@asteasolutions/zod-to-openapi',
  '@aws-sdk/client-s3',
  '@aws-sdk/lib-storage',
  '@resvg/resvg-js',
  'csv-parse/sync',
  'fflate',
  'mediabunny',
  'saxes',
];

test('a server that rests has not loaded what is needed seldom', () => {
  const loaded = loadedBy(join(root, 'lti-tool/src/main.ts'));
  expect(loaded).toContain('express');
  expect(LATER.filter((name) => loaded.has(name))).toEqual([]);
});

/** Packages that a program loads before it has done anything, through all of our own files. */
function loadedBy(program: string): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    // A statement: words of other statements never stand between `import` and its `from`.
    const found = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type )(?:[^;'"]*? from )?'([^']+)'/gm,
    );
    for (const [, name = ''] of found) {
      if (name.startsWith('.')) follow(join(dirname(file), name));
      else if (name.startsWith('#contract/')) follow(join(root, 'lti-tool', `${name.slice(1)}.ts`));
      else packages.add(name);
    }
  };
  follow(program);
  return packages;
}

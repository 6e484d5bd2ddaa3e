import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Who may use whom: a place imports from rows above its own, never from its own row (but itself)
 * nor below. This list is the architecture; everything else follows from it.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['lti-tool/contract'],
  ['lti-tool/src/infra'],
  ['lti-tool/src/lti'],
  [
    'lti-tool/src/consents',
    'lti-tool/src/frameworks',
    'lti-tool/src/gradebook',
    'lti-tool/src/live',
  ],
  ['lti-tool/src/clips'],
  ['lti-tool/src/tasks'],
  ['lti-tool/src/observations', 'lti-tool/src/documentation'],
  ['lti-tool/src/narrations', 'lti-tool/src/seminars'],
  ['lti-tool/src/assessments', 'lti-tool/src/exchange', 'lti-tool/src/operator'],
  ['lti-tool/src'],
  ['lti-tool/demo'],
  ['lti-tool/src/main.ts'],
];

/** Places outside the layers, and what they may import besides themselves and packages. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'web-components': ['lti-tool/contract'],
  'lti-tool/practice-lms': [],
  'lti-tool/scripts': [],
};

function placeOf(file: string): string {
  const places = [...LAYERS.flat(), ...Object.keys(BESIDE)].sort((a, b) => b.length - a.length);
  const place = places.find((name) => file === name || file.startsWith(`${name}/`));
  if (!place) throw new Error(`${file} belongs to no place of the architecture`);
  return place;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name) && !name.endsWith('.config.ts'))
    .map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/(?:from|import)\s*\(?\s*['"]([.#][^'"]+)['"]/g);
  return [...found].map(([, target = '']) => {
    const alias = {
      '#contract/': 'lti-tool/contract/',
      '#server/': 'lti-tool/src/',
      '#elements/': 'web-components/',
    };
    for (const [prefix, folder] of Object.entries(alias))
      if (target.startsWith(prefix)) return `${folder}${target.slice(prefix.length)}.ts`;
    return relative(root, resolve(root, dirname(file), target));
  });
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  const beside = BESIDE[from];
  if (beside) return beside.includes(to);
  const layerOf = (place: string): number => LAYERS.findIndex((row) => row.includes(place));
  return layerOf(to) >= 0 && layerOf(to) < layerOf(from);
}

const files = ['lti-tool', 'web-components'].flatMap(sourcesBelow);

test('imports go downward only', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter(
        (target) => !target.startsWith('course-templates/') && !target.endsWith('package.json'),
      )
      .filter((target) => !mayImport(placeOf(file), placeOf(target)))
      .map((target) => `${file} → ${target}`),
  );
  expect(
    wrong,
    `layers, top imports first:\n${LAYERS.map((row) => row.join(', ')).join('\n')}`,
  ).toEqual([]);
});

test('vendors are named in one file only', () => {
  const wrong = files
    .filter((file) => file.startsWith('lti-tool/src/') && !file.endsWith('platform-quirks.ts'))
    .filter((file) =>
      /===\s*['"](moodle|canvas|desire2learn|brightspace|blackboard|sakai)/i.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
  expect(wrong).toEqual([]);
});

test('rules are pure: no database, no clock, no web framework', () => {
  const wrong = files
    .filter((file) => file.endsWith('.rules.ts'))
    .filter((file) =>
      /from 'drizzle-orm|from 'express'|from 'pg'|Date\.now\(\)|new Date\(\)|Math\.random/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
  expect(wrong).toEqual([]);
});

test('the environment is read in one place', () => {
  const wrong = files
    .filter((file) => file.startsWith('lti-tool/src/') && !/(config|main|cli)\.ts$/.test(file))
    .filter((file) => /process\.env\b(?!,|\s*\})/.test(readFileSync(join(root, file), 'utf8')))
    .filter((file) => !file.endsWith('embedded-postgres.ts') && !file.includes('/infra/media/'));
  expect(wrong).toEqual([]);
});

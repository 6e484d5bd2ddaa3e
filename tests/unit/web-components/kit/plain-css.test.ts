import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withPlainCss } from '#elements/plain-css';

const elements = join(import.meta.dirname, '../../../../web-components');

test('styles lose comments and indentation, and every line stays where it is', () => {
  const source = [
    'const wide = css`',
    '  /* Why: it is',
    '     told here. */',
    '  .a > .b { /* here too */',
    "    content: '\\201C  ';",
    '    inset: ${top} 0;',
    '  }',
    '`;',
    '/* This one is not in a sheet. */',
    '  const html = html`  <p>   </p>`;',
  ];
  expect(withPlainCss(source.join('\n')).split('\n')).toEqual([
    'const wide = css`',
    '',
    '',
    '.a > .b {',
    "content: '\\201C  ';",
    'inset: ${top} 0;',
    '}',
    '`;',
    '/* This one is not in a sheet. */',
    '  const html = html`  <p>   </p>`;',
  ]);
});

test('no style sheet of ours has in quotes what would be taken for the beginning of a comment', () => {
  const sources = readdirSync(elements, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'plain-css.ts')
    .map((name) => ({ name, code: readFileSync(join(elements, name), 'utf8') }));
  const sheets = sources.flatMap(({ name, code }) =>
    [...code.matchAll(/\bcss`((?:[^`\\]|\\.)*)`/gs)].map(([, sheet = '']) => ({ name, sheet })),
  );
  expect(sheets.length).toBeGreaterThan(100);
  const doubtful = sheets.filter(({ sheet }) => /(["'])[^"'\n]*\/\*[^"'\n]*\1/.test(sheet));
  expect(doubtful.map(({ name }) => name)).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const elements = fileURLToPath(new URL('../../web-components', import.meta.url));

test('every dialog opens through one place, which puts it in sight', () => {
  const opening = readdirSync(elements, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      name.endsWith('.ts') &&
      /\bshowModal\(|<wa-(dialog|drawer)/.test(readFileSync(join(elements, name), 'utf8')),
  );
  expect(opening).toEqual(['kit/open-dialog.ts']);
});

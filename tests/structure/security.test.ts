import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../../lti-tool/src', import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const linesOf = (file: string) => readFileSync(join(source, file), 'utf8').split('\n');

/** Names of what a stranger could find out by trying, and by how long each try takes. */
const SECRET = String.raw`[\w.?'\[\]]*(?:secret\w*|signature|password|nonce|hmac|mac)\b['\]]*`;
const COMPARED = new RegExp(String.raw`(?:${SECRET}\)? *[!=]==|[!=]== *${SECRET})`, 'i');
/** Whether there is one at all, or of what kind it is, tells nothing. */
const HARMLESS = /[\w.?]+ *[!=]== *(?:null|undefined|''|'string')|typeof [\w.?]+ *[!=]== *'\w+'/g;

test('constant-time comparisons: secrets are compared by sameText alone, which is timingSafeEqual', () => {
  const compared = files.flatMap((file) =>
    linesOf(file)
      .filter((line) => COMPARED.test(line.replaceAll(HARMLESS, '')))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(compared).toEqual([]);
  const own = files.filter((file) =>
    linesOf(file).some((line) => line.includes('timingSafeEqual')),
  );
  expect(own).toEqual([join('infra', 'secrets.ts')]);
});

test('SQL is never glued together from what somebody sent', () => {
  const glued = files.filter((file) =>
    linesOf(file).some((line) =>
      /\b(?:sql\.raw|client\.query|pool\.query)\(\s*`[^`]*\$\{/.test(line),
    ),
  );
  expect(glued).toEqual([]);
});

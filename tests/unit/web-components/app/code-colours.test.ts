import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rootFolder } from '#server/infra/root-folder';
import { colourDistance, COLOUR_VISIONS, contrast } from '../../../support/colour-vision.ts';

const tokens = readFileSync(join(rootFolder(), 'web-components/app/tokens.css'), 'utf8');
const [light = '', dark = ''] = tokens.split('@media (prefers-color-scheme: dark)');

function colour(part: string, name: string): string {
  const found = new RegExp(`--lf-${name}: (#[0-9a-f]{6});`).exec(part)?.[1];
  if (!found) throw new Error(`--lf-${name} is not there`);
  return found;
}

/** Under this two thin stripes of a timeline look like one colour (Oklab, 1 is black to white). */
const ALIKE_BELOW = 0.06;
const HUES = [1, 2, 3, 4, 5, 6, 7, 8];

describe.each([
  { scheme: 'light', part: light },
  { scheme: 'dark', part: dark },
])('code colours in $scheme', ({ part }) => {
  test.each(COLOUR_VISIONS)('each two are told apart with %s', (vision) => {
    const alike = HUES.flatMap((one) =>
      HUES.filter((other) => other > one).flatMap((other) => {
        const [a, b] = [colour(part, `code-${one}`), colour(part, `code-${other}`)];
        const distance = colourDistance(a, b, vision);
        return distance < ALIKE_BELOW ? [`${one} and ${other}: ${distance.toFixed(3)}`] : [];
      }),
    );
    expect(alike).toEqual([]);
  });

  test.each(HUES)('hue %i can be read as text on paper, surface and its own soft fill', (hue) => {
    const text = colour(part, `code-${hue}`);
    for (const ground of ['paper', 'surface', `code-${hue}-soft`])
      expect(contrast(text, colour(part, ground)), ground).toBeGreaterThanOrEqual(4.5);
  });
});

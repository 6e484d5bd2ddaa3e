import { expect, test } from 'vitest';
import { bestPicture } from '#server/clips/closed-stretches.rules';

// Of a film of 100 seconds they are taken at 15 (or 0), 40, 65 and 85.
const names = ['poster.jpg', 'poster-2.jpg', 'poster-3.jpg', 'poster-4.jpg'];

test.each([
  ['nothing is closed or masked', { closed: [], masked: [] }, 'poster.jpg'],
  ['the first is masked', { closed: [], masked: [[10, 20]] }, 'poster-2.jpg'],
  ['all are masked', { closed: [], masked: [[0, 100]] }, 'poster.jpg'],
  ['the first is closed', { closed: [[14, 16]], masked: [] }, 'poster-2.jpg'],
  [
    'what is open is masked',
    {
      closed: [
        [0, 50],
        [80, 90],
      ],
      masked: [[60, 70]],
    },
    'poster-3.jpg',
  ],
  ['all are closed', { closed: [[0, 100]], masked: [] }, null],
] as [string, { closed: [number, number][]; masked: [number, number][] }, string | null][])(
  'the picture of a clip of which %s',
  (_, stretches, picture) => {
    expect(bestPicture(names, 100, stretches)).toBe(picture);
  },
);

import { describe, expect, test } from 'vitest';
import { sight } from '#elements/kit/sight.rules';

describe('the part of a frame that is in sight', () => {
  test.each([
    ['all of it', { top: 0, bottom: 800 }, 800, 0, 0],
    [
      'its middle, when the page around it has scrolled',
      { top: 600.4, bottom: 1500 },
      2400,
      656,
      900,
    ],
    ['its end', { top: 1600, bottom: 2400 }, 2400, 1656, 0],
    ['so little that a dialog reaches further down', { top: 0, bottom: 120 }, 2400, 0, 2120],
    ['so little at its end that it reaches further up', { top: 2300, bottom: 2400 }, 2400, 2120, 0],
    ['in a low window nothing is given away', { top: 700, bottom: 1000 }, 2400, 700, 1400],
    ['a little above it is no room for a bar', { top: 20, bottom: 800 }, 800, 20, 0],
    ['nothing: the page is in the background', { top: 0, bottom: 0 }, 2400, 0, 0],
  ])('%s', (_case, seen, framePx, start, end) => {
    expect(sight(seen, framePx)).toEqual({ '--lf-sight-start': start, '--lf-sight-end': end });
  });
});

import { describe, expect, test } from 'vitest';
import { isCramped, listeners, wishedHeight } from '#elements/app/frame.rules';

describe('the height that an LMS is asked for', () => {
  test.each([
    ['a page longer than its frame grows at once', 'flows', 1400, 800, null, 1400],
    ['a page shorter than its frame lets it go at the start', 'flows', 500, 800, null, 500],
    ['a page that fits asks nothing', 'flows', 800, 800, null, null],
    ['a text that opens grows', 'flows', 1500, 1400, 1400, 1500],
    ['a line less moves nothing', 'flows', 1380, 1400, 1400, null],
    ['much less shrinks', 'flows', 900, 1400, 1400, 900],
    ['a fraction is rounded up', 'flows', 900.2, 800, null, 901],
    ['a broken measure stays within what Brightspace takes', 'flows', 0, 800, null, 120],
    ['a very long page too', 'flows', 25_000, 800, null, 10_000],
    ['a workspace in a low frame asks once', 'fills', 400, 400, null, 820],
    ['and not again', 'fills', 820, 400, 820, null],
    ['a workspace after a long page gives back what it left', 'fills', 3500, 3500, null, 820],
    ['a workspace with room asks nothing', 'fills', 700, 700, null, null],
  ] as const)('%s', (_what, flow, contentPx, framePx, askedPx, wish) => {
    expect(wishedHeight({ flow, contentPx, framePx, askedPx })).toBe(wish);
  });

  test('asking twice for the same never happens, whatever the page does', () => {
    let askedPx: number | null = null;
    const asked: number[] = [];
    for (const contentPx of [600, 640, 600, 640, 700, 300, 300, 640]) {
      const wish = wishedHeight({ flow: 'flows', contentPx, framePx: 600, askedPx });
      if (wish !== null) asked.push((askedPx = wish));
    }
    expect(asked).toEqual([640, 700, 300, 640]);
  });
});

test.each([
  ['the page around, when the platform proved it', 'https://a.example', ['https://a.example']],
  ['nobody, when a stranger is around', 'https://evil.example', []],
  [
    'all that are proven, when the browser does not tell',
    null,
    ['https://a.example', 'https://b.example'],
  ],
])('who may hear it: %s', (_what, around, heard) => {
  expect(listeners(['https://a.example', 'https://b.example'], around)).toEqual(heard);
});

test.each([
  [360, 640, true, true],
  [800, 380, true, true],
  [820, 900, true, false],
  [400, 700, false, false],
  [280, 700, false, true],
])('a frame of %d × %d, by finger %s, is too small: %s', (widthPx, heightPx, isTouched, small) => {
  expect(isCramped({ widthPx, heightPx, isTouched })).toBe(small);
});

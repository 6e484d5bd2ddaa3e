import { expect, test } from 'vitest';
import { measurePageScripts } from '../support/page-scripts.ts';

// A little below what the bench asks for, so that it stays true.
const MOST_USABLE_KB = 115;
const MOST_PAGE_KB = 330;

/** Where this fails, an `import` made a page heavier that may be an `import()`: see kit/later-part. */
test('the page of a student is usable early, and stays light with player and all', () => {
  const { usable, page, wholeWay } = measurePageScripts();
  expect(usable).toBeLessThanOrEqual(MOST_USABLE_KB);
  expect(page).toBeLessThanOrEqual(MOST_PAGE_KB);
  // What is measured is there: the player on the page, the editor on the way.
  expect(page).toBeGreaterThan(usable + 100);
  expect(wholeWay).toBeGreaterThan(page + 60);
});

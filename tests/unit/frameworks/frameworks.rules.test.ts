import { expect, test } from 'vitest';
import { newestOfEach } from '#server/frameworks/frameworks.rules';

test('of each framework the newest version is offered, whatever the order', () => {
  const stored = [
    { key: 'levers', version: 2 },
    { key: 'principles', version: 1 },
    { key: 'levers', version: 10 },
    { key: 'levers', version: 3 },
  ];
  expect(newestOfEach(stored)).toEqual([
    { key: 'levers', version: 10 },
    { key: 'principles', version: 1 },
  ]);
});

test('no framework, nothing to offer', () => {
  expect(newestOfEach([])).toEqual([]);
});

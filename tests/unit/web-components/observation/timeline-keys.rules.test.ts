import { expect, test } from 'vitest';
import { wishOfMarkKey, type MarkWish } from '#elements/observation/timeline-keys.rules';

const press = (key: string, held: { shift?: boolean; ctrl?: boolean } = {}, isReadOnly = false) =>
  wishOfMarkKey(
    { key, shiftKey: held.shift ?? false, ctrlKey: held.ctrl ?? false, metaKey: false },
    isReadOnly,
    25,
  );

test.each([
  ['Enter', {}, { do: 'open' }],
  ['ArrowUp', {}, { do: 'go', direction: -1 }],
  ['ArrowDown', {}, { do: 'go', direction: 1 }],
  ['ArrowLeft', {}, { do: 'move', grip: 'whole', seconds: -0.04 }],
  ['ArrowRight', { shift: true }, { do: 'move', grip: 'whole', seconds: 1 }],
  ['ArrowRight', { ctrl: true }, { do: 'move', grip: 'end', seconds: 0.04 }],
  ['Delete', {}, { do: 'remove' }],
  ['m', {}, null],
] as [string, { shift?: boolean; ctrl?: boolean }, MarkWish | null][])(
  '%s with %j',
  (key, held, wish) => {
    expect(press(key, held)).toEqual(wish);
  },
);

test('what is only looked at is neither moved nor removed', () => {
  expect(press('ArrowLeft', {}, true)).toBeNull();
  expect(press('Backspace', {}, true)).toBeNull();
  expect(press('ArrowDown', {}, true)).toEqual({ do: 'go', direction: 1 });
});

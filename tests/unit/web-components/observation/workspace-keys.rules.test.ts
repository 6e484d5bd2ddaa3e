import { expect, test } from 'vitest';
import { wishOfKey } from '#elements/player/key.rules';
import { wishOfWorkspaceKey } from '#elements/observation/workspace-keys.rules';

const press = (
  key: string,
  held: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift', true>> = {},
) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  altKey: held.alt ?? false,
  shiftKey: held.shift ?? false,
});

test.each([
  [press('m'), { do: 'point' }],
  [press('M', { shift: true }), { do: 'point' }],
  [press('i'), { do: 'in' }],
  [press('o'), { do: 'out' }],
  [press('1'), { do: 'sort', key: '1' }],
  [press('9'), { do: 'sort', key: '9' }],
  [press('n'), { do: 'write' }],
  [press('/'), { do: 'search' }],
  [press('?', { shift: true }), { do: 'help' }],
  [press('+', { shift: true }), { do: 'zoom', direction: 1 }],
  [press('-'), { do: 'zoom', direction: -1 }],
  [press('Escape'), { do: 'forget' }],
  [press('z', { ctrl: true }), { do: 'undo' }],
  [press('z', { meta: true }), { do: 'undo' }],
  [press('Z', { ctrl: true, shift: true }), { do: 'redo' }],
  [press('y', { ctrl: true }), { do: 'redo' }],
  [press('m', { ctrl: true }), null],
  [press('1', { alt: true }), null],
  [press('0'), null],
  [press('x'), null],
] as const)('%j asks for %j', (event, wish) => {
  expect(wishOfWorkspaceKey(event)).toEqual(wish);
});

test('no key asks something of the clip and of the workspace', () => {
  const keys = 'abcdefghijklmnopqrstuvwxyz0123456789,./+-? '.split('');
  for (const key of [...keys, 'ArrowLeft', 'ArrowRight', 'Escape']) {
    const both = [wishOfKey(press(key)), wishOfWorkspaceKey(press(key))].filter(Boolean);
    expect(both.length, key).toBeLessThanOrEqual(1);
  }
});

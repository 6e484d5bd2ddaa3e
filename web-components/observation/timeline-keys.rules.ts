import type { Grip } from './timeline.rules.ts';

/** What a key wishes of the mark that has the focus. */
export type MarkWish =
  | { do: 'open' | 'remove' }
  | { do: 'go'; direction: 1 | -1 }
  | { do: 'move'; grip: Grip; seconds: number };

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/**
 * Arrows to the side move a mark by a frame, with Shift by a second, with Ctrl its end alone; up and
 * down go to the mark before or after. Marks that are only looked at are not changed.
 */
export function wishOfMarkKey(
  { key, shiftKey, ctrlKey, metaKey }: Pressed,
  isReadOnly: boolean,
  frameRate: number,
): MarkWish | null {
  switch (key) {
    case 'Enter':
      return { do: 'open' };
    case 'ArrowUp':
    case 'ArrowDown':
      return { do: 'go', direction: key === 'ArrowUp' ? -1 : 1 };
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = (key === 'ArrowLeft' ? -1 : 1) * (shiftKey ? 1 : 1 / frameRate);
      const grip = ctrlKey || metaKey ? 'end' : 'whole';
      return isReadOnly ? null : { do: 'move', grip, seconds: step };
    }
    case 'Delete':
    case 'Backspace':
      return isReadOnly ? null : { do: 'remove' };
    default:
      return null;
  }
}

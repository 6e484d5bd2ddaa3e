import { isKeyTaken, wishOfKey } from './key.rules.ts';

/** What keys may ask of a clip. */
export interface KeyedPlayback {
  readonly hasSecondView: boolean;
  readonly onDescribe: (() => void) | undefined;
  toggle(): void;
  shuttle(direction: -1 | 0 | 1): void;
  skip(seconds: number): void;
  step(frames: number): void;
  swapViews(): void;
}

/**
 * Does what a key asks, unless the focused element needs the key itself. True when the key was
 * used; its default is prevented then.
 */
export function handleClipKey(playback: KeyedPlayback, event: KeyboardEvent): boolean {
  if (event.defaultPrevented) return false;
  const wish = wishOfKey(event);
  if (!wish || isKeyTaken(event.key, event.composedPath())) return false;
  if (wish.do === 'describe' && !playback.onDescribe) return false;
  if (wish.do === 'swap' && !playback.hasSecondView) return false;
  event.preventDefault();
  switch (wish.do) {
    case 'toggle':
      playback.toggle();
      break;
    case 'shuttle':
      playback.shuttle(wish.direction);
      break;
    case 'skip':
      playback.skip(wish.seconds);
      break;
    case 'step':
      playback.step(wish.frames);
      break;
    case 'describe':
      playback.onDescribe?.();
      break;
    case 'swap':
      playback.swapViews();
      break;
  }
  return true;
}

/** What a key asks of the clip. */
export type KeyWish =
  | { do: 'toggle' }
  | { do: 'shuttle'; direction: -1 | 0 | 1 }
  | { do: 'skip'; seconds: number }
  | { do: 'step'; frames: number }
  | { do: 'describe' }
  | { do: 'swap' };

/** The part of a keyboard event that decides. */
export interface KeyFacts {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const WISHES: ReadonlyMap<string, KeyWish> = new Map([
  [' ', { do: 'toggle' }],
  ['j', { do: 'shuttle', direction: -1 }],
  ['k', { do: 'shuttle', direction: 0 }],
  ['l', { do: 'shuttle', direction: 1 }],
  ['ArrowLeft', { do: 'skip', seconds: -1 }],
  ['ArrowRight', { do: 'skip', seconds: 1 }],
  [',', { do: 'step', frames: -1 }],
  ['.', { do: 'step', frames: 1 }],
  ['d', { do: 'describe' }],
  ['v', { do: 'swap' }],
]);

/**
 * Space, `J K L`, arrows, comma and full stop, as in every cutting room, `D` for the audio
 * description, `V` for the other view; null for other keys.
 */
export function wishOfKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyFacts): KeyWish | null {
  if (ctrlKey || metaKey || altKey || shiftKey) return null;
  return WISHES.get(key) ?? null;
}

const WRITING =
  'input:not([type=checkbox],[type=radio],[type=button],[type=range]),textarea,select';
const PRESSED_BY_SPACE =
  'button,a[href],summary,input,[role=button],[role=switch],[role=option],[role=tab],' +
  '[role=menuitem],[role=checkbox],[role=radio],wa-switch';
const MOVED_BY_ARROWS =
  'input,[role=slider],[role=tab],[role=radio],[role=option],[role=menuitem],[role=gridcell],' +
  '[role=separator],media-time-range';

/** Does the element that has focus need this key itself? Then the clip leaves it alone. */
export function isKeyTaken(key: string, path: readonly EventTarget[]): boolean {
  return path.some((target) => {
    if (!(target instanceof HTMLElement)) return false;
    if (target.isContentEditable || target.matches(WRITING)) return true;
    if (key === ' ') return target.matches(PRESSED_BY_SPACE);
    return key.startsWith('Arrow') && target.matches(MOVED_BY_ARROWS);
  });
}

import type { CueEdge } from './cue-edits.rules.ts';

/** What a key asks of the lines. */
export type EditorWish =
  | { do: 'next' | 'previous' | 'split' | 'merge' | 'merge-back' | 'leave' | 'write' }
  | { do: 'undo' | 'redo' | 'loop' | 'add' | 'remove' | 'toggle' }
  | { do: 'edge'; edge: CueEdge }
  | { do: 'nudge'; edge: CueEdge; frames: -1 | 1 };

/** The part of a keyboard event, and of the field that has focus, that decides. */
export interface EditorKeyFacts {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** Where the caret stands in the words of a line; null while nobody writes. */
  caret: { start: number; end: number; length: number } | null;
}

/**
 * While one writes, only keys that write nothing in any language are taken; Escape leaves the words,
 * and then single letters work: I and O as in the observation workspace. Null for other keys.
 */
export function editorWish(event: EditorKeyFacts): EditorWish | null {
  const { key, altKey, shiftKey, caret } = event;
  const isCommand = (event.ctrlKey || event.metaKey) && !altKey;
  const isBare = !event.ctrlKey && !event.metaKey && !altKey && !shiftKey;
  if (isCommand) return commandWish(key, shiftKey);
  if (altKey && !event.ctrlKey && !event.metaKey) return altWish(key, shiftKey);
  return caret ? writingWish(key, isBare, caret) : isBare ? letterWish(key) : null;
}

function commandWish(key: string, shiftKey: boolean): EditorWish | null {
  switch (key.toLowerCase()) {
    case 'z':
      return { do: shiftKey ? 'redo' : 'undo' };
    case 'y':
      return { do: 'redo' };
    case 'enter':
      return { do: 'split' };
    case ' ':
      return { do: 'toggle' };
    default:
      return null;
  }
}

function altWish(key: string, shiftKey: boolean): EditorWish | null {
  const edge = shiftKey ? 'end' : 'start';
  switch (key) {
    case 'ArrowLeft':
      return { do: 'nudge', edge, frames: -1 };
    case 'ArrowRight':
      return { do: 'nudge', edge, frames: 1 };
    case 'ArrowUp':
      return { do: 'previous' };
    case 'ArrowDown':
      return { do: 'next' };
    default:
      return null;
  }
}

function writingWish(
  key: string,
  isBare: boolean,
  { start, end, length }: NonNullable<EditorKeyFacts['caret']>,
): EditorWish | null {
  if (!isBare) return null;
  const isCaret = start === end;
  if (key === 'Enter') return { do: 'next' };
  if (key === 'Escape') return { do: 'leave' };
  if (key === 'Backspace' && isCaret && start === 0) return { do: 'merge-back' };
  if (key === 'Delete' && isCaret && end === length) return { do: 'merge' };
  return null;
}

function letterWish(key: string): EditorWish | null {
  switch (key.toLowerCase()) {
    case 'i':
      return { do: 'edge', edge: 'start' };
    case 'o':
      return { do: 'edge', edge: 'end' };
    case 'r':
      return { do: 'loop' };
    case 's':
      return { do: 'split' };
    case 'm':
      return { do: 'merge' };
    case 'a':
      return { do: 'add' };
    case 'n':
    case 'enter':
      return { do: 'write' };
    case 'arrowup':
      return { do: 'previous' };
    case 'arrowdown':
      return { do: 'next' };
    case 'delete':
      return { do: 'remove' };
    default:
      return null;
  }
}

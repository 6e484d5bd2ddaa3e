import type { KeyFacts } from '#elements/player/key.rules';

/** What a key asks of the workspace, beyond what it asks of the clip. */
export type WorkspaceWish =
  | {
      do:
        'point' | 'in' | 'out' | 'write' | 'search' | 'help' | 'forget' | 'undo' | 'redo' | 'loop';
    }
  | { do: 'zoom'; direction: 1 | -1 }
  | { do: 'sort'; key: string };

const PLAIN: Readonly<Record<string, WorkspaceWish>> = {
  m: { do: 'point' },
  i: { do: 'in' },
  o: { do: 'out' },
  n: { do: 'write' },
  r: { do: 'loop' },
  '/': { do: 'search' },
  '?': { do: 'help' },
  escape: { do: 'forget' },
  '+': { do: 'zoom', direction: 1 },
  '=': { do: 'zoom', direction: 1 },
  '-': { do: 'zoom', direction: -1 },
};

/** The wish of a key press; null for keys that mean nothing here. */
export function wishOfWorkspaceKey(event: KeyFacts): WorkspaceWish | null {
  const key = event.key.toLowerCase();
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'y') return { do: 'redo' };
    if (key === 'z') return { do: event.shiftKey ? 'redo' : 'undo' };
    return null;
  }
  return PLAIN[key] ?? (/^[1-9]$/.test(key) ? { do: 'sort', key } : null);
}

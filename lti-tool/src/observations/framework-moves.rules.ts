import type { Code, Replaced } from '#contract/frameworks';
import type { CodeMove } from '#contract/framework-moves';
import type { EarlierCoding, MarkChange } from '#contract/observations';
import type { LookFor } from '#contract/tasks';
import { mapCodes, type CodeMap } from '../frameworks/frameworks.rules.ts';

type Named = Pick<Code, 'id' | 'name' | 'hue'>;
type Moves = Replaced['codes'];

/** What a person sees of a move: codes that are called otherwise, parted, joined or given up. */
export function changesOf(
  before: readonly Named[],
  after: readonly Named[],
  map: CodeMap,
): CodeMove[] {
  return before.flatMap((from): CodeMove[] => {
    const to = (map.get(from.id) ?? []).flatMap((id) => after.find((code) => code.id === id) ?? []);
    const [only, ...more] = to;
    const isSame =
      only && more.length === 0 && only.id === from.id && only.name.en === from.name.en;
    return isSame ? [] : [{ from: named(from), to: to.map(named) }];
  });
}

function named({ id, name, hue }: Named): Named {
  return { id, name, hue };
}

/** Look-fors whose code has no single successor, with those that it could be. */
export function openLookFors(
  lookFors: readonly LookFor[],
  map: CodeMap,
): { id: string; label: string; codeIds: string[] }[] {
  return lookFors.flatMap(({ id, label, codeId }) => {
    const to = codeId === null ? undefined : [...(map.get(codeId) ?? [])];
    return to && to.length !== 1 ? [{ id, label, codeIds: to }] : [];
  });
}

/**
 * Look-fors with the codes of the newer version; `said` has those that somebody had to choose. Null
 * when one of them is open still, or names a code that is not there.
 */
export function movedLookFors(
  lookFors: readonly LookFor[],
  map: CodeMap,
  said: Readonly<Record<string, string>>,
  codeIds: readonly string[],
): LookFor[] | null {
  const moved = lookFors.map((lookFor) => {
    if (lookFor.codeId === null) return lookFor;
    const to = map.get(lookFor.codeId) ?? [];
    const codeId = to.length === 1 ? to[0] : said[lookFor.id];
    return { ...lookFor, codeId: codeId ?? '' };
  });
  return moved.every(({ codeId }) => codeId === null || codeIds.includes(codeId)) ? moved : null;
}

/**
 * Changes that were made before their page heard of a move: codes that are there no more, in the
 * words of today.
 */
export function inTodaysCodes(
  changes: readonly MarkChange[],
  codeIds: readonly string[],
  map: CodeMap,
): MarkChange[] {
  const today: CodeMap = new Map([...map, ...codeIds.map((id) => [id, [id]] as const)]);
  return changes.map((change) => {
    if (change.kind === 'remove') return change;
    const { mark, was } = change;
    return {
      ...change,
      mark: { ...mark, ...recoded(mark, today) },
      ...(was?.codeIds && { was: { ...was, codeIds: mapCodes(was.codeIds, today) } }),
    };
  });
}

/** Whether changes name a code that is not there. */
export function nameOthers(changes: readonly MarkChange[], codeIds: readonly string[]): boolean {
  return changes.some(
    (change) => change.kind === 'put' && change.mark.codeIds.some((id) => !codeIds.includes(id)),
  );
}

/** What codes of the newer version were called before; of several the one that kept its name. */
export function reverseOf(moves: Moves): CodeMap {
  const reverse = new Map<string, string[]>();
  for (const { from, to } of moves)
    for (const id of to) if (!reverse.has(id) || from === id) reverse.set(id, [from]);
  return reverse;
}

/** Codes of a mark, and what was said about each, in the words of another version. */
export interface Coding {
  codeIds: string[];
  codeValues?: Record<string, number> | undefined;
}

/** A coding in the words of another version. */
export function recoded({ codeIds, codeValues }: Coding, map: CodeMap): Coding {
  const values = Object.entries(codeValues ?? {}).flatMap(([id, strength]) =>
    (map.get(id) ?? []).map((to) => [to, strength] as const),
  );
  return {
    codeIds: mapCodes(codeIds, map).slice(0, 12),
    ...(values.length > 0 && { codeValues: Object.fromEntries(values) }),
  };
}

/**
 * A coding after a move was taken back: as it was before the move where nobody has touched it since,
 * else read backwards.
 */
export function restored(
  now: Coding,
  before: EarlierCoding | undefined,
  map: CodeMap,
  reverse: CodeMap,
): Coding {
  if (before) {
    const moved = recoded(before, map);
    if (moved.codeIds.join() === now.codeIds.join())
      return { codeIds: [...before.codeIds], codeValues: before.codeValues ?? now.codeValues };
  }
  return recoded(now, reverse);
}

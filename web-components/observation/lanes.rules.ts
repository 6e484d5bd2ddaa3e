import type { Code, Framework } from '#contract/frameworks';
import type { Mark } from '#contract/observations';
import type { LookFor, Pass } from '#contract/tasks';
import type { Locale } from '#contract/vocabulary';
import { answers } from './progress.rules.ts';

/** What decides where a mark stands. */
export type SortedMark = Pick<Mark, 'lookForId' | 'codeIds'>;

/** A row of the timeline: a look-for, a code, or what is not sorted yet. */
export interface Lane {
  id: string;
  kind: 'look-for' | 'code' | 'unsorted';
  label: string;
  /** The digit that sorts a mark into it; '' when there is none left. */
  key: string;
  /** One of the eight hues; null: marigold. */
  hue: number | null;
  lookFor: LookFor | null;
  codeId: string | null;
  /** The heading under which its code stands in the framework; '' for what is no code of it. */
  tier: string;
  /** How many moments the pass asks for; null when it asks for none. */
  minimum: number | null;
}

/** What lanes are made of. */
export interface LanePlan {
  lookFors: readonly LookFor[];
  framework: Pick<Framework, 'codes' | 'tiers'> | null;
  locale: Locale;
}

/** The id of the last lane, for marks without a code. */
export const UNSORTED = 'unsorted';
const MOST_KEYS = 9;

/** A code's name in the reader's language. */
export function codeName(code: Code, locale: Locale): string {
  return code.name[locale] ?? code.name.en;
}

/** Codes that say "it did not come" are drawn as a dashed outline: a finding, not a thing. */
export function isAbsence(codeId: string | null | undefined): boolean {
  return !!codeId && /^(no|none|missed)(-|$)|-(none|missed)$/.test(codeId);
}

/**
 * The lanes in which marks may stand: a look-for each, then the framework's other codes. All have
 * a place in this list, so that a key always means the same; see `shownLanes`.
 */
export function lanesOf(
  { lookFors, framework, locale }: LanePlan,
  pass: Pick<Pass, 'moments'> | null,
): Lane[] {
  const { codes = [], tiers = [] } = framework ?? {};
  const tierNames = new Map(tiers.map(({ id, name }) => [id, name[locale] ?? name.en]));
  const used = new Set(lookFors.map((lookFor) => lookFor.codeId));
  const lanes: (Omit<Lane, 'key'> & { wish: string })[] = [
    ...lookFors.map((lookFor) => ({
      id: lookFor.id,
      kind: 'look-for' as const,
      label: lookFor.label,
      hue: codes.find((code) => code.id === lookFor.codeId)?.hue ?? 3,
      lookFor,
      codeId: lookFor.codeId,
      tier: '',
      wish: '',
      minimum: pass?.moments.find((one) => one.lookForId === lookFor.id)?.minimum ?? null,
    })),
    ...codes
      .filter((code) => !used.has(code.id))
      .map((code) => ({
        id: `code:${code.id}`,
        kind: 'code' as const,
        label: codeName(code, locale),
        hue: code.hue,
        lookFor: null,
        codeId: code.id,
        tier: tierNames.get(code.tierId) ?? '',
        wish: code.hotKey ?? '',
        minimum: null,
      })),
  ];
  const keys = keysOf(
    lanes.map((lane) => lane.wish),
    lookFors.length,
  );
  return lanes.map(({ wish: _wish, ...lane }, at) => ({ ...lane, key: keys[at] ?? '' }));
}

/**
 * The digits of lanes: look-fors are counted, as the task lists them; then each code has the key
 * that its framework gives it, and the codes that are left take what is free.
 */
function keysOf(wishes: readonly string[], counted: number): string[] {
  const free = new Set(Array.from({ length: MOST_KEYS }, (_, at) => String(at + 1)));
  const take = (key: string | undefined): string => (key && free.delete(key) ? key : '');
  const first = wishes.map((wish, at) => take(at < counted ? String(at + 1) : wish));
  return first.map((key, at) => key || (at < counted ? '' : take([...free][0])));
}

/** Whether a mark stands in a lane. A mark may stand in several. */
function isInLane(mark: SortedMark, lane: Lane): boolean {
  if (lane.lookFor) return answers(mark, lane.lookFor);
  // A code inside a look-for's lane is not repeated in its own.
  return lane.codeId !== null && mark.codeIds.includes(lane.codeId) && mark.lookForId === null;
}

/** Where marks were found to stand: both are replaced and never changed, so it holds as long as they. */
const knownLanes = new WeakMap<readonly Lane[], WeakMap<SortedMark, readonly Lane[]>>();

/** The lanes of a mark; none means that it is not sorted yet. Asked again, it is not worked out again. */
export function lanesOfMark<L extends Lane>(mark: SortedMark, lanes: readonly L[]): readonly L[] {
  let known = knownLanes.get(lanes);
  if (!known) knownLanes.set(lanes, (known = new WeakMap()));
  let found = known.get(mark);
  if (!found) known.set(mark, (found = lanes.filter((lane) => isInLane(mark, lane))));
  return found as readonly L[];
}

/** Lanes that are drawn: all look-fors, and codes once they are used. */
export function shownLanes(lanes: readonly Lane[], marks: readonly SortedMark[]): Lane[] {
  const used = new Set(marks.flatMap((mark) => lanesOfMark(mark, lanes)));
  return lanes.filter((lane) => lane.kind === 'look-for' || used.has(lane));
}

/** A mark with a lane's sign put on, or taken off when it carries it already. */
export function toggleLane<M extends SortedMark>(mark: M, lane: Lane): M {
  if (isInLane(mark, lane)) {
    return {
      ...mark,
      lookForId: mark.lookForId === lane.lookFor?.id ? null : mark.lookForId,
      codeIds: mark.codeIds.filter((codeId) => codeId !== lane.codeId),
    };
  }
  const codeIds =
    lane.codeId && !mark.codeIds.includes(lane.codeId)
      ? [...mark.codeIds, lane.codeId]
      : mark.codeIds;
  return { ...mark, lookForId: mark.lookForId ?? lane.lookFor?.id ?? null, codeIds };
}

/** "Child A" → "A": what fits on a mark. A name that has no such letter is cut. */
export function shortChild(pseudonym: string): string {
  const last = pseudonym.trim().split(/\s+/).at(-1) ?? '';
  return last.length <= 2 ? last : pseudonym.slice(0, 3);
}

/** Which row each interval of a lane stands in, so that none hides another; points share rows. */
export function rowsOf(
  marks: readonly Pick<Mark, 'id' | 'startSeconds' | 'endSeconds'>[],
): Map<string, number> {
  const rows = new Map<string, number>();
  const ends: number[] = [];
  for (const mark of marks.toSorted((a, b) => a.startSeconds - b.startSeconds)) {
    if (mark.endSeconds === null) {
      rows.set(mark.id, 0);
      continue;
    }
    const free = ends.findIndex((end) => end <= mark.startSeconds);
    const row = free === -1 ? ends.length : free;
    ends[row] = mark.endSeconds;
    rows.set(mark.id, row);
  }
  return rows;
}

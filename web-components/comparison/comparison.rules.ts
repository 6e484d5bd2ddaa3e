import type { Framework } from '#contract/frameworks';
import type { Reading } from '#contract/observations';
import type { LookFor } from '#contract/tasks';
import type { Locale } from '#contract/vocabulary';
import { codeName } from '#elements/observation/lanes.rules';

export type ReadingMark = Reading['marks'][number];

/** What a mark says about its moment: its code; a look-for's code; or nothing yet. */
export interface Position {
  /** Code id, look-for id, or '' for "not sorted". */
  id: string;
  label: string;
  hue: number | null;
  codeId: string | null;
}

/** What positions are named by. */
export interface Scheme {
  lookFors: readonly LookFor[];
  framework: Pick<Framework, 'codes'> | null;
  locale: Locale;
}

/** One reader's mark of a moment. */
export interface Voice {
  reading: Reading;
  mark: ReadingMark;
}

/** A moment with everything that was made of it. */
export interface Moment {
  startSeconds: number;
  endSeconds: number;
  /** By position, the most frequent first; experts' voices last within each. */
  positions: { position: Position; voices: Voice[] }[];
  /** Readers (no experts) who did not mark it. */
  silent: Reading[];
  /** Whether readers (no experts) take more than one position. */
  isDifference: boolean;
}

/** A point has no length of its own: so much of the clip before and after belongs to it. */
const POINT_REACH_SECONDS = 1;
/** Two marks speak of one moment when they overlap by this share of both together. */
const SAME_MOMENT = 0.25;

/** The position of a mark: its first code, or the look-for that it answers. */
export function positionOf(
  mark: Pick<ReadingMark, 'codeIds' | 'lookForId'>,
  { lookFors, framework, locale }: Scheme,
): Position {
  const lookFor = lookFors.find((one) => one.id === mark.lookForId);
  const codeId = mark.codeIds[0] ?? lookFor?.codeId ?? null;
  const code = framework?.codes.find((one) => one.id === codeId);
  if (code) return { id: code.id, label: codeName(code, locale), hue: code.hue, codeId: code.id };
  if (lookFor) return { id: lookFor.id, label: lookFor.label, hue: 3, codeId };
  return { id: '', label: '', hue: null, codeId: null };
}

/** The stretch of a mark; a point reaches a little to both sides. */
export function stretchOf(
  mark: Pick<ReadingMark, 'startSeconds' | 'endSeconds'>,
): [start: number, end: number] {
  if (mark.endSeconds !== null && mark.endSeconds - mark.startSeconds >= POINT_REACH_SECONDS) {
    return [mark.startSeconds, mark.endSeconds];
  }
  const middle = (mark.startSeconds + (mark.endSeconds ?? mark.startSeconds)) / 2;
  return [Math.max(0, middle - POINT_REACH_SECONDS), middle + POINT_REACH_SECONDS];
}

/** Shared length of two stretches over the length of both together; 0 when they do not touch. */
export function overlap(
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
): number {
  const shared = Math.min(b, d) - Math.max(a, c);
  return shared <= 0 ? 0 : shared / (Math.max(b, d) - Math.min(a, c));
}

/** Everything that was made of one stretch of the clip: each reader's nearest mark. */
export function momentAt(
  stretch: readonly [number, number],
  readings: readonly Reading[],
  scheme: Scheme,
): Moment {
  const positions = new Map<string, Moment['positions'][number]>();
  const silent: Reading[] = [];
  for (const reading of readings) {
    const mark = nearest(stretch, reading.marks);
    if (!mark) {
      if (reading.kind !== 'expert') silent.push(reading);
      continue;
    }
    const position = positionOf(mark, scheme);
    const group = positions.get(position.id) ?? { position, voices: [] };
    group.voices.push({ reading, mark });
    positions.set(position.id, group);
  }
  const readers = (group: Moment['positions'][number]) =>
    group.voices.filter((voice) => voice.reading.kind !== 'expert').length;
  const groups = [...positions.values()];
  for (const group of groups) {
    group.voices.sort((a, b) => order(a.reading) - order(b.reading));
  }
  return {
    startSeconds: stretch[0],
    endSeconds: stretch[1],
    positions: groups.sort((a, b) => readers(b) - readers(a)),
    silent,
    isDifference:
      groups.filter((group) => readers(group) > 0 && group.position.id !== '').length > 1,
  };
}

/**
 * The moments of a clip that several readers marked, in order. Each begins with the mark that
 * most others share; marks that speak of the same moment belong to it.
 */
export function momentsOf(readings: readonly Reading[], scheme: Scheme): Moment[] {
  const people = readings.filter((reading) => reading.kind !== 'expert');
  const indexes = people.map((reading) => new MarkIndex(reading.marks));
  const stretches = people.flatMap((reading) =>
    reading.marks
      .filter((mark) => positionOf(mark, scheme).id !== '')
      .map((mark) => ({ stretch: stretchOf(mark), isMine: reading.kind === 'me' })),
  );
  const chosen: [number, number][] = [];
  const isNew = ({ stretch }: Candidate) =>
    chosen.every((other) => overlap(other, stretch) < SAME_MOMENT);
  // One's own marks name the moments first: that is where one was looking.
  for (const isMine of [true, false]) {
    distinct(stretches.filter((one) => one.isMine === isMine && isNew(one)))
      .map((one) => ({ ...one, readers: indexes.filter((index) => index.has(one.stretch)).length }))
      .filter((one) => one.readers > 1)
      .sort((a, b) => b.readers - a.readers)
      .forEach((one) => {
        if (isNew(one)) chosen.push(one.stretch);
      });
  }
  return chosen.sort((a, b) => a[0] - b[0]).map((stretch) => momentAt(stretch, readings, scheme));
}

/** What the headline says. */
export interface Finding {
  /** Moments that I and others marked, and those of them that most others read as I do. */
  shared: number;
  alike: number;
  /** Where the reading differs most; null when it does not. */
  most: Moment | null;
}

/**
 * How far I read as the others do. Without readings of my own (a lecturer looks) a moment is
 * alike when nobody differs.
 */
export function findingOf(moments: readonly Moment[]): Finding {
  const hasMe = moments.some((moment) => positionOfMine(moment) !== undefined);
  const shared = hasMe ? moments.filter((moment) => positionOfMine(moment)) : [...moments];
  const alike = shared.filter((moment) => {
    const mine = positionOfMine(moment);
    if (!mine) return !moment.isDifference;
    return countPeople(mine.voices) * 2 >= countAll(moment) && countPeople(mine.voices) > 1;
  });
  const [most] = shared
    .filter((moment) => moment.isDifference)
    .toSorted((a, b) => difference(b) - difference(a));
  return { shared: shared.length, alike: alike.length, most: most ?? null };
}

/**
 * Heights of stacked bands: for each position how many readers marked each bin of the clip.
 * `highest` is the height of the stack, `mostPeople` how many people marked one bin.
 */
export function densityOf(
  readings: readonly Reading[],
  scheme: Scheme,
  durationSeconds: number,
  bins: number,
): {
  bands: { position: Position; counts: number[] }[];
  highest: number;
  mostPeople: number;
} {
  const people = new Array<number>(bins).fill(0);
  const bands = new Map<string, { position: Position; counts: number[] }>();
  const binSeconds = durationSeconds / bins;
  for (const reading of readings) {
    const covered = new Map<string, Set<number>>();
    for (const mark of reading.marks) {
      const position = positionOf(mark, scheme);
      if (position.id === '') continue;
      const [start, end] = stretchOf(mark);
      const seen = covered.get(position.id) ?? new Set();
      covered.set(position.id, seen);
      const band = bands.get(position.id) ?? { position, counts: new Array<number>(bins).fill(0) };
      bands.set(position.id, band);
      const last = Math.min(bins - 1, Math.floor(end / binSeconds));
      for (let bin = Math.max(0, Math.floor(start / binSeconds)); bin <= last; bin += 1) {
        // Somebody who marked a second twice with one code is still one person.
        if (seen.has(bin)) continue;
        seen.add(bin);
        band.counts[bin] = (band.counts[bin] ?? 0) + 1;
      }
    }
    const anywhere = new Set([...covered.values()].flatMap((seen) => [...seen]));
    for (const bin of anywhere) people[bin] = (people[bin] ?? 0) + 1;
  }
  const all = [...bands.values()];
  const heights = Array.from({ length: bins }, (_, bin) =>
    all.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0),
  );
  return { bands: all, highest: Math.max(0, ...heights), mostPeople: Math.max(0, ...people) };
}

interface Candidate {
  stretch: [number, number];
  isMine: boolean;
}

/** With more stretches than these, those that are the same to the second are one. */
const MOST_STRETCHES = 500;

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length <= MOST_STRETCHES) return candidates;
  const kept = new Map<string, Candidate>();
  for (const one of candidates) {
    const key = one.stretch.map(Math.round).join();
    if (!kept.has(key)) kept.set(key, one);
  }
  return [...kept.values()];
}

/** One reader's marks by the second, so that few are looked at for a stretch. */
class MarkIndex {
  #bySecond: (ReadingMark[] | undefined)[] = [];

  constructor(marks: readonly ReadingMark[]) {
    for (const mark of marks) {
      const [start, end] = stretchOf(mark);
      for (let second = Math.floor(start); second <= end; second += 1) {
        (this.#bySecond[second] ??= []).push(mark);
      }
    }
  }

  /** Whether the reader has a mark that speaks of a stretch. */
  has(stretch: readonly [number, number]): boolean {
    for (let second = Math.floor(stretch[0]); second <= stretch[1]; second += 1) {
      if (this.#bySecond[second]?.some((mark) => speaksOf(stretch, stretchOf(mark)))) return true;
    }
    return false;
  }
}

/** Whether two stretches are about one moment; a short mark inside a long one speaks of it too. */
function speaksOf(stretch: readonly [number, number], own: readonly [number, number]): boolean {
  const shared = Math.min(stretch[1], own[1]) - Math.max(stretch[0], own[0]);
  if (shared <= 0) return false;
  return overlap(stretch, own) >= SAME_MOMENT || shared / (own[1] - own[0]) >= 0.8;
}

function nearest(
  stretch: readonly [number, number],
  marks: readonly ReadingMark[],
): ReadingMark | undefined {
  let best: ReadingMark | undefined;
  let most = 0;
  for (const mark of marks) {
    const own = stretchOf(mark);
    if (!speaksOf(stretch, own)) continue;
    const share = overlap(stretch, own);
    if (share > most) [best, most] = [mark, share];
  }
  return best;
}

function positionOfMine(moment: Moment): Moment['positions'][number] | undefined {
  return moment.positions.find(({ voices }) => voices.some(({ reading }) => reading.kind === 'me'));
}

function countPeople(voices: readonly Voice[]): number {
  return voices.filter(({ reading }) => reading.kind !== 'expert').length;
}

function countAll(moment: Moment): number {
  return moment.positions.reduce((sum, { voices }) => sum + countPeople(voices), 0);
}

/** How evenly readers are divided, and how many they are. */
function difference(moment: Moment): number {
  const all = countAll(moment);
  const largest = Math.max(...moment.positions.map(({ voices }) => countPeople(voices)));
  return ((all - largest) / all) * 100 + all / 100;
}

function order(reading: Reading): number {
  return ['me', 'classmate', 'expert'].indexOf(reading.kind);
}

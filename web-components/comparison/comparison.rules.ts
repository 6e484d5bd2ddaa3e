import type { Framework } from '#contract/frameworks';
import type { Reading } from '#contract/observations';
import type { LookFor } from '#contract/tasks';
import type { Locale } from '#contract/vocabulary';
import { codeName } from '#elements/observation/lanes.rules';
import { MarkIndex } from './mark-index.ts';
import { overlap, SAME_MOMENT, stretchOf } from './stretch.rules.ts';

/** A mark as it is read; without its words while they are still on the server. */
export type ReadingMark = Reading['marks'][number] & { isBare?: true };

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

const knownPositions = new WeakMap<Scheme, Map<string, Position>>();

/** The position of a mark: its first code, or the look-for that it answers. */
export function positionOf(
  mark: Pick<ReadingMark, 'codeIds' | 'lookForId'>,
  scheme: Scheme,
): Position {
  let known = knownPositions.get(scheme);
  if (!known) knownPositions.set(scheme, (known = new Map<string, Position>()));
  const key = `${mark.codeIds[0] ?? ''} ${mark.lookForId ?? ''}`;
  let position = known.get(key);
  if (!position) known.set(key, (position = findPosition(mark, scheme)));
  return position;
}

function findPosition(
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

/** Everything that was made of one stretch of the clip: each reader's nearest mark. */
export function momentAt(
  stretch: readonly [number, number],
  readings: readonly Reading[],
  scheme: Scheme,
): Moment {
  return momentOf(stretch, readings, scheme, MarkIndex.of(readings).nearest(stretch));
}

function momentOf(
  stretch: readonly [number, number],
  readings: readonly Reading[],
  scheme: Scheme,
  nearest: ReadonlyMap<number, ReadingMark>,
): Moment {
  const positions = new Map<string, Moment['positions'][number]>();
  const silent: Reading[] = [];
  for (const [at, reading] of readings.entries()) {
    const mark = nearest.get(at);
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
  const index = MarkIndex.of(readings);
  const stretches = readings
    .filter((reading) => reading.kind !== 'expert')
    .flatMap((reading) =>
      reading.marks
        .filter((mark) => positionOf(mark, scheme).id !== '')
        .map((mark) => ({ stretch: stretchOf(mark), isMine: reading.kind === 'me' })),
    );
  const chosen: [number, number][] = [];
  const isNew = ({ stretch }: Candidate) =>
    chosen.every((other) => overlap(other, stretch) < SAME_MOMENT);
  // One's own marks name the moments first: that is where one was looking.
  for (const isMine of [true, false]) {
    distinct(stretches.filter((one) => one.isMine === isMine))
      .filter(isNew)
      .map((one) => ({ ...one, readers: index.countPeople(one.stretch) }))
      .filter((one) => one.readers > 1)
      .sort((a, b) => b.readers - a.readers)
      .forEach((one) => {
        if (isNew(one)) chosen.push(one.stretch);
      });
  }
  return chosen
    .sort((a, b) => a[0] - b[0])
    .map((stretch) => momentOf(stretch, readings, scheme, index.nearest(stretch)));
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
 * alike when most of those who marked it read it in one way: in a large course somebody always
 * differs.
 */
export function findingOf(moments: readonly Moment[]): Finding {
  const hasMe = moments.some((moment) => positionOfMine(moment) !== undefined);
  const shared = hasMe ? moments.filter((moment) => positionOfMine(moment)) : [...moments];
  const alike = shared.filter((moment) => {
    const mine = positionOfMine(moment);
    if (!mine) return !moment.isDifference || countLargest(moment) * 2 > countAll(moment);
    return countPeople(mine.voices) * 2 >= countAll(moment) && countPeople(mine.voices) > 1;
  });
  const [most] = shared
    .filter((moment) => moment.isDifference)
    .toSorted((a, b) => difference(b) - difference(a));
  return { shared: shared.length, alike: alike.length, most: most ?? null };
}

/** So many signs stand side by side on a line of time and can still be told apart. */
const MOST_SIGNS = 28;

/**
 * The moments that have a sign of their own on a line of time, in order: where many lie close to
 * each other, those that are read most differently, and always the chosen one.
 */
export function signsOf(
  moments: readonly Moment[],
  chosen: readonly [number, number] | null,
  durationSeconds: number,
): Moment[] {
  const isChosen = (one: Moment) => one.startSeconds === chosen?.[0] && one.endSeconds === chosen[1]; // prettier-ignore
  const weight = (one: Moment) =>
    isChosen(one) ? Infinity : one.isDifference ? difference(one) : -1;
  const middle = (one: Moment) => (one.startSeconds + one.endSeconds) / 2;
  const shown: Moment[] = [];
  for (const one of moments.toSorted((a, b) => weight(b) - weight(a))) {
    const isFree = shown.every(
      (other) => Math.abs(middle(other) - middle(one)) >= durationSeconds / MOST_SIGNS,
    );
    if (isFree) shown.push(one);
  }
  return shown.sort((a, b) => a.startSeconds - b.startSeconds);
}

interface Candidate {
  stretch: [number, number];
  isMine: boolean;
}

/** With more stretches than these, those that are the same to the second are one. */
const MOST_STRETCHES = 500;

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length <= MOST_STRETCHES) return candidates;
  const kept = new Map<number, Candidate>();
  for (const one of candidates) {
    const [start, end] = one.stretch;
    const key = Math.round(start) * 1_000_000 + Math.round(end);
    if (!kept.has(key)) kept.set(key, one);
  }
  return [...kept.values()];
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
  return ((all - countLargest(moment)) / all) * 100 + all / 100;
}

/** How many took the position that most people took. */
function countLargest(moment: Moment): number {
  return Math.max(...moment.positions.map(({ voices }) => countPeople(voices)));
}

function order(reading: Reading): number {
  return ['me', 'classmate', 'expert'].indexOf(reading.kind);
}

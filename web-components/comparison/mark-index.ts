import type { Reading } from '#contract/observations';
import type { ReadingMark } from './comparison.rules.ts';
import { SAME_MOMENT, stretchOf } from './stretch.rules.ts';

const known = new WeakMap<readonly Reading[], MarkIndex>();

/** A mark that lies to this share within a stretch speaks of it, however long the stretch is. */
const INSIDE = 0.8;

/**
 * All marks of all readers in the order in which they begin, as plain numbers: of tens of thousands
 * those that speak of a stretch are found in the time of a frame.
 */
export class MarkIndex {
  readonly #readings: readonly Reading[];
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  /** Place of the reading among all, and of the mark within it. */
  readonly #readers: Int32Array;
  readonly #places: Int32Array;
  readonly #longestSeconds: number;

  private constructor(readings: readonly Reading[]) {
    this.#readings = readings;
    const size = readings.reduce((sum, { marks }) => sum + marks.length, 0);
    const [starts, ends] = [new Float64Array(size), new Float64Array(size)];
    const [readers, places] = [new Int32Array(size), new Int32Array(size)];
    let [at, longest] = [0, 0];
    for (const [reader, { marks }] of readings.entries()) {
      for (const [place, mark] of marks.entries()) {
        const [start, end] = stretchOf(mark);
        [starts[at], ends[at], readers[at], places[at]] = [start, end, reader, place];
        longest = Math.max(longest, end - start);
        at += 1;
      }
    }
    const order = Uint32Array.from({ length: size }, (_, one) => one).sort(
      (a, b) => (starts[a] ?? 0) - (starts[b] ?? 0),
    );
    this.#starts = Float64Array.from(order, (one) => starts[one] ?? 0);
    this.#ends = Float64Array.from(order, (one) => ends[one] ?? 0);
    this.#readers = Int32Array.from(order, (one) => readers[one] ?? 0);
    this.#places = Int32Array.from(order, (one) => places[one] ?? 0);
    this.#longestSeconds = longest;
  }

  /** The index of some readings; made once, as they are replaced and never changed. */
  static of(readings: readonly Reading[]): MarkIndex {
    let index = known.get(readings);
    if (!index) known.set(readings, (index = new MarkIndex(readings)));
    return index;
  }

  /** How many people (no experts) have a mark that speaks of a stretch. */
  countPeople(stretch: readonly [number, number]): number {
    const readers = new Set<number>();
    this.#each(stretch, (reader) => readers.add(reader));
    let people = 0;
    for (const reader of readers) if (this.#readings[reader]?.kind !== 'expert') people += 1;
    return people;
  }

  /** Each reader's mark that fits a stretch best, by the place of the reading. */
  nearest(stretch: readonly [number, number]): Map<number, ReadingMark> {
    const best = new Map<number, { share: number; place: number }>();
    this.#each(stretch, (reader, place, share) => {
      const before = best.get(reader);
      // Of two that fit alike, the one that stands first.
      const isBetter =
        !before || share > before.share || (share === before.share && place < before.place);
      if (isBetter) best.set(reader, { share, place });
    });
    const marks = new Map<number, ReadingMark>();
    for (const [reader, { place }] of best) {
      const mark = this.#readings[reader]?.marks[place];
      if (mark) marks.set(reader, mark);
    }
    return marks;
  }

  /**
   * Calls with each mark that speaks of a stretch, and with the share of both that it has in common
   * with it. A short mark inside a long stretch speaks of it too.
   */
  #each(
    [from, to]: readonly [number, number],
    tell: (reader: number, place: number, share: number) => void,
  ): void {
    const [starts, ends] = [this.#starts, this.#ends];
    for (let at = firstFrom(starts, from - this.#longestSeconds); at < starts.length; at += 1) {
      const [start, end] = [starts[at] ?? 0, ends[at] ?? 0];
      if (start >= to) return;
      const shared = Math.min(to, end) - Math.max(from, start);
      if (shared <= 0) continue;
      const share = shared / (Math.max(to, end) - Math.min(from, start));
      if (share < SAME_MOMENT && shared / (end - start) < INSIDE) continue;
      tell(this.#readers[at] ?? 0, this.#places[at] ?? 0, share);
    }
  }
}

/** Index of the first number that is not below another; the numbers are in order. */
function firstFrom(numbers: Float64Array, least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { CLIP_FACETS } from '#contract/vocabulary';
import { areasOf, AT, endOf, PACKED, SINGLE_FACETS, type KeptFacts } from './search-facts.rules.ts';

/** So many clips are kept, of all institutions together: about 100 bytes for each. */
const MOST_KEPT = 250_000;

/** The facts of an institution's clips, in every version that was read. */
export interface Shelf {
  readonly facts: KeptFacts;
  /** The number that stands for a value in these facts; 0 where no clip has it. */
  placeOf(code: number): number;
  /** How many versions stand here. */
  size(): number;
  /** Where the facts of each version begin; -1 for one that was not read yet. */
  startsOf(versions: Int32Array): Int32Array;
  /** Takes up what was read: for each clip its version and then its facts, one behind the other. */
  put(told: Int32Array): void;
}

/** What the libraries of institutions are counted by. */
export type Shelves = ReturnType<typeof createShelves>;

/**
 * What libraries are counted by, kept between searches. The database says which clips are found, and
 * each in which version; what a version says never changes. So what stands here is right for good, in
 * any number of processes, and nobody has to be told that a clip has changed.
 */
export function createShelves(mostKept = MOST_KEPT) {
  const shelves = new Map<string, Shelf>();
  return {
    of(tenantId: string): Shelf {
      const kept = [...shelves.values()].reduce((sum, shelf) => sum + shelf.size(), 0);
      if (kept > mostKept) shelves.clear();
      const shelf = shelves.get(tenantId) ?? createShelf();
      shelves.set(tenantId, shelf);
      return shelf;
    },
  };
}

function createShelf(): Shelf {
  const starts = new Map<number, number>();
  const places = new Map<number, number>();
  const facts: KeptFacts = { packed: new Int32Array(0), codes: [0], facets: [0] };
  let used = 0;

  function reserve(length: number): void {
    if (used + length <= facts.packed.length) return;
    const larger = new Int32Array(2 * (used + length));
    larger.set(facts.packed.subarray(0, used));
    facts.packed = larger;
  }

  /** Values get small numbers, so that they are counted in an array. */
  function place(code: number, facet: number): number {
    if (code === 0) return 0;
    let found = places.get(code);
    if (found === undefined) {
      found = facts.codes.push(code) - 1;
      facts.facets.push(facet);
      places.set(code, found);
    }
    return found;
  }

  return {
    facts,
    placeOf: (code) => places.get(code) ?? 0,
    size: () => starts.size,
    startsOf: (versions) => versions.map((version) => starts.get(version) ?? -1),
    put(told) {
      reserve(told.length);
      const { packed } = facts;
      let end = 0;
      for (let at = 0; at < told.length; at = end) {
        const version = told[at] ?? 0;
        const first = at + 1;
        end = endOf(told, first);
        if (starts.has(version)) continue;
        const start = used;
        packed.set(told.subarray(first, end), start);
        used += end - first;
        starts.set(version, start);
        SINGLES.forEach((facet, single) => {
          const word = start + AT.words + single;
          packed[word] = place(packed[word] ?? 0, facet);
        });
        const firstArea = start + PACKED;
        const firstLanguage = firstArea + areasOf(packed, start);
        for (let word = firstArea; word < used; word += 1)
          packed[word] = place(packed[word] ?? 0, word < firstLanguage ? AREA : LANGUAGE);
      }
    },
  };
}

const SINGLES = SINGLE_FACETS.map((facet) => CLIP_FACETS.indexOf(facet));
const AREA = CLIP_FACETS.indexOf('area');
const LANGUAGE = CLIP_FACETS.indexOf('language');

import type { LibraryQuery } from '#contract/clips';
import { CLIP_FACETS, CLIP_LENGTHS, CONSENT_SCOPES, type ClipFacet } from '#contract/vocabulary';

/** Facets whose values are the institution's own words; the database numbers them. */
export const WORD_FACETS = [
  'domain',
  'area',
  'strategy',
  'ageGroup',
  'setting',
  'language',
] as const;

/** Of these a clip has one value at most, or one that comes first. */
export const SINGLE_FACETS = ['domain', 'strategy', 'ageGroup', 'setting', 'language'] as const;

/**
 * How `lookfor_pack_clip` lays out a clip: which of its 32-bit numbers is what. Behind them stand its
 * curriculum areas and then its further languages, so many of each as `further` says.
 */
export const AT = {
  ...{ number: 0, listedSeconds: 1, words: 2, scopeAndLength: 7 },
  ...{ firstDay: 8, lastDay: 9, further: 10 },
};
/** So many numbers stand for one clip. */
export const PACKED = 11;
const MOST_FURTHER = 256;
const LENGTHS = 16;
/** Set in the scope where everybody agreed to research too. */
const RESEARCH = 16;
const NONE = CONSENT_SCOPES.indexOf('none') + 1;
const WITH_RESEARCH = CONSENT_SCOPES.indexOf('research') + 1;

/** A rank has so many steps; it counts more than any time does. */
export const RANK_STEPS = 4_000;
const RANK_UNIT = 2 ** 33;

/** What was chosen of some facets: the place of a value, 0 for a value that no clip has. */
export type ChosenCodes = Partial<Record<ClipFacet, number>>;

/** Facts of clips, and what the numbers in them stand for. */
export interface KeptFacts {
  /** Clip behind clip, as `lookfor_pack_clip` lays them out, but with places in `codes` for values. */
  packed: Int32Array;
  /** The values, by the numbers that the database has for them; the first stands for none. */
  codes: number[];
  /** Of which facet each is, as a place in CLIP_FACETS. */
  facets: number[];
}

/** Clips that were found. */
export interface FoundClips {
  facts: KeptFacts;
  /** Where in the facts each begins. */
  starts: Int32Array;
  /** In how many of `RANK_STEPS` the heading of each fits. */
  ranks: Int32Array;
}

/** What stands in a library: which clips are shown, and how many have each value. */
export interface Counted {
  /** Numbers of the clips of this page, in the order in which they are shown. */
  numbers: number[];
  total: number;
  /** For each facet how many clips a value would leave, by the number of the value. */
  counts: Record<ClipFacet, Map<number, number>>;
}

/** The number of a value that is no word of an institution; 0 for what does not exist. */
export function fixedCode(facet: 'length' | 'consent', value: string): number {
  const values: readonly string[] = facet === 'length' ? CLIP_LENGTHS : CONSENT_SCOPES;
  return values.indexOf(value) + 1;
}

/** The value of such a number. */
export function fixedValue(facet: 'length' | 'consent', code: number): string {
  return (facet === 'length' ? CLIP_LENGTHS : CONSENT_SCOPES)[code - 1] ?? '';
}

/** Where the facts of a clip end that begin here. */
export function endOf(packed: Int32Array, start: number): number {
  const further = packed[start + AT.further] ?? 0;
  return start + PACKED + Math.floor(further / MOST_FURTHER) + (further % MOST_FURTHER);
}

/** How many curriculum areas stand behind a clip; all that follow are languages. */
export function areasOf(packed: Int32Array, start: number): number {
  return Math.floor((packed[start + AT.further] ?? 0) / MOST_FURTHER);
}

/**
 * Goes once through everything that was found. A clip counts for the values of a facet when it has
 * what was chosen of all other facets; it is shown when it has all.
 * @param chosen places of values, 0 for a value that no clip has
 * @param day days since 1970, by which consents hold or not
 * @param hidden numbers of clips that are passed over
 */
export function countFound(
  { facts, starts, ranks }: FoundClips,
  chosen: ChosenCodes,
  { limit, offset }: Pick<LibraryQuery, 'limit' | 'offset'>,
  day: number,
  hidden: ReadonlySet<number> = new Set(),
): Counted {
  const { packed } = facts;
  const words = new Int32Array(facts.codes.length);
  const lengths = new Int32Array(LENGTHS);
  const consents = new Int32Array(RESEARCH);
  const tallies = CLIP_FACETS.map((_, facet) =>
    facet === LENGTH ? lengths : facet === CONSENT ? consents : words,
  );
  const wanted = CLIP_FACETS.map((facet) => chosen[facet] ?? -1);
  const keys = new Float64Array(starts.length);
  const numbers = new Int32Array(starts.length);
  const values = new Int32Array(CLIP_FACETS.length);
  let total = 0;
  for (let found = 0; found < starts.length; found += 1) {
    const start = starts[found] ?? 0;
    const number = packed[start + AT.number] ?? 0;
    if (hidden.size > 0 && hidden.has(number)) continue;
    const firstArea = start + PACKED;
    const firstLanguage = firstArea + areasOf(packed, start);
    const end = endOf(packed, start);
    const research = readValues(packed, start, day, values);
    let missed = -1;
    let misses = 0;
    for (let facet = 0; facet < values.length; facet += 1) {
      const sought = wanted[facet] ?? -1;
      if (sought === -1 || (sought !== 0 && values[facet] === sought)) continue;
      if (facet === CONSENT && research && sought === WITH_RESEARCH) continue;
      if (facet === AREA && isAmong(packed, firstArea, firstLanguage, sought)) continue;
      if (facet === LANGUAGE && isAmong(packed, firstLanguage, end, sought)) continue;
      missed = facet;
      misses += 1;
    }
    if (misses > 1) continue;
    for (let facet = 0; facet < values.length; facet += 1) {
      if (misses === 1 && facet !== missed) continue;
      add(tallies[facet], values[facet] ?? 0);
      if (facet === CONSENT && research) add(consents, WITH_RESEARCH);
      if (facet === AREA) addAll(words, packed, firstArea, firstLanguage);
      if (facet === LANGUAGE) addAll(words, packed, firstLanguage, end);
    }
    if (misses > 0) continue;
    const listedSeconds = (packed[start + AT.listedSeconds] ?? 0) >>> 0;
    keys[total] = (ranks[found] ?? 0) * RANK_UNIT + listedSeconds;
    numbers[total] = number;
    total += 1;
  }
  const counts = countsOf(facts, words, { length: lengths, consent: consents });
  return { numbers: pageOf(keys, numbers, total, limit, offset), total, counts };
}

/** How many clips have each value, without those that none has; 0 stands for no value. */
function countsOf(
  { codes, facets }: KeptFacts,
  words: Int32Array,
  fixed: Readonly<Record<'length' | 'consent', Int32Array>>,
): Counted['counts'] {
  const counts = Object.fromEntries(
    CLIP_FACETS.map((facet) => [facet, new Map<number, number>()]),
  ) as Counted['counts'];
  for (let place = 1; place < codes.length; place += 1) {
    const facet = CLIP_FACETS[facets[place] ?? 0];
    const count = words[place] ?? 0;
    if (facet && count > 0) counts[facet].set(codes[place] ?? 0, count);
  }
  for (const facet of ['length', 'consent'] as const)
    fixed[facet].forEach((count, value) => {
      if (value > 0 && count > 0) counts[facet].set(value, count);
    });
  return counts;
}

const CONSENT = CLIP_FACETS.indexOf('consent');
const LENGTH = CLIP_FACETS.indexOf('length');
const AREA = CLIP_FACETS.indexOf('area');
const LANGUAGE = CLIP_FACETS.indexOf('language');
const SINGLES = SINGLE_FACETS.map((facet) => CLIP_FACETS.indexOf(facet));

function isAmong(packed: Int32Array, from: number, to: number, sought: number): boolean {
  for (let at = from; at < to; at += 1) if (packed[at] === sought) return true;
  return false;
}

function add(tally: Int32Array | undefined, value: number): void {
  if (tally) tally[value] = (tally[value] ?? 0) + 1;
}

function addAll(tally: Int32Array, packed: Int32Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) add(tally, packed[at] ?? 0);
}

/** Reads what a clip has of each facet; says whether everybody agreed to research too. */
function readValues(packed: Int32Array, start: number, day: number, values: Int32Array): boolean {
  for (let word = 0; word < SINGLES.length; word += 1)
    values[SINGLES[word] ?? 0] = packed[start + AT.words + word] ?? 0;
  const mixed = packed[start + AT.scopeAndLength] ?? 0;
  values[LENGTH] = mixed % LENGTHS;
  const scope = (mixed - (mixed % LENGTHS)) / LENGTHS;
  const [firstDay = 0, lastDay = 0] = [packed[start + AT.firstDay], packed[start + AT.lastDay]];
  const isOpen = scope > 0 && firstDay <= day && day <= lastDay;
  values[CONSENT] = isOpen ? scope % RESEARCH : NONE;
  return isOpen && scope > RESEARCH;
}

/** The numbers that the database sends, which are big-endian. The bytes are given away. */
export function readNumbers(bytes: Buffer | null): Int32Array {
  if (!bytes) return new Int32Array(0);
  // Numbers cannot begin anywhere in memory.
  const own = bytes.byteOffset % 4 === 0 ? bytes : copyOf(bytes);
  if (isLittleEndian) own.swap32();
  return new Int32Array(own.buffer, own.byteOffset, own.length / 4);
}

function copyOf(bytes: Buffer): Buffer {
  const own = Buffer.from(new ArrayBuffer(bytes.length));
  bytes.copy(own);
  return own;
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The clips of a page, the highest keys first. */
function pageOf(
  keys: Float64Array,
  numbers: Int32Array,
  total: number,
  limit: number,
  offset: number,
): number[] {
  const end = Math.min(total, offset + limit);
  if (offset >= end) return [];
  // Numbers are sorted much faster than pairs: first the lowest key that is still shown.
  const threshold = keys.slice(0, total).sort()[total - end] ?? 0;
  const candidates: number[] = [];
  for (let at = 0; at < total; at += 1) if ((keys[at] ?? 0) >= threshold) candidates.push(at);
  const order = (left: number, right: number): number =>
    (keys[right] ?? 0) - (keys[left] ?? 0) || (numbers[right] ?? 0) - (numbers[left] ?? 0);
  return candidates
    .sort(order)
    .slice(offset, end)
    .map((at) => numbers[at] ?? 0);
}

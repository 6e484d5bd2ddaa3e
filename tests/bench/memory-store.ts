type Fields = Readonly<Record<string, unknown>>;

interface Kept {
  item: Fields;
  keptAtMs: number;
}

/** Seconds after which ltijs' own MongoDB schema forgets. */
const LIVES_SECONDS: Readonly<Record<string, number>> = { nonce: 10, state: 600 };

/**
 * Storage for ltijs that costs as little as storage can: maps in memory. What is asked for by the
 * same fields as it was kept with is found at once; only rare questions look at everything.
 */
export class MemoryStore {
  readonly #collections = new Map<string, Map<string, Kept>>();

  setup(): Promise<boolean> {
    return Promise.resolve(true);
  }

  Close(): Promise<boolean> {
    return Promise.resolve(true);
  }

  Get(_key: string | false, collection: string, query: Fields = {}): Promise<Fields[] | false> {
    const kept = this.#collection(collection);
    const direct = kept.get(nameOf(query));
    if (direct) return Promise.resolve([direct.item]);
    if (LIVES_SECONDS[collection] !== undefined) return Promise.resolve(false);
    const found = [...kept.values()].filter(({ item }) => fits(item, query));
    return Promise.resolve(found.length > 0 && found.map(({ item }) => item));
  }

  Insert(
    _key: string | false,
    collection: string,
    item: Fields,
    index: Fields = {},
  ): Promise<boolean> {
    const kept = this.#collection(collection);
    this.#forgetOld(collection, kept);
    const name = collection === 'state' ? nameOf({ state: item['state'] }) : nameOf(item);
    kept.set(name, { item: { ...item, ...index }, keptAtMs: Date.now() });
    return Promise.resolve(true);
  }

  Replace(
    _key: string | false,
    collection: string,
    query: Fields,
    item: Fields,
    index: Fields = {},
  ): Promise<boolean> {
    const kept = { item: { ...item, ...index }, keptAtMs: Date.now() };
    this.#collection(collection).set(nameOf(query), kept);
    return Promise.resolve(true);
  }

  Modify(
    _key: string | false,
    collection: string,
    query: Fields,
    change: Fields,
  ): Promise<boolean> {
    for (const kept of this.#collection(collection).values())
      if (fits(kept.item, query)) kept.item = { ...kept.item, ...change };
    return Promise.resolve(true);
  }

  Delete(collection: string, query: Fields): Promise<boolean> {
    const kept = this.#collection(collection);
    if (kept.delete(nameOf(query)) || LIVES_SECONDS[collection] !== undefined)
      return Promise.resolve(true);
    for (const [name, { item }] of kept) if (fits(item, query)) kept.delete(name);
    return Promise.resolve(true);
  }

  #collection(name: string): Map<string, Kept> {
    const kept = this.#collections.get(name) ?? new Map<string, Kept>();
    this.#collections.set(name, kept);
    return kept;
  }

  /** Oldest first, as a map keeps its order: stops at the first that still lives. */
  #forgetOld(collection: string, kept: Map<string, Kept>): void {
    const livesSeconds = LIVES_SECONDS[collection];
    if (livesSeconds === undefined) return;
    const endMs = Date.now() - livesSeconds * 1_000;
    for (const [name, { keptAtMs }] of kept) {
      if (keptAtMs > endMs) return;
      kept.delete(name);
    }
  }
}

function nameOf(fields: Fields): string {
  return JSON.stringify(
    Object.entries(fields).toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}

function fits(item: Fields, query: Fields): boolean {
  return Object.entries(query).every(([field, value]) => item[field] === value);
}

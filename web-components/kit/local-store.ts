import { createContext } from '@lit/context';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A change that waits on this device until the server has it. */
export interface QueuedChange<T> {
  id: number;
  change: T;
}

/** Drafts and queued changes on this device. */
export interface LocalStore {
  /** The draft under a key; undefined when there is none. The caller knows the shape it wrote. */
  read<T>(key: string): Promise<T | undefined>;
  write(key: string, draft: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Appends a change to a named queue; returns its id. Ids grow. */
  enqueue(queue: string, change: unknown): Promise<number>;
  /** What waits in a queue, oldest first. */
  queued<T>(queue: string): Promise<QueuedChange<T>[]>;
  /** Forgets a change which the server has acknowledged. */
  settle(id: number): Promise<void>;
  /** False when the browser denies storage: then words live only as long as the page. */
  readonly isDurable: boolean;
}

/** Lends the store of the signed-in person to every element inside a `<lookfor-app>`. */
export const localStoreContext = createContext<LocalStore>(Symbol('lookfor-local-store'));

interface Schema extends DBSchema {
  drafts: { key: string; value: unknown };
  changes: {
    key: number;
    value: { id?: number; queue: string; change: unknown };
    indexes: { queue: string };
  };
}

/**
 * Opens the store of one person on this device. The scope (a person's id) keeps people who share
 * a computer apart. Never rejects: without storage it works in memory and says so.
 */
export async function openLocalStore(scope: string): Promise<LocalStore> {
  try {
    const database = await openDB<Schema>(`lookfor:${scope}`, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('drafts');
        fresh
          .createObjectStore('changes', { keyPath: 'id', autoIncrement: true })
          .createIndex('queue', 'queue');
      },
    });
    return durableStore(database);
  } catch {
    // Private windows and strict third-party rules refuse IndexedDB altogether.
    return memoryStore();
  }
}

function durableStore(database: IDBPDatabase<Schema>): LocalStore {
  return {
    isDurable: true,
    read: async <T>(key: string) => (await database.get('drafts', key)) as T | undefined,
    write: async (key, draft) => {
      await database.put('drafts', draft, key);
    },
    remove: (key) => database.delete('drafts', key),
    enqueue: (queue, change) => database.add('changes', { queue, change }),
    queued: async <T>(queue: string) => {
      const rows = await database.getAllFromIndex('changes', 'queue', queue);
      return rows.flatMap(({ id, change }) =>
        id === undefined ? [] : [{ id, change: change as T }],
      );
    },
    settle: (id) => database.delete('changes', id),
  };
}

/** A store that ends with the page: for denied storage, the gallery and tests. */
export function memoryStore(): LocalStore {
  const drafts = new Map<string, unknown>();
  const changes = new Map<number, { queue: string; change: unknown }>();
  let lastId = 0;
  return {
    isDurable: false,
    read: <T>(key: string) => Promise.resolve(structuredClone(drafts.get(key)) as T | undefined),
    write: (key, draft) => {
      drafts.set(key, structuredClone(draft));
      return Promise.resolve();
    },
    remove: (key) => {
      drafts.delete(key);
      return Promise.resolve();
    },
    enqueue: (queue, change) => {
      lastId += 1;
      changes.set(lastId, { queue, change: structuredClone(change) });
      return Promise.resolve(lastId);
    },
    queued: <T>(queue: string) =>
      Promise.resolve(
        [...changes]
          .filter(([, row]) => row.queue === queue)
          .map(([id, row]) => ({ id, change: structuredClone(row.change) as T })),
      ),
    settle: (id) => {
      changes.delete(id);
      return Promise.resolve();
    },
  };
}

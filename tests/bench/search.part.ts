import { rm } from 'node:fs/promises';
import { libraryQuerySchema, type LibraryQuery } from '#contract/clips';
import { searchLibrary } from '#server/clips/clip-search.store';
import { createShelves, type Shelves } from '#server/clips/search-shelf';
import { openDatabase, migrateDatabase, type Database } from '#server/infra/database';
import { startEmbeddedPostgres } from '#server/infra/embedded-postgres';
import { createLog } from '#server/infra/log';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse } from '../support/factories.ts';
import { newDataDir } from '../support/tool-database.ts';
import { fillLibrary } from './large-library.ts';
import { percentile, type BenchPart, type Figure } from './measure.ts';

const CLIPS = 20_000;
const REPETITIONS = 25;

/** What is asked of the library: name → words and filters. */
const SEARCHES: Readonly<Record<string, Partial<Record<keyof LibraryQuery, string>>>> = {
  Everything: {},
  'A word that every clip has': { q: 'child' },
  'A word of every fourth title': { q: 'water' },
  'The beginning of many words': { q: 'chi' },
  'Two words': { q: 'water blocks' },
  'Five words': { q: 'child water blocks educator waits' },
  'A rare word': { q: 'zizizi' },
  'A mistyped word': { q: 'eductaor' },
  'Nothing like it': { q: 'xqzwvk' },
  'A domain': { domain: 'Domain 3' },
  'A word and three filters': {
    q: 'child',
    domain: 'Domain 3',
    ageGroup: 'Age 2',
    length: 'upTo3',
  },
  'The last page of everything': { offset: String(CLIPS - 100) },
};

interface Searching {
  db: Database;
  /** Of a server: it keeps them as long as it runs. */
  shelves: Shelves;
  reader: Actor;
  times: number;
}

/** How soon the library answers when it is large. */
export const searchPart: BenchPart = {
  title: 'Searching a large library',
  conditions:
    `${CLIPS} clips with descriptions and captions in five languages; the use-case’s query with all ` +
    `counts of the facets, in this process, 24 clips to a page; 95 of 100 of ${REPETITIONS} are faster`,
  async run() {
    const dataDir = newDataDir();
    const log = createLog('silent');
    const postgres = await startEmbeddedPostgres(dataDir, log);
    const database = openDatabase(postgres.url(), log, 4);
    try {
      await migrateDatabase(database.pool);
      const course = await makeCourse(database.db);
      const owner = await makeActor(database.db, course, 'lecturer');
      const reader = await makeActor(database.db, course, 'lecturer');
      await fillLibrary(database.db, owner, CLIPS);
      const searching = { db: database.db, shelves: createShelves(), reader, times: REPETITIONS };
      const [firstMs = NaN] = await timeSearch(
        { ...searching, times: 1 },
        libraryQuerySchema.parse({}),
      );
      const figures: Figure[] = [
        { name: 'Everything, by the first to search', value: firstMs, unit: 'ms' },
      ];
      for (const [name, typed] of Object.entries(SEARCHES)) {
        const timesMs = await timeSearch(searching, libraryQuerySchema.parse(typed));
        figures.push({ name, value: percentile(timesMs, 0.95), unit: 'ms', target: '≤ 50' });
      }
      return figures;
    } finally {
      await database.close();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function timeSearch(
  { db, shelves, reader, times }: Searching,
  query: LibraryQuery,
): Promise<number[]> {
  const timesMs: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const startMs = performance.now();
    await searchLibrary(db, shelves, reader, query, new Date());
    timesMs.push(performance.now() - startMs);
  }
  return timesMs;
}

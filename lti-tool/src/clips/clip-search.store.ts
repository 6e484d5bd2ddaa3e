import { sql, type SQL } from 'drizzle-orm';
import type { ClipFacets, LibraryQuery } from '#contract/clips';
import {
  CLIP_FACETS,
  CURATION_STATES,
  type ClipFacet,
  type CurationState,
} from '#contract/vocabulary';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import {
  countFound,
  fixedCode,
  fixedValue,
  RANK_STEPS,
  readNumbers,
  WORD_FACETS,
  type Counted,
  type FoundClips,
} from './search-facts.rules.ts';
import { isShut } from './sharing.store.ts';
import { fewestWords, readQuery, sharedBeginning } from './search-query.rules.ts';
import type { Shelf, Shelves } from './search-shelf.ts';

/** Who searches: the institution bounds what is found, person and course say what is theirs. */
export type Searcher = Pick<Actor, 'tenantId' | 'personId' | 'ltiContextId' | 'locale'>;

/** A page of the library. */
export interface LibraryPage {
  /** In the order in which they are shown. */
  clipIds: string[];
  total: number;
  facets: ClipFacets;
  /** The words that were sought, folded; others than were typed where a word was mistyped. */
  sought: string[];
  /** The beginnings that count as hits, for marking. */
  beginnings: string[];
}

/** How alike two words must be for one to be a mistyped other; a swap of two letters is about 0.3. */
const LEAST_SIMILARITY = 0.3;
const MOST_ALIKE = 3;
const MOST_VALUES = 100;
const DAY_MS = 24 * 3_600_000;
/** Clips change while they are sought: so often it is tried to read them as they were found. */
const MOST_TRIES = 3;

/**
 * Searches the clips that a person may find: their page, how many there are, and how many each value
 * of a facet would leave. When nothing has all the words, each mistyped one is replaced by those of
 * the library that are most like it.
 * @param shelves of this database, kept from one search to the next.
 */
export async function searchLibrary(
  db: Queryable,
  shelves: Shelves,
  searcher: Searcher,
  query: LibraryQuery,
  at: Date,
): Promise<LibraryPage> {
  const { words, signs } = readQuery(query.q);
  const shelf = shelves.of(searcher.tenantId);
  const context = { shelf, signs, day: Math.floor(at.getTime() / DAY_MS) };
  const exact = words.map((word) => [word]);
  const found = await searchOnce(db, searcher, query, exact, context);
  // What is found only elsewhere than was asked was not mistyped.
  const isMistyped = found.alike?.some((likely, at) => likely.join() !== words[at]);
  if (!found.alike || !isMistyped) return found.page;
  const forgiven = await searchOnce(db, searcher, query, found.alike, context);
  return forgiven.page.total > 0 ? forgiven.page : found.page;
}

/** What one search has found. */
interface Finding {
  page: LibraryPage;
  /** For each word those that may have been meant; null where something was found. */
  alike: string[][] | null;
}

async function searchOnce(
  db: Queryable,
  searcher: Searcher,
  query: LibraryQuery,
  alternatives: readonly (readonly string[])[],
  { shelf, signs, day }: { shelf: Shelf; signs: readonly string[]; day: number },
): Promise<Finding> {
  const { tenantId, locale } = searcher;
  const wanted = wordQuery(alternatives, searcher);
  const typed = alternatives.flat();
  const chosenWords = WORD_FACETS.filter((facet) => query[facet] !== undefined);
  const isChosen = chosenWords.map((facet) => sql`(facet = ${facet} AND value = ${query[facet]})`);
  const ask = () =>
    db.execute<{ found: Buffer | null; shut: Buffer | null; chosen: unknown; alike: unknown }>(sql`
      WITH search AS MATERIALIZED (SELECT ${foundVersions(searcher, query, wanted, signs)} AS found)
      SELECT search.found,
        ${
          wanted
            ? sql`CASE WHEN search.found IS NULL THEN lookfor_alike(${tenantId}::uuid,
                ${sql.param(typed)}::text[], ${LEAST_SIMILARITY}::real, ${MOST_ALIKE}) END`
            : sql`NULL`
        } AS alike,
        (SELECT string_agg(int4send(s.number), '') FROM clip
          JOIN clip_search s ON s.clip_id = clip.id WHERE ${isShut(tenantId)}) AS shut,
        ${
          isChosen.length > 0
            ? sql`(SELECT jsonb_object_agg(facet, code) FROM search_facet
                WHERE tenant_id = ${tenantId} AND (${sql.join(isChosen, sql` OR `)}))`
            : sql`NULL`
        } AS chosen
      FROM search`);
  let row: Awaited<ReturnType<typeof ask>>['rows'][number] | undefined;
  let found: FoundClips | null = null;
  for (let tries = 0; tries < MOST_TRIES && !found; tries += 1) {
    [row] = (await ask()).rows;
    const told = readNumbers(row?.found ?? null);
    found = await takeFacts(db, tenantId, shelf, told, tries === MOST_TRIES - 1);
  }
  const codes = (row?.chosen ?? {}) as Partial<Record<ClipFacet, number>>;
  const counted = countFound(
    found ?? { facts: shelf.facts, starts: new Int32Array(0), ranks: new Int32Array(0) },
    {
      ...Object.fromEntries(chosenWords.map((facet) => [facet, shelf.placeOf(codes[facet] ?? 0)])),
      ...(query.length && { length: fixedCode('length', query.length) }),
      ...(query.consent && { consent: fixedCode('consent', query.consent) }),
    },
    query,
    day,
    new Set(readNumbers(row?.shut ?? null)),
  );
  return {
    page: {
      ...(await namesOf(db, tenantId, counted)),
      total: counted.total,
      sought: typed,
      beginnings: typed.map((word) => sharedBeginning(word, locale) ?? word),
    },
    alike: (row?.alike ?? null) as string[][] | null,
  };
}

/**
 * The facts of what was found, from the shelf; those that do not stand there yet are read.
 * @param told for each clip its version, and how well its heading fits.
 * @param isLast whether clips that changed meanwhile are left out.
 * @returns null where one has changed meanwhile.
 */
async function takeFacts(
  db: Queryable,
  tenantId: string,
  shelf: Shelf,
  told: Int32Array,
  isLast: boolean,
): Promise<FoundClips | null> {
  const count = told.length / 2;
  const versions = new Int32Array(count);
  const ranks = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    versions[at] = told[2 * at] ?? 0;
    ranks[at] = told[2 * at + 1] ?? 0;
  }
  let starts = shelf.startsOf(versions);
  if (starts.includes(-1)) {
    const missing = [...versions.filter((_, at) => starts[at] === -1)];
    const result = await db.execute<{ told: Buffer | null }>(sql`
      SELECT string_agg(int4send(version) || facts, '') AS told FROM clip_search
      WHERE tenant_id = ${tenantId} AND version = ANY (${sql.param(missing)}::int[])`);
    shelf.put(readNumbers(result.rows[0]?.told ?? null));
    starts = shelf.startsOf(versions);
    if (starts.includes(-1)) {
      if (!isLast) return null;
      const isHere = (_: number, at: number): boolean => starts[at] !== -1;
      return { facts: shelf.facts, starts: starts.filter(isHere), ranks: ranks.filter(isHere) };
    }
  }
  return { facts: shelf.facts, starts, ranks };
}

/** Whom numbers stand for: the clips of the page, and the values of facets with their counts. */
async function namesOf(
  db: Queryable,
  tenantId: string,
  { numbers, counts }: Counted,
): Promise<Pick<LibraryPage, 'clipIds' | 'facets'>> {
  const frequent = CLIP_FACETS.map((facet) => ({
    facet,
    values: [...counts[facet]].sort((a, b) => b[1] - a[1]).slice(0, MOST_VALUES),
  }));
  const codes = frequent.flatMap(({ facet, values }) =>
    facet === 'length' || facet === 'consent' ? [] : values.map(([code]) => code),
  );
  const isEmpty = numbers.length + codes.length === 0;
  const ask = () =>
    db.execute<{ ids: unknown; names: unknown }>(sql`
    SELECT (SELECT jsonb_object_agg(number, clip_id) FROM clip_search
        WHERE tenant_id = ${tenantId} AND number = ANY (${sql.param(numbers)}::int[])) AS ids,
      (SELECT jsonb_object_agg(code, value) FROM search_facet
        WHERE tenant_id = ${tenantId} AND code = ANY (${sql.param(codes)}::int[])) AS names`);
  const row = isEmpty ? undefined : (await ask()).rows[0];
  const ids = (row?.ids ?? {}) as Record<number, string>;
  const names = (row?.names ?? {}) as Record<number, string>;
  const facets = frequent.map(({ facet, values }) => {
    const nameOf = (code: number): string =>
      facet === 'length' || facet === 'consent' ? fixedValue(facet, code) : (names[code] ?? '');
    const named = values.map(([code, count]) => ({ value: nameOf(code), count }));
    return [
      facet,
      named.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    ] as const;
  });
  return {
    clipIds: numbers.flatMap((number) => ids[number] ?? []),
    facets: Object.fromEntries(facets) as ClipFacets,
  };
}

/** For each clip that is found its version, and in how many steps its heading fits. */
function foundVersions(
  searcher: Searcher,
  { review, mine, unfinished, collection }: LibraryQuery,
  wanted: SQL | null,
  signs: readonly string[],
): SQL {
  const { tenantId, personId } = searcher;
  const states: CurationState[] =
    review === 'true'
      ? ['proposed', 'consent']
      : mine === 'true' || unfinished === 'true'
        ? []
        : ['published'];
  const own = review === 'true' ? null : personId;
  const isDue = sql`SELECT id FROM clip
    WHERE tenant_id = ${tenantId} AND curation = 'published' AND review_on <= current_date`;
  const narrowing = [
    ...signs.map((sign) => sql`position(${sign} IN clip.title) > 0`),
    ...(unfinished === 'true'
      ? [
          sql`clip.owner_id = ${personId}
          AND (clip.state <> 'ready' OR clip.claim IS NOT NULL OR clip.failure IS NOT NULL)`,
        ]
      : []),
    ...(collection ? [sql`clip.id IN (${inCollection(searcher, collection)})`] : []),
  ];
  const within =
    narrowing.length > 0
      ? sql`SELECT clip.id FROM clip
          WHERE clip.tenant_id = ${tenantId} AND ${sql.join(narrowing, sql` AND `)}`
      : null;
  const listed = sql`${sql.param(states)}::text[]`;
  if (wanted)
    return sql`lookfor_sought(${tenantId}::uuid, ${wanted}, ${RANK_STEPS - 1}::real, ${listed}, ${own}::uuid,
      ${review === 'true' ? sql`ARRAY(${isDue})` : sql`'{}'::uuid[]`}, ${within ? sql`ARRAY(${within})` : sql`NULL::uuid[]`})`;
  // Nothing is sought: an index holds all that is read, if each part of the question fits it.
  const others = CURATION_STATES.filter((state) => !states.includes(state));
  const parts = [
    sql`s.curation = ANY (${listed})`,
    ...(own ? [sql`s.curation = ANY (${sql.param(others)}::text[]) AND s.owner_id = ${own}`] : []),
    ...(review === 'true' ? [sql`s.clip_id IN (${isDue})`] : []),
  ].map(
    (part) => sql`SELECT s.version FROM clip_search s WHERE s.tenant_id = ${tenantId} AND ${part}
      ${within ? sql`AND s.clip_id IN (${within})` : sql``}`,
  );
  return sql`(SELECT string_agg(int8send(version::bigint << 32), '')
    FROM (${sql.join(parts, sql` UNION ALL `)}) AS found)`;
}

/** The clips of a collection that somebody sees: their institution's, or one that is shared with it. */
function inCollection({ tenantId, personId, ltiContextId }: Searcher, collectionId: string): SQL {
  return sql`SELECT held.clip_id FROM collection_clip AS held
      JOIN collection AS kept ON kept.tenant_id = held.tenant_id AND kept.id = held.collection_id
      WHERE held.tenant_id = ${tenantId} AND kept.id = ${collectionId}
        AND (kept.scope = 'institution' OR (kept.scope = 'own' AND kept.owner_id = ${personId})
          OR (kept.scope = 'course' AND kept.lti_context_id = ${ltiContextId}))
    UNION ALL
    SELECT place.id FROM collection_share AS share
      JOIN collection_clip AS held ON held.tenant_id = share.tenant_id
        AND held.collection_id = share.collection_id
      JOIN clip AS place ON place.tenant_id = ${tenantId} AND place.origin_clip_id = held.clip_id
      WHERE share.partner_id = ${tenantId} AND share.state = 'accepted'
        AND share.collection_id = ${collectionId}`;
}

/** All words, each as it stands, as the beginning of longer ones, and by its stem in four languages. */
function wordQuery(alternatives: readonly (readonly string[])[], { locale }: Searcher): SQL | null {
  if (alternatives.length === 0) return null;
  const one = (word: string): SQL =>
    sql`lookfor_word(${word}, ${sharedBeginning(word, locale)}::text)`;
  const words = alternatives.map(
    (likely) => sql`(${sql.join(fewestWords(likely, locale).map(one), sql` || `)})`,
  );
  return sql`(${sql.join(words, sql` && `)})`;
}

/** Whether the database can say how alike two words are. */
export async function canForgive(db: Queryable): Promise<boolean> {
  const result = await db.execute(sql`SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'`);
  return result.rows.length > 0;
}

/** Published clips of which the same codes are sought, or that are described alike; nearest first. */
export async function findSimilar(
  db: Queryable,
  searcher: Searcher,
  clipId: string,
  limit: number,
): Promise<string[]> {
  const result = await db.execute<{ clip_id: string }>(sql`
    WITH own AS (SELECT * FROM clip_search WHERE tenant_id = ${searcher.tenantId} AND clip_id = ${clipId}),
    near AS (
      SELECT s.clip_id, s.listed_at,
        3 * (SELECT count(*) FROM unnest(s.codes) AS code WHERE code = ANY (own.codes))
        + 3 * (s.strategy <> '' AND s.strategy = own.strategy)::int
        + 2 * (s.domain <> '' AND s.domain = own.domain)::int
        + (s.age_group <> '' AND s.age_group = own.age_group)::int
        + (s.setting <> '' AND s.setting = own.setting)::int AS nearness
      FROM clip_search s, own
      WHERE s.tenant_id = own.tenant_id AND s.clip_id <> own.clip_id AND s.curation = 'published'
        AND (s.codes && own.codes OR (s.strategy <> '' AND s.strategy = own.strategy)
          OR (s.domain <> '' AND s.domain = own.domain))
    )
    SELECT clip_id FROM near WHERE nearness >= 2
    ORDER BY nearness DESC, listed_at DESC, clip_id LIMIT ${limit}`);
  return result.rows.map((row) => row.clip_id);
}

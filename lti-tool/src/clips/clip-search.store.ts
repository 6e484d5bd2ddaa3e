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
} from './search-facts.rules.ts';
import { isShut } from './sharing.store.ts';
import { readQuery, sharedBeginning } from './search-query.rules.ts';

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

/**
 * Searches the clips that a person may find: their page, how many there are, and how many each value
 * of a facet would leave. When nothing has all the words, each mistyped one is replaced by those of
 * the library that are most like it.
 */
export async function searchLibrary(
  db: Queryable,
  searcher: Searcher,
  query: LibraryQuery,
  at: Date,
): Promise<LibraryPage> {
  const { words, signs } = readQuery(query.q);
  const context = { signs, day: Math.floor(at.getTime() / DAY_MS) };
  const exact = words.map((word) => [word]);
  const found = await searchOnce(db, searcher, query, exact, context);
  if (found.total > 0 || words.length === 0) return found;
  const alike = await likelyWords(db, searcher, words);
  if (!alike) return found;
  const forgiven = await searchOnce(db, searcher, query, alike, context);
  return forgiven.total > 0 ? forgiven : found;
}

async function searchOnce(
  db: Queryable,
  searcher: Searcher,
  query: LibraryQuery,
  alternatives: readonly (readonly string[])[],
  { signs, day }: { signs: readonly string[]; day: number },
): Promise<LibraryPage> {
  const { tenantId, locale } = searcher;
  const wanted = wordQuery(alternatives, searcher);
  const chosenWords = WORD_FACETS.filter((facet) => query[facet] !== undefined);
  const isChosen = chosenWords.map((facet) => sql`(facet = ${facet} AND value = ${query[facet]})`);
  const ranks = wanted
    ? sql`(SELECT string_agg(int4send(number)
          || int4send((ts_rank(heading, ${wanted}) * ${RANK_STEPS - 1})::int), '') FROM clip_search
        WHERE tenant_id = ${tenantId} AND heading @@ ${anyWordQuery(alternatives, searcher)})`
    : sql`NULL`;
  const result = await db.execute<{
    facts: Buffer | null;
    shut: Buffer | null;
    ranks: Buffer | null;
    chosen: unknown;
  }>(sql`
    SELECT ${foundFacts(searcher, query, wanted, signs)} AS facts, ${ranks} AS ranks,
      (SELECT string_agg(int4send(s.number), '') FROM clip
        JOIN clip_search s ON s.clip_id = clip.id WHERE ${isShut(tenantId)}) AS shut,
      ${
        isChosen.length > 0
          ? sql`(SELECT jsonb_object_agg(facet, code) FROM search_facet
              WHERE tenant_id = ${tenantId} AND (${sql.join(isChosen, sql` OR `)}))`
          : sql`NULL`
      } AS chosen`);
  const [row] = result.rows;
  const codes = (row?.chosen ?? {}) as Partial<Record<ClipFacet, number>>;
  const counted = countFound(
    readNumbers(row?.facts ?? null),
    readRanks(row?.ranks ?? null),
    {
      ...Object.fromEntries(chosenWords.map((facet) => [facet, codes[facet] ?? 0])),
      ...(query.length && { length: fixedCode('length', query.length) }),
      ...(query.consent && { consent: fixedCode('consent', query.consent) }),
    },
    query,
    day,
    new Set(readNumbers(row?.shut ?? null)),
  );
  return {
    ...(await namesOf(db, tenantId, counted)),
    total: counted.total,
    sought: alternatives.flat(),
    beginnings: alternatives.flat().map((word) => sharedBeginning(word, locale) ?? word),
  };
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
  const result = await db.execute<{ ids: unknown; names: unknown }>(sql`
    SELECT (SELECT jsonb_object_agg(number, clip_id) FROM clip_search
        WHERE tenant_id = ${tenantId} AND number = ANY (${sql.param(numbers)}::int[])) AS ids,
      (SELECT jsonb_object_agg(code, value) FROM search_facet
        WHERE tenant_id = ${tenantId} AND code = ANY (${sql.param(codes)}::int[])) AS names`);
  const ids = (result.rows[0]?.ids ?? {}) as Record<number, string>;
  const names = (result.rows[0]?.names ?? {}) as Record<number, string>;
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

/** Everything that is packed of the clips that were found, one behind the other. */
function foundFacts(
  searcher: Searcher,
  { review, mine, collection }: LibraryQuery,
  wanted: SQL | null,
  signs: readonly string[],
): SQL {
  const { tenantId, personId } = searcher;
  const states: CurationState[] =
    review === 'true' ? ['proposed', 'consent'] : mine === 'true' ? [] : ['published'];
  const own = review === 'true' ? null : personId;
  const isDue = sql`SELECT id FROM clip
    WHERE tenant_id = ${tenantId} AND curation = 'published' AND review_on <= current_date`;
  const narrowing = [
    ...signs.map((sign) => sql`position(${sign} IN clip.title) > 0`),
    ...(collection ? [sql`clip.id IN (${inCollection(searcher, collection)})`] : []),
  ];
  const within =
    narrowing.length > 0
      ? sql`SELECT clip.id FROM clip
          WHERE clip.tenant_id = ${tenantId} AND ${sql.join(narrowing, sql` AND `)}`
      : null;
  const listed = sql`${sql.param(states)}::text[]`;
  if (wanted)
    return sql`lookfor_found(${tenantId}::uuid, ${wanted}, ${listed}, ${own}::uuid,
      ${review === 'true' ? sql`ARRAY(${isDue})` : sql`'{}'::uuid[]`}, ${within ? sql`ARRAY(${within})` : sql`NULL::uuid[]`})`;
  // Nothing is sought: an index holds all that is read, if each part of the question fits it.
  const others = CURATION_STATES.filter((state) => !states.includes(state));
  const parts = [
    sql`s.curation = ANY (${listed})`,
    ...(own ? [sql`s.curation = ANY (${sql.param(others)}::text[]) AND s.owner_id = ${own}`] : []),
    ...(review === 'true' ? [sql`s.clip_id IN (${isDue})`] : []),
  ].map(
    (part) => sql`SELECT s.facts FROM clip_search s WHERE s.tenant_id = ${tenantId} AND ${part}
      ${within ? sql`AND s.clip_id IN (${within})` : sql``}`,
  );
  return sql`(SELECT string_agg(facts, '') FROM (${sql.join(parts, sql` UNION ALL `)}) AS found)`;
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

/** How well headings fit, by the number of the clip. */
function readRanks(packed: Buffer | null): Map<number, number> {
  const pairs = readNumbers(packed);
  const ranks = new Map<number, number>();
  for (let at = 0; at < pairs.length; at += 2) ranks.set(pairs[at] ?? 0, pairs[at + 1] ?? 0);
  return ranks;
}

/** Whether any of the words is there at all. */
function anyWordQuery(alternatives: readonly (readonly string[])[], searcher: Searcher): SQL {
  const queries = alternatives.map((likely) => wordQuery([likely], searcher) ?? sql`''::tsquery`);
  return sql`(${sql.join(queries, sql` || `)})`;
}

/** All words, each as it stands, as the beginning of longer ones, and by its stem in four languages. */
function wordQuery(alternatives: readonly (readonly string[])[], { locale }: Searcher): SQL | null {
  if (alternatives.length === 0) return null;
  const one = (word: string): SQL =>
    sql`lookfor_word(${word}, ${sharedBeginning(word, locale)}::text)`;
  const words = alternatives.map((likely) => sql`(${sql.join(likely.map(one), sql` || `)})`);
  return sql`(${sql.join(words, sql` && `)})`;
}

/**
 * For each word, the words of the institution's library that are most like it; null where pg_trgm is
 * missing, or nothing is like them. A word that begins others stands as it is.
 */
async function likelyWords(
  db: Queryable,
  { tenantId }: Searcher,
  words: readonly string[],
): Promise<string[][] | null> {
  if (!(await canForgive(db))) return null;
  const likely: string[][] = [];
  for (const word of words) {
    const result = await db.execute<{ word: string; is_begun: boolean }>(sql`
      SELECT word, starts_with(word, ${word}) AS is_begun FROM search_word
      WHERE tenant_id = ${tenantId} AND word % ${word} AND similarity(word, ${word}) >= ${LEAST_SIMILARITY}
      ORDER BY starts_with(word, ${word}) DESC, similarity(word, ${word}) DESC, word
      LIMIT ${MOST_ALIKE}`);
    const isKnown = result.rows.some((row) => row.is_begun);
    const alike = isKnown ? [word] : result.rows.map((row) => row.word);
    likely.push(alike.length > 0 ? alike : [word]);
  }
  return likely;
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

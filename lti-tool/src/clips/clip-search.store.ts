import { sql, type SQL } from 'drizzle-orm';
import type { ClipFacets, LibraryQuery } from '#contract/clips';
import { CLIP_FACETS, CLIP_LENGTHS, type ClipFacet } from '#contract/vocabulary';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { readQuery, sharedBeginning } from './search-query.rules.ts';

export type Searcher = Pick<Actor, 'tenantId' | 'personId' | 'locale'>;

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

/** What of a row answers to a facet. */
const FACET_VALUES: Readonly<Record<ClipFacet, SQL>> = {
  domain: sql`s.domain`,
  strategy: sql`s.strategy`,
  ageGroup: sql`s.age_group`,
  setting: sql`s.setting`,
  language: sql`s.language`,
  length: sql`CASE WHEN s.duration_seconds IS NULL THEN '' WHEN s.duration_seconds <= 60 THEN ${sql.raw(`'${CLIP_LENGTHS[0]}'`)}
    WHEN s.duration_seconds <= 180 THEN ${sql.raw(`'${CLIP_LENGTHS[1]}'`)} WHEN s.duration_seconds <= 300 THEN ${sql.raw(`'${CLIP_LENGTHS[2]}'`)}
    ELSE ${sql.raw(`'${CLIP_LENGTHS[3]}'`)} END`,
};

/**
 * Searches the clips that a person may find: their page, how many there are, and how many each value
 * of a facet would leave. When nothing has all the words, each mistyped one is replaced by those of
 * the library that are most like it.
 */
export async function searchLibrary(
  db: Queryable,
  searcher: Searcher,
  query: LibraryQuery,
): Promise<LibraryPage> {
  const { words, signs } = readQuery(query.q);
  const exact = words.map((word) => [word]);
  const found = await searchOnce(db, searcher, query, exact, signs);
  if (found.total > 0 || words.length === 0) return found;
  const alike = await likelyWords(db, searcher, words);
  if (!alike) return found;
  const forgiven = await searchOnce(db, searcher, query, alike, signs);
  return forgiven.total > 0 ? forgiven : found;
}

async function searchOnce(
  db: Queryable,
  searcher: Searcher,
  query: LibraryQuery,
  alternatives: readonly (readonly string[])[],
  signs: readonly string[],
): Promise<LibraryPage> {
  const wanted = wordQuery(alternatives, searcher);
  const names = CLIP_FACETS.filter((facet) => query[facet] !== undefined);
  const misses = names.map((facet) => sql`(${FACET_VALUES[facet]} <> ${query[facet]})::int`);
  const missed = misses.length > 0 ? sql.join(misses, sql` + `) : sql`0`;
  // Only values that are counted are carried along: the rows stay narrow.
  const columns = CLIP_FACETS.map((facet) => {
    const own = query[facet] === undefined ? sql`0` : misses[names.indexOf(facet)];
    return sql`${FACET_VALUES[facet]} AS ${sql.identifier(facet)}, ${own} AS ${sql.identifier(`${facet}_missed`)}`;
  });
  const counts = CLIP_FACETS.map(
    (
      facet,
    ) => sql`(SELECT jsonb_agg(jsonb_build_object('value', value, 'count', number) ORDER BY number DESC, value)
      FROM (SELECT ${sql.identifier(facet)} AS value, count(*)::int AS number FROM found
        WHERE missed = ${sql.identifier(`${facet}_missed`)} AND ${sql.identifier(facet)} <> ''
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_VALUES}) AS counted) AS ${sql.identifier(`${facet}_counts`)}`,
  );
  const result = await db.execute<Record<string, unknown>>(sql`
    WITH found AS MATERIALIZED (
      SELECT s.clip_id, s.listed_at, ${wanted ? sql`ts_rank(s.heading, ${wanted})` : sql`0::float4`} AS rank,
        ${missed} AS missed, ${sql.join(columns, sql`, `)}
      FROM clip_search s
      WHERE ${sql.join(libraryFilters(searcher, query, wanted, signs), sql` AND `)}
    )
    SELECT (SELECT count(*)::int FROM found WHERE missed = 0) AS total,
      (SELECT jsonb_agg(clip_id ORDER BY rank DESC, listed_at DESC, clip_id) FROM (
        SELECT clip_id, rank, listed_at FROM found WHERE missed = 0
        ORDER BY rank DESC, listed_at DESC, clip_id
        LIMIT ${query.limit} OFFSET ${query.offset}) AS page) AS page,
      ${sql.join(counts, sql`, `)}`);
  const [row = {}] = result.rows;
  const facets = Object.fromEntries(
    CLIP_FACETS.map((facet) => [facet, row[`${facet}_counts`] ?? []]),
  ) as ClipFacets;
  return {
    clipIds: (row['page'] as string[] | null) ?? [],
    total: Number(row['total'] ?? 0),
    facets,
    sought: alternatives.flat(),
    beginnings: alternatives.flat().map((word) => sharedBeginning(word, searcher.locale) ?? word),
  };
}

function libraryFilters(
  searcher: Searcher,
  query: LibraryQuery,
  wanted: SQL | null,
  signs: readonly string[],
): SQL[] {
  const isMine = sql`s.owner_id = ${searcher.personId}`;
  return [
    sql`s.tenant_id = ${searcher.tenantId}`,
    query.review === 'true'
      ? sql`(s.curation IN ('proposed', 'consent') OR s.clip_id IN (SELECT id FROM clip
          WHERE tenant_id = ${searcher.tenantId} AND curation = 'published' AND review_on <= current_date))`
      : query.mine === 'true'
        ? isMine
        : sql`(s.curation = 'published' OR ${isMine})`,
    ...(wanted ? [sql`s.words @@ ${wanted}`] : []),
    ...signs.map(
      (sign) => sql`EXISTS (SELECT 1 FROM clip WHERE clip.id = s.clip_id
        AND position(${sign} IN clip.title) > 0)`,
    ),
  ];
}

/** All words, each as it stands, as the beginning of longer ones, and by its stem in four languages. */
function wordQuery(alternatives: readonly (readonly string[])[], { locale }: Searcher): SQL | null {
  if (alternatives.length === 0) return null;
  const one = (word: string): SQL => {
    const beginning = sharedBeginning(word, locale);
    const literal = beginning ? `'${beginning}':*` : `'${word}'`;
    return sql`to_tsquery('pg_catalog.simple', ${literal}) || plainto_tsquery('pg_catalog.english', ${word})
      || plainto_tsquery('pg_catalog.french', ${word}) || plainto_tsquery('pg_catalog.italian', ${word})
      || plainto_tsquery('pg_catalog.dutch', ${word})`;
  };
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

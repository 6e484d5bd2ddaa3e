import { and, eq, sql, type SQL } from 'drizzle-orm';
import { VOCABULARIES, type Vocabulary } from '#contract/vocabularies';
import type { Queryable } from '../infra/database.ts';
import { vocabularyTerms } from './vocabulary.table.ts';

export type TermRow = typeof vocabularyTerms.$inferSelect;

/** Where in a description the words of a vocabulary stand. */
const PLACES: Readonly<Record<Vocabulary, readonly string[]>> = {
  domain: ['domain'],
  strategy: ['strategy', 'title'],
  ageGroup: ['ageGroup'],
  setting: ['setting'],
  area: ['areas'],
};

/** All words of an institution, those that are offered first. */
export function termsOf(db: Queryable, tenantId: string): Promise<TermRow[]> {
  return db
    .select()
    .from(vocabularyTerms)
    .where(eq(vocabularyTerms.tenantId, tenantId))
    .orderBy(
      vocabularyTerms.vocabulary,
      vocabularyTerms.isRetired,
      sql`lower(${vocabularyTerms.name})`,
    );
}

/** One word of an institution, locked until the transaction ends; undefined for a stranger's. */
export async function findTerm(
  tx: Queryable,
  tenantId: string,
  termId: string,
): Promise<TermRow | undefined> {
  const [row] = await tx
    .select()
    .from(vocabularyTerms)
    .where(and(eq(vocabularyTerms.tenantId, tenantId), eq(vocabularyTerms.id, termId)))
    .for('update');
  return row;
}

/** How many clips have which words. */
export async function usesOf(
  db: Queryable,
  tenantId: string,
): Promise<{ vocabulary: Vocabulary; name: string; uses: number }[]> {
  const parts = VOCABULARIES.map(
    (
      vocabulary,
    ) => sql`SELECT ${vocabulary}::text AS vocabulary, word AS name, count(*)::int AS uses
      FROM clip, LATERAL (${wordsAt(vocabulary)}) AS words(word)
      WHERE clip.tenant_id = ${tenantId} AND word <> '' GROUP BY word`,
  );
  const result = await db.execute<{ vocabulary: Vocabulary; name: string; uses: number }>(
    sql`${sql.join(parts, sql` UNION ALL `)} ORDER BY name`,
  );
  return result.rows;
}

/** Puts one word in the place of another in every clip. */
export async function replaceWord(
  tx: Queryable,
  tenantId: string,
  vocabulary: Vocabulary,
  change: { from: string; to: string; at: Date },
): Promise<void> {
  const { from, to, at } = change;
  if (from === to) return;
  const path = sql.param(`{${PLACES[vocabulary].join(',')}}`);
  const written =
    vocabulary === 'area'
      ? sql`(SELECT coalesce(jsonb_agg(word ORDER BY place), '[]') FROM (
          SELECT CASE WHEN word = ${from} THEN ${to}::text ELSE word END AS word, min(place) AS place
          FROM jsonb_array_elements_text(clip.description -> 'areas') WITH ORDINALITY AS one(word, place)
          GROUP BY 1) AS words)`
      : sql`to_jsonb(${to}::text)`;
  await tx.execute(sql`
    UPDATE clip SET description = jsonb_set(description, ${path}::text[], ${written}),
      updated_at = ${at.toISOString()}::timestamptz
    WHERE tenant_id = ${tenantId}
      AND ${from} IN (SELECT word FROM (${wordsAt(vocabulary)}) AS words(word))`);
}

function wordsAt(vocabulary: Vocabulary): SQL {
  const path = sql.param(`{${PLACES[vocabulary].join(',')}}`);
  return vocabulary === 'area'
    ? sql`SELECT jsonb_array_elements_text(coalesce(clip.description -> 'areas', '[]'))`
    : sql`SELECT clip.description #>> ${path}::text[]`;
}

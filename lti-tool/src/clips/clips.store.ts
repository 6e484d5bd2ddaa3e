import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  ilike,
  inArray,
  isNull,
  ne,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { CurationState } from '#contract/vocabulary';
import type { ConsentRow, Consents } from '../consents/consents.service.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { memberships } from '../lti/lti.table.ts';
import { effectiveRole } from '../lti/membership.rules.ts';
import { searchPatterns } from './clips.rules.ts';
import { captionTracks, clips, filmedPeople } from './clips.table.ts';

export type ClipRow = typeof clips.$inferSelect;
export type FilmedPersonRow = typeof filmedPeople.$inferSelect;
export interface FilmedPersonRecord {
  person: FilmedPersonRow;
  consent: ConsentRow | null;
}
/** A clip with the people in it and what they agreed to: what every decision is made on. */
export interface ClipRecord {
  clip: ClipRow;
  people: FilmedPersonRecord[];
}

type Sought = Pick<Actor, 'tenantId' | 'personId'>;

/** What the library is asked for. */
export interface LibraryQuery {
  q: string;
  domain?: string | undefined;
  strategy?: string | undefined;
  ageGroup?: string | undefined;
  mine: 'true' | 'false';
  limit: number;
  offset: number;
}

const FACETS = {
  domain: sql<string>`${clips.description} ->> 'domain'`,
  strategy: sql<string>`${clips.description} -> 'strategy' ->> 'title'`,
  ageGroup: sql<string>`${clips.description} ->> 'ageGroup'`,
} as const;
export type FacetName = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as FacetName[];

/** One clip, locked against changes by others when it is about to be changed. */
export async function findClip(
  db: Queryable,
  tenantId: string,
  clipId: string,
  { lock = false } = {},
): Promise<ClipRow | null> {
  const query = db
    .select()
    .from(clips)
    .where(and(eq(clips.tenantId, tenantId), eq(clips.id, clipId)));
  const [row] = await (lock ? query.for('update') : query);
  return row ?? null;
}

/** Clips with these ids, in no order. */
export async function findClips(
  db: Queryable,
  tenantId: string,
  clipIds: readonly string[],
): Promise<ClipRow[]> {
  if (clipIds.length === 0) return [];
  return db
    .select()
    .from(clips)
    .where(and(eq(clips.tenantId, tenantId), inArray(clips.id, [...clipIds])));
}

/** Adds to clips the people in them and their consents. */
export async function withPeople(
  db: Queryable,
  consents: Consents,
  tenantId: string,
  rows: readonly ClipRow[],
): Promise<ClipRecord[]> {
  if (rows.length === 0) return [];
  const people = await db
    .select()
    .from(filmedPeople)
    .where(
      and(
        eq(filmedPeople.tenantId, tenantId),
        inArray(
          filmedPeople.clipId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(asc(filmedPeople.createdAt), asc(filmedPeople.pseudonym));
  const ids = people.flatMap((person) => (person.consentId ? [person.consentId] : []));
  const found = await consents.find(db, tenantId, ids);
  return rows.map((clip) => ({
    clip,
    people: people
      .filter((person) => person.clipId === clip.id)
      .map((person) => ({ person, consent: found.get(person.consentId ?? '') ?? null })),
  }));
}

/** The page of the library that was asked for, newest first; what has the words in its title leads. */
export async function searchClips(
  db: Queryable,
  seeker: Sought,
  query: LibraryQuery,
): Promise<{ rows: ClipRow[]; total: number }> {
  const filters = and(...libraryFilters(db, seeker, query));
  const patterns = searchPatterns(query.q);
  const titleFirst = patterns.map((pattern) => desc(sql`(${clips.title} ILIKE ${pattern})`));
  const rows = await db
    .select()
    .from(clips)
    .where(filters)
    .orderBy(...titleFirst, desc(clips.updatedAt), asc(clips.id))
    .limit(query.limit)
    .offset(query.offset);
  const [counted] = await db.select({ total: count() }).from(clips).where(filters);
  return { rows, total: counted?.total ?? 0 };
}

/** How many clips each value of a facet would leave: its own choice is not counted against it. */
export async function countFacet(
  db: Queryable,
  seeker: Sought,
  query: LibraryQuery,
  facet: FacetName,
): Promise<{ value: string; count: number }[]> {
  const value = FACETS[facet];
  return (
    db
      .select({ value, count: count() })
      .from(clips)
      .where(and(...libraryFilters(db, seeker, { ...query, [facet]: undefined }), ne(value, '')))
      // By position: as parameters of their own, the two expressions would not be the same one.
      .groupBy(sql`1`)
      .orderBy(sql`2 DESC`, sql`1`)
      .limit(100)
  );
}

function libraryFilters(db: Queryable, seeker: Sought, query: LibraryQuery): SQL[] {
  const isMine = eq(clips.ownerId, seeker.personId);
  const findable = or(eq(clips.curation, 'published' satisfies CurationState), isMine);
  const filters: (SQL | undefined)[] = [
    eq(clips.tenantId, seeker.tenantId),
    query.mine === 'true' ? isMine : findable,
    ...FACET_NAMES.map((facet) => {
      const chosen = query[facet];
      return chosen ? eq(FACETS[facet], chosen) : undefined;
    }),
    ...searchPatterns(query.q).map((pattern) => containsWord(db, pattern)),
  ];
  return filters.filter((filter) => filter !== undefined);
}

/** Title, every text of the description, or what is said. */
function containsWord(db: Queryable, pattern: string): SQL | undefined {
  const texts = sql`jsonb_path_query(${clips.description}, 'strict $.**?(@.type() == "string")')`;
  return or(
    ilike(clips.title, pattern),
    sql`EXISTS (SELECT 1 FROM ${texts} AS words(word) WHERE words.word #>> '{}' ILIKE ${pattern})`,
    exists(
      db
        .select({ one: sql`1` })
        .from(captionTracks)
        .where(
          and(
            eq(captionTracks.tenantId, clips.tenantId),
            eq(captionTracks.clipId, clips.id),
            ilike(captionTracks.vtt, pattern),
          ),
        ),
    ),
  );
}

/** Languages in which a clip has captions. */
export function captionLanguages(
  db: Queryable,
  tenantId: string,
  clipId: string,
): Promise<{ language: string; label: string }[]> {
  return db
    .select({ language: captionTracks.language, label: captionTracks.label })
    .from(captionTracks)
    .where(and(eq(captionTracks.tenantId, tenantId), eq(captionTracks.clipId, clipId)))
    .orderBy(captionTracks.language);
}

/** The captions of one language as WebVTT, or null. */
export async function captionText(
  db: Queryable,
  tenantId: string,
  clipId: string,
  language: string,
): Promise<string | null> {
  const [row] = await db
    .select({ vtt: captionTracks.vtt })
    .from(captionTracks)
    .where(
      and(
        eq(captionTracks.tenantId, tenantId),
        eq(captionTracks.clipId, clipId),
        eq(captionTracks.language, language),
      ),
    );
  return row?.vtt ?? null;
}

/** Sets the captions of one language, replacing those that are there. */
export async function writeCaptions(
  db: Queryable,
  clip: Pick<ClipRow, 'tenantId' | 'id'>,
  captions: { language: string; label: string; vtt: string },
  at: Date,
): Promise<void> {
  const { label, vtt } = captions;
  await db
    .insert(captionTracks)
    .values({ tenantId: clip.tenantId, clipId: clip.id, ...captions, updatedAt: at })
    .onConflictDoUpdate({
      target: [captionTracks.clipId, captionTracks.language],
      set: { label, vtt, updatedAt: at },
    });
}

/** Of these people, those who teach in a course now. */
export async function teachersAmong(
  db: Queryable,
  { tenantId, ltiContextId }: Pick<Actor, 'tenantId' | 'ltiContextId'>,
  personIds: readonly string[],
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await db
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        eq(memberships.ltiContextId, ltiContextId),
        inArray(memberships.personId, [...personIds]),
        isNull(memberships.leftAt),
      ),
    );
  const teachers = rows.filter((row) => effectiveRole(row) === 'lecturer');
  return new Set(teachers.map((row) => row.personId));
}

/** Whether the actor still belongs to the course of their session. */
export async function isMember(db: Queryable, actor: Actor): Promise<boolean> {
  const rows = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, actor.tenantId),
        eq(memberships.ltiContextId, actor.ltiContextId),
        eq(memberships.personId, actor.personId),
        isNull(memberships.leftAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

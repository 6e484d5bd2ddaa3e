import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { ConsentRow, Consents } from '../consents/consents.service.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { memberships } from '../lti/lti.table.ts';
import { effectiveRole } from '../lti/membership.rules.ts';
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

/** What is said in some clips, in the reader’s language first. */
export async function captionsOf(
  db: Queryable,
  tenantId: string,
  clipIds: readonly string[],
  firstLanguage: string,
): Promise<Map<string, { language: string; vtt: string }[]>> {
  const said = new Map<string, { language: string; vtt: string }[]>();
  if (clipIds.length === 0) return said;
  const rows = await db
    .select({
      clipId: captionTracks.clipId,
      language: captionTracks.language,
      vtt: captionTracks.vtt,
    })
    .from(captionTracks)
    .where(
      and(
        eq(captionTracks.tenantId, tenantId),
        inArray(captionTracks.clipId, [...clipIds]),
        eq(captionTracks.isDraft, false),
      ),
    )
    .orderBy(desc(sql`(${captionTracks.language} = ${firstLanguage})`), captionTracks.language);
  for (const { clipId, ...track } of rows) said.set(clipId, [...(said.get(clipId) ?? []), track]);
  return said;
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

/** Whether anybody else of the institution looks after clips, in whichever course. */
export async function hasReviewers(
  db: Queryable,
  { tenantId, personId }: Pick<Actor, 'tenantId' | 'personId'>,
): Promise<boolean> {
  const role = sql`coalesce(${memberships.assignedRole}, ${memberships.launchRole}, ${memberships.rosterRole})`;
  const rows = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        ne(memberships.personId, personId),
        isNull(memberships.leftAt),
        eq(role, 'lecturer'),
      ),
    )
    .limit(1);
  return rows.length > 0;
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

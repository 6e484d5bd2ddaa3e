import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { ConsentRow, Consents } from '../consents/consents.service.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { memberships, roleInCourse } from '../lti/lti.table.ts';
import { effectiveRole } from '../lti/membership.rules.ts';
import { captionTracks, clips, filmedPeople } from './clips.table.ts';
import { lentClips } from './sharing.store.ts';

export type ClipRow = typeof clips.$inferSelect;
export type FilmedPersonRow = typeof filmedPeople.$inferSelect;
/**
 * Somebody who is filmed, with the consent that holds or held last; null before anybody was asked.
 */
export interface FilmedPersonRecord {
  person: FilmedPersonRow;
  consent: ConsentRow | null;
}
/** A clip with the people in it and what they agreed to: what every decision is made on. */
export interface ClipRecord {
  clip: ClipRow;
  people: FilmedPersonRecord[];
  /**
   * Where its files and captions are: here, or in the institution that shares it; null when it does
   * no more.
   */
  source: { tenantId: string; clipId: string } | null;
  /** The institution that shares it; null for a clip of one's own. */
  institution: string | null;
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

/**
 * Adds to clips the people in them and their consents. Of a clip that another institution shares,
 * what it is there now takes the place of what is written here.
 */
export async function withPeople(
  db: Queryable,
  consents: Consents,
  tenantId: string,
  rows: readonly ClipRow[],
): Promise<ClipRecord[]> {
  const origins = rows.flatMap(({ originClipId }) => originClipId ?? []);
  const lent = await lentClips(db, tenantId, origins);
  const byTenant = new Map<string, ClipRow[]>();
  for (const row of rows) {
    const shown = row.originClipId ? lent.get(row.originClipId)?.clip : row;
    if (shown) byTenant.set(shown.tenantId, [...(byTenant.get(shown.tenantId) ?? []), shown]);
  }
  const found = new Map<string, FilmedPersonRecord[]>();
  for (const [ownerTenantId, own] of byTenant)
    for (const [id, people] of await peopleOf(db, consents, ownerTenantId, own))
      found.set(id, people);
  return rows.map((row) => {
    if (!row.originClipId) {
      const source = { tenantId: row.tenantId, clipId: row.id };
      return { clip: row, people: found.get(row.id) ?? [], source, institution: null };
    }
    const origin = lent.get(row.originClipId);
    if (!origin) return { clip: row, people: [], source: null, institution: null };
    const { id, tenantId: here, ownerId, originTenantId, originClipId } = row;
    return {
      clip: {
        ...{ ...origin.clip, id, tenantId: here, ownerId, originTenantId, originClipId },
        // Tasks and templates know it by its place here, and nothing of its making belongs here.
        ...{ demoKey: row.demoKey, masterKey: null, claim: null, fileName: null },
      },
      people: found.get(originClipId ?? '') ?? [],
      source: { tenantId: origin.clip.tenantId, clipId: origin.clip.id },
      institution: origin.institution,
    };
  });
}

/** The people in clips of one institution, with their consents. */
async function peopleOf(
  db: Queryable,
  consents: Consents,
  tenantId: string,
  rows: readonly ClipRow[],
): Promise<[string, FilmedPersonRecord[]][]> {
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
  return rows.map(({ id }) => [
    id,
    people
      .filter((person) => person.clipId === id)
      .map((person) => ({ person, consent: found.get(person.consentId ?? '') ?? null })),
  ]);
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
  const rows = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        ne(memberships.personId, personId),
        isNull(memberships.leftAt),
        eq(roleInCourse, 'lecturer'),
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

import { and, eq, sql } from 'drizzle-orm';
import type { Playback } from '#contract/clips';
import type { TrackKind } from '#contract/captions';
import type { Queryable } from '../infra/database.ts';
import type { ClipRow } from './clips.store.ts';
import { captionTracks, descriptionTracks } from './clips.table.ts';

/** The two tables are alike. */
const TABLES = {
  captions: captionTracks,
  descriptions: descriptionTracks,
} as const;

export type TrackRow = typeof captionTracks.$inferSelect;
type ClipKey = Pick<ClipRow, 'tenantId' | 'id'>;

/** Languages in which a clip has captions and descriptions that everybody gets. */
export interface TrackNames {
  captions: Pick<Playback['captions'][number], 'language' | 'label'>[];
  descriptions: Pick<Playback['captions'][number], 'language' | 'label'>[];
}

/** What a player of a clip offers: drafts are left out. */
export async function trackNames(
  db: Queryable,
  tenantId: string,
  clipId: string,
): Promise<TrackNames> {
  const clip = { tenantId, id: clipId };
  const named = async (kind: TrackKind) =>
    (await tracksOf(db, clip, kind))
      .filter((row) => !row.isDraft)
      .map(({ language, label }) => ({ language, label }));
  const [captions, descriptions] = await Promise.all([named('captions'), named('descriptions')]);
  return { captions, descriptions };
}

/** All tracks of a kind, by language. */
export function tracksOf(db: Queryable, clip: ClipKey, kind: TrackKind): Promise<TrackRow[]> {
  const table = TABLES[kind];
  return db
    .select()
    .from(table)
    .where(and(eq(table.tenantId, clip.tenantId), eq(table.clipId, clip.id)))
    .orderBy(table.language);
}

/** One track, or undefined. */
export async function findTrack(
  db: Queryable,
  clip: ClipKey,
  kind: TrackKind,
  language: string,
): Promise<TrackRow | undefined> {
  const table = TABLES[kind];
  const [row] = await db
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, clip.tenantId),
        eq(table.clipId, clip.id),
        eq(table.language, language),
      ),
    );
  return row;
}

/** The text of a track that everybody gets, or null. */
export async function trackText(
  db: Queryable,
  tenantId: string,
  clipId: string,
  kind: TrackKind,
  language: string,
): Promise<string | null> {
  const row = await findTrack(db, { tenantId, id: clipId }, kind, language);
  return row && !row.isDraft ? row.vtt : null;
}

/** What a track is given when it is written. */
export interface TrackDraft {
  language: string;
  label: string;
  vtt: string;
  isDraft?: boolean;
  isMachine?: boolean;
}

/** Sets a track, replacing the one that is there; its revision grows. */
export async function writeTrack(
  db: Queryable,
  clip: ClipKey,
  kind: TrackKind,
  { isDraft = false, isMachine = false, ...draft }: TrackDraft,
  at: Date,
): Promise<void> {
  const table = TABLES[kind];
  const { label, vtt } = draft;
  await db
    .insert(table)
    .values({
      ...{ tenantId: clip.tenantId, clipId: clip.id, updatedAt: at },
      ...{ ...draft, isDraft, isMachine },
    })
    .onConflictDoUpdate({
      target: [table.clipId, table.language],
      set: {
        ...{ label, vtt, isDraft, isMachine, updatedAt: at },
        revision: sql`${table.revision} + 1`,
      },
    });
}

/** Removes a track. */
export async function removeTrack(
  db: Queryable,
  clip: ClipKey,
  kind: TrackKind,
  language: string,
): Promise<void> {
  const table = TABLES[kind];
  await db
    .delete(table)
    .where(
      and(
        eq(table.tenantId, clip.tenantId),
        eq(table.clipId, clip.id),
        eq(table.language, language),
      ),
    );
}

/** The same of a clip that was opened, wherever it comes from. */
export async function tracksOfRecord(
  db: Queryable,
  { source }: { source: { tenantId: string; clipId: string } | null },
): Promise<TrackNames> {
  if (!source) return { captions: [], descriptions: [] };
  return trackNames(db, source.tenantId, source.clipId);
}

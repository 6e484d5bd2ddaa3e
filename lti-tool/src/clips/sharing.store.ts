import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { AUDIENCES } from '#contract/vocabulary';
import type { Queryable } from '../infra/database.ts';
import { tenants } from '../lti/lti.table.ts';
import { collectionClips, collectionShares } from './collections.table.ts';
import { clips } from './clips.table.ts';

type ClipRow = typeof clips.$inferSelect;
type ShareRow = typeof collectionShares.$inferSelect;

/** A clip of another institution, as it is there now. */
export interface LentClip {
  clip: ClipRow;
  institution: string;
}

/**
 * The one door between institutions: clips of others that a share lets this institution see now. The
 * share is accepted and not ended, the collection holds the clip, and it is published where it is from.
 * Whatever shows, plays or serves a clip of another institution has come through here.
 * @returns by the id that the clip has where it comes from
 */
export async function lentClips(
  db: Queryable,
  tenantId: string,
  originClipIds: readonly string[],
): Promise<Map<string, LentClip>> {
  if (originClipIds.length === 0) return new Map();
  const rows = await db
    .select({ clip: clips, institution: tenants.name })
    .from(collectionShares)
    .innerJoin(
      collectionClips,
      and(
        eq(collectionClips.tenantId, collectionShares.tenantId),
        eq(collectionClips.collectionId, collectionShares.collectionId),
      ),
    )
    .innerJoin(
      clips,
      and(eq(clips.tenantId, collectionShares.tenantId), eq(clips.id, collectionClips.clipId)),
    )
    .innerJoin(tenants, eq(tenants.id, collectionShares.tenantId))
    .where(
      and(
        eq(collectionShares.partnerId, tenantId),
        eq(collectionShares.state, 'accepted'),
        eq(clips.curation, 'published'),
        isNull(clips.originClipId),
        inArray(clips.id, [...originClipIds]),
      ),
    );
  return new Map(rows.map((row) => [row.clip.id, row]));
}

/**
 * Gives clips of a shared collection a place in the partner's library, where tasks are made with them.
 * The place holds words for the search and nothing that plays: that comes through the door each time.
 */
export async function lend(
  tx: Queryable,
  share: Pick<ShareRow, 'tenantId' | 'partnerId'> & { answeredBy: string },
  rows: readonly ClipRow[],
  at: Date,
): Promise<void> {
  const own = rows.filter((row) => row.originClipId === null && row.tenantId === share.tenantId);
  if (own.length === 0) return;
  await tx
    .insert(clips)
    .values(
      own.map(({ id, title, description, durationSeconds }) => ({
        ...{ id: randomUUID(), tenantId: share.partnerId, ownerId: share.answeredBy },
        ...{ originTenantId: share.tenantId, originClipId: id },
        ...{ title, description, durationSeconds, state: 'ready' as const },
        ...{ curation: 'published' as const, createdAt: at, updatedAt: at },
      })),
    )
    .onConflictDoNothing();
}

/** Where `lookfor_pack_clip` says in its upper half how far a clip may be shown (search-facts.rules.ts). */
const SCOPE_BYTE = 31;
const PARTNERS = AUDIENCES.indexOf('partners') + 1;

/**
 * Condition on `clip`: a place of a clip of another institution that is not found now, because no door
 * leads to it, or because not everybody in it lets partners see it.
 */
export function isShut(tenantId: string): SQL {
  return sql`clip.tenant_id = ${tenantId} AND clip.origin_clip_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM collection_share AS share
    JOIN collection_clip AS held ON held.tenant_id = share.tenant_id
      AND held.collection_id = share.collection_id AND held.clip_id = clip.origin_clip_id
    JOIN clip AS origin ON origin.tenant_id = share.tenant_id AND origin.id = held.clip_id
    JOIN clip_search AS told ON told.tenant_id = origin.tenant_id AND told.clip_id = origin.id
    WHERE share.partner_id = ${tenantId} AND share.state = 'accepted' AND origin.curation = 'published'
      AND get_byte(told.facts, ${SCOPE_BYTE}) >> 4 >= ${PARTNERS})`;
}

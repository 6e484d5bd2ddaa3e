import { and, asc, eq, or, sql, type SQL } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Collection, collectionRoutes } from '#contract/collections';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { tenants } from '../lti/lti.table.ts';
import { announceClips } from './clip-notices.ts';
import type { ClipAccess } from './clips.access.ts';
import { clips } from './clips.table.ts';
import { collectionClips, collections, collectionShares } from './collections.table.ts';
import { lend } from './sharing.store.ts';

export interface CollectionDeps {
  db: Database;
  access: ClipAccess;
  now: () => Date;
}

export type CollectionRow = typeof collections.$inferSelect;

type OwnRoutes = Pick<
  typeof collectionRoutes,
  | 'listCollections'
  | 'createCollection'
  | 'renameCollection'
  | 'removeCollection'
  | 'addToCollection'
  | 'takeFromCollection'
>;

const MOST_COLLECTIONS = 500;

/** Which collections somebody sees: their own, those of the course, and the institution's. */
function isSeenBy({ tenantId, personId, ltiContextId }: Actor): SQL | undefined {
  return and(
    eq(collections.tenantId, tenantId),
    or(
      and(eq(collections.scope, 'own'), eq(collections.ownerId, personId)),
      and(eq(collections.scope, 'course'), eq(collections.ltiContextId, ltiContextId)),
      eq(collections.scope, 'institution'),
    ),
  );
}

/** Whether somebody may change what is in a collection that they see. */
function mayChange(actor: Actor, { scope, ownerId }: CollectionRow): boolean {
  return scope === 'own' ? ownerId === actor.personId : can(actor, 'clips.manage');
}

/** A collection to be changed, locked. @throws {AppError} not_found, not_allowed */
export async function openCollection(
  tx: Queryable,
  actor: Actor,
  collectionId: string,
): Promise<CollectionRow> {
  requireCapability(actor, 'clips.browse');
  const [row] = await tx
    .select()
    .from(collections)
    .where(and(isSeenBy(actor), eq(collections.id, collectionId)))
    .for('update');
  if (!row) throw new AppError('not_found');
  if (!mayChange(actor, row)) throw new AppError('not_allowed', { scope: row.scope });
  return row;
}

/** Of a collection, the ids of what is in it. */
export async function clipsIn(
  db: Queryable,
  { tenantId, id }: Pick<CollectionRow, 'tenantId' | 'id'>,
): Promise<string[]> {
  const rows = await db
    .select({ clipId: collectionClips.clipId })
    .from(collectionClips)
    .where(and(eq(collectionClips.tenantId, tenantId), eq(collectionClips.collectionId, id)));
  return rows.map(({ clipId }) => clipId);
}

/** Clips kept together by a person, a course or an institution. */
export function createCollections({ db, access, now }: CollectionDeps): {
  useCases: UseCases<Actor, OwnRoutes>;
} {
  async function list(actor: Actor, clipId: string | undefined): Promise<Collection[]> {
    const { tenantId } = actor;
    const isIts = and(
      eq(collectionClips.tenantId, collections.tenantId),
      eq(collectionClips.collectionId, collections.id),
    );
    const own = await db
      .select({
        row: collections,
        clips: sql<number>`(SELECT count(*)::int FROM ${collectionClips} WHERE ${isIts})`,
        holds: clipId
          ? sql<boolean>`EXISTS (SELECT 1 FROM ${collectionClips} WHERE ${isIts} AND ${eq(collectionClips.clipId, clipId)})`
          : sql<boolean>`false`,
        partners: sql<number>`(SELECT count(*)::int FROM ${collectionShares} WHERE ${and(
          eq(collectionShares.tenantId, collections.tenantId),
          eq(collectionShares.collectionId, collections.id),
          eq(collectionShares.state, 'accepted'),
        )})`,
      })
      .from(collections)
      .where(isSeenBy(actor))
      .orderBy(asc(collections.title), asc(collections.id))
      .limit(MOST_COLLECTIONS);
    const shared = await db
      .select({
        id: collections.id,
        shareId: collectionShares.id,
        title: collections.title,
        institution: tenants.name,
        clips: sql<number>`(SELECT count(*)::int FROM ${collectionClips} WHERE ${isIts})`,
        holds: clipId
          ? sql<boolean>`EXISTS (SELECT 1 FROM ${collectionClips} JOIN ${clips} ON ${and(
              eq(clips.tenantId, tenantId),
              eq(clips.id, clipId),
              eq(clips.originClipId, collectionClips.clipId),
            )} WHERE ${isIts})`
          : sql<boolean>`false`,
      })
      .from(collectionShares)
      .innerJoin(
        collections,
        and(
          eq(collections.tenantId, collectionShares.tenantId),
          eq(collections.id, collectionShares.collectionId),
        ),
      )
      .innerJoin(tenants, eq(tenants.id, collectionShares.tenantId))
      .where(and(eq(collectionShares.partnerId, tenantId), eq(collectionShares.state, 'accepted')))
      .orderBy(asc(collections.title), asc(collections.id));
    return [
      ...own.map(({ row, ...counted }) => ({
        ...{ id: row.id, title: row.title, scope: row.scope, institution: null, shareId: null },
        canChange: mayChange(actor, row),
        ...counted,
      })),
      ...shared.map((one) => ({
        ...{ ...one, scope: 'shared' as const, canChange: false, partners: 0 },
      })),
    ];
  }

  return {
    useCases: {
      async listCollections(actor, { query }) {
        requireCapability(actor, 'clips.browse');
        return { collections: await list(actor, query.clipId) };
      },

      async createCollection(actor, { body }) {
        requireCapability(actor, body.scope === 'own' ? 'clips.browse' : 'clips.manage');
        const id = randomUUID();
        const { title, scope } = body;
        await db.insert(collections).values({
          ...{ id, tenantId: actor.tenantId, ownerId: actor.personId, title, scope },
          ltiContextId: scope === 'course' ? actor.ltiContextId : null,
          createdAt: now(),
        });
        return {
          ...{ id, title, scope, institution: null, shareId: null, clips: 0, partners: 0 },
          ...{ canChange: true, holds: false },
        };
      },

      async renameCollection(actor, { params, body }) {
        await db.transaction(async (tx) => {
          const { id } = await openCollection(tx, actor, params.collectionId);
          await tx
            .update(collections)
            .set({ title: body.title })
            .where(and(eq(collections.tenantId, actor.tenantId), eq(collections.id, id)));
        });
      },

      async removeCollection(actor, { params }) {
        await db.transaction(async (tx) => {
          const row = await openCollection(tx, actor, params.collectionId);
          await announceClips(tx, await clipsIn(tx, row));
          await tx
            .delete(collections)
            .where(and(eq(collections.tenantId, actor.tenantId), eq(collections.id, row.id)));
        });
      },

      async addToCollection(actor, { params }) {
        requireCapability(actor, 'clips.browse');
        const { clip } = await access.openToSee(actor, params.clipId);
        await db.transaction(async (tx) => {
          const { tenantId, id } = await openCollection(tx, actor, params.collectionId);
          await tx
            .insert(collectionClips)
            .values({
              ...{ tenantId, collectionId: id, clipId: clip.id },
              ...{ addedBy: actor.personId, addedAt: now() },
            })
            .onConflictDoNothing();
          const shares = await tx
            .select()
            .from(collectionShares)
            .where(
              and(
                eq(collectionShares.tenantId, tenantId),
                eq(collectionShares.collectionId, id),
                eq(collectionShares.state, 'accepted'),
              ),
            );
          for (const { partnerId, answeredBy } of shares)
            if (answeredBy) await lend(tx, { tenantId, partnerId, answeredBy }, [clip], now());
        });
      },

      async takeFromCollection(actor, { params }) {
        await db.transaction(async (tx) => {
          const { tenantId, id } = await openCollection(tx, actor, params.collectionId);
          const taken = await tx
            .delete(collectionClips)
            .where(
              and(
                eq(collectionClips.tenantId, tenantId),
                eq(collectionClips.collectionId, id),
                eq(collectionClips.clipId, params.clipId),
              ),
            )
            .returning({ clipId: collectionClips.clipId });
          if (taken.length === 0) throw new AppError('not_found');
          await announceClips(tx, [params.clipId]);
        });
      },
    },
  };
}

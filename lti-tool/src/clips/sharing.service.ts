import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { collectionRoutes } from '#contract/collections';
import { dayOf } from '../consents/consents.rules.ts';
import type { Consents } from '../consents/consents.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { deployments, tenants } from '../lti/lti.table.ts';
import { announceClips } from './clip-notices.ts';
import { coverageOfClip } from './clips.replies.ts';
import { mayGoToPartners } from './clips.rules.ts';
import { findClips, withPeople } from './clips.store.ts';
import { clipsIn, openCollection, type CollectionRow } from './collections.service.ts';
import { collectionClips, collections, collectionShares } from './collections.table.ts';
import { lend } from './sharing.store.ts';

export interface SharingDeps {
  db: Database;
  consents: Consents;
  now: () => Date;
}

type ShareRoutes = Pick<
  typeof collectionRoutes,
  'listShares' | 'offerCollection' | 'endShare' | 'listOffers' | 'answerOffer'
>;

/** Collections that institutions of one installation offer to each other (J1). */
export function createSharing({ db, consents, now }: SharingDeps): {
  useCases: UseCases<Actor, ShareRoutes>;
} {
  /** A collection of the institution, which speaks for it. @throws {AppError} not_allowed, not_found */
  async function openToShare(
    tx: Queryable,
    actor: Actor,
    collectionId: string,
  ): Promise<CollectionRow> {
    requireCapability(actor, 'clips.manage');
    const row = await openCollection(tx, actor, collectionId);
    if (row.scope !== 'institution') throw new AppError('not_allowed', { scope: row.scope });
    return row;
  }

  /** Institutions where somebody may come from: those with a deployment that is switched on. */
  async function partnersOf(actor: Actor): Promise<{ id: string; name: string }[]> {
    return db
      .selectDistinct({ id: tenants.id, name: tenants.name })
      .from(tenants)
      .innerJoin(deployments, eq(deployments.tenantId, tenants.id))
      .where(and(ne(tenants.id, actor.tenantId), eq(deployments.state, 'active')))
      .orderBy(asc(tenants.name));
  }

  async function countOpen(actor: Actor, clipIds: readonly string[]): Promise<number> {
    const rows = await findClips(db, actor.tenantId, clipIds);
    const own = rows.filter((row) => row.originClipId === null);
    const records = await withPeople(db, consents, actor.tenantId, own);
    const day = dayOf(now());
    return records.filter(
      (record) =>
        record.clip.curation === 'published' && mayGoToPartners(coverageOfClip(record, day)),
    ).length;
  }

  return {
    useCases: {
      async listShares(actor, { params }) {
        const row = await db.transaction((tx) => openToShare(tx, actor, params.collectionId));
        const shares = await db
          .select({ share: collectionShares, institution: tenants.name })
          .from(collectionShares)
          .innerJoin(tenants, eq(tenants.id, collectionShares.partnerId))
          .where(
            and(
              eq(collectionShares.tenantId, actor.tenantId),
              eq(collectionShares.collectionId, row.id),
            ),
          )
          .orderBy(desc(collectionShares.offeredAt));
        const living = shares.filter(({ share }) => ['offered', 'accepted'].includes(share.state));
        const clipIds = await clipsIn(db, row);
        return {
          shares: shares.map(({ share, institution }) => ({
            ...{ id: share.id, institution, state: share.state },
            offeredAt: share.offeredAt.toISOString(),
            answeredAt: share.answeredAt?.toISOString() ?? null,
          })),
          partners: (await partnersOf(actor)).filter(
            ({ id }) => !living.some(({ share }) => share.partnerId === id),
          ),
          clips: clipIds.length,
          openClips: await countOpen(actor, clipIds),
        };
      },

      async offerCollection(actor, { params, body }) {
        const partners = await partnersOf(actor);
        if (!partners.some(({ id }) => id === body.institutionId)) throw new AppError('not_found');
        await db.transaction(async (tx) => {
          const row = await openToShare(tx, actor, params.collectionId);
          await tx
            .insert(collectionShares)
            .values({
              ...{ id: randomUUID(), tenantId: actor.tenantId, collectionId: row.id },
              ...{ partnerId: body.institutionId, state: 'offered' as const },
              ...{ offeredBy: actor.personId, offeredAt: now() },
            })
            .onConflictDoNothing();
        });
      },

      async endShare(actor, { params }) {
        requireCapability(actor, 'clips.manage');
        await db.transaction(async (tx) => {
          const isEnded = { state: 'ended' as const, endedAt: now() };
          const isThis = and(
            eq(collectionShares.id, params.shareId),
            inArray(collectionShares.state, ['offered', 'accepted']),
          );
          const returned = {
            tenantId: collectionShares.tenantId,
            id: collectionShares.collectionId,
          };
          // Either side may: whoever offered it, and whoever was offered it.
          const [mine] = await tx
            .update(collectionShares)
            .set(isEnded)
            .where(and(isThis, eq(collectionShares.tenantId, actor.tenantId)))
            .returning(returned);
          const [theirs] = mine
            ? []
            : await tx
                .update(collectionShares)
                .set(isEnded)
                .where(and(isThis, eq(collectionShares.partnerId, actor.tenantId)))
                .returning(returned);
          const ended = mine ?? theirs;
          if (!ended) throw new AppError('not_found');
          await announceClips(tx, await clipsIn(tx, ended));
        });
      },

      async listOffers(actor) {
        requireCapability(actor, 'clips.manage');
        const rows = await db
          .select({
            share: collectionShares,
            title: collections.title,
            institution: tenants.name,
            clips: sql<number>`(SELECT count(*)::int FROM ${collectionClips} WHERE ${and(
              eq(collectionClips.tenantId, collectionShares.tenantId),
              eq(collectionClips.collectionId, collectionShares.collectionId),
            )})`,
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
          .where(
            and(
              eq(collectionShares.partnerId, actor.tenantId),
              inArray(collectionShares.state, ['offered', 'accepted']),
            ),
          )
          .orderBy(desc(collectionShares.offeredAt));
        return {
          offers: rows.map(({ share, ...told }) => ({
            ...told,
            ...{ id: share.id, offeredAt: share.offeredAt.toISOString() },
            state: share.state === 'accepted' ? ('accepted' as const) : ('offered' as const),
          })),
        };
      },

      async answerOffer(actor, { params, body }) {
        requireCapability(actor, 'clips.manage');
        await db.transaction(async (tx) => {
          const isAccepted = body.answer === 'accept';
          const answered = isAccepted ? ('accepted' as const) : ('declined' as const);
          const isOfferedHere = and(
            eq(collectionShares.id, params.shareId),
            eq(collectionShares.partnerId, actor.tenantId),
          );
          const [share] = await tx
            .update(collectionShares)
            .set({ state: answered, answeredBy: actor.personId, answeredAt: now() })
            .where(and(isOfferedHere, eq(collectionShares.state, 'offered')))
            .returning();
          if (!share) {
            // Answered so a moment ago, in another tab, or by an answer of ours that was lost.
            const isSo = eq(collectionShares.state, answered);
            if ((await tx.$count(collectionShares, and(isOfferedHere, isSo))) > 0) return;
            throw new AppError('not_found');
          }
          if (!isAccepted) return;
          const held = await clipsIn(tx, { tenantId: share.tenantId, id: share.collectionId });
          const rows = await findClips(tx, share.tenantId, held);
          await lend(tx, { ...share, answeredBy: actor.personId }, rows, now());
        });
      },
    },
  };
}

import { and, eq } from 'drizzle-orm';
import type { SecondView, secondViewRoutes } from '#contract/second-views';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import type { ClipAccess } from './clips.access.ts';
import { clips } from './clips.table.ts';
import { secondViews } from './second-views.table.ts';

/** The second camera on a scene (issue "two synchronised views"): set by who looks after the clip. */
export function createSecondViews({ db, access }: { db: Database; access: ClipAccess }) {
  async function reply(queryable: Queryable, actor: Actor, clipId: string) {
    return { view: await secondViewOf(queryable, actor.tenantId, clipId) };
  }

  const useCases: UseCases<Actor, typeof secondViewRoutes> = {
    async getSecondView(actor, { params }) {
      await access.openToSee(actor, params.clipId);
      return reply(db, actor, params.clipId);
    },

    async setSecondView(actor, { params, body }) {
      requireCapability(actor, 'clips.manage');
      const { viewClipId, offsetSeconds } = body;
      const view = await access.openToSee(actor, viewClipId);
      return db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        if (clip.id === view.clip.id)
          throw new AppError('invalid_request', { reason: 'a clip is no second view of itself' });
        // A film that lies elsewhere cannot be kept in step.
        if (view.clip.state !== 'ready' || !view.clip.media) throw new AppError('clip_not_ready');
        await tx
          .insert(secondViews)
          .values({ clipId: clip.id, tenantId: actor.tenantId, viewClipId, offsetSeconds })
          .onConflictDoUpdate({
            target: secondViews.clipId,
            set: { viewClipId, offsetSeconds },
            setWhere: eq(secondViews.tenantId, actor.tenantId),
          });
        return reply(tx, actor, clip.id);
      });
    },

    async removeSecondView(actor, { params }) {
      return db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        await tx
          .delete(secondViews)
          .where(and(eq(secondViews.tenantId, actor.tenantId), eq(secondViews.clipId, clip.id)));
        return { view: null };
      });
    },
  };
  return { useCases };
}

/** The second view of a clip, or null. */
export async function secondViewOf(
  db: Queryable,
  tenantId: string,
  clipId: string,
): Promise<SecondView | null> {
  const [row] = await db
    .select({
      clipId: secondViews.viewClipId,
      title: clips.title,
      offsetSeconds: secondViews.offsetSeconds,
    })
    .from(secondViews)
    .innerJoin(
      clips,
      and(eq(clips.tenantId, secondViews.tenantId), eq(clips.id, secondViews.viewClipId)),
    )
    .where(and(eq(secondViews.tenantId, tenantId), eq(secondViews.clipId, clipId)));
  return row ?? null;
}

/** Clips whose scene a clip shows from a second camera. */
export async function scenesOf(
  db: Queryable,
  tenantId: string,
  viewClipId: string,
): Promise<string[]> {
  const rows = await db
    .select({ clipId: secondViews.clipId })
    .from(secondViews)
    .where(and(eq(secondViews.tenantId, tenantId), eq(secondViews.viewClipId, viewClipId)));
  return rows.map(({ clipId }) => clipId);
}

import { and, asc, count, eq, or } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Excerpt, excerptRoutes } from '#contract/excerpts';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { tracksOfRecord } from './captions.store.ts';
import type { ClipAccess } from './clips.access.ts';
import { excerpts } from './clips.table.ts';
import { excerptPosterOf, requireWithin, toPlayback } from './clips.replies.ts';
import type { ClipRecord } from './clips.store.ts';

export interface ExcerptDeps {
  db: Database;
  access: ClipAccess;
  now: () => Date;
}

type ExcerptRow = typeof excerpts.$inferSelect;

const MOST_PER_CLIP = 200;

/** Excerpts: stretches of a clip that are played by themselves. Whoever works with clips makes them. */
export function createExcerpts({ db, access, now }: ExcerptDeps) {
  /** An excerpt of a clip that the actor may watch: shared, or their own. */
  async function open(actor: Actor, excerptId: string): Promise<ExcerptRow> {
    const [row] = await db
      .select()
      .from(excerpts)
      .where(
        and(
          eq(excerpts.tenantId, actor.tenantId),
          eq(excerpts.id, excerptId),
          or(eq(excerpts.isShared, true), eq(excerpts.ownerId, actor.personId)),
        ),
      );
    if (!row) throw new AppError('not_found');
    return row;
  }

  async function openOwn(actor: Actor, excerptId: string): Promise<ExcerptRow> {
    const row = await open(actor, excerptId);
    if (row.ownerId !== actor.personId) throw new AppError('not_found');
    return row;
  }

  /** An excerpt of a clip that the actor may watch, with an address for its picture. */
  function toExcerpt(actor: Actor, record: ClipRecord, row: ExcerptRow): Excerpt {
    const { id, clipId, title, startSeconds, endSeconds, ownerId, isShared, createdAt } = row;
    const excerpt = { startSeconds, endSeconds };
    const poster = excerptPosterOf(record.clip, excerpt, access.closedFor(actor, record));
    const address = poster && access.addressFor(actor, record, { excerpt });
    return {
      ...{ id, clipId, title, startSeconds, endSeconds, isShared },
      isMine: ownerId === actor.personId,
      posterUrl: address ? `${address.url}/${poster}` : null,
      createdAt: createdAt.toISOString(),
    };
  }

  const useCases: UseCases<Actor, typeof excerptRoutes> = {
    async listExcerpts(actor, { params }) {
      const record = await access.openToPlay(actor, params.clipId);
      const rows = await db
        .select()
        .from(excerpts)
        .where(
          and(
            eq(excerpts.tenantId, actor.tenantId),
            eq(excerpts.clipId, params.clipId),
            or(eq(excerpts.isShared, true), eq(excerpts.ownerId, actor.personId)),
          ),
        )
        .orderBy(asc(excerpts.startSeconds), asc(excerpts.id));
      return { excerpts: rows.map((row) => toExcerpt(actor, record, row)) };
    },

    async addExcerpt(actor, { params, body }) {
      requireWriting(actor);
      const record = await access.openToPlay(actor, params.clipId);
      const { clip } = record;
      requireWithin(body, clip);
      const [made] = await db
        .select({ count: count() })
        .from(excerpts)
        .where(and(eq(excerpts.tenantId, actor.tenantId), eq(excerpts.clipId, clip.id)));
      if ((made?.count ?? 0) >= MOST_PER_CLIP) throw new AppError('conflict');
      const [row] = await db
        .insert(excerpts)
        .values({
          ...{ id: randomUUID(), tenantId: actor.tenantId, clipId: clip.id },
          ...{ ownerId: actor.personId, isShared: can(actor, 'clips.manage') },
          ...{ ...body, createdAt: now() },
        })
        .returning();
      if (!row) throw new AppError('internal');
      return toExcerpt(actor, record, row);
    },

    async changeExcerpt(actor, { params, body }) {
      requireWriting(actor);
      const own = await openOwn(actor, params.excerptId);
      const record = await access.openToPlay(actor, own.clipId);
      requireWithin(body, record.clip);
      const [row] = await db
        .update(excerpts)
        .set(body)
        .where(and(eq(excerpts.tenantId, actor.tenantId), eq(excerpts.id, own.id)))
        .returning();
      return toExcerpt(actor, record, row ?? own);
    },

    async removeExcerpt(actor, { params }) {
      requireWriting(actor);
      const { id } = await openOwn(actor, params.excerptId);
      await db
        .delete(excerpts)
        .where(and(eq(excerpts.tenantId, actor.tenantId), eq(excerpts.id, id)));
    },

    async playExcerpt(actor, { params }) {
      const { id, clipId, title, startSeconds, endSeconds } = await open(actor, params.excerptId);
      const excerpt = { id, title, startSeconds, endSeconds };
      const record = await access.openToPlay(actor, clipId, { excerpt });
      const address = await access.playAddressFor(actor, record, { excerpt });
      const tracks = await tracksOfRecord(db, record);
      return toPlayback(record, address, tracks, excerpt);
    },
  };

  return { useCases };
}

/** Whoever works with clips makes excerpts; who only reads (an observer) does not. */
function requireWriting(actor: Actor): void {
  if (can(actor, 'clips.browse')) return;
  requireCapability(actor, 'observations.write');
}

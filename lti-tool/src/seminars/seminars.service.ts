import type { Post, seminarRoutes } from '#contract/seminars';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Live } from '../live/live.service.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import type { Observations } from '../observations/observations.service.ts';
import { createLiveRouter, type LiveRouterDeps } from './seminars.live.ts';
import { mayRead, toPost, type PostReader } from './seminars.rules.ts';
import {
  changePost,
  findOwnPosts,
  findPosts,
  wasTakenBack,
  writePost,
  type PostRow,
  type SpokenPost,
} from './seminars.store.ts';

export interface SeminarDeps extends Omit<LiveRouterDeps, 'observations' | 'live'> {
  db: Database;
  now: () => Date;
  live: Pick<Live, 'announce' | 'eventsAfter' | 'follow' | 'newestId'>;
  observations: Pick<Observations, 'openComparison' | 'handedInReading' | 'groupMates'>;
}

export type Seminars = ReturnType<typeof createSeminars>;

/**
 * Looking together (T3): what people say about moments once the comparison is open to them, live.
 * It is talk among people: it is never counted and never marked.
 */
export function createSeminars(deps: SeminarDeps) {
  const { db, now, live, observations } = deps;

  /** @throws {AppError} not_revealed and whatever else keeps the comparison closed */
  async function openFor(queryable: Queryable, actor: Actor, taskId: string): Promise<PostReader> {
    const { audience } = await observations.openComparison(queryable, actor, taskId);
    return { personId: actor.personId, audience, leads: can(actor, 'seminars.lead') };
  }

  /** A post that the reader may read. @throws {AppError} not_found */
  async function openPost(
    queryable: Queryable,
    actor: Actor,
    taskId: string,
    postId: string,
    reader: PostReader,
  ): Promise<SpokenPost> {
    const [found] = await findPosts(queryable, actor, taskId, postId);
    if (!found || !mayRead(found, reader)) throw new AppError('not_found');
    return found;
  }

  async function announce(tx: Queryable, actor: Actor, taskId: string, postId: string) {
    const { tenantId, ltiContextId } = actor;
    await live.announce(tx, { tenantId, taskId, ltiContextId, kind: 'post', subjectId: postId });
  }

  async function setHiding(
    actor: Actor,
    { taskId, postId }: { taskId: string; postId: string },
    hiding: Pick<PostRow, 'hiddenAt' | 'hiddenBy' | 'hiddenReason'>,
  ): Promise<Post> {
    return db.transaction(async (tx) => {
      const reader = await openFor(tx, actor, taskId);
      await openPost(tx, actor, taskId, postId, reader);
      await changePost(tx, actor, taskId, postId, hiding);
      await announce(tx, actor, taskId, postId);
      return toPost(await openPost(tx, actor, taskId, postId, reader), reader);
    });
  }

  const useCases: UseCases<Actor, typeof seminarRoutes> = {
    async listPosts(actor, { params }) {
      const reader = await openFor(db, actor, params.taskId);
      const spoken = await findPosts(db, actor, params.taskId);
      return {
        posts: spoken.filter((one) => mayRead(one, reader)).map((one) => toPost(one, reader)),
      };
    },

    async writePost(actor, { params, body }) {
      const { taskId, postId } = params;
      return db.transaction(async (tx) => {
        const reader = await openFor(tx, actor, taskId);
        const { tenantId, ltiContextId, personId } = actor;
        const isWritten = await writePost(tx, {
          ...{ id: postId, tenantId, taskId, ltiContextId, personId, ...body },
          ...{ fromLead: can(actor, 'course.read'), writtenAt: now(), editedAt: null },
          ...{ removedAt: null, hiddenAt: null, hiddenBy: null, hiddenReason: null },
        });
        if (!isWritten) throw new AppError('not_found');
        await announce(tx, actor, taskId, postId);
        return toPost(await openPost(tx, actor, taskId, postId, reader), reader);
      });
    },

    async removePost(actor, { params }) {
      const { taskId, postId } = params;
      await db.transaction(async (tx) => {
        const reader = await openFor(tx, actor, taskId);
        if (await wasTakenBack(tx, actor, taskId, postId)) return;
        const { post } = await openPost(tx, actor, taskId, postId, reader);
        if (post.personId !== actor.personId) throw new AppError('not_allowed');
        await changePost(tx, actor, taskId, postId, { body: '', removedAt: now() });
        await announce(tx, actor, taskId, postId);
      });
    },

    async hidePost(actor, { params, body }) {
      requireCapability(actor, 'seminars.lead');
      return setHiding(actor, params, {
        hiddenAt: now(),
        hiddenBy: actor.personId,
        hiddenReason: body.reason,
      });
    },

    async showPost(actor, { params }) {
      requireCapability(actor, 'seminars.lead');
      return setHiding(actor, params, { hiddenAt: null, hiddenBy: null, hiddenReason: null });
    },
  };

  /** What the actor said, to take along: their own words, whether the comparison is open or not. */
  async function ownPosts(actor: Actor, taskId: string): Promise<PostRow[]> {
    requireCapability(actor, 'observations.write');
    return findOwnPosts(db, actor, taskId);
  }

  const { liveRouter, close } = createLiveRouter(deps);
  return { useCases, ownPosts, liveRouter, close };
}

import { Router, type Request, type Response } from 'express';
import { idSchema } from '#contract/common-shapes';
import type { JointNews } from '#contract/joint';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import { toAppError } from '../infra/http.ts';
import type { Log } from '../infra/log.ts';
import type { Live } from '../live/live.service.ts';
import type { Actor } from '../lti/actor.ts';

export interface JointRouterDeps {
  db: Database;
  log: Log;
  live: Pick<Live, 'follow' | 'say'>;
  /** Where the events are; names the task as `:taskId`. */
  path: string;
  /** The work of the group in which somebody is; undefined: in none. */
  openJoint: (
    db: Queryable,
    actor: Actor,
    taskId: string,
  ) => Promise<{ id: string; member: string; revision: number } | undefined>;
  authenticate: (request: Request) => Promise<Actor>;
  /** Who somebody is by now; throws when the session is over. */
  openSession: (sessionId: string) => Promise<{ actor: Actor }>;
}

/**
 * Proxies end connections on which nothing is said; a beat also finds sessions that are over,
 * members who are in the group no more, and a change whose notice was lost.
 */
const BEAT_MS = 15_000;

/**
 * What a group does on its observation or its text, as server-sent events to its members (J2): that
 * it changed, who is there and where they are. The latter is passed on as it is said and kept
 * nowhere.
 */
export function createJointRouter(deps: JointRouterDeps) {
  const { db, log, live, openJoint } = deps;
  const streams = new Set<() => void>();

  function tell(
    response: Response,
    actor: Actor,
    taskId: string,
    joint: { id: string; member: string; revision: number },
  ): void {
    const say = (news: JointNews) => response.write(`data: ${JSON.stringify(news)}\n\n`);

    function end(): void {
      if (!streams.delete(end)) return;
      stopFollowing();
      clearInterval(beat);
      if (!response.writableEnded) response.end();
      const gone: JointNews = { kind: 'gone', member: joint.member };
      live.say(db, joint.id, gone).catch((error: unknown) => {
        log.info({ reason: String(error) }, 'nobody was told that a member is gone');
      });
    }

    async function checkAgain(): Promise<void> {
      try {
        const { actor: today } = await deps.openSession(actor.sessionId);
        const now = await openJoint(db, today, taskId);
        if (now?.id !== joint.id) end();
        else say({ kind: 'changed', revision: now.revision });
      } catch (error) {
        // The page connects again: a session that is over is refused there in words.
        log.info({ code: toAppError(error).code }, 'news of a group ended');
        end();
      }
    }

    const stopFollowing = live.follow(joint.id, (said) => {
      if (said === undefined) void checkAgain();
      else response.write(`data: ${said}\n\n`);
    });
    const beat = setInterval(() => void checkAgain(), BEAT_MS);
    streams.add(end);
    response.on('close', end);
    response.write('retry: 1000\n\n');
    say({ kind: 'changed', revision: joint.revision });
  }

  const liveRouter = Router();
  liveRouter.get(deps.path, async (request: Request, response: Response) => {
    const actor = await deps.authenticate(request);
    const taskId = idSchema.parse(request.params['taskId']);
    const joint = await openJoint(db, actor, taskId);
    if (!joint) throw new AppError('not_found');
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // nginx holds answers back until they are long enough, unless it is told not to.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    tell(response, actor, taskId, joint);
  });

  return {
    liveRouter,
    /** Ends all streams: pages connect again, to another process or the next one. */
    close: () => [...streams].forEach((end) => end()),
  };
}

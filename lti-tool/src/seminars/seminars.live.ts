import { Router, type Request, type Response } from 'express';
import { idSchema } from '#contract/common-shapes';
import { LIVE_PATH, type LiveNews } from '#contract/seminars';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import { toAppError } from '../infra/http.ts';
import type { Log } from '../infra/log.ts';
import type { Live, LiveEvent } from '../live/live.service.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { isInAudience } from '../observations/observations.comparison.ts';
import type { Observations } from '../observations/observations.service.ts';
import { mayRead, toPost } from './seminars.rules.ts';
import { findPosts } from './seminars.store.ts';

export interface LiveRouterDeps {
  db: Database;
  log: Log;
  live: Pick<Live, 'eventsAfter' | 'follow' | 'newestId'>;
  observations: Pick<Observations, 'openComparison' | 'handedInReading' | 'groupMates'>;
  authenticate: (request: Request) => Promise<Actor>;
  /** Who somebody is by now; throws when the session is over. */
  openSession: (sessionId: string) => Promise<{ actor: Actor }>;
  /** Whether a task is theirs at all, revealed or not. */
  openTask: (db: Queryable, actor: Actor, taskId: string) => Promise<unknown>;
}

/**
 * Proxies end connections on which nothing is said, often after 30 s or 60 s; a beat also finds
 * sessions that are over, and news whose notice was lost.
 */
const BEAT_MS = 15_000;
/** Many people are told the same at the same time; who comes later is told what is there then. */
const SHARED_MS = 2_000;

/**
 * News of a task as server-sent events, for as long as somebody looks. Each piece of news is told
 * only after it was asked again whether this person may know it: a role, a session or a reveal rule
 * may have changed since. Who waits for the comparison to open hears that it did, and nothing else.
 */
export function createLiveRouter(deps: LiveRouterDeps) {
  const { db, log, live, observations } = deps;
  const streams = new Set<() => void>();
  const loads = new Map<string, Promise<unknown>>();

  /** Asks the database once for what everybody on this process is told. */
  function once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = loads.get(key) as Promise<T> | undefined;
    if (known) return known;
    const loading = load();
    loads.set(key, loading);
    setTimeout(() => loads.delete(key), SHARED_MS).unref();
    return loading;
  }

  /** What an event says to somebody; null when it says nothing to them. */
  async function newsFor(actor: Actor, event: LiveEvent): Promise<LiveNews | null> {
    const { taskId, subjectId } = event;
    if (event.kind === 'look-again' || subjectId === null) return { kind: 'look-again' };
    const view = await observations.openComparison(db, actor, taskId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_revealed') return null;
      throw error;
    });
    if (!view) return null;
    const key = `${event.id}:${actor.ltiContextId}`;
    if (event.kind === 'post') {
      const reader = {
        ...{ personId: actor.personId, audience: view.audience },
        leads: can(actor, 'seminars.lead'),
      };
      const [spoken] = await once(key, () => findPosts(db, actor, taskId, subjectId));
      if (!spoken) return { kind: 'post-gone', postId: subjectId };
      return mayRead(spoken, reader) ? { kind: 'post', post: toPost(spoken, reader) } : null;
    }
    const found = await once(key, () => observations.handedInReading(db, actor, taskId, subjectId));
    // What I hand in on another device changes more than one lane.
    if (!found || found.personIds.includes(actor.personId)) return { kind: 'look-again' };
    if (!found.personIds.some((id) => isInAudience(view.audience, id))) return null;
    // The last hand-in of a group opens the comparison to it as a whole.
    if (view.audience !== null) return { kind: 'look-again' };
    const { personIds, reading, handedIn, expected } = found;
    const mates = await once(`${key}:mates`, async () => {
      const groups = personIds.map((personId) =>
        observations.groupMates(db, { ...actor, personId }),
      );
      return new Set((await Promise.all(groups)).flatMap((group) => [...group]));
    });
    const inMyGroup = mates.has(actor.personId) ? { inMyGroup: true as const } : {};
    return { kind: 'reading', reading: { ...reading, ...inMyGroup }, handedIn, expected };
  }

  function tell(response: Response, actor: Actor, taskId: string, knownId: number): void {
    let newestId = knownId;
    let isPumping = false;
    let isAsked = false;

    function end(): void {
      streams.delete(end);
      stopFollowing();
      clearInterval(beat);
      if (!response.writableEnded) response.end();
    }

    async function pump(): Promise<void> {
      isAsked = true;
      if (isPumping) return;
      isPumping = true;
      try {
        while (isAsked && !response.writableEnded) {
          isAsked = false;
          const after = newestId;
          const { actor: today } = await deps.openSession(actor.sessionId);
          const events = await live.eventsAfter(db, today, taskId, after);
          for (const event of events) {
            const news = await newsFor(today, event);
            newestId = event.id;
            const said = news ? `data: ${JSON.stringify(news)}\n` : '';
            response.write(`id: ${event.id}\n${said}\n`);
          }
          isAsked ||= events.length > 0;
        }
      } catch (error) {
        // The page connects again: a session that is over is refused there in words.
        log.info({ code: toAppError(error).code }, 'live news ended');
        end();
      } finally {
        isPumping = false;
      }
    }

    const stopFollowing = live.follow(taskId, () => void pump());
    const beat = setInterval(() => {
      response.write(':\n\n');
      void pump();
    }, BEAT_MS);
    streams.add(end);
    response.on('close', end);
    response.write(`retry: 1000\n\n`);
    void pump();
  }

  const liveRouter = Router();
  liveRouter.get(LIVE_PATH, async (request: Request, response: Response) => {
    const actor = await deps.authenticate(request);
    requireCapability(actor, 'observations.compare');
    const taskId = idSchema.parse(request.params['taskId']);
    await deps.openTask(db, actor, taskId);
    const knownId = knownIdOf(request) ?? (await live.newestId(db, actor, taskId));
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // nginx holds answers back until they are long enough, unless it is told not to.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    tell(response, actor, taskId, knownId);
  });

  return {
    liveRouter,
    /** Ends all streams: pages connect again, to another process or the next one. */
    close: () => [...streams].forEach((end) => end()),
  };
}

/** The newest event that the caller has; undefined asks for what comes from now on. */
function knownIdOf(request: Request): number | undefined {
  const given = request.get('Last-Event-ID');
  const id = Number(given);
  return given && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}

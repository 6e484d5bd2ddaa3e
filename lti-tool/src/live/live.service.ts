import { and, asc, eq, gt, isNull, lt, max, or, sql } from 'drizzle-orm';
import type { Database, Queryable } from '../infra/database.ts';
import type { Log } from '../infra/log.ts';
import { hearNotices, type Notices } from '../infra/notices.ts';
import type { Actor } from '../lti/actor.ts';
import { liveEvents } from './live.table.ts';

export type LiveEvent = typeof liveEvents.$inferSelect;
export type Live = ReturnType<typeof createLive>;

const CHANNEL = 'lookfor_live';
/** How long somebody may be away and still be told what they missed. */
const KEPT_MS = 24 * 3_600_000;
/** Of more than these, the rest comes with the next look. */
const MOST_AT_ONCE = 500;

/**
 * Tells everybody who follows a task what happened in it, whichever process they are connected to:
 * an event is a row, and a notice of PostgreSQL says that there is one. Events of one task are
 * committed in the order of their ids, so whoever knows an id has missed only later ones.
 */
export function createLive({
  db,
  databaseUrl,
  now,
  log,
}: {
  db: Database;
  databaseUrl: string;
  now: () => Date;
  log: Log;
}) {
  const followers = new Map<string, Set<(said?: string) => void>>();
  let notices: Notices | undefined;

  /** A notice names what it is about, and after a space what was said. */
  function wake(notice: string): void {
    const [topic = '', ...said] = notice.split(' ');
    const words = said.length > 0 ? said.join(' ') : undefined;
    for (const follower of [...(followers.get(topic) ?? [])]) follower(words);
  }

  return {
    /**
     * Begins to hear other processes, and answers when it does. Nobody has to wait for that: events
     * are kept, and followers look when it begins; only what is said meanwhile is missed.
     */
    start(): Promise<void> {
      notices ??= hearNotices(databaseUrl, CHANNEL, {
        onNotice: wake,
        onBreak: () => [...followers.keys()].forEach(wake),
        log,
      });
      return notices.hears;
    },
    close: async (): Promise<void> => notices?.close(),

    /** Writes down that something happened; followers hear of it when the transaction commits. */
    async announce(
      tx: Queryable,
      event: Pick<LiveEvent, 'tenantId' | 'taskId' | 'ltiContextId' | 'kind' | 'subjectId'>,
    ): Promise<void> {
      await tx.execute(
        sql`SELECT pg_advisory_xact_lock(hashtextextended(${`live:${event.taskId}`}, 0))`,
      );
      await tx.insert(liveEvents).values({ ...event, createdAt: now() });
      await tx.execute(sql`SELECT pg_notify(${CHANNEL}, ${event.taskId})`);
    },

    /**
     * Passes words on to who follows a topic, when the transaction commits: they are kept nowhere,
     * and who is away misses them.
     */
    async say(tx: Queryable, topic: string, words: object): Promise<void> {
      await tx.execute(sql`SELECT pg_notify(${CHANNEL}, ${`${topic} ${JSON.stringify(words)}`})`);
    },

    /** The newest event of a task, as the actor's course sees it; 0 before the first. */
    async newestId(queryable: Queryable, actor: Actor, taskId: string): Promise<number> {
      const [row] = await queryable
        .select({ id: max(liveEvents.id) })
        .from(liveEvents)
        .where(ofTask(actor, taskId));
      return row?.id ?? 0;
    },

    /** Events of a task in the actor's course after one that is known, in order. */
    async eventsAfter(
      queryable: Queryable,
      actor: Pick<Actor, 'tenantId' | 'ltiContextId'>,
      taskId: string,
      afterId: number,
    ): Promise<LiveEvent[]> {
      return queryable
        .select()
        .from(liveEvents)
        .where(and(ofTask(actor, taskId), gt(liveEvents.id, afterId)))
        .orderBy(asc(liveEvents.id))
        .limit(MOST_AT_ONCE);
    },

    /**
     * Calls back whenever a task, or whatever else is spoken of, may have news; with the words where
     * some were said. Returns how to stop.
     */
    follow(topic: string, follower: (said?: string) => void): () => void {
      const own = followers.get(topic) ?? new Set();
      followers.set(topic, own.add(follower));
      return () => {
        own.delete(follower);
        if (own.size === 0) followers.delete(topic);
      };
    },

    /** Forgets events that nobody can ask for any more. */
    async sweep(): Promise<void> {
      await db
        .delete(liveEvents)
        .where(lt(liveEvents.createdAt, new Date(now().getTime() - KEPT_MS)));
    },
  };
}

function ofTask(
  { tenantId, ltiContextId }: Pick<Actor, 'tenantId' | 'ltiContextId'>,
  taskId: string,
) {
  return and(
    eq(liveEvents.tenantId, tenantId),
    eq(liveEvents.taskId, taskId),
    or(isNull(liveEvents.ltiContextId), eq(liveEvents.ltiContextId, ltiContextId)),
  );
}

import type { ClientRateLimitInfo, Store } from 'express-rate-limit';
import cluster from 'node:cluster';
import { z } from 'zod';

const noticeSchema = z.object({
  kind: z.literal('hits'),
  /** Which limit. */
  limit: z.string(),
  from: z.number(),
  /** What this process alone has counted of a key, and when that count ends. */
  counts: z.array(z.tuple([z.string(), z.number(), z.number()])),
});

/** What one web process tells the others, so that all of them hold one limit together. */
export type HitsNotice = z.infer<typeof noticeSchema>;

/** Whether a message between processes is one of these. */
export function isHitsNotice(message: unknown): message is HitsNotice {
  return noticeSchema.safeParse(message).success;
}

/** How notices reach the other processes. */
export interface HitsLine {
  /** The number of this process. */
  own: number;
  tell(notice: HitsNotice): void;
  hear(listener: (notice: HitsNotice) => void): void;
}

interface Count {
  hits: number;
  endsAtMs: number;
}

/** Others hear of a hit so much later: by so much together they may go beyond a limit. */
const TELL_AFTER_MS = 100;

/**
 * Counts for a rate limit in one of several web processes: own hits at once, and those of the others
 * as they tell of them.
 * @param limit a name of its own for each limit
 * @param now in milliseconds
 */
export function createSharedHits(limit: string, line: HitsLine, now = Date.now) {
  const own = new Map<string, Count>();
  const counts = new Map([[line.own, own]]);
  const untold = new Set<string>();
  let windowMs = 60_000;
  let telling: NodeJS.Timeout | undefined;

  line.hear((notice) => {
    if (notice.limit !== limit) return;
    const theirs = counts.get(notice.from) ?? new Map<string, Count>();
    counts.set(notice.from, theirs);
    for (const [key, hits, endsAtMs] of notice.counts) theirs.set(key, { hits, endsAtMs });
  });

  function tell(): void {
    telling = undefined;
    const told = [...untold].map((key): [string, number, number] => {
      const { hits, endsAtMs } = own.get(key) ?? { hits: 0, endsAtMs: 0 };
      return [key, hits, endsAtMs];
    });
    untold.clear();
    line.tell({ kind: 'hits', limit, from: line.own, counts: told });
  }

  function change(key: string, by: number): ClientRateLimitInfo {
    const known = own.get(key);
    const count = known && known.endsAtMs > now() ? known : { hits: 0, endsAtMs: now() + windowMs };
    count.hits = Math.max(0, count.hits + by);
    own.set(key, count);
    untold.add(key);
    telling ??= setTimeout(tell, TELL_AFTER_MS).unref();
    return { totalHits: hitsOf(key), resetTime: new Date(count.endsAtMs) };
  }

  function hitsOf(key: string): number {
    const all = [...counts.values()].map((of) => of.get(key));
    return all.reduce((sum, one) => sum + (one && one.endsAtMs > now() ? one.hits : 0), 0);
  }

  function forgetEnded(): void {
    for (const of of counts.values())
      for (const [key, { endsAtMs }] of of) if (endsAtMs <= now()) of.delete(key);
  }

  return {
    init(options: { windowMs: number }): void {
      windowMs = options.windowMs;
      setInterval(forgetEnded, windowMs).unref();
    },
    increment: (key: string): ClientRateLimitInfo => change(key, 1),
    decrement: (key: string): void => void change(key, -1),
    resetKey: (key: string): void => void change(key, -(own.get(key)?.hits ?? 0)),
  };
}

/**
 * Where a rate limit counts: with the other web processes where there are some; by itself, in the
 * store of the library, where this process answers alone.
 */
export function sharedStore(limit: string): { store?: Store } {
  const { worker } = cluster;
  if (!worker) return {};
  const line: HitsLine = {
    own: worker.id,
    // One that has lost the others is about to end.
    tell: (notice) => void (worker.isConnected() && worker.send(notice)),
    hear: (listener) =>
      worker.on('message', (message: unknown) => {
        if (isHitsNotice(message)) listener(message);
      }),
  };
  return { store: createSharedHits(limit, line) };
}

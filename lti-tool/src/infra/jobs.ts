import { sql } from 'drizzle-orm';
import { PgBoss, fromDrizzle } from 'pg-boss';
import type { z } from 'zod';
import type { Queryable } from './database.ts';
import type { Log } from './log.ts';

/** A kind of job: its payload, and how it is tried again. */
export interface JobKind<Payload extends z.ZodType = z.ZodType> {
  name: string;
  payload: Payload;
  retryLimit: number;
  retryDelaySeconds: number;
  retryBackoff: boolean;
  /** However often it was tried, the next try is not later than this. */
  retryDelayMaxSeconds?: number;
  /** A worker that is silent for so long is taken for dead and its job goes to another. */
  heartbeatSeconds: number;
  /** The longest a job may run. */
  expireSeconds: number;
}

/** States a kind of job, with the defaults that suit short work. */
export function jobKind<Payload extends z.ZodType>(
  name: string,
  payload: Payload,
  options: Partial<Omit<JobKind, 'name' | 'payload'>> = {},
): JobKind<Payload> {
  return {
    name,
    payload,
    retryLimit: 5,
    retryDelaySeconds: 2,
    retryBackoff: true,
    heartbeatSeconds: 20,
    expireSeconds: 900,
    ...options,
  };
}

/** What does jobs of one kind. */
export interface JobHandler<Payload extends z.ZodType = z.ZodType> {
  kind: JobKind<Payload>;
  /** How many of these this process runs at once. */
  concurrency: number;
  /** May run twice for one job: make it idempotent. `signal` ends when the process stops. */
  run(payload: z.output<Payload>, context: { signal: AbortSignal }): Promise<void>;
}

/** States a handler; only a typed identity. */
export function jobHandler<Payload extends z.ZodType>(handler: JobHandler<Payload>): JobHandler {
  return handler;
}

/** When a job is due, and how often it is tried. */
export interface SendOptions {
  startAfter?: Date;
}

/** Jobs on the same database as what they belong to, sent in the same transaction. */
export interface Jobs {
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Queues a job in the transaction `db`. While a job of the kind waits with the same `key`
   * (such as the id of what it is about), nothing is added.
   */
  send<P extends z.ZodType>(
    db: Queryable,
    kind: JobKind<P>,
    key: string,
    payload: z.input<P>,
    options?: SendOptions,
  ): Promise<void>;
  work(handlers: readonly JobHandler[]): Promise<void>;
  /**
   * Gives back every job that is under way, to be run again. Only for a process that is sure to be
   * the only one on its database: then whoever worked on them has died.
   */
  takeOver(db: Queryable): Promise<void>;
}

/**
 * Opens the queue (pg-boss) on a database.
 * @param kinds every kind that exists: queues are made for all, also by a process that only sends.
 * @param options `onlySends` where another process beside this one has made the queues, works and
 *   looks after them
 */
export function createJobs(
  url: string,
  kinds: readonly JobKind[],
  log: Log,
  { onlySends = false }: { onlySends?: boolean } = {},
): Jobs {
  const boss = new PgBoss({
    connectionString: url,
    schedule: false,
    ...(onlySends
      ? { max: 2, migrate: false, supervise: false }
      : {
          max: 6,
          useListenNotify: true,
          superviseIntervalSeconds: 10,
          monitorIntervalSeconds: 10,
        }),
  });
  boss.on('error', (error: Error) =>
    log.warn({ reason: error.message }, 'the queue reported an error'),
  );
  const stopping = new AbortController();
  return {
    async start() {
      await boss.start();
      if (onlySends) return;
      for (const kind of kinds) {
        const options = {
          retryLimit: kind.retryLimit,
          retryDelay: kind.retryDelaySeconds,
          retryBackoff: kind.retryBackoff,
          ...(kind.retryDelayMaxSeconds && { retryDelayMax: kind.retryDelayMaxSeconds }),
          heartbeatSeconds: kind.heartbeatSeconds,
          expireInSeconds: kind.expireSeconds,
          notify: true,
        };
        await boss.createQueue(kind.name, { policy: 'short', ...options });
        await boss.updateQueue(kind.name, options);
      }
    },
    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
    async send(db, kind, key, payload, options = {}) {
      await boss.send(kind.name, kind.payload.parse(payload) as object, {
        db: fromDrizzle(db, sql),
        singletonKey: key,
        ...options,
      });
    },
    async takeOver(db) {
      const { rows } = await db.execute<{ name: string; id: string }>(
        sql`SELECT name, id FROM pgboss.job WHERE state = 'active'`,
      );
      for (const { name, id } of rows) await boss.fail(name, id, { reason: 'its process died' });
    },
    async work(handlers) {
      requireOneHandlerEach(kinds, handlers);
      for (const { kind, concurrency, run } of handlers) {
        if (concurrency === 0) continue;
        await boss.work(
          kind.name,
          {
            localConcurrency: concurrency,
            pollingIntervalSeconds: 1,
            notifyPollingIntervalSeconds: 5,
            // While more than one waits, the next is taken at once, not at the next look.
            burstWhenReadyExceeds: 1,
          },
          async ([job]: { data: unknown }[]) => {
            if (job) await run(kind.payload.parse(job.data), { signal: stopping.signal });
          },
        );
      }
    },
  };
}

/** At start every kind must have exactly one handler: a job without one would wait forever. */
function requireOneHandlerEach(kinds: readonly JobKind[], handlers: readonly JobHandler[]): void {
  for (const kind of kinds) {
    const count = handlers.filter((handler) => handler.kind.name === kind.name).length;
    if (count !== 1) {
      throw new Error(
        `The job ${kind.name} has ${count} handlers; register exactly one in worker.ts.`,
      );
    }
  }
}

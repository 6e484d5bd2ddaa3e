import pg from 'pg';
import type { Log } from './log.ts';

/** A connection that hears what processes on the same database tell each other. */
export interface Notices {
  /** Kept when it hears for the first time: what is said from then on is not missed. */
  hears: Promise<void>;
  close(): Promise<void>;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/**
 * Hears notices of one PostgreSQL channel (LISTEN) on a connection of its own, which is made again
 * when it breaks. What was said meanwhile is lost: `onBreak` tells that something may have been.
 */
export function hearNotices(
  databaseUrl: string,
  channel: string,
  {
    onNotice,
    onBreak,
    log,
  }: { onNotice: (payload: string) => void; onBreak: () => void; log: Log },
): Notices {
  let isClosed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let waitMs = FIRST_RETRY_MS;
  const { promise: hears, resolve: beginToHear } = Promise.withResolvers<void>();

  function tryAgain(reason: string): void {
    if (isClosed || retry) return;
    log.warn({ reason }, 'the connection for live news broke');
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, waitMs);
    retry.unref();
    waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS);
  }

  async function connect(): Promise<void> {
    const own = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    client = own;
    own.on('notification', ({ payload }) => onNotice(payload ?? ''));
    own.on('error', (error) => tryAgain(error.message));
    own.on('end', () => tryAgain('it ended'));
    try {
      await own.connect();
      await own.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      waitMs = FIRST_RETRY_MS;
      onBreak();
      beginToHear();
    } catch (error) {
      tryAgain(error instanceof Error ? error.message : String(error));
    }
  }

  void connect();
  return {
    hears,
    async close() {
      isClosed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}

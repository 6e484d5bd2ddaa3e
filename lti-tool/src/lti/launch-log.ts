import { and, count, desc, eq, gte, isNull, lt, max, ne, sql } from 'drizzle-orm';
import { runPrepared, type Database, type Statement } from '../infra/database.ts';
import type { Log } from '../infra/log.ts';
import { launchRecords } from './launch-log.table.ts';
import { platforms } from './lti.table.ts';

/** What is known of a launch besides who: all null when it never named a registration of ours. */
export interface LaunchAbout {
  platformId: string | null;
  issuer: string | null;
  clientId: string | null;
  /** As the platform names it. */
  deploymentId: string | null;
  messageType: string | null;
  nonceHash: string | null;
}

/** What became of a launch. */
export interface LaunchEnd {
  /** `opened`, or an error code. */
  code: string;
  reason?: string | null;
  /** The reference that the person was shown. */
  reference?: string | null;
}

/** A line of the log as the operator reads it. */
export type LaunchLine = typeof launchRecords.$inferSelect & {
  /** What the LMS is called here; null when none of ours was meant. */
  platformName: string | null;
};

/** Stands in place of an error code where a launch was opened. */
export const OPENED = 'opened';
/** Nothing that a launch says of itself. */
export const NOTHING_KNOWN: LaunchAbout = {
  ...{ platformId: null, issuer: null, clientId: null },
  ...{ deploymentId: null, messageType: null, nonceHash: null },
};

const WRITE_AFTER_MS = 1_000;
/** Beyond this, lines are dropped: a flood must not fill the memory. */
const MOST_WAITING = 5_000;
const KEPT_MS = 14 * 24 * 3_600_000;
const MOST_KEPT = 50_000;
/** Of those that name no registration of ours: anybody can cause them. */
const MOST_STRANGERS = 1_000;
const LONGEST = 255;

const WRITE: Statement = {
  name: 'write_launch_records',
  text: `
    INSERT INTO launch_record (at, platform_id, issuer, client_id, deployment_id, message_type,
                               code, reason, reference, nonce_hash)
    SELECT at, "platformId", issuer, "clientId", "deploymentId", "messageType",
           code, reason, reference, "nonceHash"
    FROM jsonb_to_recordset($1::jsonb) AS line (
      at timestamptz, "platformId" uuid, issuer text, "clientId" text, "deploymentId" text,
      "messageType" text, code text, reason text, reference text, "nonceHash" text)`,
};

export type LaunchLog = ReturnType<typeof createLaunchLog>;

/**
 * The last launches with their error codes. A launch only puts its line into memory; once a second
 * all lines are written by one statement. What a crash loses is the last second of this log.
 */
export function createLaunchLog({ db, log, now }: { db: Database; log: Log; now: () => Date }) {
  let waiting: object[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  /** Keeps a line; costs the launch nothing but memory. */
  function note(about: LaunchAbout, { code, reason, reference }: LaunchEnd): void {
    if (waiting.length >= MOST_WAITING) return;
    waiting.push({
      ...about,
      issuer: short(about.issuer),
      clientId: short(about.clientId),
      deploymentId: short(about.deploymentId),
      at: now(),
      code,
      reason: short(reason ?? null),
      reference: reference ?? null,
    });
    timer ??= setTimeout(() => void flush(), WRITE_AFTER_MS).unref();
  }

  /** Writes what waits. Never fails: a launch log that cannot be written is no reason to refuse. */
  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const lines = waiting;
    waiting = [];
    if (lines.length > 0) writing = writing.then(() => write(lines));
    return writing;
  }

  async function write(lines: readonly object[]): Promise<void> {
    try {
      await runPrepared(db, WRITE, [JSON.stringify(lines)]);
    } catch (error) {
      log.warn({ reason: String(error), lines: lines.length }, 'launches were not written down');
    }
  }

  /**
   * The last launches, the newest first.
   * @param wish `before` is the id of the last line of the page before; `code` narrows to it,
   *   `refused` to all that did not open.
   */
  async function list(wish: {
    platformId?: string | null;
    isRefusedOnly?: boolean;
    before?: number | null;
    limit: number;
  }): Promise<LaunchLine[]> {
    await flush();
    const { platformId, isRefusedOnly, before, limit } = wish;
    const rows = await db
      .select({ line: launchRecords, platformName: platforms.name })
      .from(launchRecords)
      .leftJoin(
        platforms,
        sql`${platforms.id} = ${launchRecords.platformId}
          OR (${launchRecords.platformId} IS NULL AND ${platforms.issuer} = ${launchRecords.issuer}
              AND ${platforms.clientId} = ${launchRecords.clientId})`,
      )
      .where(
        and(
          platformId ? eq(platforms.id, platformId) : undefined,
          isRefusedOnly ? ne(launchRecords.code, OPENED) : undefined,
          before ? lt(launchRecords.id, before) : undefined,
        ),
      )
      .orderBy(desc(launchRecords.id))
      .limit(limit);
    return rows.map(({ line, platformName }) => ({ ...line, platformName }));
  }

  /** When somebody last got in, by id of the registration. */
  async function lastOpened(): Promise<Map<string, Date>> {
    await flush();
    const rows = await db
      .select({ platformId: launchRecords.platformId, at: max(launchRecords.at) })
      .from(launchRecords)
      .where(eq(launchRecords.code, OPENED))
      .groupBy(launchRecords.platformId);
    return new Map(
      rows.flatMap(({ platformId, at }) => (platformId && at ? [[platformId, at] as const] : [])),
    );
  }

  /** How many launches there were since a moment, and how many did not open. */
  async function counts(since: Date): Promise<{ all: number; refused: number }> {
    await flush();
    const [row] = await db
      .select({
        all: count(),
        refused: sql<number>`count(*) FILTER (WHERE ${launchRecords.code} <> ${OPENED})`.mapWith(
          Number,
        ),
      })
      .from(launchRecords)
      .where(gte(launchRecords.at, since));
    return row ?? { all: 0, refused: 0 };
  }

  /** Forgets what is older than two weeks or more than the most that is kept. */
  async function sweep(): Promise<void> {
    const oldest = new Date(now().getTime() - KEPT_MS);
    await db.delete(launchRecords).where(lt(launchRecords.at, oldest));
    await keepNewest(MOST_KEPT, sql`true`);
    await keepNewest(MOST_STRANGERS, isNull(launchRecords.platformId));
  }

  async function keepNewest(most: number, which: ReturnType<typeof sql>): Promise<void> {
    await db.execute(sql`
      DELETE FROM launch_record WHERE ${which} AND id <= (
        SELECT id FROM launch_record WHERE ${which} ORDER BY id DESC OFFSET ${most} LIMIT 1)`);
  }

  return { note, flush, list, lastOpened, counts, sweep };
}

function short(text: string | null): string | null {
  return text === null ? null : text.slice(0, LONGEST);
}

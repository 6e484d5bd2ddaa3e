import { sql } from 'drizzle-orm';
import type { Queryable } from '../infra/database.ts';
import type { Log } from '../infra/log.ts';
import { hearNotices, type Notices } from '../infra/notices.ts';

const CHANNEL = 'lookfor_clips';

/** Tells every process, when the transaction commits, that what may be watched of clips has changed. */
export async function announceClips(tx: Queryable, clipIds: readonly string[]): Promise<void> {
  for (const clipId of clipIds) await tx.execute(sql`SELECT pg_notify(${CHANNEL}, ${clipId})`);
}

/**
 * Hears what any process announces of clips.
 * @param forget one clip, or all when something may have been missed
 */
export function hearOfClips(
  databaseUrl: string,
  log: Log,
  forget: (clipId: string | null) => void,
): Notices {
  return hearNotices(databaseUrl, CHANNEL, { onNotice: forget, onBreak: () => forget(null), log });
}

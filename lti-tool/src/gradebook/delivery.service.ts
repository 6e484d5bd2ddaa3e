import { eq, sql } from 'drizzle-orm';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { jobHandler, jobKind, type Jobs } from '../infra/jobs.ts';
import type { Log } from '../infra/log.ts';
import { keptAnswer } from './answer.rules.ts';
import type { Circuits, Entry } from './circuits.service.ts';
import { leaseDue, nextDue, settleLease, type LeasedRow, type OutboxRow } from './outbox.store.ts';
import { outboxScores } from './outbox.table.ts';
import { Pace } from './pace.ts';
import type { PlatformGradebook } from './platform-gradebook.ts';
import { scoreMessage } from './score-message.rules.ts';
import {
  conflictRemedy,
  scoreOutcome,
  type HeldScore,
  type ScoreAnswer,
  type ScoreOutcome,
} from './score.rules.ts';

/** Sends what is due to one platform, until nothing is. One job for each platform waits at most. */
export const deliverScores = jobKind('scores.deliver', z.object({ platformId: z.uuid() }), {
  retryLimit: 20,
  retryDelaySeconds: 1,
  expireSeconds: 600,
});

/** A worker hands over after so long, so that no job runs without end. */
const LONGEST_RUN_MS = 300_000;
/** Shorter waits are sat out: a job that is put aside is seen again a little later than its time. */
const SAT_OUT_MS = 6_000;
const PLATFORMS_AT_ONCE = 8;
/** How long the circuit is taken to be as this process knows it. */
const ENTRY_KEPT_MS = 200;

/** What this process knows about a platform that it serves. */
interface Serving {
  pace: Pace;
  entry: Entry | null;
  enteredMs: number;
  /** A pause that the platform asked this process for, before all others have heard of it. */
  pausedUntil: Date | null;
}

export interface DeliveryDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  now: () => Date;
  log: Log;
  gradebook: PlatformGradebook;
  circuits: Circuits;
  /** The longest that a platform may take for one answer. */
  timeoutMs: number;
  /** A platform has taken scores of these groups, and nothing more is due there. */
  onDelivered: (groups: readonly DeliveredGroup[]) => Promise<void>;
  /** A column of a group is not there any more; its scores are kept as refused until it is. */
  onColumnGone: (group: DeliveredGroup, lineItemUrl: string) => Promise<void>;
}

/** Scores that were released together, of which some have arrived. */
export interface DeliveredGroup {
  tenantId: string;
  groupKey: string;
}

/**
 * The workers' side of the outbox. Each platform is served by itself, several posts at once, as
 * fast as it allows; a dead one is asked by one score now and then, and holds up nobody else.
 */
export function createDelivery(deps: DeliveryDeps) {
  const { db, jobs, now, log, gradebook, circuits, timeoutMs, onDelivered, onColumnGone } = deps;
  /** Token and post, and both once more when the token was void. */
  const leaseMs = 4 * timeoutMs + 1_000;
  const servings = new Map<string, Serving>();
  const running = new Map<string, { isAskedAgain: boolean }>();

  /** Posts one score and writes down what came of it. True when the platform took it. */
  async function post(row: LeasedRow, serving: Serving, isProbe: boolean): Promise<boolean> {
    const message = scoreMessage(row, row.lastTimestamp, await gradebook.quirks(row.platformId));
    if (!message) {
      await settleLease(db, row, unsayable(row), null);
      return false;
    }
    const answer = await gradebook.postScore(placeOf(row), message);
    const sinceMs = now().getTime() - (row.firstTriedAt ?? now()).getTime();
    const tried = { attempts: row.attempts, sinceMs };
    const outcome = scoreOutcome(answer, tried, Math.random());
    await noteHealth(row.platformId, outcome, answer, { serving, isProbe });
    const change = outcome.kind === 'conflict' ? await afterConflict(row) : afterAnswer(outcome);
    const isTaken = change.state === 'sent';
    await settleLease(
      db,
      row,
      {
        ...change,
        platformStatus: answer.status,
        platformAnswer: isTaken ? null : keptAnswer(answer.text, privateWords(row)),
      },
      isTaken
        ? {
            acceptedGiven: row.kind === 'grade' ? row.scoreGiven : null,
            acceptedMaximum: row.kind === 'grade' ? row.scoreMaximum : null,
          }
        : null,
    );
    if (outcome.kind === 'gone') await onColumnGone(row, row.lineItemUrl);
    log.info(
      { outbox: row.id, outcome: change.state, status: answer.status, attempts: row.attempts },
      'a score was posted',
    );
    return isTaken;
  }

  async function noteHealth(
    platformId: string,
    outcome: ScoreOutcome,
    answer: ScoreAnswer,
    { serving, isProbe }: { serving: Serving; isProbe: boolean },
  ): Promise<void> {
    const { pace } = serving;
    if (outcome.kind === 'again' && outcome.trouble !== null) serving.entry = null;
    if (outcome.kind === 'again' && outcome.trouble === 'away') {
      await circuits.noteFailure(platformId, { ...answer, isProbe });
      if (answer.retryAfterSeconds) await circuits.notePause(platformId, outcome.afterSeconds);
      return;
    }
    if (outcome.kind === 'again' && outcome.trouble === 'busy') {
      const seconds = answer.retryAfterSeconds ?? 1;
      pace.wasTooFast(now().getTime());
      serving.pausedUntil = new Date(now().getTime() + seconds * 1_000);
      await circuits.notePause(platformId, seconds);
    } else if (outcome.kind === 'sent') pace.keptUp();
    // Whoever answers is alive, whatever the answer; what waited for that goes now.
    if (serving.entry && !serving.entry.isTroubled) return;
    serving.entry = null;
    if (await circuits.noteSuccess(platformId))
      await db
        .update(outboxScores)
        .set({ nextTryAt: null })
        .where(
          sql`${outboxScores.platformId} = ${platformId} AND ${outboxScores.state} = 'waiting'
            AND ${outboxScores.errorCode} = 'platform_unreachable'`,
        );
  }

  function afterAnswer(outcome: Exclude<ScoreOutcome, { kind: 'conflict' }>): Partial<OutboxRow> {
    const at = now();
    switch (outcome.kind) {
      case 'again':
        return {
          state: 'waiting',
          nextTryAt: new Date(at.getTime() + outcome.afterSeconds * 1_000),
          errorCode: outcome.errorCode,
        };
      case 'refused':
        return { state: 'refused', nextTryAt: null, errorCode: outcome.errorCode };
      case 'gone':
        return { state: 'refused', nextTryAt: null, errorCode: 'column_gone' };
      case 'sent':
        return { state: 'sent', nextTryAt: null, sentAt: at, errorCode: null };
    }
  }

  /** Looks into the cell before anything goes over a later timestamp. */
  async function afterConflict(row: OutboxRow): Promise<Partial<OutboxRow>> {
    const held = await readCell(row);
    switch (conflictRemedy(row, held)) {
      case 'it-is-there':
        return afterAnswer({ kind: 'sent' });
      case 'send-later': {
        const last = Math.max(row.lastTimestamp?.getTime() ?? 0, held?.at?.getTime() ?? 0);
        return {
          state: 'waiting',
          conflicts: row.conflicts + 1,
          lastTimestamp: new Date(last),
          nextTryAt: new Date(now().getTime() + 1_000),
          errorCode: 'platform_refused',
        };
      }
      case 'leave-theirs':
        return {
          ...afterAnswer({ kind: 'refused', errorCode: 'changed_in_gradebook' }),
          heldGiven: held?.given ?? null,
          heldMaximum: held?.maximum ?? null,
          heldReadAt: now(),
        };
      case 'give-up':
        return afterAnswer({ kind: 'refused', errorCode: 'platform_refused' });
    }
  }

  async function readCell(row: OutboxRow): Promise<HeldScore | null> {
    try {
      const results = await gradebook.readResults(placeOf(row), row.subject);
      return results.get(row.subject) ?? { given: null, maximum: null, at: null };
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  async function enter(platformId: string, serving: Serving): Promise<Entry> {
    const isFresh = performance.now() - serving.enteredMs < ENTRY_KEPT_MS;
    if (serving.entry?.kind !== 'all' || !isFresh) {
      serving.entry = await circuits.enter(platformId, leaseMs);
      serving.enteredMs = performance.now();
    }
    const { entry, pausedUntil } = serving;
    return pausedUntil && pausedUntil > now()
      ? { kind: 'none', until: pausedUntil, isTroubled: entry.isTroubled }
      : entry;
  }

  /** Serves a platform until nothing is due; then says when to look again. */
  async function serve(platformId: string, signal?: AbortSignal): Promise<void> {
    const serving = servings.get(platformId) ?? {
      pace: new Pace(),
      ...{ entry: null, enteredMs: 0, pausedUntil: null },
    };
    servings.set(platformId, serving);
    const { pace } = serving;
    const endMs = performance.now() + LONGEST_RUN_MS;
    const underWay = new Set<Promise<void>>();
    const failures: unknown[] = [];
    const groups = new Map<string, DeliveredGroup>();
    const start = (row: LeasedRow, isProbe: boolean): void => {
      const one = post(row, serving, isProbe)
        .then((isTaken) => {
          const { tenantId, groupKey } = row;
          if (isTaken && row.kind !== 'handed-in')
            groups.set(`${tenantId} ${groupKey}`, { tenantId, groupKey });
        })
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(one));
      underWay.add(one);
    };
    let lookAgainAt: Date | null = null;
    while (failures.length === 0 && !signal?.aborted) {
      if (performance.now() > endMs) {
        lookAgainAt = now();
        break;
      }
      const free = pace.atOnce - underWay.size;
      // A few at a time cost the database less than one by one.
      const room = underWay.size === 0 || free >= pace.atOnce / 4 ? free : 0;
      const admitted = room > 0 ? await enter(platformId, serving) : null;
      const count = admitted?.kind === 'all' ? room : admitted?.kind === 'one' ? 1 : 0;
      const at = now();
      const until = new Date(at.getTime() + leaseMs);
      const isProbe = admitted?.kind === 'one';
      const rows = count > 0 ? await leaseDue(db, platformId, count, { at, until, isProbe }) : [];
      for (const row of rows) start(row, isProbe);
      if (underWay.size > 0) {
        await Promise.race([...underWay, ...(room > 0 && rows.length < count ? [pause(250)] : [])]);
        continue;
      }
      const due = admitted?.kind === 'none' ? admitted.until : await nextDue(db, platformId);
      if (!due || (admitted?.kind === 'none' && !(await nextDue(db, platformId)))) break;
      const waitMs = due.getTime() - now().getTime();
      if (waitMs > SAT_OUT_MS) {
        lookAgainAt = due;
        break;
      }
      await pause(Math.max(10, waitMs), undefined, { ...(signal && { signal }) }).catch(() => null);
    }
    await Promise.all(underWay);
    if (failures.length > 0) throw failures[0];
    if (groups.size > 0) await onDelivered([...groups.values()]);
    if (lookAgainAt) await wake(platformId, lookAgainAt);
  }

  async function wake(platformId: string, at?: Date): Promise<void> {
    const startAfter = at && at > now() ? { startAfter: at } : {};
    // Of equal keys one job waits, whenever it is due: a later one must not stand for this one.
    const key = at ? `${platformId} ${Math.floor(at.getTime() / 5_000)}` : platformId;
    await jobs.send(db, deliverScores, key, { platformId }, startAfter);
  }

  /** Serves a platform; whoever comes while this process does so already only says so. */
  async function deliver(platformId: string, signal?: AbortSignal): Promise<void> {
    const current = running.get(platformId);
    if (current) {
      current.isAskedAgain = true;
      return;
    }
    const mine = { isAskedAgain: false };
    running.set(platformId, mine);
    try {
      do {
        mine.isAskedAgain = false;
        await serve(platformId, signal);
      } while (mine.isAskedAgain && !signal?.aborted);
    } finally {
      running.delete(platformId);
    }
  }

  return {
    deliver,

    /**
     * Wakes every platform for which something waits: after a crash nothing may be forgotten.
     * @param isAlone no other process posts scores: leases belong to one that died, and end.
     */
    async resume({ isAlone = false } = {}): Promise<void> {
      if (isAlone)
        await db
          .update(outboxScores)
          .set({ leaseId: null, leasedUntil: null })
          .where(eq(outboxScores.state, 'waiting'));
      const waiting = await db
        .selectDistinct({ platformId: outboxScores.platformId })
        .from(outboxScores)
        .where(eq(outboxScores.state, 'waiting'));
      for (const { platformId } of waiting) await wake(platformId);
    },

    jobHandlers: [
      jobHandler({
        kind: deliverScores,
        concurrency: PLATFORMS_AT_ONCE,
        run: ({ platformId }, { signal }) => deliver(platformId, signal),
      }),
    ],
  };
}

function placeOf({ platformId, deploymentId, lineItemUrl }: OutboxRow) {
  return { platformId, deploymentId, lineItemUrl };
}

function privateWords(row: OutboxRow): string[] {
  return [row.subject, row.scoringSubject ?? '', row.comment];
}

/** A platform that can be told no such thing: hand-ins are silent, a clear needs a person. */
function unsayable(row: OutboxRow): Partial<OutboxRow> {
  return row.kind === 'cleared'
    ? { state: 'refused', nextTryAt: null, errorCode: 'clear_impossible' }
    : { state: 'sent', nextTryAt: null, errorCode: null };
}

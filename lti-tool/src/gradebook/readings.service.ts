import { randomUUID } from 'node:crypto';
import { and, eq, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ErrorCode } from '#contract/errors';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import { jobHandler, jobKind, type Jobs } from '../infra/jobs.ts';
import type { Log } from '../infra/log.ts';
import { keptAnswer } from './answer.rules.ts';
import type { Circuits } from './circuits.service.ts';
import { gradebookColumns } from './columns.table.ts';
import type { DeliveredGroup } from './delivery.service.ts';
import { outboxScores } from './outbox.table.ts';
import type { ColumnPlace, PlatformGradebook } from './platform-gradebook.ts';
import { isGone, type HeldScore } from './score.rules.ts';

/** Reads back what the gradebook holds for a group, a moment after its scores were taken. */
export const readBack = jobKind(
  'scores.read-back',
  z.object({ tenantId: z.uuid(), groupKey: z.string() }),
  { retryLimit: 2, retryDelaySeconds: 30 },
);

/** Gradebooks count together what they were sent before they show it. */
const READ_AFTER_MS = 2_000;

export type ColumnRow = typeof gradebookColumns.$inferSelect;
export type Readings = ReturnType<typeof createReadings>;

/** What gradebooks hold, read back and kept beside what was sent. */
export function createReadings({
  db,
  jobs,
  now,
  log,
  gradebook,
  circuits,
}: {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  now: () => Date;
  log: Log;
  gradebook: PlatformGradebook;
  circuits: Circuits;
}) {
  /** The columns into which the scores of a group went; usually one. */
  async function placesOf({ tenantId, groupKey }: DeliveredGroup): Promise<ColumnPlace[]> {
    return db
      .selectDistinct({
        platformId: outboxScores.platformId,
        deploymentId: outboxScores.deploymentId,
        lineItemUrl: outboxScores.lineItemUrl,
      })
      .from(outboxScores)
      .where(
        and(
          eq(outboxScores.tenantId, tenantId),
          eq(outboxScores.groupKey, groupKey),
          ne(outboxScores.kind, 'handed-in'),
        ),
      );
  }

  async function keep(
    { tenantId, groupKey }: DeliveredGroup,
    { lineItemUrl }: ColumnPlace,
    results: ReadonlyMap<string, HeldScore>,
    at: Date,
  ): Promise<void> {
    const held = JSON.stringify(
      [...results].map(([subject, { given, maximum }]) => ({ subject, given, maximum })),
    );
    await db.execute(sql`
      UPDATE outbox_score AS score
      SET held_given = held.given, held_maximum = held.maximum, held_read_at = ${at.toISOString()}
      FROM outbox_score AS same
      LEFT JOIN jsonb_to_recordset(${held}::jsonb)
        AS held(subject text, given double precision, maximum double precision)
        ON held.subject = same.subject
      WHERE same.id = score.id AND score.tenant_id = ${tenantId} AND score.group_key = ${groupKey}
        AND score.line_item_url = ${lineItemUrl}`);
  }

  /**
   * Reads the columns of a group, whole or not at all, and notes when, or why not.
   * @throws {AppError} platform_unreachable, platform_refused, column_gone
   */
  async function read(group: DeliveredGroup): Promise<void> {
    try {
      for (const place of await placesOf(group)) {
        if (await circuits.isOpen(place.platformId)) throw new AppError('platform_unreachable');
        // Before it is asked: what is sent meanwhile has not been read.
        const at = now();
        try {
          await keep(group, place, await gradebook.readResults(place), at);
        } catch (error) {
          if (!(error instanceof AppError) || !isGone(error.details['status'])) throw error;
          // A column that is gone holds nothing: whoever reads it back may send it all again.
          await keep(group, place, new Map(), at);
          throw new AppError('column_gone', error.details, { cause: error });
        }
      }
      await note(group, { readAt: now(), readProblem: null, readStatus: null, readAnswer: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { status, answer } = error.details;
      await note(group, {
        readProblem: error.code,
        readStatus: typeof status === 'number' ? status : null,
        readAnswer: typeof answer === 'string' ? keptAnswer(answer) : null,
      });
      throw error;
    }
  }

  async function note(
    { tenantId, groupKey }: DeliveredGroup,
    facts: Partial<ColumnRow>,
  ): Promise<void> {
    await db
      .insert(gradebookColumns)
      .values({ id: randomUUID(), tenantId, groupKey, ...facts })
      .onConflictDoUpdate({
        target: [gradebookColumns.tenantId, gradebookColumns.groupKey],
        set: facts,
      });
  }

  return {
    read,

    /** What is known about the column of a group. */
    async find(
      queryable: Queryable,
      tenantId: string,
      groupKey: string,
    ): Promise<ColumnRow | undefined> {
      const [row] = await queryable
        .select()
        .from(gradebookColumns)
        .where(
          and(eq(gradebookColumns.tenantId, tenantId), eq(gradebookColumns.groupKey, groupKey)),
        );
      return row;
    },

    /** Keeps the column that was found or made for a group, or why there is none. */
    noteColumn: (
      group: DeliveredGroup,
      facts: { lineItemUrl: string; replacedAt?: Date } | { searchProblem: ErrorCode },
    ) => note(group, 'lineItemUrl' in facts ? { ...facts, searchProblem: null } : facts),

    /** Reads groups back soon, as a job. */
    async readSoon(groups: readonly DeliveredGroup[]): Promise<void> {
      const startAfter = new Date(now().getTime() + READ_AFTER_MS);
      for (const { tenantId, groupKey } of groups)
        await jobs.send(
          db,
          readBack,
          `${tenantId} ${groupKey}`,
          { tenantId, groupKey },
          {
            startAfter,
          },
        );
    },

    jobHandlers: [
      jobHandler({
        kind: readBack,
        concurrency: 4,
        async run(group) {
          try {
            await read(group);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            // Kept with the group, where people see it; a silent platform is asked once more.
            log.info({ code: error.code }, 'a gradebook could not be read');
            if (error.code === 'platform_unreachable') throw error;
          }
        },
      }),
    ],
  };
}

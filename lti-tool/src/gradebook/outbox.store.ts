import { randomUUID } from 'node:crypto';
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Database, Queryable } from '../infra/database.ts';
import { outboxScores } from './outbox.table.ts';

export type OutboxRow = typeof outboxScores.$inferSelect;
/** A row of which this worker has the one post that may be under way. */
export type LeasedRow = OutboxRow & { leaseId: string; lastTimestamp: Date };

/** What a release puts into the outbox. `sourceKey` is unique within the tenant. */
export type ScoreDraft = Pick<
  typeof outboxScores.$inferInsert,
  | 'platformId'
  | 'deploymentId'
  | 'sourceKey'
  | 'groupKey'
  | 'lineItemUrl'
  | 'subject'
  | 'scoringSubject'
  | 'kind'
  | 'scoreGiven'
  | 'scoreMaximum'
  | 'comment'
  | 'submittedAt'
  | 'reviewUrl'
>;

/** The address of a line item without query and last slash: by it two are the same. */
const ADDRESS = sql`rtrim(split_part(${outboxScores.lineItemUrl}, '?', 1), '/')`;

/** So many rows are written by one statement, which may have 65,535 parameters. */
const ROWS_AT_ONCE = 1_000;

/**
 * Writes what is to be said about sources, a whole release at once. Each replaces what waits for
 * the same source, and takes over the cell from another source: its last timestamp, and the post
 * that may be under way. Of several drafts for one source or one cell the last one counts.
 */
export async function putScores(
  tx: Queryable,
  tenantId: string,
  drafts: readonly ScoreDraft[],
  at: Date,
): Promise<void> {
  const ofSource = new Map(drafts.map((draft) => [draft.sourceKey, draft]));
  const ofCell = new Map([...ofSource.values()].map((draft) => [cellOf(draft), draft]));
  const wanted = [...ofCell].map(([cell, draft]) => ({ cell, draft }));
  for (let from = 0; from < wanted.length; from += ROWS_AT_ONCE)
    await putChunk(tx, tenantId, wanted.slice(from, from + ROWS_AT_ONCE), at);
}

async function putChunk(
  tx: Queryable,
  tenantId: string,
  wanted: readonly { cell: string; draft: ScoreDraft }[],
  at: Date,
): Promise<void> {
  const names = JSON.stringify(wanted.map(({ cell }) => `cell ${tenantId} ${cell}`));
  // Always in one order: two releases at once must not wait for each other's cells.
  await tx.execute(sql`
    SELECT pg_advisory_xact_lock(key) FROM (
      SELECT DISTINCT hashtextextended(name, 0) AS key
      FROM jsonb_array_elements_text(${names}::jsonb) AS name ORDER BY key
    ) AS cells`);
  const cells = wanted.map(({ draft }) => ({
    platform: draft.platformId,
    subject: draft.subject,
    address: addressOf(draft),
    source: draft.sourceKey,
  }));
  const others = await tx
    .delete(outboxScores)
    .where(
      and(
        eq(outboxScores.tenantId, tenantId),
        sql`EXISTS (
          SELECT FROM jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) AS cell
            (platform uuid, subject text, address text, source text)
          WHERE cell.subject = ${outboxScores.subject} AND cell.platform = ${outboxScores.platformId}
            AND cell.address = ${ADDRESS} AND cell.source <> ${outboxScores.sourceKey})`,
      ),
    )
    .returning();
  const otherOf = new Map(others.map((other) => [cellOf(other), other]));
  await tx
    .insert(outboxScores)
    .values(
      wanted.map(({ cell, draft }) => {
        const other = otherOf.get(cell);
        return {
          ...{ id: randomUUID(), tenantId, state: 'waiting' as const, queuedAt: at },
          ...draft,
          lastTimestamp: other?.lastTimestamp ?? null,
          leasedUntil: other?.leasedUntil ?? null,
          acceptedGiven: other?.acceptedGiven ?? null,
          acceptedMaximum: other?.acceptedMaximum ?? null,
        };
      }),
    )
    .onConflictDoUpdate({
      target: [outboxScores.tenantId, outboxScores.sourceKey],
      set: {
        ...Object.fromEntries(
          DRAFT_COLUMNS.map((name) => [
            name,
            sql`excluded.${sql.identifier(outboxScores[name].name)}`,
          ]),
        ),
        ...FRESH,
        queuedAt: at,
        revision: sql`${outboxScores.revision} + 1`,
        // Another column has its own past.
        lastTimestamp: sql`greatest(${outboxScores.lastTimestamp}, excluded.last_timestamp)`,
      },
    });
}

const DRAFT_COLUMNS = [
  'platformId',
  'deploymentId',
  'groupKey',
  'lineItemUrl',
  'subject',
  'scoringSubject',
  'kind',
  'scoreGiven',
  'scoreMaximum',
  'comment',
  'submittedAt',
  'reviewUrl',
] as const satisfies readonly (keyof ScoreDraft)[];

/** What a row says, as it could be put once more. */
export function draftOf(row: OutboxRow): ScoreDraft {
  const { platformId, deploymentId, sourceKey, groupKey, lineItemUrl, subject } = row;
  const { scoringSubject, kind, scoreGiven, scoreMaximum, comment, submittedAt, reviewUrl } = row;
  return {
    ...{ platformId, deploymentId, sourceKey, groupKey, lineItemUrl, subject },
    ...{ scoringSubject, kind, scoreGiven, scoreMaximum, comment, submittedAt, reviewUrl },
  };
}

function addressOf({ lineItemUrl }: Pick<ScoreDraft, 'lineItemUrl'>): string {
  return lineItemUrl.split('?')[0]?.replace(/\/+$/, '') ?? '';
}

function cellOf(score: Pick<ScoreDraft, 'platformId' | 'lineItemUrl' | 'subject'>): string {
  return `${score.platformId} ${addressOf(score)} ${score.subject}`;
}

/** A row as if it had not been tried; a post that is under way keeps its lease. */
export const FRESH = {
  state: 'waiting' as const,
  attempts: 0,
  nextTryAt: null,
  firstTriedAt: null,
  conflicts: 0,
  overrides: false,
  errorCode: null,
  platformAnswer: null,
  platformStatus: null,
};

/**
 * Takes scores of a platform that are due, for one post each: counts the attempt and stores the
 * timestamp before anything is sent. Timestamps of a row grow by a whole second at least, because
 * platforms compare whole seconds and refuse what is not later. Several workers share the rows.
 * A probe of an open circuit does not wait until its score would be due by itself.
 */
export async function leaseDue(
  db: Database,
  platformId: string,
  count: number,
  { at, until, isProbe }: { at: Date; until: Date; isProbe: boolean },
): Promise<LeasedRow[]> {
  const due = db
    .select({ id: outboxScores.id })
    .from(outboxScores)
    .where(and(eq(outboxScores.platformId, platformId), isDue(at, isProbe)))
    .orderBy(sql`coalesce(${outboxScores.nextTryAt}, ${outboxScores.queuedAt})`)
    .limit(count)
    .for('update', { skipLocked: true });
  const now = at.toISOString();
  const rows = await db
    .update(outboxScores)
    .set({
      attempts: sql`${outboxScores.attempts} + 1`,
      firstTriedAt: sql`coalesce(${outboxScores.firstTriedAt}, ${now}::timestamptz)`,
      lastTimestamp: sql`greatest(${now}::timestamptz, ${outboxScores.lastTimestamp} + interval '1 second')`,
      leaseId: sql`gen_random_uuid()`,
      leasedUntil: until,
    })
    .where(sql`${outboxScores.id} IN (${due})`)
    .returning();
  return rows as LeasedRow[];
}

function isDue(at: Date, isProbe: boolean): SQL {
  const now = at.toISOString();
  return sql`${outboxScores.state} = 'waiting'
    AND (${isProbe} OR coalesce(${outboxScores.nextTryAt}, '-infinity') <= ${now}::timestamptz)
    AND coalesce(${outboxScores.leasedUntil}, '-infinity') <= ${now}::timestamptz`;
}

/** When the next score of a platform is due; null when none waits. */
export async function nextDue(db: Database, platformId: string): Promise<Date | null> {
  const [row] = await db
    .select({
      at: sql<
        string | null
      >`min(greatest(coalesce(${outboxScores.nextTryAt}, ${outboxScores.queuedAt}), ${outboxScores.leasedUntil}))`,
    })
    .from(outboxScores)
    .where(and(eq(outboxScores.platformId, platformId), eq(outboxScores.state, 'waiting')));
  return row?.at ? new Date(row.at) : null;
}

/**
 * Writes down what came of a post and gives the row free. A later word that has replaced it
 * meanwhile keeps its own state; what the platform took is kept either way.
 */
export async function settleLease(
  db: Database,
  row: LeasedRow,
  outcome: Partial<OutboxRow>,
  accepted: Pick<OutboxRow, 'acceptedGiven' | 'acceptedMaximum'> | null,
): Promise<void> {
  const mine = and(eq(outboxScores.id, row.id), eq(outboxScores.leaseId, row.leaseId));
  const free = { leaseId: null, leasedUntil: null, ...accepted };
  const settled = await db
    .update(outboxScores)
    .set({ ...outcome, ...free })
    .where(and(mine, eq(outboxScores.revision, row.revision)))
    .returning({ id: outboxScores.id });
  if (settled.length === 0) await db.update(outboxScores).set(free).where(mine);
}

import { and, count, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Viewing } from '#contract/care';
import type { Purpose } from '#contract/vocabulary';
import type { Database } from '../infra/database.ts';
import type { Secrets } from '../infra/secrets.ts';
import type { Actor } from '../lti/actor.ts';
import { ltiContexts, people } from '../lti/lti.table.ts';
import { displayName } from '../lti/membership.rules.ts';
import { viewings } from './care.table.ts';

/** So long after the last picture was sent, the next one is another viewing. */
const SAME_VIEWING_MS = 15 * 60_000;
/** A viewing that goes on is written down again so often. */
const NOTE_EVERY_MS = 60_000;
const MOST_NOTED = 10_000;
/** How long it is remembered who watched a clip. */
export const VIEWINGS_KEPT_DAYS = 365;

export type Viewings = ReturnType<typeof createViewings>;

/** The access log of clips: who was sent pictures or sound, when and what for. */
export function createViewings({
  db,
  secrets,
  now,
}: {
  db: Database;
  secrets: Secrets;
  now: () => Date;
}) {
  const noted = new Map<string, number>();

  async function write(actor: Actor, clipId: string, purpose: Purpose): Promise<void> {
    const at = now();
    const { tenantId, personId, ltiContextId, sessionId } = actor;
    await db.transaction(async (tx) => {
      // Two processes that serve one viewer must not both begin a viewing.
      const key = `${clipId} ${sessionId} ${purpose}`;
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
      const goesOn = await tx
        .update(viewings)
        .set({ lastAt: at })
        .where(
          and(
            eq(viewings.tenantId, tenantId),
            eq(viewings.clipId, clipId),
            eq(viewings.sessionId, sessionId),
            eq(viewings.purpose, purpose),
            eq(viewings.isDownload, false),
            gte(viewings.lastAt, new Date(at.getTime() - SAME_VIEWING_MS)),
          ),
        )
        .returning({ id: viewings.id });
      if (goesOn.length > 0) return;
      await tx.insert(viewings).values({
        ...{ id: randomUUID(), tenantId, clipId, personId, ltiContextId, sessionId, purpose },
        ...{ beganAt: at, lastAt: at },
      });
    });
  }

  return {
    /** Called for every segment that is served; writes once a minute at most. */
    async note(actor: Actor, clipId: string, purpose: Purpose): Promise<void> {
      const key = `${clipId} ${actor.sessionId} ${purpose}`;
      const atMs = now().getTime();
      if (Math.abs(atMs - (noted.get(key) ?? -Infinity)) < NOTE_EVERY_MS) return;
      noted.delete(key);
      noted.set(key, atMs);
      for (const oldest of noted.keys()) {
        if (noted.size <= MOST_NOTED) break;
        noted.delete(oldest);
      }
      try {
        await write(actor, clipId, purpose);
      } catch (error) {
        noted.delete(key);
        throw error;
      }
    },

    /** Called for every copy that is taken along. */
    async noteDownload(actor: Actor, clipId: string, purpose: Purpose): Promise<void> {
      const at = now();
      const { tenantId, personId, ltiContextId, sessionId } = actor;
      await db.insert(viewings).values({
        ...{ id: randomUUID(), tenantId, clipId, personId, ltiContextId, sessionId, purpose },
        ...{ isDownload: true, beganAt: at, lastAt: at },
      });
    },

    /** A page of a clip's viewings, latest first. */
    async list(
      tenantId: string,
      clipId: string,
      { limit, offset }: { limit: number; offset: number },
    ): Promise<{ viewings: Viewing[]; total: number; keptDays: number }> {
      const isItsOwn = and(eq(viewings.tenantId, tenantId), eq(viewings.clipId, clipId));
      const rows = await db
        .select({ viewing: viewings, person: people, course: ltiContexts })
        .from(viewings)
        .innerJoin(people, and(eq(people.tenantId, tenantId), eq(people.id, viewings.personId)))
        .leftJoin(
          ltiContexts,
          and(eq(ltiContexts.tenantId, tenantId), eq(ltiContexts.id, viewings.ltiContextId)),
        )
        .where(isItsOwn)
        .orderBy(desc(viewings.beganAt), desc(viewings.id))
        .limit(limit)
        .offset(offset);
      const [counted] = await db.select({ total: count() }).from(viewings).where(isItsOwn);
      return {
        viewings: rows.map(({ viewing, person, course }) => ({
          id: viewing.id,
          name: displayName(secrets, person, viewing.ltiContextId),
          courseTitle: course?.title ?? course?.label ?? '',
          purpose: viewing.purpose,
          isDownload: viewing.isDownload,
          beganAt: viewing.beganAt.toISOString(),
          lastAt: viewing.lastAt.toISOString(),
        })),
        total: counted?.total ?? 0,
        keptDays: VIEWINGS_KEPT_DAYS,
      };
    },

    /** In which courses a clip was watched, how often, and when last. */
    async byCourse(
      tenantId: string,
      clipId: string,
    ): Promise<{ courseTitle: string; viewings: number; lastAt: Date }[]> {
      const rows = await db
        .select({
          title: ltiContexts.title,
          label: ltiContexts.label,
          viewings: count(),
          lastAt: sql<string>`max(${viewings.lastAt})`,
        })
        .from(viewings)
        .innerJoin(
          ltiContexts,
          and(eq(ltiContexts.tenantId, tenantId), eq(ltiContexts.id, viewings.ltiContextId)),
        )
        .where(and(eq(viewings.tenantId, tenantId), eq(viewings.clipId, clipId)))
        .groupBy(ltiContexts.id, ltiContexts.title, ltiContexts.label)
        .orderBy(ltiContexts.title);
      return rows.map((row) => ({
        courseTitle: row.title ?? row.label ?? '',
        viewings: row.viewings,
        lastAt: new Date(row.lastAt),
      }));
    },

    /** Forgets what is older than it may be. Across institutions: the server looks after itself. */
    async forgetOld(): Promise<void> {
      const oldest = new Date(now().getTime() - VIEWINGS_KEPT_DAYS * 24 * 3_600_000);
      await db.delete(viewings).where(lt(viewings.beganAt, oldest));
    },
  };
}

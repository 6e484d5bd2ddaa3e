import { and, count, desc, eq, gte, lt, or, sql, type SQL } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Viewing } from '#contract/care';
import type { Purpose } from '#contract/vocabulary';
import type { Database } from '../infra/database.ts';
import type { Secrets } from '../infra/secrets.ts';
import type { Actor } from '../lti/actor.ts';
import { courseTitle, ltiContexts, people, tenants } from '../lti/lti.table.ts';
import { displayName } from '../lti/membership.rules.ts';
import { viewings } from './care.table.ts';
import { clips } from './clips.table.ts';

/** So long after the last picture was sent, the next one is another viewing. */
const SAME_VIEWING_MS = 15 * 60_000;
/** A viewing that goes on is written down again so often. */
const NOTE_EVERY_MS = 60_000;
const MOST_NOTED = 10_000;
/** How long it is remembered who watched a clip. */
const VIEWINGS_KEPT_DAYS = 365;

/** How often a clip was watched in a course. */
export interface CourseViewings {
  /** Of a partner; null for the clip's own institution. */
  institution: string | null;
  courseTitle: string;
  viewings: number;
  lastAt: Date;
}

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

  const isCourse = and(
    eq(ltiContexts.tenantId, viewings.tenantId),
    eq(ltiContexts.id, viewings.ltiContextId),
  );

  /** Viewings of a clip where it belongs, and wherever it is shared with a partner institution. */
  async function watchedAnywhere(tenantId: string, clipId: string): Promise<SQL | undefined> {
    const places = await db
      .select({ tenantId: clips.tenantId, clipId: clips.id })
      .from(clips)
      .where(and(eq(clips.originTenantId, tenantId), eq(clips.originClipId, clipId)));
    return or(
      ...[{ tenantId, clipId }, ...places].map((place) =>
        and(eq(viewings.tenantId, place.tenantId), eq(viewings.clipId, place.clipId)),
      ),
    );
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
      const isWatched = await watchedAnywhere(tenantId, clipId);
      const rows = await db
        .select({ viewing: viewings, person: people, courseTitle, institution: tenants })
        .from(viewings)
        // Who it was at a partner institution stays there.
        .leftJoin(
          people,
          and(
            ...[eq(people.tenantId, tenantId), eq(viewings.tenantId, tenantId)],
            eq(people.id, viewings.personId),
          ),
        )
        .leftJoin(ltiContexts, isCourse)
        .innerJoin(tenants, eq(tenants.id, viewings.tenantId))
        .where(isWatched)
        .orderBy(desc(viewings.beganAt), desc(viewings.id))
        .limit(limit)
        .offset(offset);
      const [counted] = await db.select({ total: count() }).from(viewings).where(isWatched);
      return {
        viewings: rows.map(({ viewing, person, courseTitle: title, institution }) => ({
          id: viewing.id,
          name: person ? displayName(secrets, person, viewing.ltiContextId) : '',
          institution: viewing.tenantId === tenantId ? null : institution.name,
          courseTitle: title,
          purpose: viewing.purpose,
          isDownload: viewing.isDownload,
          beganAt: viewing.beganAt.toISOString(),
          lastAt: viewing.lastAt.toISOString(),
        })),
        total: counted?.total ?? 0,
        keptDays: VIEWINGS_KEPT_DAYS,
      };
    },

    /** In which courses a clip was watched, also of partner institutions, how often, and when last. */
    async byCourse(tenantId: string, clipId: string): Promise<CourseViewings[]> {
      const rows = await db
        .select({
          tenantId: viewings.tenantId,
          institution: tenants.name,
          courseTitle,
          viewings: count(),
          lastAt: sql<string>`max(${viewings.lastAt})`,
        })
        .from(viewings)
        .innerJoin(ltiContexts, isCourse)
        .innerJoin(tenants, eq(tenants.id, viewings.tenantId))
        .where(await watchedAnywhere(tenantId, clipId))
        .groupBy(viewings.tenantId, tenants.name, ltiContexts.id)
        .orderBy(sql`${viewings.tenantId} <> ${tenantId}`, tenants.name, ltiContexts.title);
      return rows.map((row) => ({
        institution: row.tenantId === tenantId ? null : row.institution,
        courseTitle: row.courseTitle,
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

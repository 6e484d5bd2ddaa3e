import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { heritageRoutes, OwnShowing } from '#contract/heritage';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { setShowing, shownObservations, showingOf } from '../observations/observations.showing.ts';
import {
  MOST_SHOWN,
  ORIGIN,
  shownAuthor,
  shownColumns,
  toShowing,
  withOrigin,
} from '../tasks/showing.ts';
import { tasks } from '../tasks/tasks.table.ts';
import { shownSteps } from './action-steps.service.ts';
import { paragraphsOf } from './narrations.rules.ts';
import { findInCourse, handedInVersion, type NarrationRow } from './narrations.store.ts';
import { narrations } from './narrations.table.ts';
import {
  allShowIt,
  allShowSince,
  groupsShowing,
  setSharedShowing,
  sharedShowing,
} from './shared-showing.store.ts';

export interface HeritageDeps {
  db: Database;
  now: () => Date;
  /** That the actor finds the clip in the library. @throws {AppError} not_found */
  requireClip: (actor: Actor, clipId: string) => Promise<void>;
}

/** What people made of a clip stays with it, as far as they want (T11). */
export function createHeritage({ db, now, requireClip }: HeritageDeps): {
  useCases: UseCases<Actor, typeof heritageRoutes>;
} {
  /** What the actor wrote, alone or with others, and handed in. @throws {AppError} not_found */
  async function openOwn(
    actor: Actor,
    narrationId: string,
  ): Promise<{ row: NarrationRow; showing: OwnShowing }> {
    const row = (await findInCourse(db, actor, narrationId))?.narration;
    if (!row?.handedInAt) throw new AppError('not_found');
    if (row.teamId !== null) return { row, showing: await sharedShowing(db, row, actor.personId) };
    if (row.personId !== actor.personId) throw new AppError('not_found');
    return { row, showing: toShowing(row) };
  }

  return {
    useCases: {
      async listReadings(actor, { params }) {
        requireCapability(actor, 'clips.browse');
        await requireClip(actor, params.clipId);
        const rows = await withOrigin(
          db
            .select({ narration: narrations, ...ORIGIN })
            .from(narrations)
            .$dynamic(),
          narrations,
        )
          .where(
            and(
              eq(narrations.tenantId, actor.tenantId),
              eq(tasks.clipId, params.clipId),
              isNotNull(narrations.handedInAt),
              or(
                and(isNull(narrations.teamId), isNotNull(narrations.shownAt)),
                and(isNotNull(narrations.teamId), allShowIt),
              ),
            ),
          )
          .orderBy(desc(sql`coalesce(${narrations.shownAt}, ${allShowSince})`), desc(narrations.id))
          .limit(MOST_SHOWN);
        const groups = await groupsShowing(
          db,
          actor.tenantId,
          rows.map(({ narration }) => narration),
        );
        const readings = await Promise.all(
          rows.map(async ({ narration, ...origin }) => {
            const shown = (await handedInVersion(db, narration)) ?? narration;
            const group = groups.get(narration.id);
            const { shownAt } = group ?? narration;
            return {
              narrationId: narration.id,
              ...{ title: shown.title, question: shown.question },
              author: shownAuthor(
                group ?? narration,
                group ? { ...origin, name: group.name } : origin,
              ),
              ...(group && { isOfGroup: true as const }),
              courseTitle: origin.courseTitle,
              paragraphs: paragraphsOf(shown.doc, origin.plan.excerpt ?? null),
              shownAt: (shownAt ?? now()).toISOString(),
            };
          }),
        );
        return {
          readings,
          observations: await shownObservations(db, actor, params.clipId),
          steps: await shownSteps(db, actor.tenantId, params.clipId),
        };
      },

      getObservationShowing: (actor, { params }) => showingOf(db, actor, params.taskId),

      setObservationShowing: (actor, { params, body }) =>
        setShowing(db, actor, params.taskId, { ...body, at: now() }),

      async getShowing(actor, { params }) {
        requireCapability(actor, 'narrations.write');
        return (await openOwn(actor, params.narrationId)).showing;
      },

      async setShowing(actor, { params, body }) {
        requireCapability(actor, 'narrations.write');
        const { row } = await openOwn(actor, params.narrationId);
        if (row.teamId !== null) {
          await setSharedShowing(db, row, actor.personId, { ...body, at: now() });
          return;
        }
        await db
          .update(narrations)
          .set(shownColumns(body, row.shownAt, now()))
          .where(and(eq(narrations.tenantId, actor.tenantId), eq(narrations.id, row.id)));
      },
    },
  };
}

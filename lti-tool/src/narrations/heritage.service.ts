import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { heritageRoutes } from '#contract/heritage';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { ltiContexts, people } from '../lti/lti.table.ts';
import { setShowing, shownObservations, showingOf } from '../observations/observations.showing.ts';
import { tasks } from '../tasks/tasks.table.ts';
import { shownSteps } from './action-steps.service.ts';
import { paragraphsOf } from './narrations.rules.ts';
import { findInCourse, handedInVersion, type NarrationRow } from './narrations.store.ts';
import { narrations } from './narrations.table.ts';

export interface HeritageDeps {
  db: Database;
  now: () => Date;
  /** That the actor finds the clip in the library. @throws {AppError} not_found */
  requireClip: (actor: Actor, clipId: string) => Promise<void>;
}

const MOST_READINGS = 50;

/** What people made of a clip stays with it, as far as they want (T11). */
export function createHeritage({ db, now, requireClip }: HeritageDeps): {
  useCases: UseCases<Actor, typeof heritageRoutes>;
} {
  /** What the actor wrote alone and handed in. @throws {AppError} not_found */
  async function openOwn(actor: Actor, narrationId: string): Promise<NarrationRow> {
    const found = await findInCourse(db, actor, narrationId);
    const row = found?.narration;
    // What a group wrote is not one person's to show.
    const isOwn = row?.personId === actor.personId && row.teamId === null;
    if (!isOwn || !row.handedInAt) throw new AppError('not_found');
    return row;
  }

  return {
    useCases: {
      async listReadings(actor, { params }) {
        requireCapability(actor, 'clips.browse');
        await requireClip(actor, params.clipId);
        const rows = await db
          .select({
            narration: narrations,
            plan: tasks.plan,
            name: people.name,
            course: { title: ltiContexts.title, label: ltiContexts.label },
          })
          .from(narrations)
          .innerJoin(
            tasks,
            and(eq(tasks.tenantId, narrations.tenantId), eq(tasks.id, narrations.taskId)),
          )
          .innerJoin(
            people,
            and(eq(people.tenantId, narrations.tenantId), eq(people.id, narrations.personId)),
          )
          .innerJoin(
            ltiContexts,
            and(
              eq(ltiContexts.tenantId, narrations.tenantId),
              eq(ltiContexts.id, narrations.ltiContextId),
            ),
          )
          .where(
            and(
              eq(narrations.tenantId, actor.tenantId),
              eq(tasks.clipId, params.clipId),
              isNotNull(narrations.handedInAt),
              isNotNull(narrations.shownAt),
            ),
          )
          .orderBy(desc(narrations.shownAt), desc(narrations.id))
          .limit(MOST_READINGS);
        const readings = await Promise.all(
          rows.map(async ({ narration, plan, name, course }) => {
            const shown = (await handedInVersion(db, narration)) ?? narration;
            const isNamed = narration.isShownNamed && !plan.narration?.namesHidden;
            return {
              narrationId: narration.id,
              ...{ title: shown.title, question: shown.question },
              author: isNamed ? name : null,
              courseTitle: course.title ?? course.label ?? '',
              paragraphs: paragraphsOf(shown.doc, plan.excerpt ?? null),
              shownAt: (narration.shownAt ?? now()).toISOString(),
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
        const row = await openOwn(actor, params.narrationId);
        return { isShown: row.shownAt !== null, isNamed: row.isShownNamed };
      },

      async setShowing(actor, { params, body }) {
        requireCapability(actor, 'narrations.write');
        const row = await openOwn(actor, params.narrationId);
        await db
          .update(narrations)
          .set({
            shownAt: body.isShown ? (row.shownAt ?? now()) : null,
            isShownNamed: body.isNamed,
          })
          .where(and(eq(narrations.tenantId, actor.tenantId), eq(narrations.id, row.id)));
      },
    },
  };
}

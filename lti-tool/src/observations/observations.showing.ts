import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Showing, ShownObservation } from '#contract/heritage';
import type { Locale } from '#contract/vocabulary';
import { frameworks } from '../frameworks/frameworks.table.ts';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import {
  MOST_SHOWN,
  ORIGIN,
  shownAuthor,
  shownColumns,
  toShowing,
  withOrigin,
} from '../tasks/showing.ts';
import { tasks } from '../tasks/tasks.table.ts';
import { livingMarks } from './marks.store.ts';
import { findOwn, type ObservationRow } from './observations.store.ts';
import { observations } from './observations.table.ts';

/** The actor's own observation that was handed in; a group's belongs to no one alone. */
async function openHandedIn(db: Queryable, actor: Actor, taskId: string): Promise<ObservationRow> {
  requireCapability(actor, 'observations.write');
  const row = await findOwn(db, actor, taskId);
  if (!row?.handedInAt || row.teamId) throw new AppError('not_found');
  return row;
}

/** Whether the actor shows their observation on the page of its clip. @throws {AppError} not_found */
export async function showingOf(db: Queryable, actor: Actor, taskId: string): Promise<Showing> {
  return toShowing(await openHandedIn(db, actor, taskId));
}

/** Shows the actor's observation there, or no longer. @throws {AppError} not_found */
export async function setShowing(
  db: Queryable,
  actor: Actor,
  taskId: string,
  { at, ...showing }: Showing & { at: Date },
): Promise<void> {
  const row = await openHandedIn(db, actor, taskId);
  await db
    .update(observations)
    .set(shownColumns(showing, row.shownAt, at))
    .where(and(eq(observations.tenantId, actor.tenantId), eq(observations.id, row.id)));
}

/** Observations of a clip that their authors show on its page, latest first, on the clip's clock. */
export async function shownObservations(
  db: Queryable,
  { tenantId, locale }: Pick<Actor, 'tenantId' | 'locale'>,
  clipId: string,
): Promise<ShownObservation[]> {
  const rows = await withOrigin(
    db
      .select({ observation: observations, framework: frameworks.content, ...ORIGIN })
      .from(observations)
      .$dynamic(),
    observations,
  )
    .leftJoin(
      frameworks,
      and(eq(frameworks.tenantId, tasks.tenantId), eq(frameworks.id, tasks.frameworkId)),
    )
    .where(
      and(
        eq(observations.tenantId, tenantId),
        eq(tasks.clipId, clipId),
        isNull(observations.teamId),
        isNotNull(observations.handedInAt),
        isNotNull(observations.shownAt),
      ),
    )
    .orderBy(desc(observations.shownAt), desc(observations.id))
    .limit(MOST_SHOWN);
  const marks = Map.groupBy(
    await livingMarks(
      db,
      tenantId,
      rows.map(({ observation }) => observation.id),
    ),
    (mark) => mark.observationId,
  );
  return rows.map(({ observation, framework, ...origin }) => {
    // An excerpt's marks count from its own 0:00.
    const before = origin.plan.excerpt?.startSeconds ?? 0;
    const codes = new Map(framework?.codes.map((code) => [code.id, nameIn(code.name, locale)]));
    return {
      observationId: observation.id,
      author: shownAuthor(observation, origin),
      courseTitle: origin.courseTitle,
      question: observation.helpingQuestion,
      moments: (marks.get(observation.id) ?? []).map((mark) => ({
        startSeconds: mark.startSeconds + before,
        endSeconds: mark.endSeconds === null ? null : mark.endSeconds + before,
        note: mark.body,
        codes: mark.codeIds.flatMap((id) => codes.get(id) ?? []),
        child: mark.child,
      })),
      shownAt: (observation.shownAt ?? observation.createdAt).toISOString(),
    };
  });
}

function nameIn(names: Partial<Record<Locale, string>>, locale: Locale): string {
  return names[locale] ?? names.en ?? Object.values(names)[0] ?? '';
}

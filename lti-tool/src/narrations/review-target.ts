import { and, eq, isNotNull } from 'drizzle-orm';
import type { Target } from '#contract/launch';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { can, type Actor } from '../lti/actor.ts';
import type { LaunchWish } from '../lti/launch.service.ts';
import { memberships, people, resourceLinks } from '../lti/lti.table.ts';
import { isSameLineItem } from '../lti/service-url.rules.ts';
import { taskPlacements } from '../tasks/tasks.table.ts';
import { narrations } from './narrations.table.ts';

/**
 * Where a submission review lands (LTI Submission Review 1.0): the marker at the narration of the
 * student whom the gradebook names, the student at the own task with its feedback. Whoever is
 * neither was refused before (lti/launch.service.ts).
 * @param target where a plain launch of the same link would land
 * @throws {AppError} launch_unknown_person, launch_no_work
 */
export async function reviewTarget(
  db: Database,
  actor: Actor,
  wish: Pick<LaunchWish, 'forSubject' | 'lineItemUrl'>,
  target: Target,
): Promise<Target> {
  const opened = 'taskId' in target ? target.taskId : null;
  const taskId = opened ?? (await taskOfColumn(db, actor, wish.lineItemUrl));
  if (taskId === null) return target;
  // The page of a task leads its student on to the feedback, as soon as there is some.
  if (!can(actor, 'narrations.mark')) return { screen: 'task', taskId };
  if (wish.forSubject === null) return { screen: 'assessment', taskId, narrationId: null };
  const narrationId = await handedInBy(db, actor, taskId, wish.forSubject);
  return { screen: 'assessment', taskId, narrationId };
}

/** A review may come without a link (it is about a column): the task of the link with that column. */
async function taskOfColumn(
  db: Database,
  { tenantId, ltiContextId }: Actor,
  lineItemUrl: string | null,
): Promise<string | null> {
  if (lineItemUrl === null) return null;
  const placed = await db
    .select({ taskId: taskPlacements.taskId, lineItemUrl: resourceLinks.lineItemUrl })
    .from(taskPlacements)
    .innerJoin(resourceLinks, eq(resourceLinks.id, taskPlacements.resourceLinkId))
    .where(
      and(
        eq(taskPlacements.tenantId, tenantId),
        eq(resourceLinks.tenantId, tenantId),
        eq(resourceLinks.ltiContextId, ltiContextId),
        isNotNull(resourceLinks.lineItemUrl),
      ),
    );
  const found = placed.find((link) => isSameLineItem(link.lineItemUrl ?? '', lineItemUrl));
  return found?.taskId ?? null;
}

async function handedInBy(
  db: Database,
  { tenantId, platformId, ltiContextId }: Actor,
  taskId: string,
  subject: string,
): Promise<string> {
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(
      and(
        eq(people.tenantId, tenantId),
        eq(people.platformId, platformId),
        eq(people.subject, subject),
        eq(memberships.tenantId, tenantId),
        eq(memberships.ltiContextId, ltiContextId),
      ),
    );
  if (!person) throw new AppError('launch_unknown_person');
  const [narration] = await db
    .select({ id: narrations.id })
    .from(narrations)
    .where(
      and(
        eq(narrations.tenantId, tenantId),
        eq(narrations.ltiContextId, ltiContextId),
        eq(narrations.taskId, taskId),
        eq(narrations.personId, person.id),
        isNotNull(narrations.handedInAt),
      ),
    );
  // The first of the queue would be somebody else's work.
  if (!narration) throw new AppError('launch_no_work');
  return narration.id;
}

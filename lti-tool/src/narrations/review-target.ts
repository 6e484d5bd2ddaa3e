import { and, eq, isNotNull, sql, type SQL } from 'drizzle-orm';
import { idSchema } from '#contract/common-shapes';
import type { Target } from '#contract/launch';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { can, type Actor } from '../lti/actor.ts';
import type { LaunchWish } from '../lti/launch-outcome.ts';
import { memberships, people, resourceLinks } from '../lti/lti.table.ts';
import { isSameLineItem } from '../lti/service-url.rules.ts';
import { taskPlacements } from '../tasks/tasks.table.ts';
import { narrationMembers, narrations } from './narrations.table.ts';

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
  wish: Pick<LaunchWish, 'forSubject' | 'lineItemUrl' | 'targetLinkUri'>,
  target: Target,
): Promise<Target> {
  const opened = 'taskId' in target ? target.taskId : null;
  const taskId = opened ?? (await taskOfColumn(db, actor, wish.lineItemUrl));
  if (taskId === null) return target;
  // The page of a task leads its student on to the feedback, as soon as there is some.
  if (!can(actor, 'narrations.mark')) return { screen: 'task', taskId };
  if (wish.forSubject === null) {
    return { screen: 'assessment', taskId, narrationId: await named(db, actor, wish, taskId) };
  }
  const narrationId = await handedInBy(db, actor, taskId, wish.forSubject);
  return { screen: 'assessment', taskId, narrationId };
}

/**
 * Where a link lands that names a narration besides its task: the address that goes to the
 * gradebook with a hand-in (Canvas opens it as a plain link for whoever looks at the cell). A
 * marker lands on that narration; a student on the own task, whatever the address names.
 * @param target where the link would land without it
 */
export async function narrationTarget(
  db: Database,
  actor: Actor,
  wish: Pick<LaunchWish, 'targetLinkUri'>,
  target: Target,
): Promise<Target> {
  if (target.screen !== 'task' && target.screen !== 'assessment') return target;
  if (target.taskId === null || !can(actor, 'narrations.mark')) return target;
  const narrationId = await named(db, actor, wish, target.taskId);
  return narrationId === null
    ? target
    : { screen: 'assessment', taskId: target.taskId, narrationId };
}

/** The narration in the address of a launch, when it is of this course and task and handed in. */
async function named(
  db: Database,
  { tenantId, ltiContextId }: Actor,
  { targetLinkUri }: Pick<LaunchWish, 'targetLinkUri'>,
  taskId: string,
): Promise<string | null> {
  // Most links name none, and need no question.
  if (!targetLinkUri?.includes('narration=') || !URL.canParse(targetLinkUri)) return null;
  const id = idSchema.safeParse(new URL(targetLinkUri).searchParams.get('narration'));
  if (!id.success) return null;
  const [found] = await db
    .select({ id: narrations.id })
    .from(narrations)
    .where(
      and(
        eq(narrations.tenantId, tenantId),
        eq(narrations.ltiContextId, ltiContextId),
        eq(narrations.taskId, taskId),
        eq(narrations.id, id.data),
        isNotNull(narrations.handedInAt),
      ),
    );
  return found?.id ?? null;
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

/** Alone, or as one of a group. */
function isWrittenBy(personId: string): SQL {
  return sql`CASE WHEN ${narrations.teamId} IS NULL THEN ${narrations.personId} = ${personId}
    ELSE EXISTS (
      SELECT FROM ${narrationMembers} WHERE ${narrationMembers.narrationId} = ${narrations.id}
        AND ${narrationMembers.tenantId} = ${narrations.tenantId}
        AND ${narrationMembers.personId} = ${personId}) END`;
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
        isWrittenBy(person.id),
        isNotNull(narrations.handedInAt),
      ),
    );
  // The first of the queue would be somebody else's work.
  if (!narration) throw new AppError('launch_no_work');
  return narration.id;
}

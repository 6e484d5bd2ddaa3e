import { idSchema } from '#contract/common-shapes';
import type { Target } from '#contract/launch';
import { TASK_PARTS, type TaskPart } from '#contract/vocabulary';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { can, type Actor } from '../lti/actor.ts';
import { copyHistory } from '../lti/custom-parameters.rules.ts';
import type { CourseCopies } from './course-copies.service.ts';
import { courseOfHistory, isShowable, openedByAncestor, placeClip } from './course-copies.store.ts';
import type { FindLaunchedLink, TaskPlace } from './launched-links.store.ts';
import { findInTenant, placeTask, type TaskRow } from './tasks.store.ts';

/** What a verified launch says about where it wants to go. */
export interface LaunchedLink {
  messageType: string;
  /** The claim `custom`, as it came. */
  custom: Readonly<Record<string, unknown>>;
  /** The signed claim `target_link_uri`. */
  targetLinkUri: string | null;
  /** Our row of the link, and its title in the course. */
  resourceLink?: { id: string; title: string | null } | null;
}

type CopyRules = Pick<CourseCopies, 'taskHere' | 'note'>;

interface TargetDeps {
  db: Database;
  copies: CopyRules;
  findLink: FindLaunchedLink;
}

/**
 * Where a launch lands. A link that names a task or a clip (in `custom`, or in its address) is
 * remembered with it, so that it still opens it when an LMS loses both. What is of another
 * institution is as good as nothing. A link of a copied course opens what its model opened.
 */
export async function resolveTarget(
  { db, copies, findLink }: TargetDeps,
  actor: Actor,
  launch: LaunchedLink,
): Promise<Target> {
  if (launch.messageType === 'LtiDeepLinkingRequest') return { screen: 'deep-linking' };
  const { tenantId, ltiContextId, resourceLinkId } = actor;
  const named = namedTasks(launch);
  const link = await findLink({ tenantId, ltiContextId, resourceLinkId, named });
  const openTask = (task: TaskPlace): Promise<Target> =>
    openTaskHere(db, copies, actor, launch, task, link.placed);
  if (link.named) return openTask(link.named);
  const clipId = await namedClip(db, actor, launch);
  if (clipId !== null) return clipTarget(clipId, launch);
  if (resourceLinkId === null) return { screen: 'course' };
  // What the link opened before.
  if (link.placed) return openTask(link.placed);
  if (link.placedClipId !== null) return clipTarget(link.placedClipId, launch);
  return (
    (await inherited(db, copies, { ...actor, resourceLinkId }, launch, link.copiedFrom)) ?? {
      screen: 'course',
    }
  );
}

/** The target of a task, or of what stands for it where the course is a copy. */
async function openTaskHere(
  db: Database,
  copies: CopyRules,
  actor: Actor,
  launch: LaunchedLink,
  task: TaskPlace,
  placed: TaskPlace | null,
): Promise<Target> {
  const { tenantId, resourceLinkId } = actor;
  const here =
    task.ltiContextId === actor.ltiContextId
      ? { taskId: task.id, isUndecided: false }
      : await copies.taskHere(actor, await fullTask(db, tenantId, task));
  const { taskId, isUndecided } = here;
  // Students of one link would otherwise wait for each other at its row.
  if (resourceLinkId !== null && placed?.id !== taskId)
    await placeTask(db, { tenantId, resourceLinkId, taskId });
  if (isUndecided && can(actor, 'course.manage')) return { screen: 'copied-course', taskId };
  if (actor.role === 'assessor') return { screen: 'assessment', taskId, narrationId: null };
  const part = namedPart(launch);
  return { screen: 'task', taskId, ...(part && { part }) };
}

async function fullTask(db: Database, tenantId: string, { id }: TaskPlace): Promise<TaskRow> {
  const task = await findInTenant(db, tenantId, id);
  if (!task) throw new AppError('not_found');
  return task;
}

async function namedClip(
  db: Database,
  { tenantId, resourceLinkId }: Actor,
  launch: LaunchedLink,
): Promise<string | null> {
  for (const clipId of namedIds(launch, 'clip')) {
    if (!(await isShowable(db, tenantId, clipId))) continue;
    if (resourceLinkId !== null) await placeClip(db, { tenantId, resourceLinkId, clipId });
    return clipId;
  }
  return null;
}

/**
 * What the link's model opened, as the platform's history tells. Where only the course is known
 * and no link of it has this title, the lecturer has to say.
 */
async function inherited(
  db: Database,
  copies: CopyRules,
  actor: Actor & { resourceLinkId: string },
  launch: LaunchedLink,
  copiedFrom: readonly string[],
): Promise<Target | null> {
  const { tenantId, resourceLinkId } = actor;
  const history = copyHistory(launch.custom);
  const ancestor = await openedByAncestor(db, actor, history.linkIds);
  if (ancestor?.clipId) {
    await placeClip(db, { tenantId, resourceLinkId, clipId: ancestor.clipId });
    return clipTarget(ancestor.clipId, launch);
  }
  const title = launch.resourceLink?.title ?? null;
  // A platform that tells no history may have told us when the course was copied.
  const contextIds = history.contextIds.length > 0 ? history.contextIds : copiedFrom;
  const course = ancestor ? null : await courseOfHistory(db, actor, contextIds, title);
  const taskId = ancestor?.taskId ?? course?.taskId ?? null;
  const task = taskId === null ? undefined : await findInTenant(db, tenantId, taskId);
  if (task) return openTaskHere(db, copies, actor, launch, task, null);
  if (!course) return null;
  await copies.note(actor, course.fromContextId);
  // The way into the course opened no task there, and opens none here.
  if (course.isPlain) return { screen: 'course' };
  return { screen: 'copied-course', taskId: null };
}

/** Task ids that a launch names, the surer one first; teachers can edit both, so they are checked. */
export function namedTasks(launch: LaunchedLink): string[] {
  return namedIds(launch, 'task');
}

/** The part of a task that a launch asks for; null for the whole. */
function namedPart({ custom, targetLinkUri }: LaunchedLink): TaskPart | null {
  const named = [custom['part'], inAddress(targetLinkUri, 'part')];
  return TASK_PARTS.find((part) => named.includes(part)) ?? null;
}

function clipTarget(clipId: string, { custom, targetLinkUri }: LaunchedLink): Target {
  const isAlone = custom['alone'] === 'yes' || inAddress(targetLinkUri, 'alone') === 'yes';
  return { screen: 'clip', clipId, ...(isAlone && { alone: true }) };
}

function namedIds({ custom, targetLinkUri }: LaunchedLink, name: 'task' | 'clip'): string[] {
  return [custom[name], inAddress(targetLinkUri, name)].flatMap((named) => {
    // Most launches name nothing, and a schema's refusal costs more than all the rest here.
    const id = typeof named === 'string' ? idSchema.safeParse(named) : null;
    return id?.success ? [id.data] : [];
  });
}

function inAddress(address: string | null, name: string): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).searchParams.get(name) : null;
}

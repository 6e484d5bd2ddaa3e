import type { Target } from '#contract/launch';
import { TASK_PARTS, type TaskPart } from '#contract/vocabulary';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { can, type Actor } from '../lti/actor.ts';
import { copyHistory } from '../lti/custom-parameters.rules.ts';
import type { CourseCopies } from './course-copies.service.ts';
import {
  courseOfHistory,
  isShowable,
  openedByAncestor,
  placeClip,
  placedClip,
} from './course-copies.store.ts';
import { findInTenant, placedTask, placeTask, type TaskRow } from './tasks.store.ts';

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

/**
 * Where a launch lands. A link that names a task or a clip (in `custom`, or in its address) is
 * remembered with it, so that it still opens it when an LMS loses both. What is of another
 * institution is as good as nothing. A link of a copied course opens what its model opened.
 */
export async function resolveTarget(
  db: Database,
  copies: CopyRules,
  actor: Actor,
  launch: LaunchedLink,
): Promise<Target> {
  if (launch.messageType === 'LtiDeepLinkingRequest') return { screen: 'deep-linking' };
  const { tenantId, resourceLinkId } = actor;
  const named = await namedTask(db, tenantId, launch);
  if (named) return openTaskHere(db, copies, actor, launch, named);
  const clipId = await namedClip(db, actor, launch);
  if (clipId !== null) return clipTarget(clipId, launch);
  if (resourceLinkId === null) return { screen: 'course' };
  return (
    (await remembered(db, copies, actor, launch)) ??
    (await inherited(db, copies, { ...actor, resourceLinkId }, launch)) ?? { screen: 'course' }
  );
}

/** The target of a task, or of what stands for it where the course is a copy. */
async function openTaskHere(
  db: Database,
  copies: CopyRules,
  actor: Actor,
  launch: LaunchedLink,
  task: TaskRow,
): Promise<Target> {
  const { tenantId, resourceLinkId } = actor;
  const isHome = task.ltiContextId === actor.ltiContextId;
  const here = isHome
    ? { taskId: task.id, isUndecided: false }
    : await copies.taskHere(actor, task);
  const { taskId, isUndecided } = here;
  if (resourceLinkId !== null) await placeTask(db, { tenantId, resourceLinkId, taskId });
  if (isUndecided && can(actor, 'course.manage')) return { screen: 'copied-course', taskId };
  if (actor.role === 'assessor') return { screen: 'assessment', taskId, narrationId: null };
  const part = namedPart(launch);
  return { screen: 'task', taskId, ...(part && { part }) };
}

async function namedTask(
  db: Database,
  tenantId: string,
  launch: LaunchedLink,
): Promise<TaskRow | undefined> {
  for (const id of namedTasks(launch)) {
    const task = await findInTenant(db, tenantId, id);
    if (task) return task;
  }
  return undefined;
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

/** What the link opened before. */
async function remembered(
  db: Database,
  copies: CopyRules,
  actor: Actor,
  launch: LaunchedLink,
): Promise<Target | null> {
  const { tenantId, resourceLinkId } = actor;
  if (resourceLinkId === null) return null;
  const taskId = await placedTask(db, tenantId, resourceLinkId);
  const task = taskId === null ? undefined : await findInTenant(db, tenantId, taskId);
  if (task) return openTaskHere(db, copies, actor, launch, task);
  const clipId = await placedClip(db, tenantId, resourceLinkId);
  return clipId === null ? null : clipTarget(clipId, launch);
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
): Promise<Target | null> {
  const { tenantId, resourceLinkId } = actor;
  const history = copyHistory(launch.custom);
  const ancestor = await openedByAncestor(db, actor, history.linkIds);
  if (ancestor?.clipId) {
    await placeClip(db, { tenantId, resourceLinkId, clipId: ancestor.clipId });
    return clipTarget(ancestor.clipId, launch);
  }
  const title = launch.resourceLink?.title ?? null;
  const course = ancestor ? null : await courseOfHistory(db, actor, history.contextIds, title);
  const taskId = ancestor?.taskId ?? course?.taskId ?? null;
  const task = taskId === null ? undefined : await findInTenant(db, tenantId, taskId);
  if (task) return openTaskHere(db, copies, actor, launch, task);
  if (!course) return null;
  await copies.note(actor, course.fromContextId);
  return { screen: 'copied-course', taskId: null };
}

/** Task ids that a launch names, the surer one first; teachers can edit both, so they are checked. */
export function namedTasks(launch: LaunchedLink): string[] {
  return namedIds(launch, 'task');
}

/** The part of a task that a launch asks for; null for the whole. */
export function namedPart({ custom, targetLinkUri }: LaunchedLink): TaskPart | null {
  const named = [custom['part'], inAddress(targetLinkUri, 'part')];
  return TASK_PARTS.find((part) => named.includes(part)) ?? null;
}

function clipTarget(clipId: string, { custom, targetLinkUri }: LaunchedLink): Target {
  const isAlone = custom['alone'] === 'yes' || inAddress(targetLinkUri, 'alone') === 'yes';
  return { screen: 'clip', clipId, ...(isAlone && { alone: true }) };
}

function namedIds({ custom, targetLinkUri }: LaunchedLink, name: 'task' | 'clip'): string[] {
  return [custom[name], inAddress(targetLinkUri, name)].flatMap((named) => {
    const id = z.uuid().safeParse(named);
    return id.success ? [id.data] : [];
  });
}

function inAddress(address: string | null, name: string): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).searchParams.get(name) : null;
}

import type { Target } from '#contract/launch';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { findInTenant, placedTask, placeTask } from './tasks.store.ts';

/** What a verified launch says about where it wants to go. */
export interface LaunchedLink {
  messageType: string;
  /** The claim `custom`, as it came. */
  custom: Readonly<Record<string, unknown>>;
  /** The signed claim `target_link_uri`. */
  targetLinkUri: string | null;
}

/**
 * Where a launch lands. A link that names a task (in `custom`, or in its address) is remembered
 * with it, so that it still opens the task when an LMS loses both. A task of another institution
 * is as good as none.
 */
export async function resolveTarget(
  db: Database,
  actor: Pick<Actor, 'tenantId' | 'resourceLinkId' | 'role'>,
  launch: LaunchedLink,
): Promise<Target> {
  if (launch.messageType === 'LtiDeepLinkingRequest') return { screen: 'deep-linking' };
  const taskId = await taskOfLink(db, actor, launch);
  if (taskId === null) return { screen: 'course' };
  return actor.role === 'assessor'
    ? { screen: 'assessment', taskId, narrationId: null }
    : { screen: 'task', taskId };
}

async function taskOfLink(
  db: Database,
  { tenantId, resourceLinkId }: Pick<Actor, 'tenantId' | 'resourceLinkId'>,
  launch: LaunchedLink,
): Promise<string | null> {
  for (const named of namedTasks(launch)) {
    const task = await findInTenant(db, tenantId, named);
    if (!task) continue;
    if (resourceLinkId !== null) await placeTask(db, { tenantId, resourceLinkId, taskId: task.id });
    return task.id;
  }
  return resourceLinkId === null ? null : placedTask(db, tenantId, resourceLinkId);
}

/** Task ids that a launch names, the surer one first; teachers can edit both, so they are checked. */
export function namedTasks({ custom, targetLinkUri }: LaunchedLink): string[] {
  const inAddress =
    targetLinkUri !== null && URL.canParse(targetLinkUri)
      ? new URL(targetLinkUri).searchParams.get('task')
      : null;
  return [custom['task'], inAddress].flatMap((named) => {
    const id = z.uuid().safeParse(named);
    return id.success ? [id.data] : [];
  });
}

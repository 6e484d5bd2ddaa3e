import { taskRoutes, type Task } from '#contract/tasks';
import { ApiError, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';

/**
 * Begins a task. One that was begun on this device and never touched is taken up again, so that
 * going back and forth leaves no row of empty drafts.
 */
export async function beginTask(api: Api, store: LocalStore, clipId: string | null): Promise<Task> {
  const key = `task-begun:${clipId ?? ''}`;
  const taskId = await store.read<string>(key);
  const begun = taskId === undefined ? null : await untouched(api, taskId);
  if (begun) return begun;
  const task = await api.call(taskRoutes.createTask, { body: { clipId } });
  await store.write(key, task.id);
  return task;
}

async function untouched(api: Api, taskId: string): Promise<Task | null> {
  try {
    const task = await api.call(taskRoutes.getTask, { params: { taskId } });
    return task.state === 'draft' && task.revision === 1 ? task : null;
  } catch (error) {
    // It may have been removed meanwhile, or belong to another course of the same person.
    if (error instanceof ApiError && error.status >= 400 && error.status < 500) return null;
    throw error;
  }
}

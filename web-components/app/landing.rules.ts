import type { Boot, Session } from '#contract/launch';
import { may } from '#elements/kit/session';
import type { Place } from './navigation.ts';

/**
 * The first screen of a launch: what it is about decides, then what this person may do there.
 * Null: this launch shows something that is not for this role.
 */
export function landing(
  boot: Pick<Boot, 'target' | 'deepLinking'>,
  session: Session,
): Place | null {
  const { target } = boot;
  switch (target.screen) {
    case 'task':
      return taskPlace(target.taskId, session);
    case 'assessment': {
      const { taskId, narrationId } = target;
      // A student whom the gradebook sends here is shown the own task, with its feedback.
      if (!may(session, 'narrations.mark')) return taskPlace(taskId, session);
      return { screen: 'assessment', params: { taskId, narrationId } };
    }
    case 'course':
      return may(session, 'course.read') ? { screen: 'course', params: {} } : null;
    case 'deep-linking':
      return boot.deepLinking && may(session, 'tasks.build')
        ? { screen: 'picker', params: { deepLinking: boot.deepLinking } }
        : null;
  }
}

/** Staff see a task from outside (who has done what); everyone else does it. */
function taskPlace(taskId: string, session: Session): Place | null {
  if (may(session, 'course.read')) return { screen: 'task', params: { taskId } };
  return may(session, 'tasks.read') ? { screen: 'student-task', params: { taskId } } : null;
}

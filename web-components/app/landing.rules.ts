import type { Boot, Session } from '#contract/launch';
import type { TaskPart } from '#contract/vocabulary';
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
      return taskPlace(target.taskId, session, target.part);
    case 'clip':
      return clipPlace(target, session);
    case 'copied-course':
      if (may(session, 'course.manage'))
        return { screen: 'copied-course', params: target.taskId ? { taskId: target.taskId } : {} };
      return target.taskId === null ? null : taskPlace(target.taskId, session);
    case 'assessment': {
      const { taskId, narrationId } = target;
      // A student whom the gradebook sends here is shown the own task, with its feedback.
      if (!may(session, 'narrations.mark')) return taskPlace(taskId, session);
      return { screen: 'assessment', params: { taskId, narrationId } };
    }
    case 'course':
      if (isAdministrator(session)) return { screen: 'vocabularies', params: {} };
      if (may(session, 'course.read')) return { screen: 'course', params: {} };
      // Who learns finds there what they have begun.
      return may(session, 'observations.write') ? { screen: 'own-tasks', params: {} } : null;
    case 'deep-linking':
      return boot.deepLinking && may(session, 'tasks.build')
        ? { screen: 'picker', params: { deepLinking: boot.deepLinking } }
        : null;
  }
}

/**
 * What stands open to somebody for whom a page is closed: who administers the institution has its
 * words. Null: nothing does.
 */
export function openInstead(session: Session): Place | null {
  return isAdministrator(session) ? { screen: 'vocabularies', params: {} } : null;
}

/** Looks after the institution's words, and has no part in the course. */
function isAdministrator(session: Session): boolean {
  return may(session, 'vocabularies.manage') && !may(session, 'course.read');
}

/**
 * Staff see a task from outside (who has done what); who learns does it, or a part of it; who only
 * reads along sees what is asked.
 */
function taskPlace(taskId: string, session: Session, part?: TaskPart): Place | null {
  if (may(session, 'course.read')) return { screen: 'task', params: { taskId } };
  if (part === 'question' && may(session, 'observations.write'))
    return { screen: 'observation', params: { taskId } };
  if (part === 'narration' && may(session, 'narrations.write'))
    return { screen: 'narration', params: { taskId } };
  if (!may(session, 'tasks.read')) return null;
  const screen = may(session, 'observations.write') ? 'student-task' : 'task';
  return { screen, params: { taskId } };
}

/** The page of a clip for those who look after clips; for everyone else the clip. */
function clipPlace(
  { clipId, alone }: { clipId: string; alone?: boolean | undefined },
  session: Session,
): Place | null {
  if (may(session, 'clips.browse') && !alone) return { screen: 'clip', params: { clipId } };
  if (!may(session, 'tasks.read')) return null;
  return { screen: 'shown-clip', params: { clipId, ...(alone && { alone }) } };
}

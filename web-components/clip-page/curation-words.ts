import { msg, str } from '@lit/localize';
import type { Curation } from '#contract/curation';
import type { CurationMove, CurationState } from '#contract/vocabulary';

/** "1 task, 2 courses": each number with its own word. */
export function useWords(tasks: number, courses: number): string {
  const inTasks = tasks === 1 ? msg('1 task') : msg(str`${tasks} tasks`);
  const inCourses = courses === 1 ? msg('1 course') : msg(str`${courses} courses`);
  return `${inTasks}, ${inCourses}`;
}

/** What a retirement would touch, and what it leaves alone. */
export function impactWords({ tasks, courses, submissions }: Curation['impact']): string {
  if (tasks === 0) return msg('No task uses it. It leaves the library; nothing is deleted.');
  const handedIn = submissions === 1 ? msg('1 submission') : msg(str`${submissions} submissions`);
  const uses = `${useWords(tasks, courses)}, ${handedIn}`;
  return msg(str`Used in ${uses}. These tasks keep it; new ones cannot take it any more.`);
}

/** The name of a station. */
export function stateWords(state: CurationState): string {
  switch (state) {
    case 'draft':
      return msg('Draft');
    case 'proposed':
      return msg('Proposed');
    case 'consent':
      return msg('Reviewed');
    case 'published':
      return msg('Published');
    case 'retired':
      return msg('Retired');
  }
}

/** What a button does with a clip. */
export function moveWords(move: CurationMove): string {
  switch (move) {
    case 'propose':
      return msg('Propose it');
    case 'approve':
      return msg('It teaches well');
    case 'return':
      return msg('Give it back');
    case 'publish':
      return msg('Consents are right: publish');
    case 'renew':
      return msg('Still good: keep it for a year');
    case 'retire':
      return msg('Retire it');
    case 'restore':
      return msg('Bring it back');
  }
}

/** Where a clip stands, and what that means for others. */
export function standingWords({ state: now, isReviewDue }: Curation): string {
  switch (now) {
    case 'draft':
      return msg('A draft: only its owner can find it. A colleague reviews what is proposed.');
    case 'proposed':
      return msg('Waiting for the review of a colleague: does it teach, and is it told fairly?');
    case 'consent':
      return msg('Reviewed. Before it is published, somebody checks the consents below.');
    case 'published':
      return isReviewDue
        ? msg('Its review date has come: is it still good, and are its consents?')
        : msg('Published: colleagues of this institution find it in the library.');
    case 'retired':
      return msg('Retired: it is not offered for new tasks any more.');
  }
}

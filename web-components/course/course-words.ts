import { msg, str } from '@lit/localize';
import type { TaskProgress } from '#contract/course-work';
import type { CoursePerson } from '#contract/launch';
import type { TaskSummary } from '#contract/tasks';
import type { Role, WorkStage } from '#contract/vocabulary';
import { formatInstant } from '#elements/kit/time';

/** The name of a role, as it stands in a list of choices. */
export function roleWord(role: Role): string {
  const words: Readonly<Record<Role, () => string>> = {
    lecturer: () => msg('Lecturer'),
    student: () => msg('Student'),
    assessor: () => msg('Assessor'),
    facilitator: () => msg('Facilitator'),
    practitioner: () => msg('Practitioner'),
    administrator: () => msg('Administrator'),
    observer: () => msg('Observer'),
  };
  return words[role]();
}

/** What the LMS calls a person; its own words, with spaces: "Instructor, teaching assistant". */
export function platformWords(person: CoursePerson): string {
  if (person.platformRoles.length === 0) return msg('no role');
  return person.platformRoles
    .map((role, at) => {
      const spaced = role.replace(/([a-z])([A-Z])/g, '$1 $2');
      return at === 0 ? spaced : spaced.toLowerCase();
    })
    .join(', ');
}

/** How many learn and how many teach or mark. */
export function countWords(people: readonly CoursePerson[]): string {
  const students = people.filter(({ role }) => role === 'student').length;
  const staff = people.filter(({ role }) => isStaff(role)).length;
  const learning = students === 1 ? msg('1 student') : msg(str`${students} students`);
  return staff === 1
    ? msg(str`${learning}, 1 who teaches or marks`)
    : msg(str`${learning}, ${staff} who teach or mark`);
}

/** Whether a role teaches, marks or accompanies. */
export function isStaff(role: Role): boolean {
  return role === 'lecturer' || role === 'assessor' || role === 'facilitator';
}

/** Where a task stands: the word that matters, and the rest of the line. */
export function taskLine(task: TaskSummary, now: Date): { word: string; rest: string } {
  const points =
    task.maximumPoints > 0 ? msg(str`out of ${task.maximumPoints}`) : msg('not graded');
  if (task.state === 'draft') {
    return { word: msg('Draft,'), rest: msg(str`students do not see it; ${points}`) };
  }
  if (task.opensAt !== null && Date.parse(task.opensAt) > now.getTime()) {
    return { word: msg('Opens'), rest: `${formatInstant(task.opensAt, now)}, ${points}` };
  }
  if (task.dueAt === null) return { word: msg('Open,'), rest: points };
  const due = formatInstant(task.dueAt, now);
  return Date.parse(task.dueAt) > now.getTime()
    ? { word: msg('Open'), rest: msg(str`until ${due}, ${points}`) }
    : { word: msg('Closed'), rest: `${due}, ${points}` };
}

/** How many stand where, furthest first; who stands nowhere is not counted. */
export function progressWords({
  stages,
  notBegun,
}: TaskProgress): { people: number; words: string }[] {
  return [
    { people: stages.returned, words: msg('marked and released') },
    { people: stages['handed-in'], words: msg('handed in') },
    { people: stages.observed + stages['at-work'], words: msg('at work') },
    { people: notBegun, words: msg('not begun') },
  ].filter(({ people }) => people > 0);
}

/** How far I am with a task: the word that matters, and the rest of the line. */
export function stageWords(
  { dueAt, maximumPoints }: Pick<TaskSummary, 'dueAt' | 'maximumPoints'>,
  stage: WorkStage,
  now: Date,
): { word: string; rest: string } {
  const isDue = dueAt !== null && Date.parse(dueAt) > now.getTime();
  const due = isDue ? formatInstant(dueAt, now) : '';
  switch (stage) {
    case 'at-work':
      return {
        word: msg('Begun,'),
        rest: isDue ? msg(str`to be handed in by ${due}`) : msg('not handed in yet'),
      };
    case 'observed':
      return {
        word: msg('Observation handed in;'),
        rest: isDue
          ? msg(str`the narration is to be handed in by ${due}`)
          : msg('the narration is not handed in yet'),
      };
    case 'handed-in':
      return {
        word: msg('Handed in;'),
        rest:
          maximumPoints > 0
            ? msg('not marked yet')
            : msg('see what others noticed at the same moments'),
      };
    case 'returned':
      return { word: msg('Marked;'), rest: msg('your feedback is there') };
  }
}

/** What a task still needs from who teaches; null when nothing. */
export function needWords(task: TaskSummary): string | null {
  if (task.state === 'draft' && task.gapCount > 0) {
    return task.gapCount === 1
      ? msg('1 thing is missing')
      : msg(str`${task.gapCount} things are missing`);
  }
  if (task.state === 'draft') return msg('Ready to be published');
  if (task.placed) return null;
  return task.sentAt === null
    ? msg('Not placed in the course yet')
    : msg('Sent to the course; not opened there yet');
}

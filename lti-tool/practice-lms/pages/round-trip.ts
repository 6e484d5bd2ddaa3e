import type { PracticeLmsState } from '../course-state.ts';
import { personByKey } from '../people.ts';
import type { CoursePart } from '../people.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { clock } from './time.ts';

/** One step of the guide. */
export interface TripStep {
  title: string;
  todo: string;
  /** What happened and when, once it has. */
  done?: string;
}

/** The four steps, each with what of it has already happened. */
function tripSteps(state: PracticeLmsState): TripStep[] {
  const graded = state.gradebook.columns;
  const placed = state.activities.find((one) => one.origin === 'deep linking');
  const gradedIds = new Set(graded.map((column) => column.activityId));
  const opened = (part: CoursePart) =>
    state.launches.find(
      (launch) =>
        personByKey(launch.personKey)?.part === part &&
        launch.activityId !== undefined &&
        gradedIds.has(launch.activityId),
    );
  const watched = opened('student');
  const assessed = opened('assessor');
  const arrived = state.gradebook.cells.find(
    (cell) => cell.points !== null && cell.changedBy === 'tool',
  );
  const at = (instant: string | undefined, words: string) =>
    instant === undefined ? {} : { done: `Done at ${clock(instant)} UTC. ${words}` };
  return [
    {
      title: 'Lee adds a task',
      todo: 'Be Lee, press “Add from …” and choose or make a task.',
      ...at(
        placed && graded.length > 0 ? placed.createdAt : undefined,
        `${state.activities.filter((one) => one.origin === 'deep linking').length} in the course, ${graded.length} with a grade.`,
      ),
    },
    {
      title: 'Sam watches',
      todo: 'Be Sam, open the task, mark moments, write, hand in.',
      ...at(watched?.at, 'A student has opened the task.'),
    },
    {
      title: 'Ash marks',
      todo: 'Be Ash, open the task, mark by rubric, release.',
      ...at(assessed?.at, 'The assessor has opened the task.'),
    },
    {
      title: 'The grade arrives',
      todo: 'Look at the gradebook below, as Sam.',
      ...at(
        arrived && new Date(arrived.writtenMs).toISOString(),
        'The gradebook shows it, with the comment.',
      ),
    },
  ];
}

/** The guide as a box: done, now, still to do. */
export function roundTrip(state: PracticeLmsState): SafeHtml {
  const steps = tripSteps(state);
  const now = steps.findIndex((step) => step.done === undefined);
  return html`<h2>
      The whole round trip in two minutes
      <small>${now === -1 ? 'all 4 steps done' : `step ${now + 1} of 4`}</small>
    </h2>
    <ol class="trip">
      ${steps.map((step, index) => {
        const current = index === now;
        return html`<li
          class="${step.done !== undefined ? 'done' : current ? 'now' : ''}"
          ${current && html`aria-current="step"`}
        >
          <span class="dot" aria-hidden="true">${index + 1}</span><b>${step.title}</b>${
            step.done ?? step.todo
          }
        </li>`;
      })}
    </ol>`;
}

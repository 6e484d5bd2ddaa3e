import type { Cell, Column } from '../gradebook.ts';
import type { Lms } from '../lms.ts';
import { mayEditCourse } from '../people.ts';
import type { Person } from '../people.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { ago, clock } from './time.ts';

const FRESH_MS = 60_000;

function isFresh(lms: Lms, cell: Cell | undefined): boolean {
  return cell !== undefined && lms.now() - cell.writtenMs < FRESH_MS;
}

function reviewLink(column: Column, student: Person, viewer: Person): SafeHtml | false {
  if (column.activityId === undefined || !column.submissionReview) return false;
  if (viewer.part === 'student' && viewer !== student) return false;
  const label = column.submissionReview.label ?? 'Open the work';
  return html`<small
    ><a href="/activities/${column.activityId}?review=${student.userId}"
      >${label}<span class="unseen"> of ${student.givenName}</span></a
    ></small
  >`;
}

function grade(lms: Lms, column: Column, student: Person, viewer: Person): SafeHtml {
  const cell = lms.state.gradebook.cell(column.id, student.userId);
  const remark = !cell
    ? ''
    : cell.changedBy === 'hand'
      ? 'changed by hand'
      : isFresh(lms, cell)
        ? ago(cell.writtenMs, lms.now())
        : '';
  return html`<td
    class="number ${isFresh(lms, cell) ? 'fresh' : ''}"
    data-grade="${column.id}/${student.userId}"
  >
    ${
      cell?.points === null || cell === undefined
        ? html`<span class="none">empty</span>`
        : html`<b>${cell.points.toFixed(2)}</b>`
    }
    ${remark !== '' && html`<small>${remark}</small>`} ${reviewLink(column, student, viewer)}
  </td>`;
}

function feedback(lms: Lms, student: Person): SafeHtml {
  const cells = lms.state.gradebook.columns.flatMap((column) => {
    const cell = lms.state.gradebook.cell(column.id, student.userId);
    return cell && cell.comment !== '' ? [{ column, cell }] : [];
  });
  if (cells.length === 0) return html`<td class="none" data-feedback="${student.userId}">none</td>`;
  return html`<td
    class="${cells.some(({ cell }) => isFresh(lms, cell)) ? 'fresh' : ''}"
    data-feedback="${student.userId}"
  >
    ${cells.map(
      ({ column, cell }) =>
        html`${cells.length > 1 && html`<small>${column.label}</small>`}<span class="words"
            >${cell.comment}</span
          >`,
    )}
  </td>`;
}

function handedIn(lms: Lms, student: Person): string {
  const instants = lms.state.gradebook.cells.flatMap((cell) =>
    cell.userId === student.userId && cell.submittedAt !== undefined ? [cell.submittedAt] : [],
  );
  const last = instants.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  if (last !== undefined) return `handed in ${clock(last)} UTC`;
  if (student.key === 'kit' && lms.state.switches.kitIsNoStudent) return 'enrolled without grades';
  return '';
}

/** The gradebook for this viewer: students see their own row, staff see all. */
export function gradebookTable(lms: Lms, viewer: Person): SafeHtml {
  const { columns } = lms.state.gradebook;
  const rows = viewer.part === 'student' ? [viewer] : lms.state.students;
  if (columns.length === 0) {
    return html`<p class="inside none">
      No graded activity yet. Each one that is added from the tool gets a column here.
    </p>`;
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of grades">
      <table>
        <thead>
          <tr>
            <th scope="col">Student</th>
            ${columns.map(
              (column) =>
                html`<th scope="col" class="number">
                  ${column.label}<br />of ${column.scoreMaximum}
                </th>`,
            )}
            <th scope="col">Feedback</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (student) =>
              html`<tr data-student="${student.key}">
                <th scope="row">
                  ${student.givenName}${
                    handedIn(lms, student) !== '' && html`<small>${handedIn(lms, student)}</small>`
                  }
                </th>
                ${columns.map((column) => grade(lms, column, student, viewer))}
                ${feedback(lms, student)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      viewer.part === 'student' &&
      html`<p class="inside note">${viewer.givenName} sees one row: everybody sees their own.</p>`
    }`;
}

/** Form to change a grade by hand; empty for those who may not. */
export function changeByHand(lms: Lms, viewer: Person): SafeHtml | false {
  const { columns, cells } = lms.state.gradebook;
  if (!mayEditCourse(viewer) || columns.length === 0) return false;
  const byHand = cells.filter((cell) => cell.overridden);
  return html`<details class="inside by-hand">
    <summary>Change a grade by hand</summary>
    <p class="note">
      The LMS then answers the tool’s scores with 200 and keeps this grade, as Moodle does with an
      overridden one.
    </p>
    <form method="post" action="/grades" class="row">
      <label
        >Student
        <select name="userId">
          ${lms.state.students.map(
            (student) => html`<option value="${student.userId}">${student.givenName}</option>`,
          )}
        </select></label
      >
      <label
        >Column
        <select name="columnId">
          ${columns.map((column) => html`<option value="${column.id}">${column.label}</option>`)}
        </select></label
      >
      <label>Grade <input name="points" type="number" min="0" step="0.01" required /></label>
      <label>Comment <input name="comment" maxlength="500" /></label>
      <button class="button">Change the grade</button>
    </form>
    <p class="note">
      Without its column an activity stays; the tool’s scores for it are answered with 404.
    </p>
    ${columns.map(
      (column) =>
        html`<form method="post" action="/columns/${column.id}/remove" class="row">
          <button class="button">Delete the column ${column.label}</button>
        </form>`,
    )}
    ${byHand.map((cell) => {
      const student = lms.state.students.find((person) => person.userId === cell.userId);
      const column = columns.find((one) => one.id === cell.columnId);
      return html`<form method="post" action="/grades/release" class="row">
        <input type="hidden" name="userId" value="${cell.userId}" />
        <input type="hidden" name="columnId" value="${cell.columnId}" />
        <button class="button">
          Let the tool change ${student?.givenName}’s ${column?.label} again
        </button>
      </form>`;
    })}
  </details>`;
}
